"""The day's surplus: heads that may leave the phones without touching what protects the service goal."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

ROUNDING = 1e-9
"""Lets a head that is whole but for the last binary digit count."""


def surplus(
    open_agents: Mapping[str, NDArray[np.float64]], protected: Mapping[str, NDArray[np.float64]], unplanned: float
) -> dict[str, NDArray[np.int64]]:
    """Whole heads per cover and interval that may go into the retraining pool: those above the protected
    requirement, less the whole heads expected to be absent (open x unplanned, rounded), never below 0.

    Arrays run over the intervals of the horizon. `protected` NaN, or a cover without a row: closed, no surplus.
    `unplanned` is the share of people nobody knows yet to be absent (0-1). An agent who leaves takes one head
    from *every* cover that his skills meet.
    """
    if not 0 <= unplanned < 1:
        raise ValueError(f"unplanned is {unplanned}; expected a share of at least 0 and below 1")
    heads: dict[str, NDArray[np.int64]] = {}
    for cover, agents in open_agents.items():
        floor = protected.get(cover, np.full(agents.shape, np.nan))
        if floor.shape != agents.shape:
            raise ValueError(f"cover {cover}: {agents.size} intervals open but {floor.size} protected")
        left = np.floor(agents - floor + ROUNDING) - np.rint(agents * unplanned)
        heads[cover] = np.where(np.isnan(left), 0, np.maximum(left, 0)).astype(np.int64)
    return heads
