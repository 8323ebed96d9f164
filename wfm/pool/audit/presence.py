"""Whoever is in the pool is known, at work, in no break, not absent, and in one place."""

from collections.abc import Iterator
from itertools import pairwise

from wfm.domain.breaches import Breach
from wfm.pool.audit.case import Off, PublishedPool, breach_of, overlap

KNOWN = "Known agents"
ON_SHIFT = "Within the shift"
NO_BREAK = "Clear of breaks"
NOT_ABSENT = "Nobody absent"
ONE_PLACE = "In one place at a time"


def strangers(pool: PublishedPool) -> Iterator[Breach]:
    """Agents and trainers whom agents.csv does not have."""
    for one in pool.sessions:
        for agent_id in filter(None, (one.agent_id, one.trainer_id)):
            if agent_id not in pool.agent:
                yield breach_of(KNOWN, one, 1, f"{agent_id} is not among the agents")


def off_shift(pool: PublishedPool) -> Iterator[Breach]:
    """Blocks outside the shift, or nearer to its ends than the clearance."""
    for off in (*pool.learners, *pool.teachers):
        plan, clear = pool.shift.get((off.agent_id, off.session.date)), _clearances(pool, off)[0]
        if plan is None:
            yield breach_of(ON_SHIFT, off.session, off.end - off.start, f"{off.agent_id} has no shift that day")
            continue
        start, end = pool.span(*plan.span())
        outside = off.end - off.start - overlap((off.start, off.end), (start + clear, end - clear))
        if outside:
            apart = f" or within {clear} min of its ends" if clear else ""
            yield breach_of(
                ON_SHIFT, off.session, outside, f"{off.agent_id}: {outside} min outside his shift{apart}"
            )


def in_a_break(pool: PublishedPool) -> Iterator[Breach]:
    """Blocks in a break, or nearer to one than the clearance."""
    for off in (*pool.learners, *pool.teachers):
        plan, clear = pool.shift.get((off.agent_id, off.session.date)), _clearances(pool, off)[1]
        for pause in () if plan is None else plan.breaks:
            start, end = pool.span(pause.start, pause.end)
            minutes = overlap((off.start, off.end), (start - clear, end + clear))
            if minutes:
                apart = f" or within {clear} min of it" if clear else ""
                text = f"{off.agent_id}: {minutes} min in the break of {pause.start:%H:%M}{apart}"
                yield breach_of(NO_BREAK, off.session, minutes, text)


def absent(pool: PublishedPool) -> Iterator[Breach]:
    """Blocks of people, or lessons of trainers, who are not there."""
    for off in (*pool.learners, *pool.teachers):
        minutes = sum(overlap((off.start, off.end), away) for away in pool.absent.get(off.agent_id, ()))
        if minutes:
            text = f"{off.agent_id} is absent for {minutes} min of it"
            yield breach_of(NOT_ABSENT, off.session, minutes, text)


def in_two_places(pool: PublishedPool) -> Iterator[Breach]:
    """Two blocks of one person, two lessons of one trainer, or a block of somebody who teaches meanwhile."""
    way = pool.settings.transition_minutes
    of_agent: dict[str, list[Off]] = {}
    for off in (*pool.learners, *pool.teachers):
        # a trainer need not walk to the phones and back between two lessons
        bare = off._replace(start=off.start + way, end=off.end - way) if off.teaches else off
        of_agent.setdefault(off.agent_id, []).append(bare)
    for agent_id, own in of_agent.items():
        for first, second in pairwise(sorted(own, key=lambda off: (off.start, off.end))):
            minutes = overlap((first.start, first.end), (second.start, second.end))
            if minutes:
                other = f"{first.session.topic} of {first.session.start:%H:%M}"
                text = f"{agent_id} is in {other} for {minutes} min of it"
                yield breach_of(ONE_PLACE, second.session, minutes, text)


def _clearances(pool: PublishedPool, off: Off) -> tuple[int, int]:
    """Minutes to keep from the ends of the shift and from breaks; trainers only have to be there."""
    return (0, 0) if off.teaches else (pool.settings.shift_clearance, pool.settings.break_clearance)
