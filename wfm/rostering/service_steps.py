"""Prices of being short by what callers lose: at which numbers of agents one more is worth how much.

An agent more is worth the contacts that are answered in time because of him. That gain rises and falls again with
the number of agents; so that missing ones cost more the more are missing, the curve of contacts answered in time
is replaced by the least concave one above it. Its gains are then rounded to the planner's ladder of prices; an
agent who is short costs the lowest of them at least.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from wfm.domain.centre import StaffingPrices
from wfm.domain.queues import Cover

Floats = NDArray[np.float64]


def price_steps(
    in_time: Mapping[str, Floats], covers: Sequence[Cover], net: Floats, prices: StaffingPrices
) -> Floats:
    """Agents at which the under-prices change, deepest first: shape (under-prices - 1, covers, intervals).

    `in_time`: by cover the contacts answered in time with 0, 1, … agents, shape (agents + 1, intervals), at least
    up to `net` agents, shape (covers, intervals).
    """
    ladder = np.array(prices.under, dtype=np.float64)
    between = (ladder[:-1] + ladder[1:]) / 2
    steps = np.zeros((len(between), *net.shape))
    for row, cover in enumerate(covers):
        worth = in_time[cover.name] * (prices.points_per_contact or 0.0)
        for interval in np.flatnonzero(net[row]).tolist():
            gains = falling_gains(worth[: int(net[row, interval]) + 1, interval])
            rungs = np.searchsorted(between, gains)
            steps[:, row, interval] = [(rungs > rung).sum() for rung in reversed(range(len(between)))]
    return steps


def falling_gains(values: Floats) -> Floats:
    """What each step adds to the least concave curve above the `values`: gains that never rise."""
    runs: list[tuple[float, int]] = []
    for gain in np.diff(values).tolist():
        total, length = gain, 1
        while runs and runs[-1][0] * length <= total * runs[-1][1]:
            before, steps = runs.pop()
            total, length = total + before, length + steps
        runs.append((total, length))
    return np.repeat([total / length for total, length in runs], [length for _, length in runs])
