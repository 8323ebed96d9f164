"""Minimum days off in a row: time off comes in pieces that are worth having."""

from wfm.domain.contracts import Contract
from wfm.domain.wording import counted
from wfm.rostering.duties import Duty
from wfm.rostering.rules.short_runs import ShortRuns


class MinDaysOff(ShortRuns):
    """A run of days off that holds a day of leave, or lies beside one, is not judged."""

    title = "Minimum days off in a row"
    day_is, days_are = "day off", "days off"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        least = contract.min_days_off_in_row
        if least is None:
            return None
        return f"at least {counted(least, 'day off', 'days off')} in a row; days beside leave are spared"

    @property
    def least(self) -> int:
        return self.contract.min_days_off_in_row or 1

    def belongs(self, duty: Duty | None) -> bool:
        return duty is None
