"""Minors' rest: whoever is not of age has so many hours between the end of one shift and the start of the next."""

from collections.abc import Hashable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from math import inf
from typing import NamedTuple

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.time import minutes_between
from wfm.rostering.duties import Duty
from wfm.rostering.minors import minor_terms_on
from wfm.rostering.rules.counting_rule import CountingRule
from wfm.rostering.rules.sequence_rule import worked


class MinorsRested(NamedTuple):
    """`due`: minutes after the coming midnight before which no minor may start; `short`: somebody has started."""

    due: int
    short: bool


class MinorsRest(CountingRule[MinorsRested]):
    """Agents of one contract share the automaton, minors and others: it tells whether a rest was too short for a
    minor, which is judged on the last day on which each of them is one. Where nobody is, nothing is counted."""

    title = "Minors' rest"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        rest = None if contract.minors is None else contract.minors.rest_minutes
        return None if rest is None or rest <= contract.rest_minutes else f"{rest / 60:g} h between two shifts"

    @property
    def needed(self) -> int:
        minors = self.contract.minors
        return 0 if minors is None else minors.rest_minutes or 0

    def blank(self) -> MinorsRested:
        return MinorsRested(0, short=False)

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        midnight, tomorrow = self.midnight(day), self.midnight(day + 1)
        return tomorrow - midnight, duty and (duty.start - midnight, duty.end - tomorrow)

    def step(self, state: MinorsRested, day: int, duty: Duty | None) -> MinorsRested | None:
        if not self._last_days:
            return state
        midnight, tomorrow = self.midnight(day), self.midnight(day + 1)
        if duty is None:
            return MinorsRested(max(0, state.due - (tomorrow - midnight)), state.short)
        short = state.short or (day >= 0 and duty.start - midnight < state.due)
        return MinorsRested(max(0, duty.end + self.needed - tomorrow), short)

    def closing_days(self) -> tuple[int, ...]:
        return tuple(sorted(set(self._last_days.values())))

    def counted(self, state: MinorsRested) -> bool:
        return state.short

    def reopened(self, state: MinorsRested) -> MinorsRested:
        return MinorsRested(state.due, short=False)

    def points(self, agent: Agent, closing: int, amounts: Sequence[bool]) -> tuple[float, ...]:
        minor = self.closing_days()[closing] <= self._last_days.get(agent.agent_id, -1)
        return tuple(inf if short and minor else 0.0 for short in amounts)

    def expected(self, agent: Agent, closing: int) -> str:
        return f"{self.needed / 60:g} h between two shifts"

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        for earlier, later in pairwise(worked(plans)):
            rest = minutes_between(earlier.span()[1], later.span()[0])
            minor = minor_terms_on(agent, later.date, self.problem) is not None
            if minor and rest < self.needed and self.in_horizon(later):
                text = f"rest of {rest / 60:g} h before {later.date}: minors' hours"
                yield self.breach(agent, earlier, later, self.needed - rest, text)

    @cached_property
    def _last_days(self) -> dict[str, int]:
        """The last day of the horizon on which each agent of the contract is a minor."""
        members = (agent for agent in self.problem.agents if agent.contract == self.contract.name)
        found: dict[str, int] = {}
        for agent in members:
            for day, date in enumerate(self.horizon.dates if agent.birth_date is not None else ()):
                if minor_terms_on(agent, date, self.problem) is not None:
                    found[agent.agent_id] = day
        return found
