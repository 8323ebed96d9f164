"""Day levels explained by the calendar: a discounted Huber-ridge regression times the weekday's profile.

The one member that sees the day of the month, which matters where wages and bills have fixed dates.
"""

from datetime import date

import numpy as np

from wfm.forecasting.grid import DAYS_OF_WEEK, Days, FloatArray, Observed
from wfm.forecasting.usual import expected_and_counted, usual_week, weeks_before

PROFILE_DECAY = 0.9
DISCOUNT_PER_WEEK = 0.92
HUBER_REACH = 1.5
ROUNDS = 6
DAY_NOISE = 0.1
WEEKDAY_RIDGE, MONTH_RIDGE = 2.0, 4.0
MONTH_PARTS = 6


def daily_regression(past: Observed, ahead: Days) -> FloatArray:
    """Contacts per interval, shape (days ahead, slots)."""
    usual = usual_week(past, PROFILE_DECAY)
    expected, counted = expected_and_counted(past, usual)
    some = expected > 0
    if not some.any():
        return usual[ahead.weekdays]
    design = _design(past.days)[some]
    target = np.log((counted[some] + 0.5) / (expected[some] + 0.5))
    discount = DISCOUNT_PER_WEEK ** weeks_before(past.days.ordinals, int(past.days.ordinals[-1]))[some]
    certainty = discount / (DAY_NOISE**2 + 1 / (expected[some] + 0.5)) * DAY_NOISE**2
    effects = _huber_ridge(design, target, certainty)
    fitted = np.exp(design @ effects) * expected[some]
    # the mean of logs lies below the log of the mean: bring the recent total back
    unbiased = float((discount * counted[some]).sum() / (discount * fitted).sum())
    level = np.exp(_design(ahead) @ effects) * np.clip(unbiased, 0.9, 1.1)
    return np.asarray(usual[ahead.weekdays] * level[:, np.newaxis])


def _design(days: Days) -> FloatArray:
    """Columns: one constant, seven weekdays, six parts of the month (about five days each)."""
    day_of_month = np.array([date.fromordinal(int(ordinal)).day for ordinal in days.ordinals], dtype=np.int64)
    part = np.minimum((day_of_month - 1) // 5, MONTH_PARTS - 1)
    return np.hstack([np.ones((len(days), 1)), np.eye(DAYS_OF_WEEK)[days.weekdays], np.eye(MONTH_PARTS)[part]])


def _huber_ridge(design: FloatArray, target: FloatArray, certainty: FloatArray) -> FloatArray:
    """Ridge effects by iteratively reweighted least squares (Huber 1964); the constant is not shrunk."""
    ridge = np.diag([1e-6] + [WEEKDAY_RIDGE] * DAYS_OF_WEEK + [MONTH_RIDGE] * MONTH_PARTS)
    trust = np.ones(len(target))
    effects: FloatArray = np.zeros(design.shape[1])
    for _ in range(ROUNDS):
        weighted = design * (certainty * trust)[:, np.newaxis]
        effects = np.asarray(np.linalg.solve(weighted.T @ design + ridge, weighted.T @ target), dtype=np.float64)
        residual = np.abs(target - design @ effects) * np.sqrt(certainty)
        reach = HUBER_REACH * max(1.4826 * float(np.median(residual)), 1e-9)
        trust = np.minimum(1.0, reach / np.maximum(residual, 1e-12))
    return effects
