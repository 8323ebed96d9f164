"""Moves of several agents at once, for rules across agents that hold each of them where he is.

A set of agents is taken out of the roster; then they come back one after the other, each with his best line
against what is there by then. What is not better is undone.
"""

from collections.abc import Callable, Sequence

import numpy as np

from wfm.rostering.team import Team

MOST_REPAIRS = 400
"""Sets of agents that are tried before a broken hard demand is given up."""
LARGEST_SET = 6
REPAIR_ROUNDS = 3


def move_together(team: Team, smoothing: float, should_stop: Callable[[], bool]) -> None:
    """Try every joint move that the rules across agents propose; the team keeps those that are better."""
    for group in team.groups:
        for numbers in group.joint_trials():
            if should_stop():
                return
            recreate(team, numbers, smoothing)


def repair(team: Team, seed: int, should_stop: Callable[[], bool]) -> None:
    """Until all hard demands across agents hold or the trials are used up: small sets of the agents who could mend
    one, and of those tied to them, come back in a new order."""
    random = np.random.default_rng(seed)
    ties = [frozenset(numbers) for group in team.groups for numbers in group.ties()]
    for trial in range(MOST_REPAIRS):
        broken = [numbers for group in team.groups for numbers in group.broken() if len(numbers)]
        if not broken or should_stop():
            return
        if trial % (MOST_REPAIRS // REPAIR_ROUNDS) == 0:
            move_together(team, 0.0, should_stop)
            continue
        mending = broken[random.integers(len(broken))]
        chosen = random.choice(mending, min(len(mending), int(random.integers(1, LARGEST_SET))), replace=False)
        tied = sorted({number for tie in ties if tie & set(chosen.tolist()) for number in tie})
        numbers = list(dict.fromkeys([*chosen.tolist(), *tied]))
        recreate(team, random.permutation(numbers).tolist(), 0.0, ties=True)


def recreate(team: Team, numbers: Sequence[int], smoothing: float, *, ties: bool = False) -> bool:
    """Take the agents out and let them come back in this order; whether the roster is better now.

    With `ties` another roster that costs the same is kept as well, so that repeated trials do not stand still.
    """
    held, before = {number: team.lines[number] for number in numbers}, team.points(smoothing)
    for number in numbers:
        team.take_out(number)
    for number in numbers:
        team.put_in(number, team.best_line(number, smoothing) or held[number])
    for number in numbers:
        team.replace(number, team.best_response(number, smoothing))
    after = team.points(smoothing)
    if after < before - 1e-9 or (ties and after <= before + 1e-9):
        return True
    for number, line in held.items():
        team.replace(number, line)
    return False
