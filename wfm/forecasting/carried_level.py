"""How much of a morning's surprise carries on into the afternoon, from the centre's own past days."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
import pandas as pd

from wfm.forecasting.grid import FloatArray

USUAL = 0.6
"""Of centres that cannot tell: between 0.5 and 0.7, measured at 13:00 in two banks (23 and 144 days)."""
COUNTS_AS_DAYS = 20
"""So many days of the centre's own speak as loud as what is usual."""
WEEKS_BACK, LEAST_WEEKS = 6, 4
"""A day is held against the median of the same weekdays of the weeks before it."""
ORDINARY = 0.6
"""Days further from it than this share are holidays or breakdowns: they say nothing of ordinary days."""
LEAST_CONTACTS = 20.0
HIGHEST = 0.95


@dataclass(frozen=True, slots=True)
class CarriedLevel:
    """`share`: correlation (0-1) of the level before and after a time of day, drawn towards what is usual; `days`:
    how many days it rests on."""

    share: float = USUAL
    days: int = 0


def carried_level(history: pd.DataFrame, minute: int) -> CarriedLevel:
    """Over all queues of a history (start, offered), for the wall-clock minute at which the day is looked at.

    Both variances are taken less that of chance (Poisson), so that few contacts do not look like no relation.
    """
    deviations = _deviations(_halves(history, minute))
    days = len(deviations)
    if days < 3:
        return CarriedLevel()
    before, after, chance_before, chance_after = deviations.T
    covariance = np.cov(before, after)
    spread = [
        max(float(variance - chance.mean()), 0.0)
        for variance, chance in ((covariance[0, 0], chance_before), (covariance[1, 1], chance_after))
    ]
    if min(spread) == 0:
        return CarriedLevel(days=days)
    found = min(max(float(covariance[0, 1]) / sqrt(spread[0] * spread[1]), 0.0), HIGHEST)
    return CarriedLevel((days * found + COUNTS_AS_DAYS * USUAL) / (days + COUNTS_AS_DAYS), days)


def _halves(history: pd.DataFrame, minute: int) -> pd.DataFrame:
    """Contacts before and after the minute, columns 0 and 1, by day; days with both."""
    starts = history["start"].dt
    frame = pd.DataFrame(
        {
            "day": starts.tz_localize(None).dt.normalize(),
            "after": (starts.hour * 60 + starts.minute >= minute).astype(int),
            "offered": history["offered"],
        }
    )
    halves = frame.pivot_table(index="day", columns="after", values="offered", aggfunc="sum")
    return halves.reindex(columns=[0, 1]).dropna()


def _deviations(halves: pd.DataFrame) -> FloatArray:
    """Per day: how far each half is from its usual, as a share of it, and the variance that chance alone gives."""
    rows = []
    for day in halves.index:
        weeks = [day - pd.Timedelta(days=7 * back) for back in range(1, WEEKS_BACK + 1)]
        known = halves.loc[[week for week in weeks if week in halves.index]]
        if len(known) < LEAST_WEEKS:
            continue
        usual = known.median()
        if usual.min() < LEAST_CONTACTS:
            continue
        away = halves.loc[day] / usual - 1
        if away.abs().max() <= ORDINARY:
            rows.append([away[0], away[1], 1 / usual[0], 1 / usual[1]])
    return np.array(rows, dtype=float).reshape(-1, 4)
