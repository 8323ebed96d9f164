"""Everything a roster must answer to, gathered once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from wfm.domain.centre import Centre
from wfm.domain.contracts import Contract
from wfm.domain.demand import RequirementRow
from wfm.domain.people import Absence, Agent, Pin, Request
from wfm.domain.queues import Cover
from wfm.domain.roster import DayPlan
from wfm.domain.time import Horizon

Owned = TypeVar("Owned", Absence, Request, Pin, DayPlan)
Past = tuple[DayPlan, ...]


@dataclass(frozen=True)
class RosterProblem:
    """Who may work, what is needed, what is fixed, what is wished, and what went before.

    `previous` are the plans of the days before the horizon: rest, runs of days and weekends count on from them.
    """

    centre: Centre
    horizon: Horizon
    agents: tuple[Agent, ...]
    requirement: tuple[RequirementRow, ...]
    absences: tuple[Absence, ...] = ()
    requests: tuple[Request, ...] = ()
    pins: tuple[Pin, ...] = ()
    previous: tuple[DayPlan, ...] = ()

    def contract_of(self, agent: Agent) -> Contract:
        return self.centre.contracts[agent.contract]

    @cached_property
    def covers(self) -> tuple[Cover, ...]:
        """The cover rows of the requirement, in its order."""
        return tuple(Cover.parse(name) for name in dict.fromkeys(row.cover for row in self.requirement))

    @cached_property
    def absences_of(self) -> Mapping[str, tuple[Absence, ...]]:
        return _by_agent(self.agents, self.absences)

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
        return _by_agent(self.agents, tuple(sorted(before, key=lambda plan: plan.date)))

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
