"""Who could take a shift that nobody takes: agents with a legal roster that holds it, whatever else that costs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from wfm.domain.wording import clock
from wfm.rostering.agent_case import AgentCase, Numbers
from wfm.rostering.team import Team

MOST_ASKED = 60
"""Agents who are tried; pricing one takes about a millisecond."""
MOST_NAMED = 8


@dataclass(frozen=True)
class Candidate:
    """An agent by his number in the team, and the choices of his course of which one is wanted."""

    number: int
    choices: Numbers


def has_roster_with(case: AgentCase, choices: Numbers) -> bool:
    """Whether a legal roster of the agent takes one of these choices of his days."""
    for stage in case.terrain.day_stages.tolist():
        first = case.course.offsets[stage]
        last = first + case.course.stages[stage].choices
        wanted = choices[(choices >= first) & (choices < last)]
        if len(wanted):
            prices = case.own_prices.copy()
            prices[first:last] = np.inf
            prices[wanted] = case.own_prices[wanted]
            if case.terrain.graph.cheapest(case.past, prices) is not None:
                return True
    return False


def has_roster_without(case: AgentCase, choices: Numbers) -> bool:
    """Whether a legal roster of the agent takes none of these choices."""
    prices = case.own_prices.copy()
    prices[choices] = np.inf
    return case.terrain.graph.cheapest(case.past, prices) is not None


def who_could(team: Team, candidates: Sequence[Candidate], day: int) -> str:
    """``could: A1 (off), A2 (late 15:00-00:00); could not: A3 (absence on Tue 01 Dec)``: who, and what he does
    that day or why not."""
    able, unable = list[str](), list[str]()
    for one in candidates[:MOST_ASKED]:
        case = team.cases[one.number]
        if has_roster_with(case, one.choices):
            able.append(f"{case.agent.agent_id} ({does(team, one.number, day)})")
        else:
            unable.append(f"{case.agent.agent_id} ({_why_not(case, one.choices, day)})")
    parts = [f"{word}: {_some(who)}" for word, who in (("could", able), ("could not", unable)) if who]
    left = len(candidates) - MOST_ASKED
    parts += [f"{left} more were not asked"] if left > 0 else []
    return "; ".join(parts) or "nobody else counts"


def does(team: Team, number: int, day: int) -> str:
    """What an agent has on a day of the roster: ``off``, or ``late 15:00-00:00``."""
    case, place = team.cases[number], team.lines[number].places[day]
    if place < 0:
        return "off"
    duty = case.values.flat[place]
    return f"{duty.shift} {clock(duty.wall_start)}-{clock(duty.wall_start + duty.end - duty.start)}"


def _why_not(case: AgentCase, choices: Numbers, day: int) -> str:
    if not len(choices):
        return f"contract {case.course.contract.name} has no shift then"
    limits = list(dict.fromkeys(_limits(case, choices, day)))
    return ", ".join(limits) or "no legal roster of his has a shift then"


def _limits(case: AgentCase, choices: Numbers, day: int) -> Iterator[str]:
    if not np.isfinite(case.own_prices[choices]).any():
        yield from (limit.text for limit in case.limits if limit.day == day)


def _some(names: Sequence[str]) -> str:
    more = [f"{len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else []
    return ", ".join([*names[:MOST_NAMED], *more])
