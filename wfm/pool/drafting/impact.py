"""What each block does to the service level, by the queue formula, in the order in which people leave."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from wfm.domain.time import Horizon

ServiceLevelAt = Callable[[str, datetime, float], float]
"""(cover name, start of the interval, agents left on contact) -> service level, 0-1."""

UNTOUCHED = 1.0
"""Of somebody who counts to no cover: nobody waits longer because he is away."""


class Floor:
    """The agents on contact per cover and interval, fewer with every block that is entered."""

    def __init__(
        self, agents_open: Mapping[str, NDArray[np.float64]], service_level: ServiceLevelAt, horizon: Horizon
    ) -> None:
        self._open = {cover: agents.astype(np.float64) for cover, agents in agents_open.items()}
        self._service_level, self._horizon = service_level, horizon
        self._known: dict[tuple[str, int, float], float] = {}

    def leave(self, start: int, end: int, covers: Iterable[str]) -> tuple[float, float]:
        """Takes one head per named cover for `[start, end)` minutes (a cover named twice: two heads) and returns
        the worst service level of these covers over the block's intervals before and after."""
        covers = [cover for cover in covers if cover in self._open]
        touched = list(self._touched(start, end))
        before = self._worst(covers, touched)
        for cover in covers:
            for interval, share in touched:
                self._open[cover][interval] = max(0.0, self._open[cover][interval] - share)
        return before, self._worst(covers, touched)

    def _touched(self, start: int, end: int) -> Iterable[tuple[int, float]]:
        """The block's intervals, each with the share of it that the block takes."""
        step = self._horizon.interval_minutes
        for interval in range(start // step, -(-end // step)):
            overlap = min(end, (interval + 1) * step) - max(start, interval * step)
            yield interval, overlap / step

    def _worst(self, covers: Iterable[str], touched: Iterable[tuple[int, float]]) -> float:
        levels = (self._level(cover, interval) for cover in covers for interval, _ in touched)
        return min(levels, default=UNTOUCHED)

    def _level(self, cover: str, interval: int) -> float:
        agents = float(self._open[cover][interval])
        key = cover, interval, agents
        if key not in self._known:
            moment = self._horizon.moment(interval * self._horizon.interval_minutes)
            self._known[key] = float(self._service_level(cover, moment, agents))
        return self._known[key]
