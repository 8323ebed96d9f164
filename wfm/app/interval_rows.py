"""How the roster meets each cover in each interval, before and after the pool takes its heads."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from wfm.app.service import Service
from wfm.domain.demand import IntervalRow, RequirementRow
from wfm.domain.people import Agent
from wfm.domain.pool import Session
from wfm.domain.queues import Cover
from wfm.domain.time import Horizon

Floats = NDArray[np.float64]


def interval_rows(
    requirement: Sequence[RequirementRow],
    open_agents: Mapping[str, Floats],
    in_pool: Mapping[str, Floats],
    service: Service,
) -> tuple[IntervalRow, ...]:
    """One row per requirement row, in its order; the service is that of the agents who are left."""
    horizon = service.horizon
    figures = {
        cover: service.figures(cover, np.maximum(open_agents[cover] - in_pool[cover], 0.0))
        for cover in service.loads
    }
    rows = []
    for need in requirement:
        at = horizon.elapsed(need.start) // horizon.interval_minutes
        given, present, away = (
            figures[need.cover],
            float(open_agents[need.cover][at]),
            float(in_pool[need.cover][at]),
        )
        rows.append(
            IntervalRow(
                cover=need.cover,
                start=need.start,
                agents_net=need.agents_net,
                agents_protected=need.agents_protected,
                agents_open=present,
                agents_in_pool=away,
                net=present - away - need.agents_net,
                service_level=float(given.service_level[at]),
                asa_seconds=float(given.asa_seconds[at]),
                occupancy=float(given.occupancy[at]),
                abandonment=float(given.abandonment[at]),
            )
        )
    return tuple(rows)


def required(
    requirement: Iterable[RequirementRow], covers: Iterable[Cover], horizon: Horizon, figure: str
) -> dict[str, Floats]:
    """A figure of the requirement, such as agents_net, per cover over the horizon's intervals; NaN where it is
    closed."""
    found = {cover.name: np.full(horizon.intervals, np.nan) for cover in covers}
    for row in requirement:
        found[row.cover][horizon.elapsed(row.start) // horizon.interval_minutes] = getattr(row, figure)
    return found


def heads_in_pool(
    sessions: Sequence[Session], agents: Sequence[Agent], covers: Sequence[Cover], horizon: Horizon
) -> dict[str, Floats]:
    """Mean heads per cover and interval that the sessions take off the phones.

    A trainer who counts to a cover is away as well, once however many he teaches at the same time; the way there
    and back counts like the block.
    """
    skills = {agent.agent_id: agent.skills for agent in agents}
    away = {cover.name: np.zeros(horizon.intervals) for cover in covers}
    blocks = {(session.agent_id, *session.off_phones) for session in sessions}
    blocks |= {(session.trainer_id, *session.off_phones) for session in sessions if session.trainer_id}
    for agent_id, start, end in _apart((who, horizon.elapsed(a), horizon.elapsed(b)) for who, a, b in blocks):
        share = share_of_intervals(start, end, horizon)
        for cover in covers:
            if cover.counts(skills.get(agent_id, ())):
                away[cover.name] += share
    return away


def _apart(blocks: Iterable[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Blocks of one person that overlap made one: two lessons in a row share the way between them."""
    merged: list[tuple[str, int, int]] = []
    for agent_id, start, end in sorted(blocks):
        if merged and merged[-1][0] == agent_id and start < merged[-1][2]:
            merged[-1] = agent_id, merged[-1][1], max(end, merged[-1][2])
        else:
            merged.append((agent_id, start, end))
    return merged


def share_of_intervals(start: int, end: int, horizon: Horizon) -> Floats:
    """How much of each interval lies between two elapsed minutes, 0-1."""
    begins = np.arange(horizon.intervals) * horizon.interval_minutes
    inside = np.minimum(begins + horizon.interval_minutes, end) - np.maximum(begins, start)
    share: Floats = np.maximum(inside, 0) / horizon.interval_minutes
    return share
