"""Minimum days in a row: whoever comes, comes for so many days; nobody travels in for a single one."""

from wfm.domain.contracts import Contract
from wfm.rostering.rules.short_runs import ShortRuns


class MinDaysInARow(ShortRuns):
    """A run of working days that leave touches is not judged."""

    title = "Minimum days in a row"
    days_are = "working days in a row"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        least = contract.min_days_in_row
        return (
            None if least is None else f"at least {least} working days in a row; a run that leave cuts is spared"
        )

    @property
    def least(self) -> int:
        return self.contract.min_days_in_row or 1

    @staticmethod
    def belongs(works: bool) -> bool:
        return works
