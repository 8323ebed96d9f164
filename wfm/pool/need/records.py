"""What is known of each agent: his periods, each contact once, recent ones counting more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wfm.domain.centre import EvidenceSettings
from wfm.domain.people import Performance
from wfm.pool.need.figures import FIGURES, Figure, measured

REVIEW_DAYS = 92
"""Periods that end within this many days of the centre's newest period are pooled into one sample."""
HISTORY_DAYS = 276
"""Earlier periods, up to so many days, only say whether somebody has fallen back."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A figure over several periods: its mean in its own unit, and how many observations of equal weight would
    bear as much (Kish 1965): with recent periods weighted more, fewer than there were."""

    value: float
    observations: float


@dataclass(frozen=True, slots=True)
class Record:
    """One agent's figures: `samples` of the latest periods by kpi, `periods` newest first and never overlapping,
    those before the review window included. `overlapping`: periods that were left out for that."""

    handled: int
    samples: Mapping[str, Sample]
    weaknesses: tuple[str, ...]
    periods: tuple[Performance, ...] = ()
    overlapping: int = 0


NO_RECORD = Record(0, {}, ())


def records(performance: Sequence[Performance], day: date, evidence: EvidenceSettings) -> Mapping[str, Record]:
    """Each agent's record from the periods that ended by `day`; ages are counted from the centre's newest one."""
    past = [period for period in performance if period.period_end <= day]
    if not past:
        return {}
    newest = max(period.period_end for period in past)
    by_agent: dict[str, list[Performance]] = {}
    for period in past:
        if period.period_end >= newest - timedelta(days=HISTORY_DAYS):
            by_agent.setdefault(period.agent_id, []).append(period)
    return {agent_id: _record(rows, newest, evidence) for agent_id, rows in by_agent.items()}


def pooled(periods: Sequence[Performance], newest: date, evidence: EvidenceSettings) -> Mapping[str, Sample]:
    """Every figure over these periods, each weighted by what it rests on, halved per half-life before `newest`."""
    found = {figure.kpi: sample(figure, periods, newest, evidence) for figure in FIGURES}
    return {kpi: one for kpi, one in found.items() if one is not None}


def sample(
    figure: Figure, periods: Sequence[Performance], newest: date, evidence: EvidenceSettings
) -> Sample | None:
    """One figure over these periods; None when none of them has it."""
    total = mean = squares = 0.0
    for period in periods:
        value = measured(period, figure.kpi)
        if value is not None:
            observations = figure.rests_on(period, evidence)
            fading = 0.5 ** ((newest - period.period_end).days / evidence.half_life_days)
            total += observations * fading
            mean += value * observations * fading
            squares += observations * fading**2
    return Sample(mean / total, total**2 / squares) if total > 0 else None


def _record(rows: Sequence[Performance], newest: date, evidence: EvidenceSettings) -> Record:
    periods = _each_day_once(rows)
    latest = [period for period in periods if period.period_end >= newest - timedelta(days=REVIEW_DAYS)]
    return Record(
        sum(period.handled for period in latest),
        pooled(latest, newest, evidence),
        tuple(dict.fromkeys(tag for period in latest for tag in period.weaknesses)),
        periods,
        len(rows) - len(periods),
    )


def _each_day_once(rows: Sequence[Performance]) -> tuple[Performance, ...]:
    """The periods newest first; of those that overlap, the later one, or the one with more contacts, stands."""
    order = sorted(rows, key=lambda p: (p.period_end, p.handled, p.period_start), reverse=True)
    kept: list[Performance] = []
    for period in order:
        if not kept or period.period_end < kept[-1].period_start:
            kept.append(period)
    return tuple(kept)
