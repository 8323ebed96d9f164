"""Which days a forecast may learn from: lost days teach nothing, odd days teach the wrong thing."""

from dataclasses import dataclass

import numpy as np

from wfm.forecasting.grid import DAYS_OF_WEEK, BoolArray, FloatArray, Observed
from wfm.forecasting.usual import median_day

LEAST, MOST = 0.6, 1.6
NEIGHBOURS = 4
NOISE_REACH = 4.0
SMALL_DAY = 20.0
NEWEST_DAYS = 14


@dataclass(frozen=True, slots=True)
class _Standing:
    """Each day's contacts beside the median of its nearest nine same weekdays, over the same intervals."""

    expected: FloatArray
    counted: FloatArray

    @property
    def chance(self) -> FloatArray:
        return np.asarray(NOISE_REACH * np.sqrt(np.maximum(self.expected, 1.0)))

    @property
    def low(self) -> BoolArray:
        return np.asarray((self.counted < LEAST * self.expected) & (self.counted < self.expected - self.chance))

    @property
    def high(self) -> BoolArray:
        return np.asarray((self.counted > MOST * self.expected) & (self.counted > self.expected + self.chance))

    @property
    def empty(self) -> BoolArray:
        return np.asarray((self.counted == 0) & (self.expected >= SMALL_DAY))

    def lasting(self, odd: BoolArray) -> BoolArray:
        """The newest fortnight, if most of its open days are odd in this way: the level itself has changed."""
        newest = np.arange(len(odd)) >= len(odd) - NEWEST_DAYS
        open_days = newest & (self.expected > 0)
        return newest & bool(open_days.any() and odd[open_days].mean() > 0.5)


def lost_days(past: Observed, may_have_died: bool = True) -> BoolArray:
    """Open days without a single contact where at least 20 are usual, shape (days,).

    A queue that is silent on most days of the newest fortnight has died rather than lost its figures; a whole
    centre (`may_have_died` False) does not.
    """
    standing = _standing(past)
    empty = standing.empty
    return empty & ~standing.lasting(empty) if may_have_died else empty


def odd_days(past: Observed) -> BoolArray:
    """Days outside 0.6 to 1.6 times the median of the nearest same weekdays, by more than chance: shape (days,).

    Chance is four Poisson standard deviations: a queue of ten calls a day is not odd with four. Where most of the
    newest fortnight lies on the same odd side, those days are the new level and stay.
    """
    standing = _standing(past)
    low, high = standing.low, standing.high
    return (low & ~standing.lasting(low)) | (high & ~standing.lasting(high))


def level_changed(past: Observed) -> bool:
    """Whether most days of the newest fortnight lie far off what was usual, all on one side."""
    standing = _standing(past)
    return bool(standing.lasting(standing.low).any() or standing.lasting(standing.high).any())


def _standing(past: Observed) -> _Standing:
    expected = np.zeros(len(past.days))
    for weekday in range(DAYS_OF_WEEK):
        same = np.flatnonzero((past.days.weekdays == weekday) & ~np.isnan(past.volume).all(axis=1))
        for place, day in enumerate(same):
            first = min(max(place - NEIGHBOURS, 0), max(len(same) - 2 * NEIGHBOURS - 1, 0))
            norm = median_day(past.volume[same[first : first + 2 * NEIGHBOURS + 1]])
            expected[day] = np.where(np.isnan(past.volume[day]), 0.0, np.nan_to_num(norm)).sum()
    return _Standing(expected, np.nan_to_num(past.volume).sum(axis=1))
