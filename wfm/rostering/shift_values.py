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
from wfm.domain.time import MINUTES_PER_DAY
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

    @cached_property
    def group_of(self) -> tuple[tuple[int, int], ...]:
        """For every duty of the flat list its group and its row there."""
        found = {
            int(place): (number, row)
            for number, group in enumerate(self.groups)
            for row, place in enumerate(group.places)
        }
        return tuple(found[place] for place in range(len(self.flat)))

    def priced(self, added: Floats) -> "PricedDuties":
        """Every duty against `added`, as StaffingCost.added gives it."""
        # Two free days behind the horizon, where its last shifts may end.
        beyond = np.zeros((2 * MINUTES_PER_DAY // self.centre.interval_minutes + 2, added.shape[1]))
        return PricedDuties(self, np.concatenate([added, beyond]))

    def presence(self, place: int, breaks: Sequence[int]) -> Numbers:
        """Units on contact of one duty in every interval of the horizon."""
        duty = self.flat[place]
        there = np.zeros(self.intervals * self.units_per_agent, dtype=np.int64)
        there[duty.start // self.unit : duty.end // self.unit] = 1
        for rest, start in zip(self.centre.shifts[duty.shift].breaks, breaks, strict=True):
            there[start : start + rest.minutes // self.unit] = 0
        units: Numbers = there.reshape(self.intervals, self.units_per_agent).sum(axis=1)
        return units


@dataclass(frozen=True)
class PricedDuties:
    """The duties at one set of prices, breaks placed at their best."""

    values: ShiftValues
    added: Floats

    @cached_property
    def points(self) -> Floats:
        """Points of every duty of the flat list."""
        points = np.empty(len(self.values.flat))
        for group, tables in zip(self.values.groups, self._tables, strict=True):
            points[group.places] = self._unbroken(group)
            if tables:
                points[group.places] += tables[-1].min(axis=1)
        return points

    def breaks_of(self, place: int) -> tuple[int, ...]:
        """Starts, in units of the horizon, of the breaks of one duty where they cost least."""
        number, row = self.values.group_of[place]
        group, tables = self.values.groups[number], self._tables[number]
        chosen: list[int] = []
        for at in range(len(tables) - 1, -1, -1):
            latest = chosen[-1] - self._clearance(group, at) if chosen else tables[at].shape[1] - 1
            chosen.append(int(np.argmin(tables[at][row, : latest + 1])))
        return tuple(int(group.starts[row]) + offset for offset in reversed(chosen))

    @cached_property
    def _tables(self) -> tuple[list[Floats], ...]:
        return tuple(self._breaks(group) for group in self.values.groups)

    def _unbroken(self, group: PatternDuties) -> Floats:
        """Points of the duties as if nobody took a break."""
        per = self.values.units_per_agent
        before = np.concatenate([[0.0], np.cumsum(self.added[:, per])])
        ends = group.starts + group.pattern.minutes // self.values.unit
        first_whole, last_whole = -(-group.starts // per), ends // per
        head = self.added[group.starts // per, (-group.starts) % per]
        tail = self.added[last_whole, ends % per]
        points: Floats = before[last_whole] - before[first_whole] + head + tail
        return points

    def _breaks(self, group: PatternDuties) -> list[Floats]:
        """For each break in turn: least points of it and those before, by duty and its start in units after
        the shift's; infinite outside its window."""
        unit = self.values.unit
        length = group.pattern.minutes // unit
        tables: list[Floats] = []
        for number, rest in enumerate(group.pattern.breaks):
            table = np.full((len(group.starts), length), np.inf)
            window = np.arange(rest.earliest // unit, rest.latest // unit + 1)
            table[:, window] = self._missing[rest.minutes][group.starts[:, None] + window]
            if number:
                clear = self._clearance(group, number - 1)
                least = np.minimum.accumulate(tables[-1], axis=1)
                table[:, clear:] += least[:, : length - clear]
                table[:, :clear] = np.inf
            tables.append(table)
        return tables

    def _clearance(self, group: PatternDuties, number: int) -> int:
        """Units from the start of that break to the earliest start of the next."""
        return (group.pattern.breaks[number].minutes + group.pattern.break_gap) // self.values.unit

    @cached_property
    def _missing(self) -> dict[int, Floats]:
        """For each length of break: points of being away from each unit on, in intervals else worked whole."""
        lengths = {rest.minutes for group in self.values.groups for rest in group.pattern.breaks}
        return {minutes: self._away(minutes // self.values.unit) for minutes in sorted(lengths)}

    def _away(self, length: int) -> Floats:
        per = self.values.units_per_agent
        starts = np.arange((len(self.added) - 1) * per - length)
        points = np.zeros(len(starts))
        for interval in range(length // per + 2):
            at = np.minimum(starts // per + interval, len(self.added) - 1)
            away = np.minimum(starts + length, (at + 1) * per) - np.maximum(starts, at * per)
            away = np.maximum(np.minimum(away, per), 0)
            points += self.added[at, per - away] - self.added[at, per]
        return points
