"""Each weekday repeats itself: a robust exponentially weighted mean per weekday and slot."""

from wfm.forecasting.grid import Days, FloatArray, Observed
from wfm.forecasting.usual import usual_week

WEEKLY_DECAY = 0.8


def weekday_profile(past: Observed, ahead: Days) -> FloatArray:
    """Contacts per interval, shape (days ahead, slots); NaN where the weekday was never open at that slot."""
    return usual_week(past, WEEKLY_DECAY)[ahead.weekdays]
