"""Hours of a day: so many paid hours on every day that is worked."""

from wfm.domain.contracts import Contract
from wfm.domain.wording import between, counted
from wfm.rostering.duties import Duty
from wfm.rostering.rules.every_shift import EveryShift


class DayHours(EveryShift):
    """For part-time and flexible contracts that share shifts with others, and for minors."""

    title = "Hours of a day"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        day = contract.day_minutes
        if day is None:
            return None
        return f"{between(day.least / 60, day.most / 60, 'paid hour')} on a day that is worked"

    def objection(self, duty: Duty) -> str:
        permitted = self.contract.permits_length(duty.paid_minutes)
        return "" if permitted else counted(duty.paid_minutes / 60, "paid hour")
