"""Days and intervals on the clock of the place, clock changes included."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.domain.time import Horizon, OpeningHours, at_minute, iso, minutes_between

LONDON, LORD_HOWE, SHANGHAI = (ZoneInfo(n) for n in ("Europe/London", "Australia/Lord_Howe", "Asia/Shanghai"))


@pytest.mark.parametrize(
    ("zone", "day", "half_hours"),
    [
        (LONDON, date(2026, 3, 29), 46),  # 01:00 becomes 02:00
        (LONDON, date(2026, 10, 25), 50),  # 02:00 becomes 01:00
        (LORD_HOWE, date(2026, 10, 4), 47),  # half an hour only
        (LORD_HOWE, date(2026, 4, 5), 49),
        (SHANGHAI, date(2026, 3, 29), 48),
    ],
)
def test_a_day_has_as_many_intervals_as_pass(zone: ZoneInfo, day: date, half_hours: int) -> None:
    """Without it a day of a clock change would gain or lose an hour of work."""
    horizon = Horizon(day, 1, 30, zone)
    starts = list(horizon.interval_starts())
    assert len(starts) == horizon.intervals == half_hours
    assert all(minutes_between(one, next_one) == 30 for one, next_one in pairwise(starts))


@given(st.dates(date(2000, 1, 1), date(2036, 12, 31)), st.integers(1, 60), st.sampled_from([LONDON, LORD_HOWE]))
def test_elapsed_minutes_lead_back_to_the_moment(first: date, days: int, zone: ZoneInfo) -> None:
    """Without it a shift could come back from the engine at another time than it went in."""
    horizon = Horizon(first, days, 30, zone)
    for minute in (0, 17, horizon.minutes // 2, horizon.minutes - 1):
        assert horizon.elapsed(horizon.moment(minute)) == minute
    assert horizon.midnights[-1] == horizon.minutes


def test_minutes_past_midnight_belong_to_the_next_day() -> None:
    """Without it a night shift's end would fall on the day it began."""
    assert iso(at_minute(date(2026, 12, 1), 1440 + 390, SHANGHAI)) == "2026-12-02T06:30+08:00"


def test_a_moment_that_the_clock_skips_moves_on_with_it() -> None:
    """Without it 01:30 of a spring morning in London would be written with a clock that nobody has."""
    assert iso(at_minute(date(2026, 3, 29), 90, LONDON)) == "2026-03-29T02:30+01:00"


def test_weeks_begin_on_the_centres_own_day() -> None:
    """Without it weekly hours in Israel would be counted from Monday."""
    sunday_weeks = Horizon(date(1999, 3, 10), 14, 30, ZoneInfo("Asia/Jerusalem"), week_start=6)
    assert sunday_weeks.days_of_week(0)[0] == date(1999, 3, 7)
    assert sunday_weeks.week_index(date(1999, 3, 13)) == 0
    assert sunday_weeks.week_index(date(1999, 3, 14)) == 1
    assert sunday_weeks.week_index(date(1999, 3, 6)) == -1
    assert sunday_weeks.weeks == 3


def test_opening_hours_are_half_open_and_read_on_the_local_clock() -> None:
    """Without it the interval after closing time would be staffed."""
    hours = OpeningHours({0: ((480, 1080),)})
    monday = datetime(2026, 11, 30, 8, tzinfo=SHANGHAI)
    assert hours.is_open(monday)
    assert not hours.is_open(monday.replace(hour=18))
    assert not hours.is_open(monday + timedelta(days=1))


@pytest.mark.parametrize(("days", "interval"), [(0, 30), (7, 7), (7, 45)])
def test_a_grid_that_cannot_be_is_refused(days: int, interval: int) -> None:
    """Without it intervals would run across midnight."""
    with pytest.raises(ValueError, match=r"horizon|interval"):
        Horizon(date(2026, 1, 1), days, interval, SHANGHAI)
