"""Forecasts made as if it were earlier, beside what then came: the only honest measure of a forecast."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wfm.forecasting.grid import DAYS_OF_WEEK, BoolArray, FloatArray
from wfm.forecasting.models.seasonal_naive import seasonal_naive
from wfm.forecasting.queue_history import QueueHistory
from wfm.forecasting.volumes import volumes_ahead

NAIVE = "seasonal_naive"
LEAST_TRAINING_DAYS = 21
GOOD_TRAINING_DAYS = 56
CALIBRATION_ORIGINS = 6
LONGEST_HORIZON = 42
WIDEST_SPACING_WEEKS = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """How many days are forecast, and from which numbers of days of history, shortest first."""

    horizon: int
    cuts: tuple[int, ...]


@dataclass(frozen=True)
class Trial:
    """One queue at one origin: forecasts by model name, what was counted, and which intervals are scored.

    Arrays have shape (days, slots); `first_day` is the ordinal of the first forecast day. Scored are ordinary open
    intervals: holidays, events and lost days say nothing about the models.
    """

    first_day: int
    forecasts: Mapping[str, FloatArray]
    counted: FloatArray
    scored: BoolArray


def plan_backtest(days: int, wanted_horizon: int, wanted_origins: int) -> Plan:
    """Origins for `days` of history: the longest horizon in whole weeks that leaves room for `wanted_origins`.

    At most six weeks, as the error no longer grows beyond; each origin has at least three weeks to learn from, and
    eight with two or three weeks between origins where the history is long. No cuts when there is no room.
    """
    weeks = -(-min(wanted_horizon, LONGEST_HORIZON) // DAYS_OF_WEEK)
    room = days - LEAST_TRAINING_DAYS
    fits = [
        w * DAYS_OF_WEEK
        for w in range(weeks, 0, -1)
        if 1 + (room - w * DAYS_OF_WEEK) // DAYS_OF_WEEK >= wanted_origins
    ]
    horizon = fits[0] if fits else DAYS_OF_WEEK
    count = min(1 + (room - horizon) // DAYS_OF_WEEK, max(CALIBRATION_ORIGINS, wanted_origins))
    if count < 1 or wanted_origins < 1:
        return Plan(horizon, ())
    generous = (days - GOOD_TRAINING_DAYS - horizon) // (DAYS_OF_WEEK * max(count - 1, 1))
    spacing = DAYS_OF_WEEK * min(max(generous, 1), WIDEST_SPACING_WEEKS)
    return Plan(horizon, tuple(days - horizon - spacing * back for back in range(count - 1, -1, -1)))


def backtest(histories: Sequence[QueueHistory], plan: Plan) -> dict[str, list[Trial]]:
    """Trials of every queue, one per cut of the plan, in order of time."""
    trials: dict[str, list[Trial]] = {history.queue: [] for history in histories}
    for cut in plan.cuts:
        earlier = [history.until(cut) for history in histories]
        after = slice(cut, cut + plan.horizon)
        ahead = {history.queue: history.counted.days[after] for history in histories}
        volumes = volumes_ahead(earlier, ahead)
        for history, known in zip(histories, earlier, strict=True):
            days = ahead[history.queue]
            members, _ = volumes[history.queue]
            naive = np.nan_to_num(seasonal_naive(known.recorded(), days))
            counted = history.counted.volume[after]
            scored = history.ordinary()[after]
            forecasts = {**members, NAIVE: naive}
            trials[history.queue].append(Trial(int(days.ordinals[0]), forecasts, counted, scored))
    return trials
