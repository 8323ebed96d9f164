"""How far an interval's volume strays from its forecast: bands scaled on the backtest.

Chance alone (Poisson) covers 61 % where 80 % was promised, because days are busy or quiet as a whole. So errors
are measured in deviations of variance f + b f^2 (Poisson within a random day level), and the bands are the
quantiles of the backtest's own errors in that measure (normalised conformal prediction).
"""

from dataclasses import dataclass

import numpy as np

from wfm.forecasting.grid import BoolArray, FloatArray

LEVELS = (0.025, 0.10, 0.50, 0.80, 0.90, 0.95, 0.975)
NORMAL_SCORES = (-1.959964, -1.281552, 0.0, 0.841621, 1.281552, 1.644854, 1.959964)
DEFAULT_OVERDISPERSION = 0.05
ENOUGH_RESIDUALS = 200
ROUNDS = 30
OUTLIER = 16.0
SMALLEST_RATE = 1e-3


@dataclass(frozen=True, slots=True)
class Band:
    """What one queue's intervals stray by: `overdispersion` b, and the score of each of `LEVELS`.

    A score is an error in deviations sqrt(f + b f^2); those of the normal law when nothing could be measured.
    """

    overdispersion: float = DEFAULT_OVERDISPERSION
    scores: tuple[float, ...] = NORMAL_SCORES

    def quantiles(self, forecast: FloatArray) -> FloatArray:
        """Volumes at `LEVELS`, shape (..., levels), rising, never below 0.

        All 0 where less than one contact in 1,000 intervals is expected.
        """
        mean = forecast[..., np.newaxis]
        deviation = _deviation(forecast, self.overdispersion)[..., np.newaxis]
        return np.where(mean >= SMALLEST_RATE, np.maximum(mean + np.asarray(self.scores) * deviation, 0.0), 0.0)


def calibrated(forecast: FloatArray, counted: FloatArray) -> Band:
    """The band fitted to a backtest's forecasts and counts, both shape (intervals,).

    The default band when fewer than 200 intervals or no contacts are known.
    """
    if len(counted) < ENOUGH_RESIDUALS or counted.sum() <= 0:
        return Band()
    b = overdispersion(forecast, counted)
    found = np.quantile((counted - forecast) / _deviation(forecast, b), LEVELS)
    return Band(b, tuple(float(score) for score in found))


def overdispersion(forecast: FloatArray, counted: FloatArray) -> float:
    """b of Var = f + b f^2 by reweighted moments; errors beyond four deviations count as four."""
    rate = np.maximum(forecast, SMALLEST_RATE)
    squared = (counted - rate) ** 2
    b = DEFAULT_OVERDISPERSION
    for _ in range(ROUNDS):
        variance = rate + b * rate**2
        weight = variance**-2
        excess = weight * rate**2 * (np.minimum(squared, OUTLIER * variance) - rate)
        b = max(0.0, float(excess.sum() / (weight * rate**4).sum()))
    return b


def within(quantiles: FloatArray, counted: FloatArray, low: float, high: float) -> BoolArray:
    """Whether each count lies between the quantiles of two `LEVELS`, both included."""
    floor, ceiling = quantiles[..., LEVELS.index(low)], quantiles[..., LEVELS.index(high)]
    return np.asarray((counted >= floor) & (counted <= ceiling))


def _deviation(forecast: FloatArray, b: float) -> FloatArray:
    rate = np.maximum(forecast, SMALLEST_RATE)
    return np.asarray(np.sqrt(rate + b * rate**2))
