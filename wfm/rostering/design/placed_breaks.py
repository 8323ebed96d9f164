"""The chosen shifts staffed anew with every break where it may lie: what the design really leaves short and over.

Breaks are counted, not named: how many people of one shift and day start their n-th break at each moment of its
window. The n-th break of a shift follows the one before if, up to every moment, no more people have started it
than had rested from the one before by then. T. Aykin: Optimal shift scheduling with multiple break windows,
Management Science 42 (1996), doi:10.1287/mnsc.42.4.591.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ortools.sat.python import cp_model

from wfm.domain.shift_design import ShiftKind
from wfm.domain.shifts import ShiftPattern
from wfm.domain.time import Horizon, at_minute
from wfm.rostering.design.demand_circle import DemandCircle
from wfm.rostering.design.effort import Budget, Effort, ShouldStop, never
from wfm.rostering.design.problem import DesignPrices
from wfm.rostering.design.shift_design import ShiftDesign
from wfm.rostering.solving import solve


@dataclass(frozen=True, slots=True, order=True)
class Duty:
    """A kind of shift on one day of the horizon (0 the first), from `begin` on, in elapsed minutes."""

    kind: ShiftKind
    day: int
    begin: int


@dataclass(frozen=True, slots=True)
class BreakTime:
    """The `number`-th break of a duty, started at elapsed minute `begin` for `minutes`."""

    duty: Duty
    number: int
    begin: int
    minutes: int


@dataclass(frozen=True)
class BreakPlan:
    """Head-counts with their breaks. `people` and `resting`: how many; those with nobody left out.

    `proven`: no other head-counts and breaks of these shifts have fewer points.
    """

    circle: DemandCircle
    patterns: Mapping[ShiftKind, ShiftPattern]
    people: Mapping[Duty, int]
    resting: Mapping[BreakTime, int]
    proven: bool

    @cached_property
    def on_contact(self) -> tuple[float, ...]:
        """Mean people on contact in every interval."""
        horizon = self.circle.horizon
        spans = [(duty.begin, duty.kind.minutes, count) for duty, count in self.people.items()]
        spans += [(rest.begin, rest.minutes, -count) for rest, count in self.resting.items()]
        there = [0] * horizon.intervals
        for begin, minutes, count in spans:
            for at, covered in minutes_by_interval(begin, minutes, horizon).items():
                there[at] += count * covered
        return tuple(minutes / horizon.interval_minutes for minutes in there)

    @property
    def short_hours(self) -> float:
        """Agent hours missing."""
        return self._hours(1)

    @property
    def over_hours(self) -> float:
        """Agent hours beyond the need."""
        return self._hours(-1)

    def _hours(self, sign: int) -> float:
        gaps = (need - there for need, there in zip(self.circle.on_contact, self.on_contact, strict=True))
        return sum(max(sign * gap, 0.0) for gap in gaps) * self.circle.horizon.interval_minutes / 60


def minutes_by_interval(begin: int, minutes: int, horizon: Horizon) -> dict[int, int]:
    """How many minutes from `begin` on lie in each interval; the horizon's end runs into its begin."""
    found: dict[int, int] = {}
    at = begin
    while at < begin + minutes:
        upto = min((at // horizon.interval_minutes + 1) * horizon.interval_minutes, begin + minutes)
        number = at % horizon.minutes // horizon.interval_minutes
        found[number] = found.get(number, 0) + upto - at
        at = upto
    return found


class BreakModel:
    """CP-SAT over the kinds of shift that were chosen, in minutes on contact per interval."""

    def __init__(
        self, circle: DemandCircle, design: ShiftDesign, patterns: Mapping[ShiftKind, ShiftPattern]
    ) -> None:
        self.circle, self.patterns = circle, patterns
        self.model = cp_model.CpModel()
        self.people: dict[Duty, cp_model.IntVar] = {}
        self.resting: dict[BreakTime, cp_model.IntVar] = {}
        self._minutes: list[list[cp_model.LinearExpr]] = [[] for _ in circle.on_contact]
        self._most = 2 * max(*design.problem.need, *circle.on_contact)
        hints = {(place.kind, place.day): count for place, count in design.people.items()}
        for day, date in enumerate(circle.horizon.dates):
            for kind in design.kinds:
                begin = circle.horizon.elapsed(at_minute(date, kind.start_minute, circle.horizon.zone))
                self._staff(Duty(kind, day, begin), hints.get((kind, day % circle.cycle), 0))
        self._price(design.problem.prices)

    def _staff(self, duty: Duty, hint: int) -> None:
        """People on one duty and every break of theirs; nobody where nobody is needed."""
        covered = minutes_by_interval(duty.begin, duty.kind.minutes, self.circle.horizon)
        if not any(self.circle.on_contact[at] for at in covered):
            return
        count = self.model.new_int_var(0, self._most, duty.kind.name)
        self.model.add_hint(count, hint)
        self.people[duty] = count
        self._cover(duty.begin, duty.kind.minutes, count, 1)
        pattern = self.patterns[duty.kind]
        before: dict[int, cp_model.IntVar] = {}
        for number, rest in enumerate(pattern.breaks):
            starts = {
                after: self.model.new_int_var(0, self._most, "resting")
                for after in range(rest.earliest, rest.latest + 1, self._grid(pattern))
                if after + rest.minutes <= pattern.minutes
            }
            self.model.add(sum(starts.values()) == count)
            clear = pattern.break_gap + pattern.breaks[number - 1].minutes
            for moment in starts if number else ():
                started = sum(var for after, var in starts.items() if after <= moment)
                self.model.add(started <= sum(var for after, var in before.items() if after + clear <= moment))
            for after, var in starts.items():
                self.resting[BreakTime(duty, number, duty.begin + after, rest.minutes)] = var
                self._cover(duty.begin + after, rest.minutes, var, -1)
            before = starts

    def _grid(self, pattern: ShiftPattern) -> int:
        """Minutes between the starts of a break that are looked at: every break and window holds whole steps."""
        lengths = (rest.minutes for rest in pattern.breaks)
        windows = (rest.latest - rest.earliest for rest in pattern.breaks)
        return math.gcd(self.circle.horizon.interval_minutes, *lengths, *windows)

    def _cover(self, begin: int, minutes: int, count: cp_model.IntVar, sign: int) -> None:
        """Add (or take away) people's minutes."""
        for at, covered in minutes_by_interval(begin, minutes, self.circle.horizon).items():
            self._minutes[at].append(sign * covered * count)

    def _price(self, prices: DesignPrices) -> None:
        """Minutes short and over at the design's prices."""
        interval = self.circle.horizon.interval_minutes
        points = []
        for need, minutes in zip(self.circle.on_contact, self._minutes, strict=True):
            short = self.model.new_int_var(0, need * interval, "short")
            over = self.model.new_int_var(0, self._most * interval * max(1, len(minutes)), "over")
            self.model.add(sum(minutes) + short - over == need * interval)
            points.append(prices.under * short + prices.over * over)
        self.model.minimize(sum(points))


def with_breaks(
    circle: DemandCircle,
    design: ShiftDesign,
    patterns: Mapping[ShiftKind, ShiftPattern],
    effort: Effort,
    should_stop: ShouldStop = never,
) -> BreakPlan:
    """The best head-counts found for the kinds of `design` with breaks placed; no new kinds of shift.

    Nobody at work at all is a plan too, so there always is one.
    """
    built = BreakModel(circle, design, patterns)
    engine = Budget(effort).engine()
    status = solve(built.model, engine, should_stop)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return BreakPlan(
        circle,
        patterns,
        {duty: engine.value(var) for duty, var in built.people.items() if found and engine.value(var)},
        {rest: engine.value(var) for rest, var in built.resting.items() if found and engine.value(var)},
        status == cp_model.OPTIMAL,
    )
