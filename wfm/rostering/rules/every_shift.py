"""Rules that every single shift must keep by itself, whatever the other days are."""

from abc import abstractmethod
from collections.abc import Hashable, Iterator, Sequence

from wfm.domain.breaches import Breach
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.rostering.duties import Duty
from wfm.rostering.rules.sequence_rule import SequenceRule, worked


class EveryShift(SequenceRule[bool]):
    """The automaton has one state: nothing needs to be remembered."""

    def blank(self) -> bool:
        return True

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        return duty is not None and bool(self.objection(duty))

    def step(self, state: bool, day: int, duty: Duty | None) -> bool | None:
        return None if duty is not None and day >= 0 and self.objection(duty) else state

    @abstractmethod
    def objection(self, duty: Duty) -> str:
        """What is wrong with the shift, in words; "" when nothing is."""

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        for plan in worked(plans):
            objection = self.objection(Duty.of(plan, self.horizon))
            if objection and self.in_horizon(plan):
                yield self.breach(agent, plan, plan, 1, f"{objection} on {plan.date}")
