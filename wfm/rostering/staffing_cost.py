"""What it costs, interval by interval, to be short or over: convex, piecewise linear, in points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wfm.domain.centre import StaffingPrices
from wfm.domain.demand import RequirementRow
from wfm.domain.queues import Cover
from wfm.domain.time import Horizon
from wfm.rostering.compiled import compiled
from wfm.rostering.service_steps import price_steps

Floats = NDArray[np.float64]
Units = NDArray[np.int64]
Presence = NDArray[np.int8]


@dataclass(frozen=True)
class StaffingCost:
    """Cost of the agents on contact in every cover row and interval.

    Presence is counted in whole units, `units_per_agent` to an agent (two when a 15-min break takes half of a
    30-min interval). `net`, `protected`: agents, shape (covers, intervals); zero where nothing is required.
    `steps`: agents at which the under-prices change, shape (under-prices - 1, covers, intervals); None: the bands.
    `reserve`: agents wanted above the protected requirement, who are not too many and cost `reserve_points` per
    interval while they are missing, shape (covers, intervals); None: nobody is. The cost is then below zero where
    they are there.
    """

    net: Floats
    protected: Floats
    prices: StaffingPrices
    units_per_agent: int
    steps: Floats | None = None
    reserve: Floats | None = None
    reserve_points: float = 0.0

    def __post_init__(self) -> None:
        if self.reserve is not None and not 0 <= self.reserve_points <= self.prices.unprotected:
            raise ValueError(f"reserve_points {self.reserve_points} must lie between 0 and unprotected")

    @cached_property
    def kinks(self) -> Floats:
        """Units at which the price of one more changes, shape (kinks, covers, intervals), rising."""
        banded = [self.net * (1 - band) for band in reversed(self.prices.bands)]
        below = banded if self.steps is None else list(self.steps)
        above = [self.protected * (1 + band) for band in self.prices.bands]
        if self.reserve is not None:
            above = [self.protected + self.reserve, *(kink + self.reserve for kink in above)]
        return np.stack([*below, self.net, self.protected, *above]) * self.units_per_agent

    @cached_property
    def slopes(self) -> Floats:
        """Price of one more unit before, between and after the kinks, shape (kinks + 1,), rising."""
        under = [-price for price in reversed(self.prices.under)]
        reserved = [] if self.reserve is None else [-self.reserve_points]
        steps = [*under, -self.prices.unprotected, *reserved, *self.prices.over]
        return np.array(steps, dtype=float) / self.units_per_agent

    def of(self, units: Units | Floats, smoothing: float = 0.0) -> Floats:
        """Points for that many units present, shape (covers, intervals); zero at the protected requirement.

        `smoothing` replaces each kink by a ramp of that half-width, as a share of the requirement.
        """
        present = np.asarray(units, dtype=np.float64)[..., None]
        points: Floats = self._value(present, slice(None), smoothing)[..., 0]
        return points

    def of_rows(self, units: Units, rows: Sequence[int]) -> float:
        """Points of some cover rows together, of `units` (covers, intervals)."""
        chosen = list(rows)
        return float(self._value(units[chosen].astype(np.float64)[..., None], chosen, 0.0).sum())

    def added(
        self, units: Units, rows: Sequence[int], smoothing: float = 0.0, less: Presence | None = None
    ) -> Floats:
        """Points that one more agent brings if he gives 0, 1, … all his units, to the given cover rows that have
        `units` (covers, intervals) already: shape (intervals, units_per_agent + 1). `less`: units per interval
        that those rows lose first."""
        gone = np.zeros(units.shape[1], dtype=np.int8) if less is None else less
        chosen = np.asarray(rows, dtype=np.int64)
        gained = np.zeros((units.shape[1], self.units_per_agent + 1))
        _add_up(gained, units, gone, chosen, self.kinks, self.slopes, self._ramps(smoothing))
        return gained

    def _ramps(self, smoothing: float) -> Floats:
        """Half-widths, in units, of the ramps that replace the kinks, shape (covers, intervals)."""
        half_widths: Floats = smoothing * self.units_per_agent * np.maximum(self.net, 1.0)
        return half_widths

    def _value(self, units: Floats, rows: slice | list[int], smoothing: float) -> Floats:
        """Shape (rows, intervals, n) for units of that shape."""
        floor = self._at_zero[rows][..., None]
        value: Floats = floor + self.slopes[0] * units
        half_width = self._ramps(smoothing)[rows][..., None]
        for kink, jump in zip(self.kinks[:, rows], np.diff(self.slopes), strict=True):
            value = value + jump * _ramp(units - kink[..., None], half_width)
        return value

    @cached_property
    def _at_zero(self) -> Floats:
        """Points when nobody is there, so that the cost is zero at the protected requirement."""
        target = self.protected * self.units_per_agent
        value: Floats = self.slopes[0] * target
        for kink, jump in zip(self.kinks, np.diff(self.slopes), strict=True):
            value = value + jump * np.maximum(target - kink, 0.0)
        at_zero: Floats = -value
        return at_zero

    def least_at(self, prices: Floats) -> tuple[Floats, Floats]:
        """The presence ≥ 0 that makes cost minus `prices` per unit least, and that least, (covers, intervals).

        Prices must lie between the first and the last slope; the least is then at a kink or at zero.
        """
        corners = np.concatenate([np.zeros_like(self.kinks[:1]), self.kinks])
        values = np.stack([self.of(units) - prices * units for units in corners])
        best = values.argmin(axis=0)[None]
        return np.take_along_axis(corners, best, axis=0)[0], np.take_along_axis(values, best, axis=0)[0]


@compiled
def _add_up(
    gained: Floats,
    units: Units,
    less: Presence,
    rows: Units,
    kinks: Floats,
    slopes: Floats,
    half_widths: Floats,
) -> None:
    """Add to `gained` what 0, 1, … more units bring in each interval of the given rows."""
    for row in rows:
        for interval in range(len(gained)):
            there = units[row, interval] - less[interval]
            half = half_widths[row, interval]
            for more in range(1, gained.shape[1]):
                points = slopes[0] * more
                for at in range(len(kinks)):
                    before = there - kinks[at, row, interval]
                    risen = _rounded(before + more, half) - _rounded(before, half)
                    points += (slopes[at + 1] - slopes[at]) * risen
                gained[interval, more] += points


@compiled
def _rounded(excess: float, half_width: float) -> float:
    """max(0, excess), with the corner rounded within `half_width` of it."""
    if excess >= half_width:
        return excess
    if excess <= -half_width:
        return 0.0
    return (excess + half_width) ** 2 / (4 * half_width)


def _ramp(excess: Floats, half_width: Floats) -> Floats:
    """max(0, excess), with the corner rounded within `half_width` of it."""
    sharp = np.maximum(excess, 0.0)
    if not half_width.any():
        return sharp
    rounded = (excess + half_width) ** 2 / (4 * np.maximum(half_width, 1e-12))
    ramp: Floats = np.where(np.abs(excess) < half_width, rounded, sharp)
    return ramp


def staffing_cost(
    requirement: Sequence[RequirementRow],
    covers: Sequence[Cover],
    horizon: Horizon,
    prices: StaffingPrices,
    units_per_agent: int,
    in_time: Mapping[str, Floats] | None = None,
) -> StaffingCost:
    """The cost of every cover over the whole horizon; an interval without a requirement needs nobody.

    `in_time`: contacts answered in time by number of agents (service_steps), where prices go by contacts.
    """
    rows = {cover.name: row for row, cover in enumerate(covers)}
    net = np.zeros((len(covers), horizon.intervals))
    protected = np.zeros_like(net)
    for need in requirement:
        interval = horizon.elapsed(need.start) // horizon.interval_minutes
        if 0 <= interval < horizon.intervals:
            net[rows[need.cover], interval] = need.agents_net
            protected[rows[need.cover], interval] = max(need.agents_net, need.agents_protected)
    by_contacts = prices.points_per_contact is not None
    steps = price_steps(in_time or {}, covers, net, prices) if by_contacts else None
    return StaffingCost(net, protected, prices, units_per_agent, steps)
