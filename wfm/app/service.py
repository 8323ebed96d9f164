"""The service callers get, cover by cover and interval by interval, from the agents who are there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from wfm.app.demand import Demand
from wfm.domain.centre import Centre
from wfm.domain.demand import ForecastRow
from wfm.domain.queues import Cover, Goal
from wfm.domain.time import Horizon
from wfm.staffing.pooling import pooled_work, shortest_patience, strictest_goal
from wfm.staffing.service import ServiceFigures, service_figures

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class CoverLoad:
    """One cover over the intervals of a horizon: contacts, handling time, and what it is held to.

    Where all its queues are closed `offered` is 0. `goal` is the service level aimed at (0-1), 0 for none.
    """

    offered: Floats
    aht_seconds: Floats
    threshold_seconds: Floats
    patience_seconds: Floats
    goal: Floats


class Service:
    """Answers what service a number of agents gives in this horizon."""

    def __init__(
        self, centre: Centre, horizon: Horizon, forecast: Sequence[ForecastRow], covers: Sequence[Cover]
    ) -> None:
        self.horizon = horizon
        by_interval: dict[int, dict[str, ForecastRow]] = {}
        for row in forecast:
            interval = self.interval_of(row.start)
            by_interval.setdefault(interval, {})[row.queue] = row
        self.loads: Mapping[str, CoverLoad] = {
            cover.name: _load(cover, centre, horizon.intervals, by_interval) for cover in covers
        }
        self._cached_level = lru_cache(maxsize=None)(self._level)

    def figures(self, cover: str, agents: Floats) -> ServiceFigures:
        """Service of one cover over the whole horizon with `agents` per interval."""
        load = self.loads[cover]
        return service_figures(
            agents,
            load.offered,
            load.aht_seconds,
            self.horizon.interval_minutes,
            load.threshold_seconds,
            load.patience_seconds,
        )

    def level_at(self, cover: str, start: datetime, agents: float) -> float:
        """Service level (0-1) of one cover in the interval that begins at `start`, with that many agents."""
        return self._cached_level(cover, self.interval_of(start), agents)

    def interval_of(self, start: datetime) -> int:
        """The number of the interval that begins at `start`."""
        return self.horizon.elapsed(start) // self.horizon.interval_minutes

    def _level(self, cover: str, interval: int, agents: float) -> float:
        load = self.loads[cover]
        figures = service_figures(
            max(agents, 0.0),
            load.offered[interval],
            load.aht_seconds[interval],
            self.horizon.interval_minutes,
            load.threshold_seconds[interval],
            load.patience_seconds[interval],
        )
        return float(figures.service_level)


def service_of(centre: Centre, demand: Demand) -> Service:
    """The service of the demand's horizon for all its covers."""
    return Service(centre, demand.horizon, demand.forecast, demand.covers)


def _load(
    cover: Cover, centre: Centre, intervals: int, by_interval: Mapping[int, Mapping[str, ForecastRow]]
) -> CoverLoad:
    load = CoverLoad(
        offered=np.zeros(intervals),
        aht_seconds=np.zeros(intervals),
        threshold_seconds=np.zeros(intervals),
        patience_seconds=np.full(intervals, np.inf),
        goal=np.zeros(intervals),
    )
    held_to: dict[tuple[str, ...], tuple[Goal, float]] = {}
    for interval, rows_of_queue in by_interval.items():
        rows = [rows_of_queue[queue] for queue in cover.queues if queue in rows_of_queue]
        if not rows or not 0 <= interval < intervals:
            continue
        work, names = pooled_work(rows), tuple(row.queue for row in rows)
        if names not in held_to:
            queues = [centre.queue(name) for name in names]
            held_to[names] = strictest_goal(queues), shortest_patience(queues)
        goal, patience = held_to[names]
        load.offered[interval] = work.offered
        load.aht_seconds[interval] = work.aht_seconds
        load.threshold_seconds[interval] = goal.threshold_seconds
        load.patience_seconds[interval] = patience
        load.goal[interval] = goal.service_level or 0.0
    return load
