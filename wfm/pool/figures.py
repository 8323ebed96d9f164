"""The figures by which need is judged: what they are called, how much they weigh, how far chance moves them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from wfm.domain.people import Performance

REVIEW_DAYS = 92
"""Periods that end within this many days of the centre's newest period are pooled into one sample."""

SamplingError = Callable[[float, int], float]
"""(peer median, handled contacts) -> standard error of an agent as good as his peers, in the figure's unit."""


def _of_evaluations(median: float, handled: int) -> float:
    """Quality is scored on about one contact in twenty, and single scores spread by about 12 points."""
    return 12.0 / sqrt(max(handled / 20, 1.0))


def _of_handling_time(median: float, handled: int) -> float:
    """Handling times spread by about their own mean, as the Erlang formulas assume of them."""
    return median / sqrt(max(handled, 1))


def _of_share(median: float, handled: int) -> float:
    """Binomial; a share of exactly 0 or 1 among peers still leaves room for chance."""
    share = min(max(median, 0.05), 0.95)
    return sqrt(share * (1 - share) / max(handled, 1))


def _of_survey(median: float, handled: int) -> float:
    """About one customer in ten answers, and answers spread by about a quarter of the mean on any scale."""
    return 0.25 * abs(median) / sqrt(max(handled / 10, 1.0))


def _of_count_per_hundred(median: float, handled: int) -> float:
    """Poisson, with at least one expected case so that one complaint against none is not held against anybody."""
    expected = max(median * handled / 100, 1.0)
    return 100 * sqrt(expected) / max(handled, 1)


def _of_all_planned_time(median: float, handled: int) -> float:
    """Adherence is measured over every planned minute: a census, not a sample."""
    return 0.0


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of performance.csv. A finding weighs `weight` points per robust standard deviation.

    Peers never count as closer together than `least_spread` (own unit) or `least_share` of their median.
    """

    kpi: str
    words: str
    higher_is_worse: bool
    weight: float
    sampling_error: SamplingError
    decimals: int = 0
    scale: float = 1.0
    unit: str = ""
    least_spread: float = 0.0
    least_share: float = 0.0

    def floor(self, median: float) -> float:
        return max(self.least_spread, self.least_share * abs(median), 1e-9)

    def text(self, value: float) -> str:
        return f"{value * self.scale:.{self.decimals}f}{self.unit}"


PER_HUNDRED = ("errors", "complaints", "transfers")

FIGURES: tuple[Figure, ...] = (
    Figure("qa_score", "quality", False, 3.0, _of_evaluations, least_spread=3.0),
    Figure("errors", "errors per 100", True, 2.0, _of_count_per_hundred, 1, least_spread=0.3, least_share=0.2),
    Figure("fcr", "first-contact resolution", False, 2.0, _of_share, scale=100, unit=" %", least_spread=0.03),
    Figure(
        "complaints", "complaints per 100", True, 2.0, _of_count_per_hundred, 2, least_spread=0.15, least_share=0.2
    ),
    Figure("aht_seconds", "handling time", True, 2.0, _of_handling_time, unit=" s", least_share=0.06),
    Figure("csat", "satisfaction", False, 1.0, _of_survey, 1, least_share=0.04),
    Figure(
        "transfers", "transfers per 100", True, 1.0, _of_count_per_hundred, 1, least_spread=0.5, least_share=0.2
    ),
    Figure("adherence", "adherence", False, 1.0, _of_all_planned_time, scale=100, unit=" %", least_spread=0.02),
)

BY_KPI: Mapping[str, Figure] = {figure.kpi: figure for figure in FIGURES}


@dataclass(frozen=True, slots=True)
class Record:
    """One agent's pooled figures: `values[kpi]` is (value, contacts behind it); counts become rates per 100."""

    handled: int
    values: Mapping[str, tuple[float, int]]
    weaknesses: tuple[str, ...]


NO_RECORD = Record(0, {}, ())


def pooled(performance: Sequence[Performance], day: date) -> Mapping[str, Record]:
    """Each agent's figures over the latest periods that ended by `day`, means weighted by handled contacts."""
    past = [period for period in performance if period.period_end <= day]
    if not past:
        return {}
    oldest = max(period.period_end for period in past) - timedelta(days=REVIEW_DAYS)
    periods: dict[str, list[Performance]] = {}
    for period in sorted(past, key=lambda p: p.period_end, reverse=True):
        if period.period_end >= oldest:
            periods.setdefault(period.agent_id, []).append(period)
    return {agent_id: _record(rows) for agent_id, rows in periods.items()}


def _record(periods: Sequence[Performance]) -> Record:
    values: dict[str, tuple[float, int]] = {}
    for figure in FIGURES:
        measured = [(_measured(period, figure.kpi), period.handled) for period in periods]
        pair = _pool((value, handled) for value, handled in measured if value is not None)
        if pair is not None:
            values[figure.kpi] = pair
    weaknesses = dict.fromkeys(tag for period in periods for tag in period.weaknesses)
    return Record(sum(period.handled for period in periods), values, tuple(weaknesses))


def _measured(period: Performance, kpi: str) -> float | None:
    """The figure of one period; counts as a rate per 100 handled contacts."""
    value: float | None = getattr(period, kpi)
    if value is None or kpi not in PER_HUNDRED:
        return value
    return 100 * value / period.handled if period.handled else None


def _pool(measured: Iterable[tuple[float, int]]) -> tuple[float, int] | None:
    pairs = [(value, handled) for value, handled in measured if handled > 0]
    handled = sum(weight for _, weight in pairs)
    if handled == 0:
        return None
    return sum(value * weight for value, weight in pairs) / handled, handled
