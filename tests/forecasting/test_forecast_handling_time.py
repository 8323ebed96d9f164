"""Handling times: weighted by contacts, cautious where few were seen."""

import numpy as np
import pytest

from wfm.forecasting.grid import Days
from wfm.forecasting.handling_time import handling_times, mean_handling_time

DAYS = Days(np.arange(739256, 739256 + 56), (np.arange(739256, 739256 + 56) - 1) % 7)
WEEK_AHEAD = Days(DAYS.ordinals[-1] + 1 + np.arange(7), (DAYS.ordinals[-1] + np.arange(7)) % 7)


def test_a_call_at_night_weighs_no_more_than_one_at_noon():
    """Without it the mean of interval means would be taken: 200 s instead of 110 s here."""
    # 90 contacts of 100 s and 10 of 200 s: (9,000 + 2,000) / 100 = 110 s
    assert mean_handling_time(np.array([[100.0, 200.0]]), np.array([[90.0, 10.0]])) == pytest.approx(110.0)


def test_no_contact_no_time():
    """Without it an interval without calls would enter with whatever stands in its cell."""
    assert mean_handling_time(np.array([[np.nan, 500.0]]), np.array([[7.0, 0.0]])) is None


def test_slots_and_weekdays_are_told_apart():
    """Without it long calls in the evening and on Fridays would be averaged away."""
    by_slot, friday = np.array([200.0, 300.0]), np.where(DAYS.weekdays == 4, 1.2, 1.0)
    seconds = by_slot * friday[:, np.newaxis]
    forecast = handling_times(DAYS, seconds, np.full((56, 2), 5000.0), WEEK_AHEAD, 250.0)
    monday, friday_ahead = (int(np.flatnonzero(WEEK_AHEAD.weekdays == weekday)[0]) for weekday in (0, 4))
    assert forecast[monday] == pytest.approx([200.0, 300.0], rel=0.01)
    assert forecast[friday_ahead] == pytest.approx([240.0, 360.0], rel=0.01)


def test_one_long_call_is_not_a_habit():
    """Without it a single call of an hour would double the staff of that half-hour for a month."""
    seconds, handled = np.full((56, 2), 200.0), np.full((56, 2), 20.0)
    seconds[:, 1], handled[:, 1] = np.nan, 0.0
    seconds[3, 1], handled[3, 1] = 3600.0, 1.0
    forecast = handling_times(DAYS, seconds, handled, WEEK_AHEAD, 200.0)
    # slot 1: (1 x 3600 + 100 x 203) / 101 = 236 s, of which the level takes a little
    assert 200.0 < forecast[0, 1] < 245.0


def test_the_level_is_that_of_the_last_month():
    """Without it a new system that shortens every call would be seen after a quarter."""
    seconds = np.full((56, 2), 300.0)
    seconds[28:] = 240.0
    forecast = handling_times(DAYS, seconds, np.full((56, 2), 1000.0), WEEK_AHEAD, 270.0)
    assert forecast == pytest.approx(np.full((7, 2), 240.0), rel=0.01)


def test_a_queue_never_timed_takes_what_it_is_given():
    """Without it a new queue would have no handling time, or one of zero."""
    unknown = np.full((56, 2), np.nan)
    assert handling_times(DAYS, unknown, unknown, WEEK_AHEAD, 180.0) == pytest.approx(np.full((7, 2), 180.0))
