"""Exchange: two agents who can stand in for one another swap a day, or a week, with its breaks.

The descent changes one agent at a time, and whoever gives up a shift leaves a gap. When two agents of the same
contract and skills swap, staffing stays exactly as it is and only what they themselves carry changes: wishes,
preferences, unpopular shifts. Every swap makes the objective smaller.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wfm.rostering.agent_case import AgentCase
from wfm.rostering.line import RosterLine
from wfm.rostering.team import Team

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

PARTNERS = 24
"""Agents with whom one tries to swap, those who carry least first."""
TRIES = 6
"""Swaps of one pair that are tried out, the best first; most break a rule of one of the two."""
TRIES_PER_AGENT = 25
"""Swaps that are tried out in all, by agents; each takes half a millisecond."""
FORBIDDEN = 1e9
LEAST_GAIN = 1e-6


@dataclass
class Swaps:
    """Looks for swaps in `team` as long as there are tries `left`.

    `stretches`: the days that may be swapped, every single day and every week, shape (stretches, days).
    """

    team: Team
    stretches: Floats
    left: int
    made: int = 0

    def between(self, one: int, other: int) -> None:
        """Make every good swap of two agents."""
        gains = _gains(self.team, one, other, self.stretches)
        for at in np.argsort(-gains, kind="stable")[:TRIES].tolist():
            if gains[at] <= LEAST_GAIN or not self.left:
                return
            self.left -= 1
            if _swap(self.team, one, other, self.stretches[at] > 0):
                self.made += 1
                self.between(one, other)
                return


def exchange(team: Team, should_stop: Callable[[], bool]) -> None:
    """Make swaps in `team` by which somebody gains, those first who carry most.

    A published roster that is being changed is left as it is, because every swap changes two people's days.
    """
    left = TRIES_PER_AGENT * len(team.cases)
    for members in _interchangeable(team):
        swaps = Swaps(team, _stretches(team.cases[members[0]]), left)
        made = -1
        while swaps.made > made:
            made = swaps.made
            _go_round(swaps, members, should_stop)
        left = swaps.left


def _go_round(swaps: Swaps, members: Sequence[int], should_stop: Callable[[], bool]) -> None:
    """Let everybody who carries something look for swaps once."""
    team = swaps.team
    for number in sorted(members, key=lambda one: -_carried(team, one)):
        if should_stop():
            return
        for other in _partners(team, number, members):
            if should_stop() or _carried(team, number) <= 0:
                break
            swaps.between(number, other)


def _partners(team: Team, number: int, members: Sequence[int]) -> list[int]:
    """With whom one agent tries to swap."""
    others = (other for other in members if other != number)
    return sorted(others, key=lambda other: _carried(team, other))[:PARTNERS]


def _stretches(case: AgentCase) -> Floats:
    """Every day and every week of the horizon, True where it is meant."""
    horizon = case.course.problem.horizon
    weeks = np.array([horizon.week_index(date) for date in horizon.dates])
    return np.concatenate([np.eye(horizon.days), weeks == np.arange(horizon.weeks)[:, None]])


def _interchangeable(team: Team) -> list[list[int]]:
    """The agents, by number, who share a contract and count in the same cover rows."""
    groups: dict[tuple[str, tuple[int, ...]], list[int]] = {}
    for number, case in enumerate(team.cases):
        if case.kept is None:
            groups.setdefault((case.course.contract.name, case.rows), []).append(number)
    return [members for members in groups.values() if len(members) > 1]


def _carried(team: Team, number: int) -> float:
    return team.own_points(number, team.lines[number])


def _gains(team: Team, one: int, other: int, stretches: Floats) -> Floats:
    """What each stretch would save the two together if no rule were against it; staffing stays as it is."""
    mine, theirs = (_day_choices(team, number) for number in (one, other))
    saved = np.zeros(len(stretches))
    for number, has, gets in ((one, mine, theirs), (other, theirs, mine)):
        case, line = team.cases[number], team.lines[number]
        points = np.minimum(case.own_prices, FORBIDDEN)
        saved += stretches @ (points[has] - points[gets])
        more = stretches @ (case.burdens_of(gets) - case.burdens_of(has)).T
        agent_id = case.agent.agent_id
        saved += team.fairness.cost(agent_id, line.burden) - team.fairness.costs(agent_id, line.burden + more)
    return saved


def _day_choices(team: Team, number: int) -> Numbers:
    choices = np.array(team.lines[number].choices)
    days: Numbers = choices[team.cases[number].terrain.day_stages]
    return days


def _swap(team: Team, one: int, other: int, swapped: NDArray[np.bool_]) -> bool:
    """Swap those days if both rosters stay legal and the objective gets smaller; whether it was done."""
    held = {number: team.lines[number] for number in (one, other)}
    found: dict[int, RosterLine] = {}
    for number, giver in ((one, other), (other, one)):
        line = _with(team, number, giver, swapped)
        if line is None:
            return False
        found[number] = line
    if (_presence(found) != _presence(held)).any():
        return False
    before = _points(team, held)
    for number, line in found.items():
        team.replace(number, line)
    if _points(team, held) < before - LEAST_GAIN:
        return True
    for number, line in held.items():
        team.replace(number, line)
    return False


def _with(team: Team, number: int, giver: int, swapped: NDArray[np.bool_]) -> RosterLine | None:
    """The agent's line with the giver's choices and breaks on those days; None if that is not legal."""
    own, given = team.lines[number].breaks, team.lines[giver].breaks
    days = np.where(swapped, _day_choices(team, giver), _day_choices(team, number))
    breaks = tuple(given[day] if swapped[day] else own[day] for day in range(len(swapped)))
    return team.cases[number].line_with(days, breaks)


def _presence(lines: Mapping[int, RosterLine]) -> Numbers:
    """Units on contact that two lines give together."""
    units: Numbers = np.sum([line.presence.astype(np.int64) for line in lines.values()], axis=0)
    return units


def _points(team: Team, members: Iterable[int]) -> float:
    """What these agents carry, and all groups."""
    return sum(_carried(team, number) for number in members) + sum(group.points() for group in team.groups)
