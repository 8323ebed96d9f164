"""What it would cost to give one agent other days, everybody else staying as he is."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wfm.rostering.line import RosterLine
from wfm.rostering.team import Team

Allowed = NDArray[np.bool_]

WANTED = 1e6
"""Points for being there in an interval that is asked for: more than any roster is worth."""


@dataclass(frozen=True)
class Change:
    """Another line for one agent: `costs` are points by what they are for, positive when it makes them dearer;
    `days` the days of the horizon that differ, from 0 on."""

    number: int
    line: RosterLine
    costs: Mapping[str, float]
    days: tuple[int, ...]

    @property
    def points(self) -> float:
        return sum(self.costs.values())


def cheapest_change(
    team: Team, number: int, allowed: Allowed | None = None, interval: int | None = None
) -> Change | None:
    """The cheapest change found for one agent, with `allowed` choices of his course only (None: all) and, if asked
    for, on contact in `interval`; None when no legal roster has that.

    Fairness is convex and enters the search by its slope, so that two slopes are tried and the better result kept.
    """
    first = _with_slope(team, number, team.lines[number], allowed, interval)
    if first is None:
        return None
    second = _with_slope(team, number, first.line, allowed, interval)
    return first if second is None or first.points <= second.points else second


def _with_slope(
    team: Team, number: int, at: RosterLine, allowed: Allowed | None, interval: int | None
) -> Change | None:
    """The change that is cheapest when fairness is priced as at line `at`."""
    case, held = team.cases[number], team.lines[number]
    added = team.cost.added(team.present, case.rows, 0.0, held.presence)
    if interval is not None:
        added[interval, 1:] -= WANTED
    slope = team.fairness.tangent(case.agent.agent_id, at.burden)
    further = case.further(slope, team.group_prices(number))
    more = np.zeros(case.course.choices) if further is None else further.copy()
    if allowed is not None:
        more[~allowed] = np.inf
    found = case.cheapest(added, more)
    if found is None or (interval is not None and not found[1].presence[interval]):
        return None
    line = found[1]
    days = tuple(
        day for day, (one, other) in enumerate(zip(held.places, line.places, strict=True)) if one != other
    )
    return Change(number, line, _costs(team, number, line), days)


def _costs(team: Team, number: int, line: RosterLine) -> Mapping[str, float]:
    """What changes in each part of the objective; the team is left as it was."""
    held, before = team.lines[number], team.breakdown()
    team.replace(number, line)
    after = team.breakdown()
    team.replace(number, held)
    return {name: after[name] - points for name, points in before.items()}
