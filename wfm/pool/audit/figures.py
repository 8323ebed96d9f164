"""Published figures computed again: heads in the intervals, the service of those left, the price of each block."""

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np

from wfm.domain.breaches import Breach, Severity
from wfm.domain.demand import IntervalRow
from wfm.domain.pool import Session
from wfm.pool.audit.case import Floats, Lesson, Off, PublishedPool, breach_of, overlap

States = Mapping[str, list[list[float]]]
"""By cover and interval: the agents on contact, then those left after each one who leaves."""
Place = tuple[str, int, int]
"""Cover, interval, and how many have left it."""

HEADS = "Heads in the intervals"
SERVICE = "Service of the intervals"
PRICE = "Service level of a block"
HEADS_WRITTEN_TO = 6e-4
"""Half of the last decimal in the file, and something for its own rounding."""
SHARES_TOLERATED = 5e-4
SECONDS_TOLERATED = 0.1
"""forecast.csv is written to three decimals: so much the service of a small queue moves by that."""
WAIT_TOLERATED = 0.01
"""And so much of a long wait, which grows without end where the load comes near to the agents."""
SERVICE_FIGURES = ("service_level", "asa_seconds", "occupancy", "abandonment")
UNTOUCHED = 1.0
"""Service level of somebody who counts to no cover: nobody waits longer because he is away."""


def heads(pool: PublishedPool) -> Iterator[Breach]:
    """Rows of intervals.csv whose heads or requirement are not what shifts.csv, pool.csv and requirement.csv give;
    intervals of the requirement without a row."""
    needs = {(row.cover, row.start): row for row in pool.requirement}
    for row in pool.intervals:
        need, at = needs.pop((row.cover, row.start), None), pool.interval_of(row.start)
        if need is None or not 0 <= at < pool.horizon.intervals:
            yield _breach(
                pool, row, HEADS, 1, "the requirement of these days has no such row, or it is here twice"
            )
            continue
        present, away = float(pool.on_contact[row.cover][at]), float(pool.in_pool[row.cover][at])
        expected = {
            "agents_net": need.agents_net,
            "agents_protected": need.agents_protected,
            "agents_open": present,
            "agents_in_pool": away,
            "net": present - away - need.agents_net,
        }
        yield from _differences(pool, row, HEADS, expected, dict.fromkeys(expected, HEADS_WRITTEN_TO))
    for cover, start in needs:
        text = f"{cover} {start:%d %b %H:%M}: missing in the intervals"
        yield Breach(HEADS, Severity.HARD, "", start, start, 1, text)


def service(pool: PublishedPool) -> Iterator[Breach]:
    """Rows of intervals.csv whose service is not what the queue formula gives to those who are left."""
    found = {
        cover.name: pool.figures(
            cover.name, np.maximum(pool.on_contact[cover.name] - pool.in_pool[cover.name], 0.0)
        )
        for cover in pool.covers
    }
    for row in pool.intervals:
        at = pool.interval_of(row.start)
        if row.cover in found and 0 <= at < pool.horizon.intervals:
            given = {name: float(getattr(found[row.cover], name)[at]) for name in SERVICE_FIGURES}
            within = dict.fromkeys(SERVICE_FIGURES, SHARES_TOLERATED)
            within["asa_seconds"] = max(
                SECONDS_TOLERATED, WAIT_TOLERATED * min(given["asa_seconds"], row.asa_seconds)
            )
            yield from _differences(pool, row, SERVICE, given, within)


def prices(pool: PublishedPool) -> Iterator[Breach]:
    """Blocks whose service level before and after is not the worst of their intervals, with everybody of greater
    need of that day already away; the first of a lesson takes its trainer along."""
    left: States = {cover: [[present] for present in agents.tolist()] for cover, agents in pool.on_contact.items()}
    found: list[tuple[Session, list[Place], list[Place]]] = []
    begun: set[tuple[date, Lesson]] = set()
    for one in sorted(pool.sessions, key=lambda session: (session.date, session.rank)):
        off = pool.off(one)
        covers = list(pool.covers_of(one.agent_id))
        lesson = one.date, Lesson(one.topic, one.trainer_id, *pool.span(one.start, one.end))
        if one.trainer_id and lesson not in begun:
            begun.add(lesson)
            covers += pool.covers_of(one.trainer_id)
        before = _places(pool, left, covers, off)
        for cover in covers:
            _leave(pool, left[cover], off)
        found.append((one, before, _places(pool, left, covers, off)))
    levels = {
        cover: [pool.figures(cover, n).service_level for n in _layers(states)] for cover, states in left.items()
    }
    for one, *moments in found:
        before_and_after = [
            min((float(levels[cover][state][interval]) for cover, interval, state in places), default=UNTOUCHED)
            for places in moments
        ]
        yield from _told_wrongly(one, *before_and_after)


def _told_wrongly(one: Session, before: float, after: float) -> Iterator[Breach]:
    told = (("before", one.service_level_before, before), ("after", one.service_level_after, after))
    for when, written, computed in told:
        if not abs(written - computed) <= SHARES_TOLERATED:
            text = f"service level {when} is {computed:.6f}, written {written:.6f}"
            yield breach_of(PRICE, one, written - computed, text)


def _places(pool: PublishedPool, left: States, covers: list[str], off: Off) -> list[Place]:
    """Where somebody is missed, as it stands by now; nowhere when he counts to no cover."""
    intervals = pool.intervals_of(off.start, off.end)
    return [(cover, n, len(left[cover][n]) - 1) for cover in dict.fromkeys(covers) for n in intervals]


def _leave(pool: PublishedPool, states: list[list[float]], off: Off) -> None:
    step = pool.horizon.interval_minutes
    for interval in pool.intervals_of(off.start, off.end):
        share = overlap((off.start, off.end), (interval * step, (interval + 1) * step)) / step
        states[interval].append(max(0.0, states[interval][-1] - share))


def _layers(states: list[list[float]]) -> Iterator[Floats]:
    """Agents per interval before anybody has left, after the first, after the second … of each interval."""
    for number in range(max(map(len, states), default=0)):
        yield np.array([own[min(number, len(own) - 1)] for own in states])


def _differences(
    pool: PublishedPool, row: IntervalRow, rule: str, expected: Mapping[str, float], within: Mapping[str, float]
) -> Iterator[Breach]:
    for name, computed in expected.items():
        written = float(getattr(row, name))
        if written != computed and not abs(written - computed) <= within[name]:
            yield _breach(pool, row, rule, written - computed, f"{name} is {computed:g}, written {written:g}")


def _breach(pool: PublishedPool, row: IntervalRow, rule: str, amount: float, message: str) -> Breach:
    ends = pool.horizon.moment(pool.horizon.elapsed(row.start) + pool.horizon.interval_minutes)
    text = f"{row.cover} {row.start:%d %b %H:%M}: {message}"
    return Breach(rule, Severity.HARD, "", row.start, ends, amount, text)
