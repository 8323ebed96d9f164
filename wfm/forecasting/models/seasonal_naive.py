"""The last same weekday once more: what every other model must beat."""

import numpy as np

from wfm.forecasting.grid import DAYS_OF_WEEK, Days, FloatArray, Observed


def seasonal_naive(past: Observed, ahead: Days) -> FloatArray:
    """Contacts per interval of the newest day with the same weekday on which the slot is known."""
    newest = np.full((DAYS_OF_WEEK, past.volume.shape[1]), np.nan)
    for weekday, volume in zip(past.days.weekdays, past.volume, strict=True):
        newest[weekday] = np.where(np.isnan(volume), newest[weekday], volume)
    return newest[ahead.weekdays]
