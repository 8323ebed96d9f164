"""What protects the service goal: no interval below it because of the pool."""

from collections.abc import Iterator, Mapping

import numpy as np

from wfm.domain.breaches import Breach, Severity
from wfm.domain.pool import Favor, Topic
from wfm.pool.audit.case import Floats, PublishedPool

PROTECTED = "Protected requirement"
FAVOURED = "Protected requirement, training favoured"
ROUNDING = 1e-4
"""Heads. The reserve for absence is read from a file that keeps six decimals of it."""


def below_protection(pool: PublishedPool) -> Iterator[Breach]:
    """Intervals in which more whole heads are away than there are beyond the protected requirement and the reserve
    for absence.

    Whoever is away for any part of an interval counts for all of it. Where training is favoured, mandatory topics
    may take what is beyond the net requirement: a soft breach, so that it is seen.
    """
    mandatory = _heads(pool, _mandatory(pool))
    for cover, heads in _heads(pool, None).items():
        spare, above_net = _spare(pool, cover, "agents_protected"), _spare(pool, cover, "agents_net")
        for interval in np.flatnonzero(heads > spare).tolist():
            over = int(heads[interval] - spare[interval])
            excused = (
                pool.favor is Favor.TRAINING
                and over <= mandatory[cover][interval]
                and heads[interval] <= above_net[interval]
            )
            yield _breach(pool, cover, interval, int(heads[interval]), int(spare[interval]), excused=excused)


def _heads(pool: PublishedPool, topics: frozenset[str] | None) -> Mapping[str, Floats]:
    """Whole heads per cover and interval that the pool takes off the phones, trainers who count included; of
    these `topics` only (None: of all)."""
    seen: set[tuple[str, int]] = set()
    heads = {cover.name: np.zeros(pool.horizon.intervals) for cover in pool.covers}
    for off in (*pool.learners, *pool.teachers):
        if topics is not None and off.session.topic not in topics:
            continue
        for interval in pool.intervals_of(off.start, off.end):
            if (off.agent_id, interval) not in seen:
                seen.add((off.agent_id, interval))
                for cover in pool.covers_of(off.agent_id):
                    heads[cover][interval] += 1
    return heads


def _spare(pool: PublishedPool, cover: str, floor: str) -> Floats:
    """Whole heads beyond a floor of the requirement; none where nothing is required."""
    needed = np.full(pool.horizon.intervals, np.inf)
    for row in pool.requirement:
        interval = pool.interval_of(row.start)
        if row.cover == cover and 0 <= interval < pool.horizon.intervals:
            needed[interval] = getattr(row, floor)
    left = np.floor(pool.on_contact[cover] * (1 - np.asarray(pool.unplanned)) - needed + ROUNDING)
    spare: Floats = np.maximum(left, 0.0)
    return spare


def _mandatory(pool: PublishedPool) -> frozenset[str]:
    """Topics with a date by which everybody must have had them, and those that come before them."""
    found: set[str] = set()

    def add(topic: Topic) -> None:
        if topic.topic not in found:
            found.add(topic.topic)
            for name in topic.prerequisites:
                if name in pool.topic:
                    add(pool.topic[name])

    for topic in pool.topics:
        if topic.mandatory_by is not None:
            add(topic)
    return frozenset(found)


def _breach(pool: PublishedPool, cover: str, interval: int, heads: int, spare: int, *, excused: bool) -> Breach:
    step, horizon = pool.horizon.interval_minutes, pool.horizon
    start, end = horizon.moment(interval * step), horizon.moment((interval + 1) * step)
    present = pool.on_contact[cover][interval]
    text = f"{cover} {start:%d %b %H:%M}: {heads} away, {spare} to spare ({present:g} on contact)"
    rule, severity = (FAVOURED, Severity.SOFT) if excused else (PROTECTED, Severity.HARD)
    return Breach(rule, severity, "", start, end, heads - spare, text)
