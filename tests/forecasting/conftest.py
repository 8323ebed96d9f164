"""Histories small enough to work out by hand: hourly intervals, a queue or two, whole weeks."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from wfm.domain.centre import Centre, ForecastSettings
from wfm.domain.queues import Goal, Queue
from wfm.domain.time import OpeningHours, at_minute
from wfm.forecasting.grid import Days, Observed

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 1, 5)
WEEKDAY_HOURS = dict.fromkeys(range(5), ((9 * 60, 17 * 60),))


@pytest.fixture
def centre() -> Callable[..., Centre]:
    """A centre open Monday to Friday 09:00-17:00 with the queues named."""

    def build(
        *queues: str,
        zone: ZoneInfo = SHANGHAI,
        hours: dict[int, tuple[tuple[int, int], ...]] | None = None,
        settings: ForecastSettings | None = None,
    ) -> Centre:
        return Centre(
            name="Tiny",
            zone=zone,
            interval_minutes=60,
            week_start=0,
            opening=OpeningHours(WEEKDAY_HOURS if hours is None else hours),
            queues=tuple(Queue(name, Goal()) for name in queues or ("calls",)),
            contracts={},
            shifts={},
            forecast=settings or ForecastSettings(),
        )

    return build


@pytest.fixture
def history() -> Callable[..., pd.DataFrame]:
    """Rows of one queue for whole days from a Monday; `volume(day, hour)` in contacts, None for no row."""

    def build(
        volume: Callable[[date, int], float | None],
        days: int,
        queue: str = "calls",
        first: date = MONDAY,
        zone: ZoneInfo = SHANGHAI,
        hours: range = range(9, 17),
        seconds: float = 240.0,
        weekdays: range = range(5),
    ) -> pd.DataFrame:
        rows = []
        for day in (first + timedelta(days=n) for n in range(days)):
            for hour in hours if day.weekday() in weekdays else ():
                offered = volume(day, hour)
                if offered is not None:
                    rows.append((queue, at_minute(day, hour * 60, zone), float(offered), seconds, float(offered)))
        table = pd.DataFrame(rows, columns=["queue", "start", "offered", "aht_seconds", "handled"])
        return table.assign(start=pd.to_datetime(table["start"], utc=True).dt.tz_convert(zone))

    return build


@pytest.fixture
def observed() -> Callable[..., Observed]:
    """Days from Monday 2026-01-05 with the given volumes, shape (days, slots)."""

    def build(volume: object) -> Observed:
        table = np.asarray(volume, dtype=np.float64)
        ordinals = np.arange(len(table)) + MONDAY.toordinal()
        return Observed(Days(ordinals, (ordinals - 1) % 7), table)

    return build


@pytest.fixture
def moment() -> Callable[..., datetime]:
    def build(day: str, hour: int = 0, zone: ZoneInfo = SHANGHAI) -> datetime:
        return at_minute(date.fromisoformat(day), hour * 60, zone)

    return build
