"""The audit: every rule checked again from the finished plans, without any solver."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from wfm.domain.breaches import Breach, Severity
from wfm.domain.roster import Roster
from wfm.domain.time import at_minute
from wfm.rostering.coverage import agents_open
from wfm.rostering.group_book import group_breaches
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rulebook import PLAN_CHECKS, rules_of
from wfm.rostering.rules import cover, fairness, preferred_hours, requests


def audit(problem: RosterProblem, roster: Roster) -> tuple[Breach, ...]:
    """Everything the roster breaks: hard breaches first, then wishes refused and intervals short."""
    found = [
        *_strangers(problem, roster),
        *_hard(problem, roster),
        *requests.refused(problem, roster.plans),
        *preferred_hours.disliked(problem, roster.by_agent),
        *cover.short_spells(problem.horizon, open_in(problem, roster), net_in(problem)),
        *fairness.unfair(problem, roster.by_agent),
        *group_breaches(problem, roster),
    ]
    return tuple(sorted(found, key=lambda b: (b.severity is not Severity.HARD, b.rule, b.start, b.agent_id)))


def open_in(problem: RosterProblem, roster: Roster) -> Mapping[str, NDArray[np.float64]]:
    """Agents on contact per cover and interval, with the tail of the previous roster."""
    return agents_open(roster, problem.agents, problem.covers, problem.absences, problem.previous)


def net_in(problem: RosterProblem) -> Mapping[str, NDArray[np.float64]]:
    """The net requirement per cover and interval; 0 where nothing is required."""
    horizon = problem.horizon
    net = {one.name: np.zeros(horizon.intervals) for one in problem.covers}
    for row in problem.requirement:
        interval = horizon.elapsed(row.start) // horizon.interval_minutes
        if 0 <= interval < horizon.intervals:
            net[row.cover][interval] = row.agents_net
    return net


def _strangers(problem: RosterProblem, roster: Roster) -> Iterator[Breach]:
    known = {agent.agent_id for agent in problem.agents}
    begins, ends = problem.horizon.start, at_minute(problem.horizon.last, 1440, problem.horizon.zone)
    for agent_id in sorted(set(roster.by_agent) - known):
        text = f"{agent_id} is in the roster but not among the agents"
        yield Breach("Known agents", Severity.HARD, agent_id, begins, ends, 1, text)


def _hard(problem: RosterProblem, roster: Roster) -> Iterator[Breach]:
    rules = {name: rules_of(contract, problem) for name, contract in problem.centre.contracts.items()}
    for agent in problem.agents:
        plans = [
            plan
            for plan in roster.by_agent.get(agent.agent_id, ())
            if 0 <= problem.horizon.day_index(plan.date) < problem.horizon.days
        ]
        for check in PLAN_CHECKS:
            yield from check.breaches(problem, agent, plans)
        whole = len(plans) == problem.horizon.days and len({plan.date for plan in plans}) == len(plans)
        if whole:
            history = [*problem.previous_of[agent.agent_id], *plans]
            for rule in rules[agent.contract]:
                yield from rule.breaches(agent, history)
