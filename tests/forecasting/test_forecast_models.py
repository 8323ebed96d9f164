"""Each way of forecasting, on weeks whose continuation anybody can say."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from wfm.forecasting.combination import MEMBERS, NAME, predictions
from wfm.forecasting.grid import Days, Observed
from wfm.forecasting.models.daily_regression import daily_regression
from wfm.forecasting.models.seasonal_naive import seasonal_naive
from wfm.forecasting.models.shape_and_level import shape_and_level
from wfm.forecasting.usual import median_day, typical_day, weighted_median

MONDAY = date(2026, 1, 5).toordinal()
WEEK = np.array([[100, 60], [90, 50], [80, 40], [90, 50], [120, 30], [20, np.nan], [np.nan, np.nan]])


def days_from(first: int, count: int) -> Days:
    ordinals = np.arange(first, first + count)
    return Days(ordinals, (ordinals - 1) % 7)


@pytest.mark.parametrize("name", sorted(MEMBERS))
def test_a_week_that_repeats_itself_is_forecast_again(name, observed):
    """Without it a member could be off by a weekday or a slot and still look plausible."""
    past = observed(np.tile(WEEK, (8, 1)))
    ahead = days_from(int(past.days.ordinals[-1]) + 1, 7)
    forecast = MEMBERS[name](past, ahead)
    known = ~np.isnan(WEEK)
    assert forecast[known] == pytest.approx(WEEK[known], rel=0.03)
    assert np.isnan(forecast[~known]).all()


@pytest.mark.parametrize("name", sorted(MEMBERS))
def test_one_wild_interval_does_not_move_the_forecast(name, observed):
    """Without it one logging error of a thousand calls would be staffed for weeks."""
    table = np.tile(WEEK, (8, 1))
    table[-7, 0] = 2000
    past = observed(table)
    forecast = MEMBERS[name](past, days_from(int(past.days.ordinals[-1]) + 1, 7))
    assert forecast[0, 0] < 1.3 * WEEK[0, 0]


def test_the_level_follows_a_change_faster_than_the_shape(observed):
    """Without it a fifth more calls for a month would reach the roster only after a quarter."""
    table = np.tile(WEEK, (12, 1))
    table[8 * 7 :] *= 1.2
    past = observed(table)
    forecast = shape_and_level(past, days_from(int(past.days.ordinals[-1]) + 1, 7))
    # with weekly weight 0.7 four new weeks hold about 1 - 0.7^4 = 76 % of the level
    assert 1.1 < forecast[0, 0] / WEEK[0, 0] <= 1.2


def test_the_first_days_of_a_month_are_learnt(observed):
    """Without it the member that knows of pay-days would be one more weekday profile."""
    noise = 1 + 0.08 * np.random.default_rng(1).standard_normal((26 * 7, 1))
    # pay-day week: a fifth more on the first five days of each month, from January to 5 July 2026
    dates = [date.fromordinal(MONDAY + n) for n in range(26 * 7)]
    pay_days = np.array([[1.2 if day.day <= 5 else 1.0] for day in dates])
    past = observed(np.tile(WEEK, (26, 1)) * noise * pay_days)
    mid_month, first_days = (
        daily_regression(past, days_from(day.toordinal(), 1))[0, 0]
        for day in (date(2026, 7, 13), date(2026, 8, 3))
    )
    assert first_days / mid_month > 1.08


def test_the_naive_forecast_looks_past_a_hole(observed):
    """Without it a lost Monday would make the benchmark forecast nothing, and any model beat it."""
    table = np.tile(WEEK, (3, 1))
    table[7] = 70, 70
    table[14] = np.nan
    assert seasonal_naive(observed(table), days_from(MONDAY + 21, 1))[0].tolist() == [70, 70]


def test_a_contact_every_other_day_is_not_forecast_as_none():
    """Without it the median of each interval, zero, would stand for a small queue's day."""
    # four intervals, each with a contact on every fourth day: a day holds one, each interval's median is 0
    days = np.tile(np.eye(4), (3, 1))
    assert median_day(days) == pytest.approx([0.25] * 4)
    assert typical_day(days) == pytest.approx([0.25] * 4)


def test_bursts_of_a_quiet_queue_keep_their_contacts():
    """Without it a queue of call-backs that come in bursts would be forecast a third too low."""
    rng = np.random.default_rng(2)
    days = np.where(rng.random((60, 30)) < 0.1, 10.0, 0.0)
    assert typical_day(days).sum() == pytest.approx(days.sum(axis=1).mean(), rel=0.05)


def test_the_weighted_median_splits_the_weight():
    """Without it the band around recent levels would sit on old ones."""
    assert weighted_median(np.array([3.0, 1.0, 2.0]), np.ones(3)) == 2.0
    assert weighted_median(np.array([1.0, 2.0]), np.ones(2)) == 1.5
    assert weighted_median(np.array([1.0, 2.0, 9.0]), np.array([1.0, 1.0, 5.0])) == 9.0


@settings(max_examples=25, deadline=None)
@given(
    arrays.arrays(np.float64, (21, 3), elements=st.one_of(st.integers(0, 400).map(float), st.just(float("nan"))))
)
def test_whatever_was_counted_the_forecast_is_a_number(volume):
    """Without it a hole in an export would put NaN into a roster."""
    ordinals = np.arange(MONDAY, MONDAY + 21)
    past = Observed(Days(ordinals, (ordinals - 1) % 7), volume)
    for forecast in predictions(past, days_from(MONDAY + 28, 14)).values():
        assert np.isfinite(forecast).all()
        assert (forecast >= 0).all()


@settings(max_examples=15, deadline=None)
@given(st.floats(2, 50))
def test_ten_times_the_calls_are_ten_times_the_forecast(scale):
    """Without it a hidden constant would bend the forecast of large centres."""
    rng = np.random.default_rng(3)
    volume = rng.poisson(200, (42, 4)).astype(np.float64)
    ordinals = np.arange(MONDAY, MONDAY + 42)
    days = Days(ordinals, (ordinals - 1) % 7)
    once = predictions(Observed(days, volume), days_from(MONDAY + 44, 7))[NAME]
    more = predictions(Observed(days, scale * volume), days_from(MONDAY + 44, 7))[NAME]
    assert more == pytest.approx(scale * once, rel=0.02)
