"""What every duty on offer is worth at given prices, with its breaks where they cost least.

Breaks are never enumerated as templates: prefix sums give the value of a shift without them, a running minimum
places each break after the one before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wfm.domain.centre import Centre
from wfm.domain.shifts import ShiftPattern
from wfm.rostering.duties import Duty

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class PatternDuties:
    """All duties of one pattern: their places in the flat list of duties, and their starts in units."""

    pattern: ShiftPattern
    places: Numbers
    starts: Numbers


@dataclass(frozen=True)
class ShiftValues:
    """The duties of a course in one flat list, day after day, on a grid of `unit` minutes.

    `intervals`: of the horizon; presence beyond its end is worth nothing.
    """

    duties: Sequence[Sequence[Duty]]
    centre: Centre
    intervals: int
    unit: int

    @property
    def units_per_agent(self) -> int:
        return self.centre.interval_minutes // self.unit

    @cached_property
    def flat(self) -> tuple[Duty, ...]:
        return tuple(duty for day in self.duties for duty in day)

    @cached_property
    def first_of_day(self) -> tuple[int, ...]:
        """Place in the flat list at which each day begins."""
        return tuple(int(place) for place in np.cumsum([0, *(len(day) for day in self.duties)])[:-1])

    @cached_property
    def groups(self) -> tuple[PatternDuties, ...]:
        names = dict.fromkeys(duty.shift for duty in self.flat)
        places = {name: [at for at, duty in enumerate(self.flat) if duty.shift == name] for name in names}
        return tuple(
            PatternDuties(
                self.centre.shifts[name],
                np.array(at),
                np.array([self.flat[place].start // self.unit for place in at]),
            )
            for name, at in places.items()
        )

    def of(self, added: Floats) -> Floats:
        """Points of every duty of the flat list; `added` as StaffingCost.added gives it."""
        padded = self._padded(added)
        values = np.empty(len(self.flat))
        for group in self.groups:
            values[group.places] = self._unbroken(group, padded) + self._breaks(group, padded)[-1].min(axis=1)
        return values

    def breaks_of(self, place: int, added: Floats) -> tuple[int, ...]:
        """Starts, in units of the horizon, of the breaks of one duty where they cost least."""
        duty = self.flat[place]
        pattern = self.centre.shifts[duty.shift]
        alone = PatternDuties(pattern, np.array([place]), np.array([duty.start // self.unit]))
        tables = self._breaks(alone, self._padded(added))
        chosen: list[int] = []
        latest = tables[-1].shape[1] - 1
        for number in range(len(pattern.breaks) - 1, -1, -1):
            offset = int(np.argmin(tables[number][0, : latest + 1]))
            chosen.append(int(alone.starts[0]) + offset)
            if number:
                before = pattern.breaks[number - 1]
                latest = offset - (before.minutes + pattern.break_gap) // self.unit
        return tuple(reversed(chosen))

    def presence(self, place: int, breaks: Sequence[int]) -> Numbers:
        """Units on contact of one duty in every interval of the horizon."""
        duty = self.flat[place]
        there = np.zeros(self.intervals * self.units_per_agent, dtype=np.int64)
        there[duty.start // self.unit : duty.end // self.unit] = 1
        for rest, start in zip(self.centre.shifts[duty.shift].breaks, breaks, strict=True):
            there[start : start + rest.minutes // self.unit] = 0
        units: Numbers = there.reshape(self.intervals, self.units_per_agent).sum(axis=1)
        return units

    def _padded(self, added: Floats) -> Floats:
        """Prices with two free days behind the horizon, where its last shifts may end."""
        beyond = 2 * 1440 // self.centre.interval_minutes + 2
        return np.concatenate([added, np.zeros((beyond, added.shape[1]))])

    def _unbroken(self, group: PatternDuties, added: Floats) -> Floats:
        """Points of the duties as if nobody took a break."""
        per = self.units_per_agent
        before = np.concatenate([[0.0], np.cumsum(added[:, per])])
        ends = group.starts + group.pattern.minutes // self.unit
        first_whole, last_whole = -(-group.starts // per), ends // per
        head = added[group.starts // per, (-group.starts) % per]
        tail = added[last_whole, ends % per]
        points: Floats = before[last_whole] - before[first_whole] + head + tail
        return points

    def _breaks(self, group: PatternDuties, added: Floats) -> list[Floats]:
        """For each break in turn: least points of it and those before, by duty and its start in units after
        the shift's; infinite outside its window."""
        length = group.pattern.minutes // self.unit
        if not group.pattern.breaks:
            return [np.zeros((len(group.starts), 1))]
        tables: list[Floats] = []
        for number, rest in enumerate(group.pattern.breaks):
            table = np.full((len(group.starts), length), np.inf)
            window = np.arange(rest.earliest // self.unit, rest.latest // self.unit + 1)
            table[:, window] = self._missing(added, rest.minutes // self.unit)[group.starts[:, None] + window]
            if number:
                before = group.pattern.breaks[number - 1]
                shift = (before.minutes + group.pattern.break_gap) // self.unit
                least = np.minimum.accumulate(tables[-1], axis=1)
                table[:, shift:] += least[:, : length - shift]
                table[:, :shift] = np.inf
            tables.append(table)
        return tables

    def _missing(self, added: Floats, length: int) -> Floats:
        """Points of being away for `length` units from each unit on, in intervals otherwise worked whole."""
        per = self.units_per_agent
        starts = np.arange((len(added) - 1) * per - length)
        points = np.zeros(len(starts))
        for interval in range(length // per + 2):
            at = np.minimum(starts // per + interval, len(added) - 1)
            away = np.minimum(starts + length, (at + 1) * per) - np.maximum(starts, at * per)
            away = np.clip(away, 0, per)
            points += added[at, per - away] - added[at, per]
        return points
