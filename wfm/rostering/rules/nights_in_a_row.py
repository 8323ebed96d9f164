"""Nights in a row: after so many nights on consecutive days comes a day without one."""

from wfm.domain.contracts import Contract
from wfm.domain.wording import at_most
from wfm.rostering.duties import Duty
from wfm.rostering.rules.long_runs import LongRuns
from wfm.rostering.rules.night_shifts import is_night


class NightsInARow(LongRuns):
    """A run of nights ends with the first day that has none."""

    title = "Nights in a row"
    day_is = "night shift"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        most = contract.max_nights_in_row
        return None if most is None else f"{at_most(most, cls.day_is)} in a row"

    @property
    def most(self) -> int:
        return self.contract.max_nights_in_row or 0

    def belongs(self, duty: Duty) -> bool:
        return is_night(duty, self.problem.centre.roster)
