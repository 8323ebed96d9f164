"""What is usual for a weekday and slot, and how far a day lies above or below it."""

import numpy as np

from wfm.forecasting.grid import DAYS_OF_WEEK, FloatArray, IntArray, Observed


def weeks_before(ordinals: IntArray, moment: int) -> FloatArray:
    """Age of each day in weeks, seen from the day with ordinal `moment`."""
    return (moment - ordinals) / DAYS_OF_WEEK


def weighted_mean(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Mean over days (axis 0) of what is known; `weights` per day; NaN where nothing is known."""
    known = ~np.isnan(values)
    shares = known * weights[:, np.newaxis]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((np.where(known, values, 0.0) * shares).sum(axis=0) / shares.sum(axis=0))


def median(values: FloatArray) -> FloatArray:
    """Median over axis 0 of what is known; NaN where nothing is, without numpy's warning."""
    result = np.full(values.shape[1], np.nan)
    some = ~np.isnan(values).all(axis=0)
    result[some] = np.nanmedian(values[:, some], axis=0)
    return result


def tamed(values: FloatArray, reach: float = 2.5) -> FloatArray:
    """`values` drawn in to the Huber band around their median over days.

    The band is `reach` standard deviations wide on either side; the deviation is 1.4826 MAD, never below
    the Poisson one, so that quiet intervals keep their natural noise.
    """
    centre = median(values)
    deviation = 1.4826 * median(np.abs(values - centre))
    band = reach * np.fmax(deviation, np.sqrt(np.fmax(centre, 1.0)))
    return np.clip(values, centre - band, centre + band)


def tamed_by_weekday(past: Observed) -> FloatArray:
    """Volumes, each drawn in to the band of its own weekday, shape (days, slots)."""
    volume = past.volume.copy()
    for weekday in np.unique(past.days.weekdays):
        same = past.days.weekdays == weekday
        volume[same] = tamed(volume[same])
    return volume


def typical_day(values: FloatArray, weights: FloatArray | None = None) -> FloatArray:
    """The usual volume by slot, shape (slots,), of days alike, shape (days, slots); NaN where nothing is known.

    The shape is the mean of tamed volumes, the level that of tamed day totals: taming quiet intervals alone would
    cut off their bursts and lose contacts, for totals it does not.
    """
    weights = np.ones(len(values)) if weights is None else weights
    shape = weighted_mean(tamed(values), weights)
    known = ~np.isnan(values)
    expected = np.where(known, shape, 0.0).sum(axis=1)
    counted = np.where(known, values, 0.0).sum(axis=1)
    some = expected > 0
    if not some.any():
        return shape
    level = tamed_levels(counted[some] / expected[some], expected[some], weights[some])
    return np.asarray(shape * np.average(level, weights=(weights * expected)[some]))


def tamed_levels(level: FloatArray, expected: FloatArray, weights: FloatArray, reach: float = 2.5) -> FloatArray:
    """Day levels (counted over expected) drawn in to the Huber band around their weighted median."""
    centre = weighted_median(level, weights)
    spread = 1.4826 * weighted_median(np.abs(level - centre), weights)
    band = reach * np.maximum(spread, np.sqrt(max(centre, 0.1) / expected))
    return np.clip(level, centre - band, centre + band)


def weighted_median(values: FloatArray, weights: FloatArray) -> float:
    """The value below and above which lies half of the weight; the mean of the two that share the middle."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    half = 0.5 * reached[-1]
    low, high = np.searchsorted(reached, half, side="left"), np.searchsorted(reached, half, side="right")
    return float(values[order][low] + values[order][min(high, len(values) - 1)]) / 2


def median_day(values: FloatArray) -> FloatArray:
    """Mean shape times median level of days alike, by slot: what one odd day among them cannot move.

    Not the median of each slot, which is zero where a contact comes every other day.
    """
    shape = weighted_mean(values, np.ones(len(values)))
    known = ~np.isnan(values)
    expected = np.where(known, shape, 0.0).sum(axis=1)
    some = expected > 0
    if not some.any():
        return shape
    counted = np.where(known, values, 0.0).sum(axis=1)
    return np.asarray(shape * np.median(counted[some] / expected[some]))


def usual_week(past: Observed, weekly_decay: float) -> FloatArray:
    """Robust exponentially weighted typical day of each weekday, shape (7, slots).

    `weekly_decay` is the weight of a week against the one after it. NaN where a weekday was never open.
    """
    usual = np.full((DAYS_OF_WEEK, past.volume.shape[1]), np.nan)
    if len(past.days) == 0:
        return usual
    age = weeks_before(past.days.ordinals, int(past.days.ordinals[-1]))
    for weekday in range(DAYS_OF_WEEK):
        same = np.flatnonzero(past.days.weekdays == weekday)
        if len(same):
            usual[weekday] = typical_day(past.volume[same], weekly_decay ** age[same])
    return usual


def expected_and_counted(past: Observed, usual: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Per day: contacts that were usual over the intervals known that day, and contacts counted in them."""
    norm = usual[past.days.weekdays]
    known = ~np.isnan(past.volume) & ~np.isnan(norm)
    return np.where(known, norm, 0.0).sum(axis=1), np.where(known, past.volume, 0.0).sum(axis=1)
