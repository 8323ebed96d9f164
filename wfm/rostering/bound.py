"""A proven lower bound of the objective, by Lagrangian relaxation.

If every cover row and interval pays each agent a price, agents no longer depend on each other: the cheapest
line of each, and the cheapest presence of each interval, together cost no more than any roster (for any prices).
Prices start level within each week, at the height that the week's supply suggests, and follow Polyak's
subgradient steps, each direction averaged with those before (Camerini, Fratta and Maffioli 1975).
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wfm.domain.time import Horizon
from wfm.rostering.line import RosterLine
from wfm.rostering.team import Team

Floats = NDArray[np.float64]

PATIENCE = 4
"""Rounds without a better bound after which steps are halved."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What prices prove: the `bound`, and how far the agents' presence is from what the intervals would take."""

    bound: float
    imbalance: Floats


def lower_bound(team: Team, horizon: Horizon, rounds: int, should_stop: Callable[[], bool]) -> float:
    """The best bound in so many rounds; never below zero, because no roster costs less than nothing."""
    prices, best, step, stalled = _first_prices(team, horizon), 0.0, 0.5, 0
    direction = np.zeros_like(prices)
    objective = team.points()
    for _ in range(rounds):
        if should_stop():
            break
        relaxed = relax(team, prices)
        stalled = 0 if relaxed.bound > best else stalled + 1
        best = max(best, relaxed.bound)
        if stalled == PATIENCE:
            step, stalled = step / 2, 0
        direction = (direction + relaxed.imbalance) / 2 if direction.any() else relaxed.imbalance
        length = step * (objective - relaxed.bound) / max(1.0, float((direction**2).sum()))
        prices = np.clip(prices + length * direction, team.cost.slopes[0], team.cost.slopes[-1])
    return best


def _first_prices(team: Team, horizon: Horizon) -> Floats:
    """Level prices, or none at all, whichever proves more."""
    starts = (level_prices(team, horizon), np.zeros(team.present.shape))
    return max(starts, key=lambda prices: relax(team, prices).bound)


def relax(team: Team, prices: Floats) -> Relaxed:
    """The Lagrangian bound at `prices`, points per unit, shape (covers, intervals).

    Fairness enters by its tangent at the present burden, which lies below the convex cost everywhere.
    """
    taken, points = team.cost.least_at(prices)
    bound = float(points.sum() + (prices * team.carried).sum())
    given = team.carried.astype(np.float64)
    steps = np.arange(team.cost.units_per_agent + 1)

    def alone(number: int) -> tuple[float, RosterLine] | None:
        case, burden = team.cases[number], team.lines[number].burden
        tangent = team.fairness.tangent(case.agent.agent_id, burden)
        found = case.cheapest(prices[list(case.rows)].sum(axis=0)[:, None] * steps, case.further(tangent))
        at_burden = team.fairness.cost(case.agent.agent_id, burden) - float(np.dot(tangent, burden))
        return found and (found[0] + at_burden, found[1])

    with ThreadPoolExecutor(2) as workers:
        for case, found in zip(team.cases, workers.map(alone, range(len(team.cases))), strict=True):
            if found is not None:
                bound += found[0]
                given[list(case.rows)] += found[1].presence
    return Relaxed(bound, given - taken)


def level_prices(team: Team, horizon: Horizon) -> Floats:
    """One price for each cover and week, at which its intervals would take just what is supplied."""
    prices = np.zeros(team.present.shape)
    for week in range(horizon.weeks):
        days = [day for day in map(horizon.day_index, horizon.days_of_week(week)) if 0 <= day < horizon.days]
        first = horizon.midnights[days[0]] // horizon.interval_minutes
        last = horizon.midnights[days[-1] + 1] // horizon.interval_minutes
        supply = team.present[:, first:last].sum(axis=1)
        low = np.full(len(prices), team.cost.slopes[0])
        high = np.full(len(prices), team.cost.slopes[-1])
        for _ in range(30):
            middle = (low + high) / 2
            taken, _ = team.cost.least_at(np.broadcast_to(middle[:, None], prices.shape))
            short = taken[:, first:last].sum(axis=1) < supply
            low, high = np.where(short, middle, low), np.where(short, high, middle)
        open_now = team.cost.net[:, first:last] > 0
        prices[:, first:last] = np.where(open_now, middle[:, None], 0.0)
    return prices
