"""What it costs, interval by interval, to be short or over: convex, piecewise linear, in points."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wfm.domain.centre import StaffingPrices
from wfm.domain.demand import RequirementRow
from wfm.domain.queues import Cover
from wfm.domain.time import Horizon

Floats = NDArray[np.float64]
Units = NDArray[np.int64]


@dataclass(frozen=True)
class StaffingCost:
    """Cost of the agents on contact in every cover row and interval.

    Presence is counted in whole units, `units_per_agent` to an agent (two when a 15-min break takes half of a
    30-min interval). `net`, `protected`: agents, shape (covers, intervals); zero where nothing is required.
    """

    net: Floats
    protected: Floats
    prices: StaffingPrices
    units_per_agent: int

    @cached_property
    def kinks(self) -> Floats:
        """Units at which the price of one more changes, shape (kinks, covers, intervals), rising."""
        below = [self.net * (1 - band) for band in reversed(self.prices.bands)]
        above = [self.protected * (1 + band) for band in self.prices.bands]
        return np.stack([*below, self.net, self.protected, *above]) * self.units_per_agent

    @cached_property
    def slopes(self) -> Floats:
        """Price of one more unit before, between and after the kinks, shape (kinks + 1,), rising."""
        under = [-price for price in reversed(self.prices.under)]
        steps = [*under, -self.prices.unprotected, *self.prices.over]
        return np.array(steps, dtype=float) / self.units_per_agent

    def of(self, units: Units | Floats, smoothing: float = 0.0) -> Floats:
        """Points for that many units present, shape (covers, intervals); zero at the protected requirement.

        `smoothing` replaces each kink by a ramp of that half-width, as a share of the requirement.
        """
        present = np.asarray(units, dtype=np.float64)[..., None]
        points: Floats = self._value(present, slice(None), smoothing)[..., 0]
        return points

    def at(self, row: int, interval: int, units: Units) -> Floats:
        """Points of one cover row and interval for each number of `units`."""
        kinks = self.kinks[:, row, interval]
        points: Floats = self._at_zero[row, interval] + self.slopes[0] * units
        for kink, jump in zip(kinks, np.diff(self.slopes), strict=True):
            points = points + jump * np.maximum(units - kink, 0.0)
        return points

    def added(self, units: Units, rows: Sequence[int], smoothing: float = 0.0) -> Floats:
        """Points that one more agent brings if he gives 0, 1, … all his units, to the given cover rows that have
        `units` (covers, intervals) already: shape (intervals, units_per_agent + 1)."""
        chosen = list(rows)
        more: Floats = units[chosen].astype(np.float64)[..., None] + np.arange(self.units_per_agent + 1)
        points = self._value(more, chosen, smoothing)
        gained: Floats = (points - points[..., :1]).sum(axis=0)
        return gained

    def _value(self, units: Floats, rows: slice | list[int], smoothing: float) -> Floats:
        """Shape (rows, intervals, n) for units of that shape."""
        floor = self._at_zero[rows][..., None]
        value: Floats = floor + self.slopes[0] * units
        half_width = smoothing * self.units_per_agent * np.maximum(self.net[rows], 1.0)[..., None]
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
) -> StaffingCost:
    """The cost of every cover over the whole horizon; an interval without a requirement needs nobody."""
    rows = {cover.name: row for row, cover in enumerate(covers)}
    net = np.zeros((len(covers), horizon.intervals))
    protected = np.zeros_like(net)
    for need in requirement:
        interval = horizon.elapsed(need.start) // horizon.interval_minutes
        if 0 <= interval < horizon.intervals:
            net[rows[need.cover], interval] = need.agents_net
            protected[rows[need.cover], interval] = max(need.agents_net, need.agents_protected)
    return StaffingCost(net, protected, prices, units_per_agent)
