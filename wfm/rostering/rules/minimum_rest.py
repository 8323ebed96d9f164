"""Minimum rest: so many hours between the end of one shift and the start of the next."""

from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.time import minutes_between
from wfm.rostering.duties import Duty
from wfm.rostering.rules.sequence_rule import SequenceRule, worked


class MinimumRest(SequenceRule[int]):
    """State: minutes after the coming midnight before which no shift may start."""

    title = "Minimum rest"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        return f"{contract.rest_minutes / 60:g} h between two shifts" if contract.rest_minutes else None

    def blank(self) -> int:
        return 0

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        midnight, tomorrow = self.midnight(day), self.midnight(day + 1)
        return tomorrow - midnight, duty and (duty.start - midnight, duty.end - tomorrow)

    def step(self, state: int, day: int, duty: Duty | None) -> int | None:
        tomorrow = self.midnight(day + 1)
        if duty is None:
            return max(0, state - (tomorrow - self.midnight(day)))
        if duty.start - self.midnight(day) < state:
            return None
        return max(0, duty.end + self.contract.rest_minutes - tomorrow)

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        for earlier, later in pairwise(worked(plans)):
            rest = minutes_between(earlier.span()[1], later.span()[0])
            if rest < self.contract.rest_minutes and self.in_horizon(later):
                short = self.contract.rest_minutes - rest
                yield self.breach(agent, earlier, later, short, f"rest of {rest / 60:g} h before {later.date}")
