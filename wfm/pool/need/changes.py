"""How everybody's figures changed: the recent periods against those before, beyond what all went through."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import sqrt
from statistics import median
from typing import NamedTuple

import numpy as np

from wfm.pool.need.evidence import LEAST_OBSERVATIONS, Evidence
from wfm.pool.need.figures import FIGURES, Figure
from wfm.pool.need.records import Sample, pooled
from wfm.pool.need.shrinkage import LEAST_PEERS, Norm, belief, true_spread

RECENT_DAYS = 28
"""Periods that ended fewer days before the centre's newest one are recent: the last month, or four weeks."""
WAS_GOOD = 0.5
"""Before, he stood no more than so many units behind his peers."""


class Change(NamedTuple):
    """A figure before and now, how far it got worse on its even scale, and the standard error of that."""

    before: float
    now: float
    worse: float
    error: float


@dataclass(frozen=True)
class Changes:
    """Everybody's earlier and recent periods side by side."""

    evidence: Evidence

    def of(self, agent_id: str, figure: Figure) -> Change | None:
        """How his figure changed; None when either side has too little."""
        return self._changes[figure.kpi].get(agent_id)

    def confidence(self, agent_id: str, figure: Figure, units: float) -> float:
        """Probability that the figure, good before, truly got worse by so many units of the peers' spread beyond
        what it did for everybody; 0 for one that was behind before."""
        change, usual = self.of(agent_id, figure), self._usual[figure.kpi]
        norm = self.evidence.norm_of(self.evidence.places[agent_id], figure.kpi)
        if change is None or usual is None or norm is None or not self._was_good(agent_id, figure, norm):
            return 0.0
        drift = Norm(usual.middle, usual.middle_error, min(usual.spread, norm.unit), norm.unit)
        return belief(change.worse - drift.middle, change.error, drift, units).confidence

    def _was_good(self, agent_id: str, figure: Figure, norm: Norm) -> bool:
        before = self._samples[agent_id][0][figure.kpi]
        position, _ = self.evidence.level(self.evidence.places[agent_id], figure, before)
        return figure.sign * (position - norm.middle) <= WAS_GOOD * norm.unit

    @cached_property
    def _newest(self) -> date:
        ends = (period.period_end for record in self.evidence.known.values() for period in record.periods)
        return max(ends, default=self.evidence.day)

    @cached_property
    def _samples(self) -> Mapping[str, tuple[Mapping[str, Sample], ...]]:
        """Earlier and recent samples; none of those who have too few contacts on either side."""
        line, settings = self._newest - timedelta(days=RECENT_DAYS), self.evidence.settings
        halves = {
            agent_id: (
                [period for period in record.periods if period.period_end <= line],
                [period for period in record.periods if period.period_end > line],
            )
            for agent_id, record in self.evidence.known.items()
            if agent_id in self.evidence.places
        }
        return {
            agent_id: tuple(pooled(half, self._newest, settings.evidence) for half in both)
            for agent_id, both in halves.items()
            if min(sum(period.handled for period in half) for half in both) >= settings.minimum_sample
        }

    @cached_property
    def _changes(self) -> Mapping[str, Mapping[str, Change]]:
        found: dict[str, dict[str, Change]] = {figure.kpi: {} for figure in FIGURES}
        for agent_id, halves in self._samples.items():
            for figure in FIGURES:
                before, now = (half.get(figure.kpi) for half in halves)
                if before is not None and now is not None and _bear(before, now):
                    found[figure.kpi][agent_id] = self._change(figure, before, now)
        return found

    def _change(self, figure: Figure, before: Sample, now: Sample) -> Change:
        then, today = (self.evidence.standing(figure, sample) for sample in (before, now))
        worse = figure.sign * (today.position - then.position)
        return Change(before.value, now.value, worse, sqrt(then.error**2 + today.error**2))

    @cached_property
    def _usual(self) -> Mapping[str, Norm | None]:
        """How each figure moved for everybody; None when too few have it on both sides."""
        return {figure.kpi: self._usual_change(figure) for figure in FIGURES}

    def _usual_change(self, figure: Figure) -> Norm | None:
        changes = list(self._changes[figure.kpi].values())
        if len(changes) < LEAST_PEERS:
            return None
        middle = median(change.worse for change in changes)
        errors = np.array([change.error for change in changes])
        spread = true_spread(np.array([change.worse - middle for change in changes]), errors)
        return Norm(middle, sqrt(float(np.median(errors**2)) / len(changes)), spread, max(spread, 1e-9))


def _bear(*samples: Sample) -> bool:
    """Whether all of them rest on enough to count."""
    return all(sample.observations >= LEAST_OBSERVATIONS for sample in samples)
