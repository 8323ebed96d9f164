"""Minimum days off in a row: time off comes in pieces that are worth having."""

from wfm.domain.contracts import Contract
from wfm.rostering.rules.short_runs import ShortRuns


class MinDaysOff(ShortRuns):
    """A run of days off that holds a day of leave, or lies beside one, is not judged."""

    title = "Minimum days off in a row"
    days_are = "days off in a row"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        least = contract.min_days_off_in_row
        return None if least is None else f"at least {least} days off in a row; days beside leave are spared"

    @property
    def least(self) -> int:
        return self.contract.min_days_off_in_row or 1

    @staticmethod
    def belongs(works: bool) -> bool:
        return not works
