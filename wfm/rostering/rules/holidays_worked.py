"""Public holidays: nobody works more than so many of them in a planning period."""

from wfm.domain.contracts import Contract
from wfm.rostering.duties import Duty
from wfm.rostering.rules.most_in_period import MostInPeriod


class HolidaysWorked(MostInPeriod):
    """A holiday is worked when a shift starts on it."""

    title = "Public holidays"
    day_is = "worked public holiday"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        return cls.limit(contract.max_holidays_in_period)

    @property
    def most(self) -> int:
        return self.contract.max_holidays_in_period or 0

    def counts(self, day: int, duty: Duty) -> bool:
        return self.problem.day_types.is_holiday(self.date_of(day))
