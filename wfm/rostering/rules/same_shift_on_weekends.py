"""Same shift on weekends: whoever works several days of a weekend works the same shift on them."""

from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.rostering.duties import Duty
from wfm.rostering.rules.sequence_rule import SequenceRule, worked
from wfm.rostering.rules.weekend_days import by_weekend, ends_weekend, weekend_part


class SameShiftOnWeekends(SequenceRule[str]):
    """State: the shift that was worked last in the weekend that is running, or ""."""

    title = "Same shift on weekends"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        return "the days of one weekend are worked on the same shift" if contract.same_shift_on_weekends else None

    def blank(self) -> str:
        return ""

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        return weekend_part(self.date_of(day), self.problem.day_types), duty and duty.shift

    def step(self, state: str, day: int, duty: Duty | None) -> str | None:
        today, types = self.date_of(day), self.problem.day_types
        if not types.is_weekend(today):
            return ""
        if duty is not None and day >= 0 and state not in ("", duty.shift):
            return None
        now = state if duty is None else duty.shift
        return "" if ends_weekend(today, types) else now

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        for weekend in by_weekend(worked(plans), self.problem.day_types).values():
            for earlier, later in pairwise(weekend):
                if earlier.shift != later.shift and self.in_horizon(later):
                    text = f"{earlier.shift} on {earlier.date}, {later.shift} on {later.date} of the same weekend"
                    yield self.breach(agent, earlier, later, 1, text)
