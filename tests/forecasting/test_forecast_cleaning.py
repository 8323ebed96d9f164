"""What is kept from the models, and what is not."""

import numpy as np

from wfm.forecasting.cleaning import level_changed, lost_days, odd_days

WEEK = np.array([[100.0, 60], [90, 50], [80, 40], [90, 50], [120, 30], [np.nan, np.nan], [np.nan, np.nan]])


def test_a_day_without_a_call_is_lost(observed):
    """Without it two days of a broken export would halve a month of Mondays."""
    table = np.tile(WEEK, (6, 1))
    table[14] = 0
    assert np.flatnonzero(lost_days(observed(table))).tolist() == [14]


def test_a_quiet_queue_may_have_a_day_without_a_call(observed):
    """Without it the zeros of a queue of three calls a day would be taken for errors."""
    table = np.tile([[2.0, 1.0]], (42, 1))
    table[10] = 0
    assert not lost_days(observed(table)).any()


def test_a_queue_that_died_is_not_lost(observed):
    """Without it a queue that was shut down would be staffed for ever."""
    table = np.tile(WEEK, (6, 1))
    table[-14:] = np.where(np.isnan(table[-14:]), np.nan, 0)
    assert not lost_days(observed(table)).any()
    assert lost_days(observed(table), may_have_died=False).sum() == 10


def test_an_odd_day_is_found_and_its_neighbours_are_not(observed):
    """Without it a day at twice the usual volume would be learnt, or good days thrown away with it."""
    table = np.tile(WEEK, (6, 1))
    table[15] *= 2
    table[23] *= 0.4
    assert np.flatnonzero(odd_days(observed(table))).tolist() == [15, 23]


def test_small_days_are_odd_only_beyond_chance(observed):
    """Without it every other day of a queue of six calls would be thrown away."""
    table = np.tile([[3.0, 3.0]], (42, 1))
    table[20] = 6  # 12 instead of 6: twice as many, but within 4 x sqrt(6) = 9.8 of it
    assert not odd_days(observed(table)).any()
    table[20] = 9  # 18: beyond
    assert np.flatnonzero(odd_days(observed(table))).tolist() == [20]


def test_a_new_level_is_not_odd(observed):
    """Without it a centre that has just doubled would be forecast at half of its calls."""
    table = np.tile(WEEK, (8, 1))
    table[-14:] *= 2
    past = observed(table)
    assert not odd_days(past)[-14:].any()
    assert level_changed(past)
    assert not level_changed(past[:28])


def test_partly_known_days_are_judged_by_what_is_known(observed):
    """Without it a day whose afternoon is missing would count as far too low."""
    table = np.tile(WEEK, (6, 1))
    table[7, 1] = np.nan
    assert not odd_days(observed(table)).any()
