"""Closed hours: hours of the clock in which people of a contract never work, as minors may not at night."""

from wfm.domain.contracts import Contract
from wfm.domain.wording import clock
from wfm.rostering.duties import Duty
from wfm.rostering.rules.every_shift import EveryShift


class ClosedHours(EveryShift):
    """Not even a minute of a shift may lie in them."""

    title = "Closed hours"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        hours = contract.no_work_between
        return None if hours is None else f"no work between {clock(hours[0])} and {clock(hours[1])}"

    def objection(self, duty: Duty) -> str:
        permitted = self.contract.permits_hours(duty.wall_start, duty.end - duty.start)
        return "" if permitted else f"{self.words(self.contract)}, but a shift from {clock(duty.wall_start)}"
