"""What a planner must know of the forecast before he staffs by it."""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np

from wfm.domain.centre import Centre
from wfm.domain.time import Horizon
from wfm.forecasting.accuracy import Tried
from wfm.forecasting.backtest import LONGEST_HORIZON
from wfm.forecasting.calendar import open_slots
from wfm.forecasting.cleaning import level_changed
from wfm.forecasting.combination import unseen
from wfm.forecasting.grid import DAYS_OF_WEEK, BoolArray, Days
from wfm.forecasting.history import CentreHistory
from wfm.forecasting.quantiles import DEFAULT_OVERDISPERSION
from wfm.forecasting.queue_history import QueueHistory

SHORT_DAYS = 14
DISTANT_DAYS = 91


def of_the_history(past: CentreHistory, horizon: Horizon) -> list[str]:
    """A history that is short, ends long before the horizon or reaches into it, or has lost days."""
    notes: list[str] = []
    if past.rows_too_late:
        notes.append(
            f"{past.rows_too_late} history rows from {horizon.first} on are left out: the forecast is as of then"
        )
    if past.days < SHORT_DAYS:
        notes.append(f"only {past.days} days of history: weekdays cannot be told apart with any certainty")
    away = past.days_until(horizon.first) - 1
    if away > DISTANT_DAYS:
        notes.append(f"the horizon begins {away} days after the history ends: the level may have moved meanwhile")
    everywhere = np.logical_and.reduce([history.lost for history in past.queues])
    if everywhere.any():
        ordinals = past.queues[0].counted.days.ordinals[everywhere]
        named = ", ".join(date.fromordinal(int(day)).isoformat() for day in ordinals)
        notes.append(f"no contacts in any queue on {named}: taken as lost, not learnt from")
    for history in past.queues:
        notes += _of_one_queue(history, everywhere)
    return notes


def _of_one_queue(history: QueueHistory, everywhere: BoolArray) -> list[str]:
    notes: list[str] = []
    name = history.queue
    own = int((history.lost & ~everywhere).sum())
    if own:
        notes.append(f"{name}: {own} days without a single contact are taken as lost, not learnt from")
    if not np.nansum(history.counted.volume):
        notes.append(f"{name}: no contacts in the whole history; zero is forecast")
    return notes


def of_the_levels(past: CentreHistory) -> list[str]:
    """Steps too young to be measured, and queues whose newest fortnight lies far off what was usual before."""
    notes: list[str] = []
    last = past.first + timedelta(days=past.days - 1)
    for history in past.queues:
        for step in history.special.steps:
            since = step.start.astimezone(history.special.zone).date()
            if step.factor is None and since <= last < since + timedelta(days=DAYS_OF_WEEK - 1):
                notes.append(f"{history.queue}: the step of {since} has no factor and is too young to be measured")
    return notes + [
        f"{history.queue}: the newest fortnight lies far off what was usual; if that will last, enter it as a step"
        for history in past.queues
        if level_changed(history.at_todays_level())
    ]


def of_the_opening(past: CentreHistory, ahead: Mapping[str, Days], centre: Centre) -> list[str]:
    """Queues that will be open at hours at which their weekday never was."""
    notes: list[str] = []
    for history in past.queues:
        days = ahead[history.queue]
        opened = open_slots(days, centre.opening_of(history.queue), centre.interval_minutes)
        new = int((opened & unseen(history.at_todays_level(), days)).sum())
        if new:
            notes.append(
                f"{history.queue}: {new} intervals lie at hours its history does not show for that weekday; "
                "other weekdays, or the nearest hour, stand in"
            )
    return notes


def of_the_backtest(tried: Tried) -> list[str]:
    """A backtest that was shorter than the forecast, or none at all."""
    if not tried.plan.cuts:
        return [
            "too little history to try the forecast out: the bands assume that days vary as in other centres "
            f"(variance f + {DEFAULT_OVERDISPERSION} f^2)"
        ]
    if tried.plan.horizon < min(tried.wanted_horizon, LONGEST_HORIZON):
        return [
            f"the forecast reaches {tried.wanted_horizon} days beyond the history, which is long enough to try "
            f"out {tried.plan.horizon} days ahead from {len(tried.plan.cuts)} origins"
        ]
    return []
