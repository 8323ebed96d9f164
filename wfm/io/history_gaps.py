"""Open intervals without a row: nobody counted, which is not the same as nobody called."""

import numpy as np
import pandas as pd

from wfm.domain.centre import Centre

MINUTES_PER_DAY = 1440


def gaps(history: pd.DataFrame, centre: Centre) -> list[str]:
    """One note per queue with gaps between its first and last row. Days of 23 or 25 hours are not looked at."""
    notes = []
    known = {queue.name for queue in centre.queues}
    for name, rows in history.groupby("queue"):
        if str(name) not in known:
            continue
        open_at = _open_minutes(str(name), centre)
        starts = rows["start"].dt
        minutes = (starts.hour * 60 + starts.minute).to_numpy()
        is_open = open_at[starts.day_of_week.to_numpy(), minutes]
        days = pd.date_range(rows["start"].min().normalize(), rows["start"].max().normalize(), freq="D")
        counted = rows[is_open].groupby(starts.normalize()).size().reindex(days, fill_value=0)
        weekdays, step = days.day_of_week.to_numpy(), centre.interval_minutes
        expected = open_at[:, ::step].sum(axis=1)[weekdays]
        expected[0] -= open_at[weekdays[0], : minutes[0] : step].sum()
        expected[-1] -= open_at[weekdays[-1], minutes[-1] + step :: step].sum()
        ordinary = (days + pd.DateOffset(days=1) - days) == pd.Timedelta(hours=24)
        lost = np.where(ordinary, np.maximum(expected - counted.to_numpy(), 0), 0)
        if lost.any():
            first = days[np.flatnonzero(lost)[0]].date()
            notes.append(f"history: queue '{name}' has no row for {lost.sum()} open intervals, first on {first}")
    return notes


def _open_minutes(queue: str, centre: Centre) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Whether the queue is open, by weekday (Monday = 0) and minute of the day."""
    open_at = np.zeros((7, MINUTES_PER_DAY), dtype=bool)
    for weekday, ranges in centre.opening_of(queue).ranges.items():
        for opens, closes in ranges:
            open_at[weekday, opens:closes] = True
    return open_at
