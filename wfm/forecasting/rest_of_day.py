"""The rest of a day seen from its middle: the forecast re-scaled by what has come so far, with a narrower band.

The band of an interval holds three errors: the chance of single contacts (variance f), the level of the day, which
its intervals share (tau^2 f^2, tau from the backtest's day totals), and what is its own beyond both. What has come
so far tells of the level alone. With F contacts forecast and R times as many counted so far, and V the sum of the
two other variances over these intervals, the rest of the day is taken at the level

    1 + rho Z (R - 1),  Z = tau^2 F^2 / (tau^2 F^2 + V)

(Buehlmann 1967, ASTIN Bulletin 4:199-207: the best linear estimate), where rho is the correlation of the level so
far with that of the rest (`carried_level`). Of the level's variance 1 - rho^2 Z is left; the other two stay.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import pi, sqrt

from wfm.domain.demand import ForecastRow

P10_TO_P90 = 2 * 1.281552
"""Standard deviations between these quantiles of a normal law."""
DEVIATION_PER_MEAN_ERROR = sqrt(pi / 2)
"""Of a normal law: standard deviation beside mean absolute deviation."""
LEAST_SPREAD = 0.02
"""No forecast is believed to know the level of a day better than this."""
HANDLING_SPREAD = 0.05
"""Standard deviation of a day's mean handling time beside its forecast: an assumption, on the careful side."""
HANDLING_VARIATION = 1.0
"""Standard deviation of one contact's handling time beside its mean, as of an exponential time."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What came in one queue in one complete interval; `aht_seconds` None: not known."""

    queue: str
    start: datetime
    offered: float
    aht_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class DayLevel:
    """One queue's day so far: contacts forecast and counted in the same intervals, and what follows for its rest.

    `level`: factor on its forecast; `credibility` (0-1): Z; `spread_before`: standard deviation of the level as it
    was forecast, `spread`: what is left of it; `handling`: factor on the handling time.
    """

    queue: str
    intervals: int
    forecast: float
    counted: float
    level: float
    credibility: float
    spread_before: float
    spread: float
    handling: float

    @property
    def ratio(self) -> float:
        """Counted beside forecast so far; 1 when nothing was forecast."""
        return self.counted / self.forecast if self.forecast > 0 else 1.0


def rest_of_day(
    day: Sequence[ForecastRow],
    counted: Iterable[Counted],
    begin: datetime,
    day_wape: Mapping[str, float | None],
    carries_on: float,
) -> tuple[tuple[ForecastRow, ...], tuple[DayLevel, ...]]:
    """The rows of `day`, re-scaled where they begin at `begin` or later, and the level of each queue.

    `day_wape`: sum of absolute errors of day totals beside the sum of the totals, per queue, from the backtest. A
    queue of which nothing was counted keeps its forecast. `carries_on` (0-1): rho.
    """
    seen: dict[str, dict[datetime, Counted]] = defaultdict(dict)
    for one in counted:
        seen[one.queue][one.start] = one
    levels = {
        queue: level_of(rows, seen[queue], day_wape.get(queue), carries_on)
        for queue, rows in by_queue(day).items()
        if queue in seen
    }
    rows = (_rescaled(r, levels[r.queue]) if r.queue in levels and r.start >= begin else r for r in day)
    return tuple(rows), tuple(levels.values())


def by_queue(rows: Iterable[ForecastRow]) -> Mapping[str, list[ForecastRow]]:
    """Forecast rows by queue."""
    found: dict[str, list[ForecastRow]] = {}
    for row in rows:
        found.setdefault(row.queue, []).append(row)
    return found


def level_of(
    day: Sequence[ForecastRow], seen: Mapping[datetime, Counted], day_wape: float | None, carries_on: float
) -> DayLevel:
    """The level of one queue's day, from its forecast rows and what was counted by start of the interval."""
    both = [(row, seen[row.start]) for row in day if row.start in seen]
    forecast = sum(row.offered for row, _ in both)
    counted = sum(one.offered for _, one in both)
    tau = _level_spread(day, day_wape)
    of_level, of_intervals = (tau * forecast) ** 2, sum(row.offered + _own_variance(row, tau) for row, _ in both)
    credibility = of_level / (of_level + of_intervals) if of_level > 0 else 0.0
    ratio = counted / forecast if forecast > 0 else 1.0
    return DayLevel(
        queue=day[0].queue,
        intervals=len(both),
        forecast=forecast,
        counted=counted,
        level=1 + carries_on * credibility * (ratio - 1),
        credibility=credibility,
        spread_before=tau,
        spread=tau * sqrt(1 - carries_on**2 * credibility),
        handling=_handling(both),
    )


def _level_spread(day: Sequence[ForecastRow], day_wape: float | None) -> float:
    """Standard deviation of the day's level, as a share of it: the error of day totals less their chance; without
    a backtest all that the bands hold above chance."""
    total = sum(row.offered for row in day)
    if total <= 0:
        return LEAST_SPREAD
    if day_wape is None:
        above = sum(max(0.0, _variance(row) - row.offered) for row in day)
        variance = above / sum(row.offered**2 for row in day)
    else:
        variance = (day_wape * DEVIATION_PER_MEAN_ERROR) ** 2 - 1 / total
    return max(LEAST_SPREAD, sqrt(max(0.0, variance)))


def _variance(row: ForecastRow) -> float:
    return ((row.offered_p90 - row.offered_p10) / P10_TO_P90) ** 2


def _own_variance(row: ForecastRow, tau: float) -> float:
    """What the band holds beside chance and level."""
    return max(0.0, _variance(row) - row.offered - (tau * row.offered) ** 2)


def _handling(both: Sequence[tuple[ForecastRow, Counted]]) -> float:
    """Factor on the handling time: the ratio so far, drawn towards 1 by how few contacts it is the mean of."""
    known = [(row, one.offered, one.aht_seconds) for row, one in both if one.aht_seconds and one.offered > 0]
    contacts = sum(offered for _, offered, _ in known)
    expected = sum(offered * row.aht_seconds for row, offered, _ in known)
    if not expected:
        return 1.0
    ratio = sum(offered * seconds for _, offered, seconds in known) / expected
    return 1 + (ratio - 1) * HANDLING_SPREAD**2 / (HANDLING_SPREAD**2 + HANDLING_VARIATION**2 / contacts)


def _rescaled(row: ForecastRow, level: DayLevel) -> ForecastRow:
    """The row at the day's level. Its quantiles keep their shape and come nearer, as the deviation does."""
    mean = row.offered * level.level
    own = _own_variance(row, level.spread_before)
    before = row.offered + own + (level.spread_before * row.offered) ** 2
    after = mean + own * level.level**2 + (level.spread * row.offered) ** 2
    nearer = sqrt(after / before) if before > 0 else 1.0

    def quantile(old: float) -> float:
        return max(0.0, mean + nearer * (old - row.offered))

    return replace(
        row,
        offered=mean,
        offered_p10=quantile(row.offered_p10),
        offered_p50=quantile(row.offered_p50),
        offered_p80=quantile(row.offered_p80),
        offered_p90=quantile(row.offered_p90),
        offered_p95=quantile(row.offered_p95),
        aht_seconds=row.aht_seconds * level.handling,
        model=f"{row.model}, day's level",
    )
