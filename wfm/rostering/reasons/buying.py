"""What one more agent, or one rule less, would buy: found by pricing single agents, so at least that much."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, get_args

import numpy as np

from wfm.domain.contracts import Contract, Span
from wfm.domain.people import Agent
from wfm.domain.working_time import HoursBank, OvertimeTerms
from wfm.rostering.agent_case import AgentCase, agent_cases
from wfm.rostering.descent import sharp_sweep
from wfm.rostering.problem import RosterProblem
from wfm.rostering.reasons.looser import Ladder, ladders, told_looser
from wfm.rostering.reasons.published import PublishedTeam
from wfm.rostering.rulebook import rules_of
from wfm.rostering.team import Team

MOST_REPRICED = 60
"""Agents of one contract who are priced without a rule; a larger contract is answered for by these."""


@dataclass(frozen=True, slots=True)
class OneMore:
    """One more agent with that contract and those skills, everybody else staying as he is: points that the
    objective falls at least, and agent-hours short that he takes away where they are most short of those covers
    he serves."""

    contract: str
    skills: tuple[str, ...]
    points: float
    hours_short: float


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A contract without one of its rules: points that the objective falls at least when `repriced` of its
    `agents` change one after the other, and how many of them do."""

    contract: str
    rule: str
    points: float
    changed: int
    repriced: int
    agents: int


def one_more_agent(published: PublishedTeam) -> tuple[OneMore, ...]:
    """One more agent of each contract and set of skills that is there, the best buy first."""
    groups = dict.fromkeys((case.agent.contract, case.agent.skills) for case in published.team.cases if case.rows)
    blanks = tuple(
        Agent(f"{contract} {'+'.join(skills)}", "", "", contract, skills) for contract, skills in groups
    )
    team = _settled(published.team)
    cases = agent_cases(_for_blanks(published.problem, blanks))
    found = [bought for case in cases if (bought := _bought(team, case)) is not None]
    return tuple(sorted(found, key=lambda one: -one.points))


def _for_blanks(problem: RosterProblem, blanks: tuple[Agent, ...]) -> RosterProblem:
    return replace(problem, agents=blanks, absences=(), requests=(), pins=(), previous=(), keeping=None)


def _bought(team: Team, case: AgentCase) -> OneMore | None:
    found = case.cheapest(team.cost.added(team.present, case.rows))
    if found is None:
        return None
    rows, minutes = list(case.rows), case.course.problem.horizon.interval_minutes
    before = team.present[rows]
    after = before + found[1].presence
    cost = (team.cost.of(_all_but(team, rows, after)) - team.cost.of(team.present)).sum()
    lacks = [
        np.maximum(team.cost.net[rows] - units / team.cost.units_per_agent, 0.0).max(axis=0).sum()
        for units in (before, after)
    ]
    hours = float(lacks[0] - lacks[1]) * minutes / 60
    return OneMore(case.agent.contract, case.agent.skills, -float(cost) - found[1].week_points, hours)


def _all_but(team: Team, rows: Sequence[int], present: np.ndarray) -> np.ndarray:
    """Everybody's presence with these rows as given."""
    everybody = team.present.copy()
    everybody[rows] = present
    return everybody


def one_rule_less(published: PublishedTeam) -> tuple[Relaxed, ...]:
    """Every rule of every contract on contact, the best buy first; rules that bind nobody are left out."""
    team = _settled(published.team)
    members: dict[str, list[int]] = {}
    for number, case in enumerate(team.cases):
        if case.rows:
            members.setdefault(case.agent.contract, []).append(number)
    found = [
        _relaxed(team, numbers, published.problem, relaxed, text)
        for name, numbers in members.items()
        for text, relaxed in relaxations(published.problem.centre.contracts[name], published.problem)
    ]
    return tuple(sorted((one for one in found if one.points > 0), key=lambda one: -one.points))


def relaxations(contract: Contract, problem: RosterProblem) -> Iterator[tuple[str, Contract]]:
    """The contract without one of its rules, each with the words of that rule; a little looser where every
    contract must say something; and with one more shift a week."""
    for field in fields(contract):
        value = getattr(contract, field.name)
        if isinstance(value, OvertimeTerms | HoursBank):
            continue  # these are priced: without them the price would fall away, not a rule
        nothing: dict[str, Any] = {field.name: _nothing(field.type, value)}
        if value and nothing[field.name] != value:
            relaxed = replace(contract, **nothing)
            if gone := _words(contract, problem) - _words(relaxed, problem):
                yield f"without '{min(gone)}'", relaxed
    for ladder in ladders(contract):
        value = getattr(contract, ladder.term)
        if isinstance(value, int) and getattr(ladder.rungs[-1], ladder.term) is not None and value is not True:
            yield from _a_little_looser(contract, ladder, problem)
    longest = max(problem.centre.shifts[name].paid_minutes for name in contract.shifts)
    days, minutes = contract.days_per_week, contract.week_minutes
    if days.most < 7:
        more = replace(
            contract,
            days_per_week=Span(days.least, days.most + 1),
            week_minutes=Span(minutes.least, minutes.most + longest),
        )
        yield f"one shift more a week (up to {days.most + 1} days, {more.week_minutes.most / 60:g} h)", more


def _a_little_looser(contract: Contract, ladder: Ladder, problem: RosterProblem) -> Iterator[tuple[str, Contract]]:
    """The first looser value of a rule that changes its words."""
    for rung in ladder.rungs:
        for rule in rules_of(contract, problem):
            before, after = rule.words(contract), rule.words(rung)
            if before is not None and before != after:
                yield f"{rule.title}: {told_looser(before, after)}", rung
                return


def _nothing(kind: object, value: object) -> object:
    """What a contract says that has no such rule; the value itself where every contract must say something."""
    if type(None) in get_args(kind):
        return None
    if value is True:
        return False
    return {} if isinstance(value, Mapping) else value


def _words(contract: Contract, problem: RosterProblem) -> set[str]:
    return {f"{rule.title}: {rule.words(contract)}" for rule in rules_of(contract, problem)}


def _relaxed(team: Team, numbers: Sequence[int], problem: RosterProblem, contract: Contract, text: str) -> Relaxed:
    """Sweep once over the contract's agents under the relaxed contract, all others staying as they are."""
    repriced = numbers[:MOST_REPRICED]
    agents = tuple(team.cases[number].agent for number in repriced)
    contracts: Mapping[str, Contract] = {**problem.centre.contracts, contract.name: contract}
    centre = replace(problem.centre, contracts=contracts)
    cases = agent_cases(replace(problem, centre=centre, agents=agents))
    freed = dict(zip(repriced, cases, strict=True))
    trial = _copy(team, [freed.get(number, case) for number, case in enumerate(team.cases)])
    before, changed = trial.points(), 0
    for number in repriced:
        line = trial.best_response(number, 0.0)
        changed += line is not trial.lines[number]
        trial.replace(number, line)
    return Relaxed(contract.name, text, before - trial.points(), changed, len(repriced), len(numbers))


def _settled(team: Team) -> Team:
    """A copy after which a gain is due to what is bought: everybody has had his turn under the rules as they are.
    Rules across agents are left aside."""
    settled = _copy(team, team.cases)
    sharp_sweep(settled)
    return settled


def _copy(team: Team, cases: Sequence[AgentCase]) -> Team:
    return Team.of(cases, team.cost, team.fairness, list(team.lines), team.carried)
