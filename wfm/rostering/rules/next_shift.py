"""Next shift worked: after some shifts, only certain others may be the next, however many days off lie between."""

from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.rostering.duties import Duty
from wfm.rostering.rules.sequence_rule import SequenceRule, worked


class NextShift(SequenceRule[tuple[str, ...]]):
    """State: what the next shift must be; () when it may be anything. Days off and leave change nothing."""

    title = "Next shift worked"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        pairs = contract.required_next_shift.items()
        said = "; ".join(f"after {shift} the next shift is {' or '.join(only)}" for shift, only in pairs)
        return f"{said}, whatever days off lie between" if said else None

    def blank(self) -> tuple[str, ...]:
        return ()

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        return duty and duty.shift

    def step(self, state: tuple[str, ...], day: int, duty: Duty | None) -> tuple[str, ...] | None:
        if duty is None:
            return state
        if state and duty.shift not in state and day >= 0:
            return None
        return self.contract.required_next_shift.get(duty.shift, ())

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        for earlier, later in pairwise(worked(plans)):
            asked = self.contract.required_next_shift.get(earlier.shift, ())
            if asked and later.shift not in asked and self.in_horizon(later):
                text = f"{later.shift} on {later.date}, next after {earlier.shift} on {earlier.date}"
                yield self.breach(agent, earlier, later, 1, f"{text}; expected {' or '.join(asked)}")
