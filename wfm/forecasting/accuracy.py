"""How good the forecast was when it was tried: error and bias beside the seasonal naive and beside pure chance."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

import numpy as np

from wfm.forecasting.backtest import NAIVE, Plan, Trial
from wfm.forecasting.combination import MEMBERS, NAME
from wfm.forecasting.grid import BoolArray, FloatArray
from wfm.forecasting.measures import bias, day_variation, poisson_floor, wape
from wfm.forecasting.quantiles import LEVELS, Band, calibrated, within

WHOLE_CENTRE = "*"
DIGITS = 4


@dataclass(frozen=True, slots=True)
class QueueAccuracy:
    """One queue's figures over all origins of the backtest (queue "*": all queues together); shares are 0-1.

    WAPE is sum|error| / sum(counted), bias sum(forecast - counted) / sum(counted), of intervals and of day
    totals. `ratio_to_naive`: our interval WAPE over that of the last same weekday; `poisson_floor`: the WAPE
    left to whoever knows the true rate. Coverage is the share of intervals within the 10-90 % and 2.5-97.5 %
    band, `below_p80` of those at or below the P80, each band fitted on other days than it is judged on.
    `day_variation` is the coefficient of variation of the day level around the forecast, beyond chance.
    None: nothing to measure it on.
    """

    queue: str
    contacts: float
    interval_wape: float | None
    interval_bias: float | None
    day_wape: float | None
    naive_interval_wape: float | None
    naive_interval_bias: float | None
    naive_day_wape: float | None
    ratio_to_naive: float | None
    poisson_floor: float | None
    coverage_80: float | None
    coverage_95: float | None
    below_p80: float | None
    overdispersion: float | None
    day_variation: float | None
    interval_wape_by_model: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The backtest: what was tried, from which origins (first forecast days), how far ahead, how it came out."""

    model: str
    origins: tuple[date, ...]
    horizon_days: int
    wanted_horizon_days: int
    queues: tuple[QueueAccuracy, ...]
    total: QueueAccuracy | None

    def as_dict(self) -> dict[str, object]:
        """For accuracy.json: shares rounded to four digits, dates as ISO text."""
        return {
            "model": self.model,
            "benchmark": NAIVE,
            "scored": "ordinary open intervals; holidays, events and lost days are left out",
            "origins": [origin.isoformat() for origin in self.origins],
            "horizon_days": self.horizon_days,
            "wanted_horizon_days": self.wanted_horizon_days,
            "queues": {queue.queue: _plain(queue) for queue in self.queues},
            "total": None if self.total is None else _plain(self.total),
        }


@dataclass(frozen=True)
class Tried:
    """A backtest and what followed from it: trials and band by queue; `wanted_horizon` days were asked for."""

    plan: Plan
    wanted_horizon: int
    trials: Mapping[str, Sequence[Trial]]
    bands: Mapping[str, Band]


def judged_together(tried: Tried) -> Accuracy:
    """Figures of every queue and of the centre."""
    whole = together(tried.trials)
    return Accuracy(
        model=NAME,
        origins=tuple(date.fromordinal(trial.first_day) for trial in whole),
        horizon_days=tried.plan.horizon if whole else 0,
        wanted_horizon_days=tried.wanted_horizon,
        queues=tuple(judged(name, trials, tried.bands[name]) for name, trials in sorted(tried.trials.items())),
        total=judged(WHOLE_CENTRE, whole, calibrated(scored(whole, NAME), scored(whole))) if whole else None,
    )


