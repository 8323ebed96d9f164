"""One queue's past: what was counted, and what of it a forecast may learn from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from wfm.forecasting.cleaning import odd_days
from wfm.forecasting.events import restated
from wfm.forecasting.grid import DAYS_OF_WEEK, BoolArray, Observed
from wfm.forecasting.special_days import SpecialDays


@dataclass(frozen=True)
class QueueHistory:
    """`counted` contacts as recorded (NaN: closed or no row), and the days that were `lost`, shape (days,)."""

    queue: str
    counted: Observed
    lost: BoolArray
    special: SpecialDays

    def until(self, count: int) -> "QueueHistory":
        """The first `count` days; which of them were lost is known with hindsight."""
        return replace(self, counted=self.counted[:count], lost=self.lost[:count])

    @property
    def slots(self) -> int:
        return int(self.counted.volume.shape[1])

    def recorded(self) -> Observed:
        """What was counted on days that were not lost."""
        return self.counted.only(~self.lost[:, np.newaxis] & np.ones((1, self.slots), dtype=np.bool_))

    def ordinary(self) -> BoolArray:
        """Where something was counted on a day like any other, shape (days, slots)."""
        ordinary = self.special.ordinary(self.counted.days, self.slots)
        return ordinary & ~np.isnan(self.recorded().volume)

    def at_todays_level(self) -> Observed:
        """Ordinary intervals, what lies before a step lifted to the level after it.

        When fewer than seven days are ordinary, special days count as well: better than nothing to learn from.
        """
        level = restated(self.recorded(), self.special.steps, self.special.zone)
        ordinary = self.ordinary()
        return level.only(ordinary) if ordinary.any(axis=1).sum() >= DAYS_OF_WEEK else level

    def lessons(self) -> Observed:
        """What the models learn from: ordinary intervals of days that do not stand out."""
        return without_odd_days(self.at_todays_level())

    def contacts_per_interval(self) -> float:
        """Mean volume of an ordinary interval, 0 when there is none."""
        volume = self.at_todays_level().volume
        known = ~np.isnan(volume)
        return float(volume[known].mean()) if known.any() else 0.0


def without_odd_days(past: Observed) -> Observed:
    """`past` with days that stand out unknown."""
    odd = odd_days(past)
    return Observed(past.days, np.where(odd[:, np.newaxis], np.nan, past.volume))


def whole_centre(histories: Sequence[QueueHistory]) -> Observed:
    """All queues' contacts together, to learn the shape of the centre's day from.

    Unknown where any queue was open but out of the ordinary.
    """
    level = np.stack([history.at_todays_level().volume for history in histories])
    counted = np.stack([history.counted.volume for history in histories])
    together = np.where(np.isnan(level), 0.0, level).sum(axis=0)
    spoilt = (np.isnan(level) & ~np.isnan(counted)).any(axis=0) | np.isnan(counted).all(axis=0)
    days = histories[0].counted.days
    return without_odd_days(Observed(days, np.where(spoilt, np.nan, together)))
