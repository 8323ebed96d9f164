"""A queue's volumes as a table: one row a day, one column a slot of the local clock.

A slot is an interval's place in the day (slot 14 of a half-hour grid is 07:00), so a weekday's habits stand
below one another. NaN means: closed, lost, or not to be learnt from.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from wfm.domain.time import MINUTES_PER_DAY

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

DAYS_OF_WEEK = 7


@dataclass(frozen=True)
class Days:
    """A run of days: proleptic `ordinals`, and the weekday (Monday = 0) whose habits each one follows."""

    ordinals: IntArray
    weekdays: IntArray

    def __len__(self) -> int:
        return len(self.ordinals)

    def __getitem__(self, part: slice) -> "Days":
        return Days(self.ordinals[part], self.weekdays[part])


@dataclass(frozen=True)
class Observed:
    """What was counted on those days: `volume` in contacts per interval, shape (days, slots)."""

    days: Days
    volume: FloatArray

    def __getitem__(self, part: slice) -> "Observed":
        return Observed(self.days[part], self.volume[part])

    def only(self, wanted: BoolArray) -> "Observed":
        """The same days with everything outside `wanted` unknown."""
        return Observed(self.days, np.where(wanted, self.volume, np.nan))


def slots_per_day(interval_minutes: int) -> int:
    return MINUTES_PER_DAY // interval_minutes


def slot_of(starts: pd.Series, interval_minutes: int) -> IntArray:
    """Slot of each local start, 0 at midnight."""
    minutes = starts.dt.hour * 60 + starts.dt.minute
    return np.asarray((minutes // interval_minutes).to_numpy(dtype=np.int64))


def ordinals_of(starts: pd.Series) -> IntArray:
    """Proleptic ordinal of each local start's date."""
    epoch = date(1970, 1, 1).toordinal()
    midnights = starts.dt.tz_localize(None).dt.normalize()
    return np.asarray(midnights.to_numpy(dtype="datetime64[D]").astype(np.int64) + epoch)


def tabulate(rows: pd.DataFrame, column: str, first: int, count: int, interval_minutes: int) -> FloatArray:
    """`column` of one queue's rows as (days, slots) from the day with ordinal `first`; NaN where no row is.

    An hour that the autumn clock change doubles counts with the mean of its two rows.
    """
    slots = slots_per_day(interval_minutes)
    cell = (ordinals_of(rows["start"]) - first) * slots + slot_of(rows["start"], interval_minutes)
    values = rows[column].to_numpy(dtype=np.float64)
    known = ~np.isnan(values)
    total = np.bincount(cell[known], weights=values[known], minlength=count * slots)
    number = np.bincount(cell[known], minlength=count * slots)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(total / number).reshape(count, slots)
