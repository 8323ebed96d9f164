"""Empirical Bayes: how far somebody truly is behind his peers, and how sure that is, from a sample that errs.

Agents in line are taken to stand around the peers' median with their own true spread; about one in seven may stand
anywhere in a range three times as wide (the contaminated normal of Tukey 1960; the two groups of Efron 2008,
Statistical Science 23:1-22). Where a sample is small the first group explains whatever it shows, so that it is
drawn to the peers; where it is large enough to rule that out, it speaks for itself. Share and width are tuned on
synthetic agents (benchmarks/pool).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, pi, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SHARE_ELSEWHERE = 0.15
"""Of all agents so many do not belong to those in line, on any one figure."""
WIDTH_ELSEWHERE = 3.0
"""They spread so many times as wide."""
MEDIAN_OF_A_SQUARE = 0.4549364
"""Median of the square of a standard normal number."""
EXTRA_OF_A_MEDIAN = pi / 2
"""The variance of a median of normal numbers is larger than that of their mean by this factor."""
PEOPLE_BEHIND_THE_CENTRE = 10
"""The spread of the whole centre counts as much as that many peers (as in Smyth 2004, moderated variances)."""
TINY = 1e-6
"""Nothing is as certain, and no spread as small, as nought: figures may all be the same."""
LEAST_PEERS = 3
"""A median of fewer says nothing."""
STANDARD = NormalDist()


@dataclass(frozen=True, slots=True)
class Norm:
    """What is normal among peers, on a figure's even scale: their `middle`, how uncertain it is (`middle_error`),
    their true `spread`, and the `unit` in which gaps are told (the spread, or the least that means anything)."""

    middle: float
    middle_error: float
    spread: float
    unit: float


@dataclass(frozen=True, slots=True)
class Belief:
    """How far somebody truly is behind: expected `gap` in units, probability that it exceeds the threshold."""

    gap: float
    confidence: float


def true_spread(residuals: Floats, errors: Floats) -> float:
    """The spread of true levels behind figures that err: the variance that, added to each sampling variance, makes
    half of the squared residuals as large as they should be; 0 when chance alone explains them.

    The method of moments of Paule and Mandel (1982, J. Res. NBS 87:377-385) with medians for sums, so that a few
    who are far out do not widen it.
    """
    low, high = 0.0, float(np.max(residuals**2, initial=0.0)) / MEDIAN_OF_A_SQUARE
    if residuals.size == 0 or _half_of(residuals, errors, 0.0) <= MEDIAN_OF_A_SQUARE:
        return 0.0
    while high - low > 1e-6 * high:
        tried = (low + high) / 2
        low, high = (tried, high) if _half_of(residuals, errors, tried) > MEDIAN_OF_A_SQUARE else (low, tried)
    return sqrt(high)


def norm(values: Sequence[float], errors: Sequence[float], centre_spread: float, least: float) -> Norm:
    """The norm of peers' values with their standard errors; `centre_spread` steadies the spread of a few, `least`
    is the smallest unit that means anything."""
    positions, chances = np.array(values), np.array(errors)
    middle = float(np.median(positions))
    own = true_spread(positions - middle, chances)
    people = positions.size
    variance = (people * own**2 + PEOPLE_BEHIND_THE_CENTRE * centre_spread**2) / (
        people + PEOPLE_BEHIND_THE_CENTRE
    )
    spread = sqrt(variance)
    unit = max(spread, least, TINY)
    around = EXTRA_OF_A_MEDIAN * (unit**2 + float(np.median(chances**2))) / people
    return Norm(middle, sqrt(around), spread, unit)


def belief(behind: float, error: float, norm: Norm, threshold: float) -> Belief:
    """What to believe of somebody who seems `behind` (even scale, positive is worse) with that standard error.

    `threshold` in units. Both groups are normal, so that each is drawn to the peers in closed form; they weigh as
    well as they explain what is seen. Gap and confidence are those of the mixture.
    """
    chance = max(error**2 + norm.middle_error**2, (TINY * norm.unit) ** 2)
    groups = ((1 - SHARE_ELSEWHERE, norm.spread), (SHARE_ELSEWHERE, WIDTH_ELSEWHERE * norm.unit))
    weights, gaps, beyond = [], [], []
    for share, spread in groups:
        total = chance + spread**2
        weights.append(_log_weight(share, behind, total))
        mean, deviation = behind * spread**2 / total, sqrt(chance * spread**2 / total)
        gaps.append(mean / norm.unit)
        beyond.append(_above(threshold * norm.unit, mean, deviation))
    likely = [exp(weight - max(weights)) for weight in weights]
    shares = [part / sum(likely) for part in likely]
    gap = sum(part * one for part, one in zip(shares, gaps, strict=True))
    return Belief(gap, min(sum(part * one for part, one in zip(shares, beyond, strict=True)), 1.0))


def _log_weight(share: float, behind: float, variance: float) -> float:
    """Logarithm, up to a constant, of how well a group of that share and variance explains what is seen."""
    return log(share) - 0.5 * log(variance) - 0.5 * behind**2 / variance


def _above(line: float, mean: float, deviation: float) -> float:
    return STANDARD.cdf((mean - line) / deviation) if deviation > 0 else float(mean > line)


def _half_of(residuals: Floats, errors: Floats, variance: float) -> float:
    return float(np.median(residuals**2 / np.maximum(errors**2 + variance, 1e-24)))
