"""Hard rules across agents that cannot hold, in words, before the search: by counting who could come at all.

Counting says only what is certain: each agent alone, without the rules of his contract about rest and hours.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from wfm.domain.errors import NoLegalRoster
from wfm.rostering.agent_case import AgentCase
from wfm.rostering.explain import named
from wfm.rostering.group_book import groups_of
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.bond_prices import BondPrices
from wfm.rostering.rules.group_rule import GroupRule
from wfm.rostering.rules.mentor_hours import MentorHours
from wfm.rostering.rules.on_duty_counts import StaffOnDuty, runs
from wfm.rostering.rules.team_patterns import TeamPatterns

MOST_TOLD = 12
MOST_REASONS = 8


def refuse_impossible_groups(problem: RosterProblem, cases: Sequence[AgentCase]) -> None:
    """Raise NoLegalRoster when a hard rule across agents cannot hold whatever anybody does."""
    conflicts = group_conflicts(problem, cases)
    if conflicts:
        count = len(conflicts)
        head = "1 rule across agents cannot hold" if count == 1 else f"{count} rules across agents cannot hold"
        raise NoLegalRoster("\n".join([f"{head}:", *shortened(conflicts)]))


def group_conflicts(problem: RosterProblem, cases: Sequence[AgentCase]) -> tuple[str, ...]:
    """Every hard rule across agents that cannot hold: who could come, why the others cannot, and a way out."""
    return tuple(text for group in groups_of(problem, cases) for text in _conflicts_of(group, cases))


def shortened(lines: Sequence[str]) -> list[str]:
    """Lines of a list, as many as are read, and how many more."""
    more = [f"  and {len(lines) - MOST_TOLD} more"] if len(lines) > MOST_TOLD else []
    return [*(f"  - {line}" for line in lines[:MOST_TOLD]), *more]


def _conflicts_of(group: GroupRule, cases: Sequence[AgentCase]) -> Iterator[str]:
    if isinstance(group, StaffOnDuty) and group.rule.hard:
        yield from _too_few(group, cases)
        yield from _too_many(group, cases)
    if isinstance(group, MentorHours) and group.rule.hard and not group.mentor:
        yield from _nobody_is_a_mentor(group, cases)
    if isinstance(group, BondPrices) and group.group.hard:
        yield from _bound_apart(group, cases)
    if isinstance(group, TeamPatterns) and group.rule.hard:
        yield from _nothing_in_common(group, cases)


def _bound_apart(group: BondPrices, cases: Sequence[AgentCase]) -> Iterator[str]:
    dates = cases[0].course.problem.horizon.dates
    for one, other, day in group.cannot_hold():
        limits = [limit.text for number in (one, other) for limit in cases[number].limits if limit.day == day]
        pair = f"{cases[one].agent.agent_id} and {cases[other].agent.agent_id}"
        reasons = ", ".join(dict.fromkeys(limits)) or "their shifts"
        yield (
            f"{group.group.bond} of {pair} on {dates[day]:%a %d %b}: {reasons} leave nothing that keeps it (way "
            "out: take a pin back, or hard = false)"
        )


def _nobody_is_a_mentor(group: MentorHours, cases: Sequence[AgentCase]) -> Iterator[str]:
    bound = [number for number, days in group.novice.items() if days.all() and _works_every_week(cases[number])]
    if bound:
        novices = named([cases[number].agent.agent_id for number in bound])
        yield (
            f"a mentor is asked while {novices} work, but nobody is one (way out: mark one in agents.csv, or "
            "hard = false)"
        )


def _nothing_in_common(group: TeamPatterns, cases: Sequence[AgentCase]) -> Iterator[str]:
    rule, members, shared = group.rule, [cases[number] for number in group.members], group.shared()
    asked = 2 if rule.rotate and len(group.counts) > 1 else 1
    if len(shared) < asked and not group.offers_others() and all(map(_works_every_week, members)):
        yield (
            f"team {members[0].agent.team}: one of {', '.join(rule.shifts)} in a week"
            f"{', another one the next' if rule.rotate else ''}; the contracts of its members have in common: "
            f"{', '.join(shared) or 'none'} (way out: give them the shifts, or hard = false)"
        )


def _works_every_week(case: AgentCase) -> bool:
    """Whether some work is owed in each week of the horizon."""
    return all(target.days.least > 0 for target in case.targets)


def _too_few(group: StaffOnDuty, cases: Sequence[AgentCase]) -> Iterator[str]:
    """The spells in which fewer could be on duty than are asked."""
    could = {number: group.could_work(number) for number in group.counted}
    possible = np.sum([group.counts, *could.values()], axis=0)
    for first, last in runs((group.weights > 0) & (possible < group.least)):
        most = int(possible[first:last].min())
        cell = first + int(possible[first:last].argmin())
        out = [number for number in group.counted if not could[number][cell]]
        reasons = [_why_not(group, cases[number], cell) for number in out[:MOST_REASONS]]
        reasons += [f"{len(out) - MOST_REASONS} more"] if len(out) > MOST_REASONS else []
        asked = int(group.least[first:last].max())
        yield (
            f"{group.rule.who}: {asked} asked on duty {when(group, first, last)}, {most} could work"
            f"{': ' if reasons else ''}{'; '.join(reasons)} (way out: least = {most}, or hard = false)"
        )


def _too_many(group: StaffOnDuty, cases: Sequence[AgentCase]) -> Iterator[str]:
    """The spells in which more must be on duty than may."""
    must = {number: group.must_work(number) for number in group.counted}
    certain = np.sum([group.counts, *must.values()], axis=0)
    for first, last in runs((group.weights > 0) & (certain > group.most)):
        cell = first + int(certain[first:last].argmax())
        bound = named([cases[number].agent.agent_id for number in must if must[number][cell]])
        yield (
            f"{group.rule.who}: at most {int(group.most[cell])} may be on duty {when(group, first, last)}, but "
            f"pins and published days hold {bound} there (way out: take pins back, or hard = false)"
        )


def _why_not(group: StaffOnDuty, case: AgentCase, cell: int) -> str:
    """What keeps one agent from being on duty in a cell."""
    agent_id, day = case.agent.agent_id, group.day_of(cell)
    offer, (firsts, lasts) = group.of_contract(case.course.contract.name)
    reaching = (firsts <= cell) & (cell < lasts)
    limits = [limit for limit in case.limits if limit.day in set(offer.days[reaching].tolist()) | {day}]
    if not reaching.any() or not limits:
        return f"{agent_id}: contract {case.course.contract.name} has no shift then"
    return f"{agent_id}: {', '.join(dict.fromkeys(limit.text for limit in limits))}"


def when(group: StaffOnDuty, first: int, last: int) -> str:
    """The cells of a spell in words, such as ``Tue 01 Dec 08:00-12:00``."""
    horizon = group.problem.horizon
    if group.rule.by_day:
        return f"on {horizon.dates[first]:%a %d %b}"
    start, end = (horizon.moment(int(group.edges[cell])) for cell in (first, last))
    return f"{start:%a %d %b %H:%M}-{end:%H:%M}"
