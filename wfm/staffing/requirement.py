"""The requirement: agents needed on contact, per cover and interval, for a forecast."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from wfm.domain.centre import Centre
from wfm.domain.demand import ForecastRow, RequirementRow
from wfm.domain.queues import Cover, Goal
from wfm.staffing.agents_needed import agents_needed
from wfm.staffing.pooling import PooledWork, pooled_work, shortest_patience, strictest_goal
from wfm.staffing.service import SECONDS_PER_MINUTE, service_figures
from wfm.staffing.shrinkage import gross


@dataclass(frozen=True, slots=True)
class _Task:
    """One cover in one interval: its pooled work and what it is held to."""

    cover: str
    start: datetime
    work: PooledWork
    goal: Goal
    patience_seconds: float


def requirement(
    forecast: Sequence[ForecastRow], covers: Sequence[Cover], centre: Centre
) -> tuple[RequirementRow, ...]:
    """One row per cover and interval in which any of its queues is open (has a forecast), in the order of
    `covers`, then of time.

    A cover is held to the strictest goal of its queues that are open then. Net agents serve the expected
    load, protected agents its P80; each interval is taken as stationary.
    """
    tasks = _tasks(forecast, covers, centre)
    alike: dict[Goal, list[int]] = defaultdict(list)
    for number, task in enumerate(tasks):
        alike[task.goal].append(number)
    rows: dict[int, RequirementRow] = {}
    for goal, numbers in alike.items():
        staffed = _staffed([tasks[number] for number in numbers], goal, centre)
        rows.update(zip(numbers, staffed, strict=True))
    return tuple(rows[number] for number in range(len(tasks)))


def _tasks(forecast: Sequence[ForecastRow], covers: Sequence[Cover], centre: Centre) -> list[_Task]:
    by_start: dict[datetime, dict[str, ForecastRow]] = defaultdict(dict)
    for row in forecast:
        by_start[row.start][row.queue] = row
    tasks = []
    for cover in covers:
        terms: dict[tuple[str, ...], tuple[Goal, float]] = {}
        for start in sorted(by_start):
            rows = [by_start[start][queue] for queue in cover.queues if queue in by_start[start]]
            if not rows:
                continue
            open_queues = tuple(row.queue for row in rows)
            if open_queues not in terms:
                queues = [centre.queue(name) for name in open_queues]
                terms[open_queues] = strictest_goal(queues), shortest_patience(queues)
            work = pooled_work(rows)
            tasks.append(_Task(cover.name, start, work, *terms[open_queues]))
    return tasks


def _staffed(tasks: Sequence[_Task], goal: Goal, centre: Centre) -> list[RequirementRow]:
    """Requirement rows of tasks that share a goal, computed together."""
    minutes = centre.interval_minutes
    offered = np.array([task.work.offered for task in tasks])
    protected = np.array([task.work.offered_protected for task in tasks])
    aht = np.array([task.work.aht_seconds for task in tasks])
    patience = np.array([task.patience_seconds for task in tasks])

    net = agents_needed(offered, aht, minutes, goal, patience)
    floor = np.maximum(agents_needed(protected, aht, minutes, goal, patience).agents, net.agents)
    given = service_figures(net.agents, offered, aht, minutes, goal.threshold_seconds, patience)
    erlangs = offered * aht / (minutes * SECONDS_PER_MINUTE)
    return [
        RequirementRow(
            cover=task.cover,
            start=task.start,
            erlangs=float(erlangs[number]),
            agents_net=int(net.agents[number]),
            agents_protected=int(floor[number]),
            agents_gross=gross(int(net.agents[number]), centre.shrinkage.total),
            service_level=float(given.service_level[number]),
            asa_seconds=float(given.asa_seconds[number]),
            occupancy=float(given.occupancy[number]),
            abandonment=float(given.abandonment[number]),
            binding=str(net.binding[number]),
        )
        for number, task in enumerate(tasks)
    ]
