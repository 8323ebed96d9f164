"""Error, bias, what chance alone would leave, and how much whole days vary."""

import math

import numpy as np

from wfm.forecasting.grid import FloatArray


def wape(forecast: FloatArray, counted: FloatArray) -> float | None:
    """Sum of absolute errors per contact counted; None without contacts."""
    contacts = float(counted.sum())
    return float(np.abs(forecast - counted).sum()) / contacts if contacts > 0 else None


def bias(forecast: FloatArray, counted: FloatArray) -> float | None:
    """Sum of errors per contact counted, above 0 when too much was forecast; None without contacts."""
    contacts = float(counted.sum())
    return float((forecast - counted).sum()) / contacts if contacts > 0 else None


def poisson_floor(rate: FloatArray) -> float | None:
    """WAPE of a perfect forecast of Poisson volumes with these rates: mean absolute deviation over mean.

    E|Y - r| = 2 e^-r r^(k+1) / k! with k = floor(r) (Johnson, Kemp & Kotz, Univariate Discrete
    Distributions, ch. 4).
    """
    positive = rate[rate > 0]
    if len(positive) == 0:
        return None
    whole = np.floor(positive)
    log_factorial = np.array([math.lgamma(k + 1) for k in whole])
    deviation = 2 * np.exp((whole + 1) * np.log(positive) - positive - log_factorial)
    return float(deviation.sum() / positive.sum())


def day_variation(forecast: FloatArray, counted: FloatArray) -> float | None:
    """Coefficient of variation of the day level: sqrt(mean((D/F - 1)^2 - 1/F)), the widest 1 % of days trimmed."""
    some = forecast > 0
    if some.sum() < 2:
        return None
    squared = (counted[some] / forecast[some] - 1) ** 2
    usual = squared <= np.quantile(squared, 0.99)
    return math.sqrt(max(0.0, float((squared - 1 / forecast[some])[usual].mean())))
