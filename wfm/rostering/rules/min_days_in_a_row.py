"""Minimum days in a row: whoever comes, comes for so many days; nobody travels in for a single one."""

from wfm.domain.contracts import Contract
from wfm.domain.wording import counted
from wfm.rostering.duties import Duty
from wfm.rostering.rules.short_runs import ShortRuns


class MinDaysInARow(ShortRuns):
    """A run of working days that leave touches is not judged."""

    title = "Minimum days in a row"
    day_is = "working day"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        least = contract.min_days_in_row
        if least is None:
            return None
        return f"at least {counted(least, 'working day')} in a row; a run that leave cuts is spared"

    @property
    def least(self) -> int:
        return self.contract.min_days_in_row or 1

    def belongs(self, duty: Duty | None) -> bool:
        return duty is not None
