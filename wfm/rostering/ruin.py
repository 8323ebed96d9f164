"""Ruin and recreate: a few agents at once leave the roster and come back, each with the best line that is left.

Descent ends where no single agent can do better; two or four together often can. A roster that is a little worse
is sometimes kept, less and less often, so that the search does not stay in the first hollow (simulated annealing);
the best roster met is what remains. In a large team a few agents more or less make no such difference.
"""

from collections.abc import Callable, Sequence
from math import exp

import numpy as np

from wfm.rostering.team import Team

MOST_AT_ONCE = 4
WARMTH = 4.0
"""Points by which a roster may be worse and still be kept about once in three times, at the beginning."""


def ruin_and_recreate(team: Team, trials: int, seed: int, should_stop: Callable[[], bool]) -> None:
    """So many trials with agents drawn from `seed`; the team keeps the best roster met."""
    if len(team.cases) < 2:
        return
    random = np.random.default_rng(seed)
    points = best = team.points()
    best_lines = list(team.lines)
    for trial in range(trials):
        if should_stop():
            break
        size = int(random.integers(2, MOST_AT_ONCE + 1))
        numbers = random.choice(len(team.cases), min(size, len(team.cases)), replace=False).tolist()
        held = {number: team.lines[number] for number in numbers}
        before = _points_of(team, numbers)
        _recreate(team, numbers)
        worse = _points_of(team, numbers) - before
        warmth = WARMTH * (1 - trial / trials)
        if worse > 0 and random.random() >= exp(-worse / warmth):
            for number, line in held.items():
                team.replace(number, line)
            continue
        points += worse
        if points < best - 1e-6:
            best, best_lines = points, list(team.lines)
    team.take(best_lines)


def _recreate(team: Team, numbers: Sequence[int]) -> None:
    """Take the agents out and let them come back in this order, then answer one another once."""
    for number in numbers:
        team.take_out(number)
    for number in numbers:
        team.put_in(number, team.best_line(number, 0.0) or team.lines[number])
    for number in numbers:
        team.replace(number, team.best_response(number, 0.0))


def _points_of(team: Team, numbers: Sequence[int]) -> float:
    """What these agents, the cover rows they count in and all groups cost."""
    rows = sorted({row for number in numbers for row in team.cases[number].rows})
    own = sum(team.own_points(number, team.lines[number]) for number in numbers)
    return team.cost.of_rows(team.present, rows) + own + sum(group.points() for group in team.groups)
