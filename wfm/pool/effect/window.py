"""The figures of one agent right before and right after he was trained in a topic."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from math import sqrt

from wfm.domain.centre import EvidenceSettings
from wfm.domain.people import Performance
from wfm.pool.ledger import OFF_THE_PHONES, Ledger
from wfm.pool.need.figures import Figure, measured
from wfm.pool.need.records import REVIEW_DAYS

NUDGE = 1e-4
NEARLY_ALL = 0.8


@dataclass(frozen=True, slots=True)
class Course:
    """One agent's training in one topic, or in several for one figure, from the first session to the last."""

    agent_id: str
    topic: str
    first: date
    last: date
    sessions: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Window:
    """One side of a comparison: from the first to the last day of its periods, which cover `days` of them."""

    first: date
    last: date
    days: int


@dataclass(frozen=True, slots=True)
class Level:
    """A figure over a window, in its own unit, and its standard error from chance alone."""

    value: float
    error: float


def courses(ledger: Ledger, day: date, name: str, topics: Collection[str]) -> tuple[Course, ...]:
    """Every agent's training in these topics up to `day`, under one name. A plan of which nothing was reported
    counts as attended, as everywhere in the ledger."""
    found: list[Course] = []
    for agent_id, rows in sorted(ledger.standing.items()):
        own = [row for row in rows if row.topic in topics and row.date <= day]
        taken = [row for row in own if row.status in OFF_THE_PHONES and row.minutes > 0]
        if taken:
            dates = [row.date for row in taken]
            sessions, minutes = len({row.lesson for row in taken}), sum(row.minutes for row in taken)
            found.append(Course(agent_id, name, min(dates), max(dates), sessions, minutes))
    return tuple(found)


def window_before(periods: Iterable[Performance], first: date, least: int) -> Window | None:
    """The periods that ended before `first`, as far back as the need for training is judged from: he was picked
    for these figures, so these must be alike in whoever he is compared with. None when they cover less than
    `least` days, or are long past. A period in which he was trained belongs to neither side.
    """
    past = sorted((p for p in periods if p.period_end < first), key=lambda p: p.period_end, reverse=True)
    used = [p for p in past if (past[0].period_end - p.period_end).days <= REVIEW_DAYS]
    if not used or (first - used[0].period_end).days > max(_length(used[0]), least):
        return None
    return _window(used[::-1], least)


def window_after(periods: Iterable[Performance], last: date, least: int) -> Window | None:
    """The earliest periods that started after `last` and cover `least` days; None when they do not yet, or came
    late."""
    coming = sorted((p for p in periods if p.period_start > last), key=lambda p: p.period_start)
    covered = list(accumulate(map(_length, coming)))
    used = coming[: 1 + bisect_left(covered, least)]
    if not used or (used[0].period_start - last).days > max(_length(used[0]), least):
        return None
    return _window(used, least)


def is_full(periods: Iterable[Performance], window: Window) -> bool:
    """Whether periods that lie within the window cover nearly as many days of it."""
    return sum(map(_length, _within(periods, window))) >= NEARLY_ALL * window.days


def level(
    periods: Iterable[Performance], window: Window, figure: Figure, evidence: EvidenceSettings
) -> Level | None:
    """The figure over the periods within the window, each weighted by the observations it rests on; None when it
    was not measured. The error is that of the figure's even scale, carried over by its slope (delta method)."""
    total = weighted = 0.0
    for period in _within(periods, window):
        value = measured(period, figure.kpi)
        if value is not None:
            observations = figure.rests_on(period, evidence)
            total += observations
            weighted += observations * value
    if total <= 0:
        return None
    mean = weighted / total
    return Level(mean, figure.chance(total, mean) / _slope(figure, mean, total))


def change_error(before: Level, after: Level) -> float:
    """Standard error of the change from one window to another, which share no contact."""
    return sqrt(before.error**2 + after.error**2)


def by_agent(performance: Sequence[Performance]) -> Mapping[str, tuple[Performance, ...]]:
    """Everybody's periods; of two that overlap the one that ends later stands."""
    rows: dict[str, list[Performance]] = {}
    for period in sorted(performance, key=lambda p: (p.period_end, p.handled, p.period_start), reverse=True):
        own = rows.setdefault(period.agent_id, [])
        if not own or period.period_end < own[-1].period_start:
            own.append(period)
    return {agent_id: tuple(own) for agent_id, own in rows.items()}


def _window(used: Sequence[Performance], least: int) -> Window | None:
    """The window of these periods, in their order; None when they cover less than `least` days."""
    days = sum(map(_length, used))
    return Window(used[0].period_start, used[-1].period_end, days) if days >= least else None


def _within(periods: Iterable[Performance], window: Window) -> list[Performance]:
    return [p for p in periods if window.first <= p.period_start and p.period_end <= window.last]


def _length(period: Performance) -> int:
    return (period.period_end - period.period_start).days + 1


def _slope(figure: Figure, value: float, observations: float) -> float:
    """By how much the even scale rises per unit of the figure there."""
    step = NUDGE * max(abs(value), 1.0)
    low, high = max(value - step, 0.0), value + step
    if figure.scale == 100:  # a share ends at 1
        low, high = min(low, 1.0 - step), min(high, 1.0)
    rise = figure.position(high, observations) - figure.position(low, observations)
    return abs(rise) / (high - low)
