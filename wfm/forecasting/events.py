"""What known events do to the past (nothing is learnt from them) and to the days ahead (a factor)."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from wfm.domain.events import Event, EventKind
from wfm.domain.time import MINUTES_PER_DAY
from wfm.forecasting.grid import DAYS_OF_WEEK, BoolArray, Days, FloatArray, IntArray, Observed
from wfm.forecasting.usual import expected_and_counted, median_day

UNTEACHABLE = (EventKind.HOLIDAY, EventKind.CAMPAIGN, EventKind.OUTAGE, EventKind.CLOSURE)
NEIGHBOURS = 4
ENOUGH_CONTACTS = 30.0
SHAPE_WINDOW = 2
SHAPE_CAUTION = 20.0
STEP_DAYS = 28


def covered(event: Event, days: Days, slots: int, zone: ZoneInfo) -> BoolArray:
    """Which intervals of `days` lie in the event on the local clock, shape (days, slots)."""
    start = _wall_minutes(days, slots)
    return np.asarray((start >= _wall_minute(event.start, zone)) & (start < _wall_minute(event.end, zone)))


def before(event: Event, days: Days, slots: int, zone: ZoneInfo) -> BoolArray:
    """Which intervals of `days` begin before the event on the local clock, shape (days, slots)."""
    return _wall_minutes(days, slots) < _wall_minute(event.start, zone)


def concerning(queue: str, events: Sequence[Event]) -> list[Event]:
    """Events of this queue or of all queues, in order of time."""
    return sorted((e for e in events if e.queue in ("*", queue)), key=lambda e: (e.start, e.end, e.kind))


def teachable(events: Sequence[Event], days: Days, slots: int, zone: ZoneInfo) -> BoolArray:
    """Where nothing out of the ordinary was going on: shape (days, slots)."""
    ordinary = np.ones((len(days), slots), dtype=np.bool_)
    for event in events:
        if event.kind in UNTEACHABLE:
            ordinary &= ~covered(event, days, slots, zone)
    return ordinary


def measured_ratio(counted: Observed, ordinary: BoolArray, window: BoolArray) -> FloatArray | None:
    """What was counted in `window` as a multiple of ordinary same weekdays nearby, by slot, shape (slots,).

    Per slot with its two neighbours on either side, drawn towards the ratio of the whole window by
    20 contacts; None when fewer than 30 ordinary contacts lie in the window.
    """
    norm = _nearby(counted.only(ordinary), np.flatnonzero(window.any(axis=1)))
    known = window & ~np.isnan(counted.volume) & ~np.isnan(norm)
    expected = np.where(known, norm, 0.0).sum(axis=0)
    found = np.where(known, counted.volume, 0.0).sum(axis=0)
    if expected.sum() < ENOUGH_CONTACTS:
        return None
    overall = found.sum() / expected.sum()
    around = np.ones(2 * SHAPE_WINDOW + 1)
    found, expected = np.convolve(found, around, "same"), np.convolve(expected, around, "same")
    return np.asarray((found + SHAPE_CAUTION * overall) / (expected + SHAPE_CAUTION))


def restated(past: Observed, steps: Sequence[Event], zone: ZoneInfo) -> Observed:
    """The past at the newest level: what lies before a step is multiplied by its factor.

    A step holds from its start on, whatever its end. Without a factor it is measured on the four weeks on
    either side, once a week lies behind it; before that it is ignored.
    """
    for step in sorted(steps, key=lambda event: event.start):
        earlier = before(step, past.days, past.volume.shape[1], zone)
        if earlier.all():
            break
        factor = step.factor if step.factor is not None else _measured_step(past, earlier)
        past = Observed(past.days, np.where(earlier, past.volume * factor, past.volume))
    return past


def _measured_step(past: Observed, earlier: BoolArray) -> float:
    """Contacts of the four weeks after the step as a multiple of the same weekdays' four weeks before."""
    turn = int(earlier.all(axis=1).sum())
    after = slice(turn, turn + STEP_DAYS)
    if len(past.days[after]) < DAYS_OF_WEEK:
        return 1.0
    lead = past.only(earlier)[max(0, turn - STEP_DAYS) : turn + 1]
    norm = np.full((DAYS_OF_WEEK, past.volume.shape[1]), np.nan)
    for weekday in np.unique(lead.days.weekdays):
        norm[weekday] = median_day(lead.volume[lead.days.weekdays == weekday])
    expected, counted = expected_and_counted(past.only(~earlier)[after], norm)
    return float(counted.sum() / expected.sum()) if expected.sum() >= ENOUGH_CONTACTS else 1.0


def _nearby(ordinary: Observed, wanted: IntArray) -> FloatArray:
    """Median of the nearest ordinary same weekdays (four on either side where there are) for `wanted` days."""
    norm = np.full(ordinary.volume.shape, np.nan)
    usable = ~np.isnan(ordinary.volume).all(axis=1)
    for day in wanted:
        same = np.flatnonzero(usable & (ordinary.days.weekdays == ordinary.days.weekdays[day]))
        same = same[same != day]
        nearest = same[np.argsort(np.abs(same - day), kind="stable")[: 2 * NEIGHBOURS]]
        if len(nearest):
            norm[day] = median_day(ordinary.volume[nearest])
    return norm


def _wall_minutes(days: Days, slots: int) -> IntArray:
    step = MINUTES_PER_DAY // slots
    return np.asarray(days.ordinals[:, np.newaxis] * MINUTES_PER_DAY + np.arange(slots) * step)


def _wall_minute(moment: datetime, zone: ZoneInfo) -> int:
    local = moment.astimezone(zone)
    return local.toordinal() * MINUTES_PER_DAY + local.hour * 60 + local.minute
