"""Days as mixtures of a few shapes: singular value decomposition with autoregressive scores.

Shen & Huang (2008), Interday forecasting and intraday updating of call center arrivals, MSOM 10(3).
"""

import numpy as np

from wfm.forecasting.grid import DAYS_OF_WEEK, Days, FloatArray, Observed
from wfm.forecasting.usual import tamed_by_weekday, usual_week, weeks_before

FACTORS = 3
FILLING_ROUNDS = 3
WEEKLY_DECAY = 0.9
LONGEST_MEMORY_DAYS = 182


def svd_factors(past: Observed, ahead: Days) -> FloatArray:
    """Contacts per interval, shape (days ahead, slots); NaN where the weekday was never open at that slot.

    Works on sqrt(volume + 1/4), whose Poisson noise is even (Brown et al. 2005); intervals that are closed or
    unknown are filled by the decomposition itself. Half a year is enough to know the shapes, and a centre that has
    grown for two is no longer what it was.
    """
    past = past[slice(-LONGEST_MEMORY_DAYS, None)]
    usual = usual_week(past, WEEKLY_DECAY)
    known_days = ~np.isnan(past.volume).all(axis=1)
    seen_slots = ~np.isnan(past.volume).all(axis=0)
    forecast = np.full((len(ahead), past.volume.shape[1]), np.nan)
    if not known_days.any():
        return forecast
    volume = past.volume[known_days][:, seen_slots]
    days = Days(past.days.ordinals[known_days], past.days.weekdays[known_days])
    calm = tamed_by_weekday(past)[known_days][:, seen_slots]
    shapes, scores = _decompose(np.sqrt(calm + 0.25), np.sqrt(usual[days.weekdays][:, seen_slots] + 0.25))
    means = _weekday_means(days, scores)
    level = _retransformation(days, volume, means[days.weekdays] @ shapes)
    root = _scores_ahead(days, scores, means, ahead) @ shapes
    forecast[:, seen_slots] = level * _squared(root)
    return np.where(np.isnan(usual[ahead.weekdays]), np.nan, forecast)


def _squared(root: FloatArray) -> FloatArray:
    return np.maximum(np.maximum(root, 0.0) ** 2 - 0.25, 0.0)


def _retransformation(days: Days, volume: FloatArray, fitted_root: FloatArray) -> float:
    """What brings the squares back to the counted total: the square of a mean root lies below the mean."""
    weight = _discount(days)
    fitted = (np.where(np.isnan(volume), 0.0, _squared(fitted_root)).sum(axis=1) * weight).sum()
    counted = (np.nansum(volume, axis=1) * weight).sum()
    return float(np.clip(counted / fitted, 0.9, 1.1)) if fitted > 0 else 1.0


def _decompose(root: FloatArray, guess: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Shapes (factors, slots) and daily scores (days, factors) of a table with holes."""
    unknown = np.isnan(root)
    by_slot = np.nanmean(root, axis=0)
    filled = np.where(unknown, np.where(np.isnan(guess), by_slot, guess), root)
    for _ in range(FILLING_ROUNDS):
        # right singular vectors from the small (slots, slots) product: quicker than the long table's own
        shapes = np.linalg.eigh(filled.T @ filled).eigenvectors[:, ::-1][:, :FACTORS].T
        scores = filled @ shapes.T
        filled = np.where(unknown, scores @ shapes, root)
    return shapes, scores


def _weekday_means(days: Days, scores: FloatArray) -> FloatArray:
    """Discounted mean scores by weekday, shape (7, factors); the overall mean where a weekday was never seen."""
    weight = _discount(days)
    means = np.tile(np.average(scores, axis=0, weights=weight), (DAYS_OF_WEEK, 1))
    for weekday in np.unique(days.weekdays):
        same = days.weekdays == weekday
        means[weekday] = np.average(scores[same], axis=0, weights=weight[same])
    return means


def _scores_ahead(days: Days, scores: FloatArray, means: FloatArray, ahead: Days) -> FloatArray:
    """The weekday's mean scores, plus the last day's deviation from them fading by AR(1)."""
    deviation = scores - means[days.weekdays]
    earlier, later = deviation[:-1], deviation[1:]
    energy = np.maximum((earlier**2).sum(axis=0), 1e-12)
    fading = np.clip((earlier * later).sum(axis=0) / energy, 0.0, 0.98)
    lead = (ahead.ordinals - days.ordinals[-1])[:, np.newaxis]
    return np.asarray(means[ahead.weekdays] + deviation[-1] * fading**lead)


def _discount(days: Days) -> FloatArray:
    return np.asarray(WEEKLY_DECAY ** weeks_before(days.ordinals, int(days.ordinals[-1])))
