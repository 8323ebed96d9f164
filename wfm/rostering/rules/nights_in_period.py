"""Nights in the planning period: so many night shifts at most in all the days that are planned at once."""

from wfm.domain.contracts import Contract
from wfm.rostering.duties import Duty
from wfm.rostering.rules.most_in_period import MostInPeriod
from wfm.rostering.rules.night_shifts import is_night


class NightsInPeriod(MostInPeriod):
    """A night belongs to the day on which it starts."""

    title = "Nights in the planning period"
    day_is = "night shift"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        return cls.limit(contract.max_nights_in_period)

    @property
    def most(self) -> int:
        return self.contract.max_nights_in_period or 0

    def counts(self, day: int, duty: Duty) -> bool:
        return is_night(duty, self.problem.centre.roster)