def judged(queue: str, trials: Sequence[Trial], band: Band) -> QueueAccuracy:
    """Figures of one queue from its trials and the band that its forecast carries."""
    counted, forecast, naive = scored(trials), scored(trials, NAME), scored(trials, NAIVE)
    own, other = wape(forecast, counted), wape(naive, counted)
    day_counted, day_forecast, day_naive = by_day(trials), by_day(trials, NAME), by_day(trials, NAIVE)
    inside = _coverage(trials)
    return QueueAccuracy(
        queue=queue,
        contacts=float(counted.sum()),
        interval_wape=own,
        interval_bias=bias(forecast, counted),
        day_wape=wape(day_forecast, day_counted),
        naive_interval_wape=other,
        naive_interval_bias=bias(naive, counted),
        naive_day_wape=wape(day_naive, day_counted),
        ratio_to_naive=own / other if own is not None and other else None,
        poisson_floor=poisson_floor(forecast),
        coverage_80=inside[0],
        coverage_95=inside[1],
        below_p80=inside[2],
        overdispersion=band.overdispersion,
        day_variation=day_variation(day_forecast, day_counted),
        interval_wape_by_model={name: wape(scored(trials, name), counted) for name in (*MEMBERS, NAME, NAIVE)},
    )


def together(by_queue: Mapping[str, Sequence[Trial]]) -> list[Trial]:
    """Trials of all queues' contacts added up, where every open queue is scored."""
    return [_added(origin) for origin in zip(*by_queue.values(), strict=True)]


def scored(trials: Sequence[Trial], model: str | None = None) -> FloatArray:
    """The scored intervals of a model's forecasts, or of the counts, as one row."""
    parts = [(trial.counted if model is None else trial.forecasts[model])[trial.scored] for trial in trials]
    return np.concatenate(parts) if parts else np.empty(0)


def by_day(trials: Sequence[Trial], model: str | None = None) -> FloatArray:
    """The same as day totals of the scored intervals, days without any left out."""
    parts = []
    for trial in trials:
        volume = trial.counted if model is None else trial.forecasts[model]
        parts.append(np.where(trial.scored, volume, 0.0).sum(axis=1)[trial.scored.any(axis=1)])
    return np.concatenate(parts) if parts else np.empty(0)


def _coverage(trials: Sequence[Trial]) -> tuple[float | None, float | None, float | None]:
    """Shares within 10-90 %, within 2.5-97.5 %, and up to P80; bands from trials of entirely other days."""
    inside: list[tuple[BoolArray, BoolArray, BoolArray]] = []
    for trial in trials:
        length = len(trial.counted)
        apart = [other for other in trials if abs(other.first_day - trial.first_day) >= length]
        if apart:
            counted = scored([trial])
            levels = calibrated(scored(apart, NAME), scored(apart)).quantiles(scored([trial], NAME))
            spans = ((0.10, 0.90), (0.025, 0.975))
            eighty, ninety_five = (within(levels, counted, low, high) for low, high in spans)
            inside.append((eighty, ninety_five, counted <= levels[..., LEVELS.index(0.80)]))
    shares = [np.concatenate(part) for part in zip(*inside, strict=True)]
    if not shares or len(shares[0]) == 0:
        return None, None, None
    return float(shares[0].mean()), float(shares[1].mean()), float(shares[2].mean())


def _added(trials: Sequence[Trial]) -> Trial:
    opened = [~np.isnan(trial.counted) for trial in trials]
    some = np.logical_or.reduce(opened)
    complete = np.logical_and.reduce([trial.scored | ~known for trial, known in zip(trials, opened, strict=True)])
    forecasts = {
        name: np.sum([np.where(k, t.forecasts[name], 0.0) for t, k in zip(trials, opened, strict=True)], axis=0)
        for name in trials[0].forecasts
    }
    counted = np.where(some, np.sum([np.nan_to_num(trial.counted) for trial in trials], axis=0), np.nan)
    return Trial(trials[0].first_day, forecasts, counted, some & complete)


def _plain(queue: QueueAccuracy) -> dict[str, object]:
    return {name: _rounded(value) for name, value in asdict(queue).items() if name != "queue"}


def _rounded(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _rounded(inner) for key, inner in value.items()}
    return round(value, DIGITS) if isinstance(value, float) else value
