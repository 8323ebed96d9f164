"""Maximum days in a row: after so many working days comes a day off."""

from wfm.domain.contracts import Contract
from wfm.domain.wording import at_most
from wfm.rostering.duties import Duty
from wfm.rostering.rules.long_runs import LongRuns


class DaysInARow(LongRuns):
    """Every contract has this rule."""

    title = "Maximum days in a row"
    day_is = "working day"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        return f"{at_most(contract.max_days_in_row, cls.day_is)} in a row"

    @property
    def most(self) -> int:
        return self.contract.max_days_in_row

    def belongs(self, duty: Duty) -> bool:
        return True
