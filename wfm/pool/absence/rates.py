"""Rates of unplanned absence with what chance leaves open, groups drawn towards the centre where they are small.

Days of one spell are not independent: a group's days are divided by the design effect (the mean length of a spell
as seen from one of its days), so that a month of one person's illness weighs as one event (Kish 1965). Effective
events over effective days due are taken as Poisson; groups share a gamma prior whose spread is estimated among
them by moments (empirical Bayes; Clayton and Kaldor 1987, Biometrics 43:671-681).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wfm.pool.absence.gamma import below, quantile

Floats = NDArray[np.float64]

CONFIDENCE = 0.95
LEAST_VARIATION = 0.2
"""Groups are taken to differ truly by at least a fifth of the mean, also where so few data do not show it."""
BEYOND_CHANCE = 0.05
"""Probability that chance alone calls any one of all groups compared."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Days missed of days due: the best estimate as a share (0-1) with its 95 % interval."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Prior:
    """What groups have in common: a gamma prior of their shares, its mean and how many effective days due it is
    worth (0: nothing is known), and the `variance` that chance leaves in that mean."""

    mean: float
    days: float
    variance: float = 0.0


def design_effect(lengths: Floats) -> float:
    """By how much days that come in clusters of these `lengths` say less than days of their own; at least 1."""
    total = float(lengths.sum())
    return max(1.0, float((lengths**2).sum()) / total) if total > 0 else 1.0


def rate(missed: float, due: float, effect: float) -> Rate:
    """A rate by itself, with the exact Poisson interval (Garwood 1936) of its effective events."""
    if due <= 0:
        return Rate(0.0, 0.0, 1.0)
    events, days, tail = missed / effect, due / effect, (1 - CONFIDENCE) / 2
    low, high = quantile(events, tail) / days, quantile(events + 1, 1 - tail) / days
    return Rate(missed / due, low, min(1.0, high))


def rate_among(missed: float, due: float, effect: float, prior: Prior) -> Rate:
    """A group's rate drawn towards the others' by as much as its own days leave open.

    The interval is that of a gamma number with the variance that is left: of the group's own events, and of the
    mean to which it is drawn.
    """
    if prior.days <= 0:
        return rate(missed, due, effect)
    days = prior.days + due / effect
    share = (prior.mean * prior.days + missed / effect) / days
    variance = share / days + (prior.days / days) ** 2 * prior.variance
    shape, tail = share**2 / variance, (1 - CONFIDENCE) / 2
    low, high = (share * quantile(shape, probability) / shape for probability in (tail, 1 - tail))
    return Rate(share, low, min(1.0, high))


def prior_of(missed: Floats, due: Floats, effect: float, of_all: float) -> Prior:
    """What two or more groups have in common, from their days missed and due; `effect`: the design effect within
    groups, `of_all`: that of all days together, since one spell can touch several groups."""
    days = due / effect
    total, events, groups = float(days.sum()), float(missed.sum()) / effect, int((days > 0).sum())
    if groups < 2 or events <= 0:
        return Prior(0.0, 0.0)
    mean = events / total
    shares = np.divide(missed / effect, days, out=np.full(days.shape, mean), where=days > 0)
    spread = float((days * (shares - mean) ** 2).sum()) - (groups - 1) * mean
    weight = total - float((days**2).sum()) / total
    variance = max(spread / weight if weight > 0 else 0.0, (LEAST_VARIATION * mean) ** 2)
    ratio = of_all / effect
    return Prior(mean, mean / variance, (events / ratio + 1) * (ratio / total) ** 2)


def dispersion(events: Floats, by_chance: Floats) -> float:
    """How much more people differ in their events than chance lets them; at least 1 (quasi-Poisson)."""
    people, expected = int((by_chance > 0).sum()), float(by_chance.sum())
    if people < 2 or expected <= 0:
        return 1.0
    variance = float(((events - by_chance) ** 2).sum()) / expected * people / (people - 1)
    return max(1.0, variance)


def chance_of_so_many(events: float, expected: float, spread: float = 1.0) -> float:
    """Probability of so many events or more where so many are expected, if people differ by `spread`."""
    return below(events / spread, expected / spread)


def chance_of_so_few(events: float, expected: float, spread: float = 1.0) -> float:
    """Probability of so few events or fewer."""
    return 1 - below(events / spread + 1, expected / spread)


def stands_out(chances: Sequence[float]) -> list[bool]:
    """Which of several probabilities are too small for chance, all comparisons taken together (Holm 1979)."""
    found = [False] * len(chances)
    for place, number in enumerate(sorted(range(len(chances)), key=chances.__getitem__)):
        if chances[number] > BEYOND_CHANCE / (len(chances) - place):
            break
        found[number] = True
    return found
