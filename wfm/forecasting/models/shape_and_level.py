"""Habits change slowly, the level fast: a long-memory week times a short-memory level."""

import numpy as np

from wfm.forecasting.grid import Days, FloatArray, Observed
from wfm.forecasting.usual import expected_and_counted, usual_week, weeks_before

SHAPE_DECAY = 0.95
LEVEL_DECAY = 0.7


def shape_and_level(past: Observed, ahead: Days) -> FloatArray:
    """Contacts per interval, shape (days ahead, slots)."""
    usual = usual_week(past, SHAPE_DECAY)
    return usual[ahead.weekdays] * recent_level(past, usual, LEVEL_DECAY)


def recent_level(past: Observed, usual: FloatArray, weekly_decay: float) -> float:
    """Newest contacts as a multiple of the usual ones; a single day counts with at most 1.6 and at least 0.6
    times the median level, so that one odd day cannot move four weeks."""
    expected, counted = expected_and_counted(past, usual)
    some = expected > 0
    if not some.any():
        return 1.0
    ratio = counted[some] / expected[some]
    middle = float(np.median(ratio[-28:]))
    ratio = np.clip(ratio, 0.6 * middle, 1.6 * middle)
    weight = expected[some] * weekly_decay ** weeks_before(past.days.ordinals, int(past.days.ordinals[-1]))[some]
    return float((ratio * weight).sum() / weight.sum())
