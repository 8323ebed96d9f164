"""The history table as daily grids, one queue at a time, and everything about it that a planner must be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from wfm.domain.centre import Centre
from wfm.domain.errors import InputProblems, Problem
from wfm.domain.events import Event
from wfm.domain.time import Horizon, iso
from wfm.forecasting.calendar import calendar_days, public_holidays
from wfm.forecasting.cleaning import lost_days
from wfm.forecasting.grid import DAYS_OF_WEEK, BoolArray, FloatArray, Observed, ordinals_of, tabulate
from wfm.forecasting.queue_history import QueueHistory
from wfm.forecasting.special_days import SpecialDays

FILE = "history.csv"


@dataclass(frozen=True)
class CentreHistory:
    """Every queue's past over the same days, with `aht_seconds` and `handled` by queue, shape (days, slots).

    `rows_too_late` lie in or after the horizon and were left out.
    """

    queues: tuple[QueueHistory, ...]
    aht_seconds: dict[str, FloatArray]
    handled: dict[str, FloatArray]
    first: date
    days: int
    rows_too_late: int

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(history.queue for history in self.queues)

    def days_until(self, day: date) -> int:
        """Days from the end of this history to `day`, that day included."""
        return (day - self.first).days + 1 - self.days


def read_history(
    history: pd.DataFrame, centre: Centre, horizon: Horizon, events: Sequence[Event]
) -> CentreHistory:
    """What was counted before the horizon, at most `history_weeks` back.

    Raises InputProblems when a queue of the centre has no rows, or a row starts off the grid of intervals.
    """
    local = history.assign(start=history["start"].dt.tz_convert(centre.zone))
    past = _relevant(local, centre, horizon)
    _refuse(past, centre, horizon)
    ordinals = ordinals_of(past["start"])
    first, days = int(ordinals.min()), int(ordinals.max() - ordinals.min()) + 1
    years = range(date.fromordinal(first).year, horizon.last.year + 1)
    holidays = public_holidays(centre.forecast.holidays, years)
    weights = "handled" if "handled" in past.columns else "offered"
    grids: dict[str, dict[str, FloatArray]] = {}
    counted: dict[str, Observed] = {}
    for queue in (queue.name for queue in centre.queues):
        rows = past[past["queue"] == queue]
        columns = ("offered", "aht_seconds", weights)
        grids[queue] = {name: tabulate(rows, name, first, days, centre.interval_minutes) for name in columns}
        calendar = calendar_days(date.fromordinal(first), days, centre, queue, events)
        counted[queue] = Observed(calendar, grids[queue]["offered"])
    whole = _whole_centre_lost(list(counted.values()))
    return CentreHistory(
        queues=tuple(
            QueueHistory(queue, seen, whole | lost_days(seen), SpecialDays.of(queue, events, holidays, centre))
            for queue, seen in counted.items()
        ),
        aht_seconds={queue: grid["aht_seconds"] for queue, grid in grids.items()},
        handled={queue: grid[weights] for queue, grid in grids.items()},
        first=date.fromordinal(first),
        days=days,
        rows_too_late=int((local["start"] >= horizon.start).sum()),
    )


def _relevant(history: pd.DataFrame, centre: Centre, horizon: Horizon) -> pd.DataFrame:
    """Rows before the horizon, of the newest `history_weeks` among them."""
    past = history[history["start"] < horizon.start]
    ordinals = ordinals_of(past["start"])
    weeks = centre.forecast.history_weeks
    return past[ordinals > ordinals.max() - weeks * DAYS_OF_WEEK] if len(past) else past


def _refuse(past: pd.DataFrame, centre: Centre, horizon: Horizon) -> None:
    known = set(past["queue"].unique())
    expected = f"rows before {horizon.first} for every queue of wfm.toml"
    hint = "add its history, or take the queue out of wfm.toml"
    problems = [
        Problem(FILE, expected, column="queue", value=queue.name, hint=hint)
        for queue in centre.queues
        if queue.name not in known
    ]
    minutes = past["start"].dt.hour * 60 + past["start"].dt.minute
    off = past[(minutes % centre.interval_minutes != 0) | (past["start"].dt.second != 0)]
    if len(off):
        expected = f"starts on the grid of {centre.interval_minutes} minutes"
        first = iso(off["start"].iloc[0].to_pydatetime())
        problems.append(
            Problem(FILE, expected, column="start", value=first, hint=f"{len(off)} rows are off the grid")
        )
    if problems:
        raise InputProblems(problems)


def _whole_centre_lost(counted: list[Observed]) -> BoolArray:
    """Days without a single contact in any queue, where the centre as a whole normally has some."""
    volumes = np.stack([seen.volume for seen in counted])
    total = np.where(np.isnan(volumes).all(axis=0), np.nan, np.nansum(volumes, axis=0))
    return lost_days(Observed(counted[0].days, total), may_have_died=False)
