"""The day's surplus: heads that may leave the phones without touching what protects the service goal."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

ROUNDING = 1e-9
"""Lets 10 x (1 - 0.1) - 8 count as one whole head."""


def surplus(
    open_agents: Mapping[str, NDArray[np.float64]],
    protected: Mapping[str, NDArray[np.float64]],
    unplanned: float | NDArray[np.float64],
) -> dict[str, NDArray[np.int64]]:
    """Whole heads per cover and interval that may go into the retraining pool: floor(open x (1 - unplanned) -
    protected), never below 0. In a small group the reserve for a part of an absence keeps a whole head.

    Arrays run over the intervals of the horizon. `protected` NaN, or a cover without a row: closed, no surplus.
    `unplanned` is the share of people nobody knows yet to be absent (0-1), one for all intervals or one for each;
    `open_agents` are already without those who are known to be. An agent who leaves takes one head from *every*
    cover that his skills meet.
    """
    shares = np.asarray(unplanned, dtype=np.float64)
    if not ((shares >= 0) & (shares < 1)).all():
        raise ValueError(f"unplanned is {unplanned}; expected a share of at least 0 and below 1")
    heads: dict[str, NDArray[np.int64]] = {}
    for cover, agents in open_agents.items():
        floor = protected.get(cover, np.full(agents.shape, np.nan))
        if floor.shape != agents.shape:
            raise ValueError(f"cover {cover}: {agents.size} intervals open but {floor.size} protected")
        if shares.shape not in ((), agents.shape):
            raise ValueError(f"cover {cover}: {agents.size} intervals open but {shares.size} shares of absence")
        left = np.floor(agents * (1 - shares) - floor + ROUNDING)
        heads[cover] = np.where(np.isnan(left), 0, np.maximum(left, 0)).astype(np.int64)
    return heads
