"""Everything a roster must answer to, gathered once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from wfm.domain.burdens import Burden
from wfm.domain.centre import Centre
from wfm.domain.contracts import Contract
from wfm.domain.demand import RequirementRow
from wfm.domain.events import Event
from wfm.domain.groups import AgentGroup
from wfm.domain.headcounts import HeadcountRow
from wfm.domain.people import Absence, Agent, Pin, Request
from wfm.domain.queues import Cover
from wfm.domain.roster import DayKind, DayPlan
from wfm.domain.time import Horizon
from wfm.rostering.day_types import DayTypes
from wfm.rostering.keeping import Keeping
from wfm.rostering.reserve import Reserve

Owned = TypeVar("Owned", Absence, Request, Pin, DayPlan)
Past = tuple[DayPlan, ...]


@dataclass(frozen=True)
class RosterProblem:
    """Who may work, what is needed, what is fixed, what is wished, and what went before.

    `previous` are the plans of the days before the horizon: rest, runs of days and weekends count on from them.
    `events` of all queues say which days are public holidays and make-up days.
    `keeping`: what stays of the published roster that this one changes; None for a new roster.
    `in_time`: by cover the contacts answered in time with 0, 1, … agents, shape (agents + 1, intervals), where
    prices go by contacts.
    `balances`: what agents carried above (+) or below (-) their fair shares before; nothing of those not named.
    `headcounts`: how many people shifts want, beside or instead of the requirement.
    `groups`: agents who belong together or apart.
    `hours_at_any_pace`: whether the hours of a long period may be worked at any pace (rules/pace.py).
    `reserve`: what is kept free for retraining, and the roster to begin from; it is sought, never reported.
    """

    centre: Centre
    horizon: Horizon
    agents: tuple[Agent, ...]
    requirement: tuple[RequirementRow, ...]
    absences: tuple[Absence, ...] = ()
    requests: tuple[Request, ...] = ()
    pins: tuple[Pin, ...] = ()
    previous: tuple[DayPlan, ...] = ()
    events: tuple[Event, ...] = ()
    keeping: Keeping | None = None
    headcounts: tuple[HeadcountRow, ...] = ()
    groups: tuple[AgentGroup, ...] = ()
    balances: Mapping[str, Burden] = field(default_factory=dict)
    in_time: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    hours_at_any_pace: bool = False
    reserve: Reserve | None = None

    def contract_of(self, agent: Agent) -> Contract:
        return self.centre.contracts[agent.contract]

    @cached_property
    def day_types(self) -> DayTypes:
        """Which dates are weekends, public holidays and make-up days."""
        return DayTypes.of(self.centre, self.events)

    @cached_property
    def covers(self) -> tuple[Cover, ...]:
        """The cover rows of the requirement, in its order."""
        return tuple(Cover.parse(name) for name in dict.fromkeys(row.cover for row in self.requirement))

    @cached_property
    def absences_of(self) -> Mapping[str, tuple[Absence, ...]]:
        return _by_agent(self.agents, self.absences)

    @cached_property
    def leave_of(self) -> Mapping[str, frozenset[int]]:
        """The days of the horizon on which each agent is on leave or in training from midnight to midnight."""
        horizon = self.horizon
        return {
            agent_id: frozenset(
                horizon.day_index(day)
                for away in absences
                for day in away.whole_days_among(horizon.first, horizon.last, horizon.zone)
            )
            for agent_id, absences in self.absences_of.items()
        }

    @cached_property
    def leave_under(self) -> Mapping[str, frozenset[int]]:
        """The days on which anybody is on leave, by the name of his contract."""
        days: dict[str, set[int]] = {name: set() for name in self.centre.contracts}
        for agent in self.agents:
            days[agent.contract] |= self.leave_of[agent.agent_id]
        return {name: frozenset(found) for name, found in days.items()}

    @cached_property
    def requests_of(self) -> Mapping[str, tuple[Request, ...]]:
        inside = tuple(
            wish for wish in self.requests if 0 <= self.horizon.day_index(wish.date) < self.horizon.days
        )
        return _by_agent(self.agents, inside)

    @cached_property
    def pins_of(self) -> Mapping[str, tuple[Pin, ...]]:
        inside = tuple(pin for pin in self.pins if 0 <= self.horizon.day_index(pin.date) < self.horizon.days)
        return _by_agent(self.agents, inside)

    @cached_property
    def previous_of(self) -> Mapping[str, tuple[DayPlan, ...]]:
        """Each agent's plans before the horizon, oldest first."""
        before = tuple(plan for plan in self.previous if plan.date < self.horizon.first)
        owned = _by_agent(self.agents, tuple(sorted(before, key=lambda plan: plan.date)))
        return {agent_id: self._with_leave(agent_id, plans) for agent_id, plans in owned.items()}

    def _with_leave(self, agent_id: str, plans: Past) -> Past:
        """The plans with days of leave as such, also where nobody knew of it when they were made."""
        absences = self.absences_of[agent_id]
        if not plans or not absences:
            return plans
        on, eve = {plan.date: plan for plan in plans}, self.horizon.first - timedelta(days=1)
        for away in absences:
            for day in away.whole_days_among(plans[0].date, eve, self.horizon.zone):
                if day not in on or on[day].kind is DayKind.OFF:
                    on[day] = DayPlan(agent_id, day, DayKind.ABSENT)
        return tuple(on[day] for day in sorted(on))

    @cached_property
    def past_of(self) -> Mapping[str, Past]:
        """Each agent's plans before the horizon without his name, so that equal pasts are equal."""
        return {
            agent_id: tuple(replace(plan, agent_id="") for plan in plans)
            for agent_id, plans in self.previous_of.items()
        }

    def pasts_under(self, contract: Contract) -> tuple[Past, ...]:
        """The distinct pasts of the agents with that contract."""
        members = (agent.agent_id for agent in self.agents if agent.contract == contract.name)
        return tuple(dict.fromkeys(self.past_of[agent_id] for agent_id in members))


def _by_agent(agents: Sequence[Agent], things: Sequence[Owned]) -> Mapping[str, tuple[Owned, ...]]:
    owned: dict[str, list[Owned]] = {agent.agent_id: [] for agent in agents}
    for thing in things:
        if thing.agent_id in owned:
            owned[thing.agent_id].append(thing)
    return {agent_id: tuple(own) for agent_id, own in owned.items()}
