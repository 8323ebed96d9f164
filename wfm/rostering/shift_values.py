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
from wfm.rostering.compiled import compiled
from wfm.rostering.duties import Duty

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Units = NDArray[np.int8]


@dataclass(frozen=True)
class BreakTable:
    """The breaks of all patterns in one row, all times in units after the shift's start.

    Breaks of pattern p are `begins[p]:begins[p + 1]`; `clear`: least from the start of the one before to its own;
    `kind`: which of the distinct `lengths` it has.
    """

    begins: Numbers
    kind: Numbers
    earliest: Numbers
    latest: Numbers
    clear: Numbers
    lengths: Numbers

    @classmethod
    def of(cls, patterns: Sequence[ShiftPattern], unit: int) -> "BreakTable":
        """The breaks of these patterns on a grid of `unit` minutes."""
        rests = [(pattern, number, rest) for pattern in patterns for number, rest in enumerate(pattern.breaks)]
        lengths = sorted({rest.minutes for _, _, rest in rests})
        before = [
            pattern.breaks[number - 1].minutes + pattern.break_gap if number else 0 for pattern, number, _ in rests
        ]
        return cls(
            begins=np.cumsum([0, *(len(pattern.breaks) for pattern in patterns)]),
            kind=np.array([lengths.index(rest.minutes) for _, _, rest in rests], dtype=np.int64),
            earliest=np.array([rest.earliest // unit for _, _, rest in rests], dtype=np.int64),
            latest=np.array([rest.latest // unit for _, _, rest in rests], dtype=np.int64),
            clear=np.array(before, dtype=np.int64) // unit,
            lengths=np.array(lengths, dtype=np.int64) // unit,
        )


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
    def starts(self) -> Numbers:
        """Start of every duty, in units of the horizon."""
        return np.array([duty.start // self.unit for duty in self.flat], dtype=np.int64)

    @cached_property
    def ends(self) -> Numbers:
        """End of every duty, in units of the horizon."""
        return np.array([duty.end // self.unit for duty in self.flat], dtype=np.int64)

    @cached_property
    def pattern_of(self) -> Numbers:
        """For every duty the number of its pattern in `breaks`."""
        return np.array([self._patterns.index(duty.shift) for duty in self.flat], dtype=np.int64)

    @cached_property
    def breaks(self) -> BreakTable:
        return BreakTable.of([self.centre.shifts[name] for name in self._patterns], self.unit)

    @cached_property
    def _patterns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(duty.shift for duty in self.flat))

    def priced(self, added: Floats) -> "PricedDuties":
        """Every duty against `added`, as StaffingCost.added gives it."""
        # Two free days behind the horizon, where its last shifts may end.
        beyond = np.zeros((2 * MINUTES_PER_DAY // self.centre.interval_minutes + 2, added.shape[1]))
        return PricedDuties(self, np.concatenate([added, beyond]))

    def presence(self, places: Sequence[int], breaks: Sequence[Sequence[int]]) -> Units:
        """Units on contact in every interval of the horizon of somebody with these duties (-1: none)."""
        table = self.breaks
        longest = max((len(pauses) for pauses in breaks), default=0)
        padded = np.full((len(places), longest), -1, dtype=np.int64)
        for row, pauses in zip(padded, breaks, strict=True):
            row[: len(pauses)] = pauses
        return _presence(
            np.asarray(places, dtype=np.int64), padded, self.starts, self.ends, self.pattern_of, table.begins,
            table.lengths[table.kind], self.intervals, self.units_per_agent,
        )  # fmt: skip


@dataclass(frozen=True)
class PricedDuties:
    """The duties at one set of prices, breaks placed at their best."""

    values: ShiftValues
    added: Floats

    @cached_property
    def points(self) -> Floats:
        """Points of every duty of the flat list."""
        values, table = self.values, self.values.breaks
        return _worked(self.added, values.starts, values.ends) + _least_of_breaks(
            self._missing, values.starts, values.pattern_of, *self._windows, table.kind
        )

    def breaks_of(self, places: Sequence[int]) -> tuple[tuple[int, ...], ...]:
        """For each of these duties (-1: none) the starts, in units of the horizon, of its breaks where they cost
        least; the first of equals."""
        values, table = self.values, self.values.breaks
        chosen = _best_breaks(
            self._missing, np.asarray(places, dtype=np.int64), values.starts, values.pattern_of, *self._windows,
            table.kind,
        )  # fmt: skip
        return tuple(tuple(start for start in row if start >= 0) for row in chosen.tolist())

    @property
    def _windows(self) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        table = self.values.breaks
        return table.begins, table.earliest, table.latest, table.clear

    @cached_property
    def _missing(self) -> Floats:
        """Points of being away from each unit on, in intervals else worked whole, by kind of break."""
        return _missing(self.added, self.values.breaks.lengths)


@compiled
def _worked(added: Floats, starts: Numbers, ends: Numbers) -> Floats:
    """Points of the duties as if nobody took a break."""
    per = added.shape[1] - 1
    before = np.zeros(len(added) + 1)
    for interval in range(len(added)):
        before[interval + 1] = before[interval] + added[interval, per]
    points = np.empty(len(starts))
    for place in range(len(starts)):
        start, end = starts[place], ends[place]
        whole, last = -(-start // per), end // per
        head = added[start // per, -start % per]
        points[place] = before[last] - before[whole] + head + added[last, end % per]
    return points


@compiled
def _missing(added: Floats, lengths: Numbers) -> Floats:
    per = added.shape[1] - 1
    units = (len(added) - 1) * per
    points = np.zeros((len(lengths), units))
    for kind in range(len(lengths)):
        for start in range(units - lengths[kind]):
            end = start + lengths[kind]
            for interval in range(start // per, -(-end // per)):
                away = min(end, (interval + 1) * per) - max(start, interval * per)
                points[kind, start] += added[interval, per - away] - added[interval, per]
    return points


@compiled
def _least_of_breaks(
    missing: Floats,
    starts: Numbers,
    pattern_of: Numbers,
    begins: Numbers,
    earliest: Numbers,
    latest: Numbers,
    clear: Numbers,
    kind: Numbers,
) -> Floats:
    """Points of every duty's breaks where they cost least."""
    points = np.zeros(len(starts))
    widest = 1
    for rest in range(len(earliest)):
        widest = max(widest, latest[rest] - earliest[rest] + 1)
    held = np.zeros(widest)
    now = np.zeros(widest)
    for place in range(len(starts)):
        first, last = begins[pattern_of[place]], begins[pattern_of[place] + 1]
        for rest in range(first, last):
            run, seen = np.inf, 0
            for offset in range(earliest[rest], latest[rest] + 1):
                cost = missing[kind[rest], starts[place] + offset]
                if rest > first:
                    while seen <= latest[rest - 1] - earliest[rest - 1] and (
                        earliest[rest - 1] + seen + clear[rest] <= offset
                    ):
                        run = min(run, held[seen])
                        seen += 1
                    cost += run
                now[offset - earliest[rest]] = cost
            held, now = now, held
        if last > first:
            points[place] = held[: latest[last - 1] - earliest[last - 1] + 1].min()
    return points


@compiled
def _best_breaks(
    missing: Floats,
    places: Numbers,
    starts: Numbers,
    pattern_of: Numbers,
    begins: Numbers,
    earliest: Numbers,
    latest: Numbers,
    clear: Numbers,
    kind: Numbers,
) -> Numbers:
    """Row by row where the breaks of each of the duties start; -1 where there is none."""
    most = 0
    for pattern in range(len(begins) - 1):
        most = max(most, begins[pattern + 1] - begins[pattern])
    chosen = np.full((len(places), most), -1, dtype=np.int64)
    if most == 0:
        return chosen
    least = np.empty((most, latest.max() + 1))
    for row in range(len(places)):
        if places[row] < 0:
            continue
        start, pattern = starts[places[row]], pattern_of[places[row]]
        first, last = begins[pattern], begins[pattern + 1]
        least[:] = np.inf
        for rest in range(first, last):
            run, seen = np.inf, 0
            for offset in range(earliest[rest], latest[rest] + 1):
                cost = missing[kind[rest], start + offset]
                if rest > first:
                    while seen <= offset - clear[rest]:
                        run = min(run, least[rest - 1 - first, seen])
                        seen += 1
                    cost += run
                least[rest - first, offset] = cost
        until = least.shape[1]
        for rest in range(last - 1, first - 1, -1):
            best = int(np.argmin(least[rest - first, :until]))
            chosen[row, rest - first] = start + best
            until = best - clear[rest] + 1
    return chosen


@compiled
def _presence(
    places: Numbers,
    breaks: Numbers,
    starts: Numbers,
    ends: Numbers,
    pattern_of: Numbers,
    begins: Numbers,
    lengths: Numbers,
    intervals: int,
    per: int,
) -> Units:
    """Units on contact per interval; `lengths`: of every break of the table."""
    units = np.zeros(intervals, dtype=np.int8)
    for row in range(len(places)):
        place = places[row]
        if place < 0:
            continue
        for unit in range(starts[place], min(ends[place], intervals * per)):
            units[unit // per] += 1
        first = begins[pattern_of[place]]
        for number in range(begins[pattern_of[place] + 1] - first):
            start = breaks[row, number]
            for unit in range(start, min(start + lengths[first + number], intervals * per)):
                units[unit // per] -= 1
    return units
