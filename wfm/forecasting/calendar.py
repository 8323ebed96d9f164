"""Which intervals are open, whose weekday's habits a day follows, and which days are public holidays."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import numpy as np

from wfm.domain.centre import Centre
from wfm.domain.errors import InputProblems, Problem
from wfm.domain.events import Event, EventKind
from wfm.domain.time import Horizon, OpeningHours
from wfm.forecasting.grid import DAYS_OF_WEEK, BoolArray, Days, slots_per_day


def calendar_days(first: date, count: int, centre: Centre, queue: str, events: Sequence[Event]) -> Days:
    """`count` days from `first`, make-up days with the habits of the nearest working weekday."""
    dates = [first + timedelta(days=n) for n in range(count)]
    made_up = _make_up_dates(queue, events)
    weekdays = [_habits_of(day, centre, queue) if day in made_up else day.weekday() for day in dates]
    return Days(np.array([day.toordinal() for day in dates], dtype=np.int64), np.array(weekdays, dtype=np.int64))


def open_starts(
    horizon: Horizon, days: Days, centre: Centre, queue: str, events: Sequence[Event]
) -> list[datetime]:
    """Starts of the intervals of the horizon in which the queue is open and no closure event lies."""
    hours = centre.opening_of(queue)
    closures = [event for event in events if event.kind is EventKind.CLOSURE]
    habits = dict(zip(horizon.dates, days.weekdays.tolist(), strict=True))
    return [
        start
        for start in horizon.interval_starts()
        if _is_open(hours, habits[start.date()], start.hour * 60 + start.minute)
        and not any(closure.touches(queue, start) for closure in closures)
    ]


def open_slots(days: Days, hours: OpeningHours, interval_minutes: int) -> BoolArray:
    """Whether each slot of each day lies in opening hours, shape (days, slots)."""
    slots = range(slots_per_day(interval_minutes))
    week = [
        [_is_open(hours, weekday, slot * interval_minutes) for slot in slots] for weekday in range(DAYS_OF_WEEK)
    ]
    return np.array(week, dtype=np.bool_)[days.weekdays]


def public_holidays(country: str, years: Sequence[int]) -> Mapping[int, str]:
    """Name of each public holiday by its day's ordinal; nothing for an empty country code.

    Raises InputProblems for a country the `holidays` library does not know.
    """
    if not country or not years:
        return {}
    import holidays

    try:
        known = holidays.country_holidays(country, years=years)
    except NotImplementedError:
        raise InputProblems(
            [
                Problem(
                    "wfm.toml",
                    "a country code such as 'CN', or '' for none",
                    column="centre.holidays",
                    value=country,
                )
            ]
        ) from None
    return {day.toordinal(): _plain(name) for day, name in known.items()}


def _plain(name: str) -> str:
    """The holiday's name without '(estimated)' and '(observed)', so that years match."""
    return name.split(" (")[0]


def _make_up_dates(queue: str, events: Sequence[Event]) -> set[date]:
    dates: set[date] = set()
    for event in events:
        if event.kind is EventKind.MAKE_UP_DAY and event.queue in ("*", queue):
            last = (event.end - timedelta(minutes=1)).date()
            dates |= {event.start.date() + timedelta(days=n) for n in range((last - event.start.date()).days + 1)}
    return dates


def _habits_of(day: date, centre: Centre, queue: str) -> int:
    """The working weekday nearest to `day` in the week, the earlier of two; its own when it is one."""
    weekday = day.weekday()
    hours = centre.opening_of(queue).ranges
    working = [w for w in range(DAYS_OF_WEEK) if hours.get(w) and w not in centre.roster.weekend]
    if not working or weekday in working:
        return weekday

    def distance(other: int) -> tuple[int, bool]:
        back, forth = (weekday - other) % DAYS_OF_WEEK, (other - weekday) % DAYS_OF_WEEK
        return min(back, forth), forth < back

    return min(working, key=distance)


def _is_open(hours: OpeningHours, weekday: int, minute: int) -> bool:
    return any(opens <= minute < closes for opens, closes in hours.ranges.get(weekday, ()))
