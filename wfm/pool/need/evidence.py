"""Which figures of an agent truly are behind his peers', how sure that is, and what would have to be known more.

False discoveries are held down where it matters, at the agent: he is called struggling when it is at least
`minimum_confidence` sure that one or more of the figures held against him truly are behind by the threshold. So of
all who are called, on average at most 1 - `minimum_confidence` are called wrongly (the Bayesian false discovery
rate: Storey 2003, Annals of Statistics 31:2013-2035; Müller, Parmigiani and Rice 2006), however many agents and
figures there are: drawing each figure towards the peers is the correction for looking at many of them (Gelman,
Hill and Yajima 2012, J. Research on Educational Effectiveness 5:189-211). benchmarks/pool measures whether that
holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import exp, log, prod, sqrt
from statistics import median
from typing import NamedTuple

import numpy as np

from wfm.domain.centre import PoolSettings
from wfm.domain.people import Agent
from wfm.domain.pool import Finding
from wfm.pool.need.figures import BY_KPI, FIGURES, Figure
from wfm.pool.need.peers import Peers, Place, peers_of, similar
from wfm.pool.need.records import NO_RECORD, Record, Sample
from wfm.pool.need.scatter import scatter
from wfm.pool.need.shrinkage import LEAST_PEERS, Belief, Norm, belief, norm, true_spread

SEEMS = 0.5
"""A figure that is more likely behind than not is held against somebody; others are not mentioned."""
LEAST_OBSERVATIONS = 8
"""On fewer scores, answers or days a figure may seem to be behind, but does not count."""
MOST_TIMES_MORE = 50.0
PLENTY = 1e9
"""Observations on which nothing is left to chance."""
PACE = "aht_seconds"
"""The figure that depends most on what the queues bring."""


class Standing(NamedTuple):
    """Where somebody stands on a figure's even scale, and the standard error of that."""

    position: float
    error: float


class Suspicion(NamedTuple):
    """A figure that is more likely behind than not: what is seen of it, and on how many observations."""

    finding: Finding
    behind: float
    error: float
    norm: Norm
    observations: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an agent's figures show: `findings`, worst first, and the probability that at least one of those that
    count truly is behind. `times_more`: the multiple of his sample that, showing the same, would make it certain
    enough (None: more than fifty)."""

    peers: Peers
    findings: tuple[Finding, ...]
    confidence: float
    times_more: float | None


@dataclass(frozen=True)
class Evidence:
    """Everybody's figures of one day, side by side. `people`: those compared, `known`: their records by agent."""

    people: Sequence[Agent]
    known: Mapping[str, Record]
    day: date
    settings: PoolSettings

    def record(self, agent_id: str) -> Record:
        return self.known.get(agent_id, NO_RECORD)

    def verdict(self, agent: Agent) -> Verdict:
        """His figures against his peers'."""
        place = self.places[agent.agent_id]
        found = [suspicion for figure in FIGURES if (suspicion := self._suspicion(agent.agent_id, place, figure))]
        worst_first = sorted(found, key=lambda one: -BY_KPI[one.finding.kpi].weight * one.finding.gap)
        return Verdict(
            self.peers[place],
            tuple(one.finding for one in worst_first),
            round(self._confidence(found, 1.0), 4),
            self._times_more(found),
        )

    def standing(self, figure: Figure, sample: Sample) -> Standing:
        """A sample on the even scale, with all the chance that there is in it."""
        error = figure.chance(sample.observations, self.typical[figure.kpi])
        return Standing(figure.position(sample.value, sample.observations), error * self.scatter[figure.kpi])

    def level(self, place: Place, figure: Figure, sample: Sample) -> Standing:
        """The same, less what the queues of his place do to it."""
        position, error = self.standing(figure, sample)
        return Standing(position - self._mix(place, figure), error)

    def norm_of(self, place: Place, kpi: str) -> Norm | None:
        """What is normal among the peers of a place; None when too few of them have that figure."""
        return self._norms.get((place, kpi))

    @cached_property
    def places(self) -> Mapping[str, Place]:
        return {agent.agent_id: Place(agent.stage(self.day), frozenset(agent.skills)) for agent in self.people}

    @cached_property
    def judged(self) -> Sequence[str]:
        """Those with enough contacts to be a measure for others."""
        handled = ((agent.agent_id, self.record(agent.agent_id).handled) for agent in self.people)
        return [agent_id for agent_id, contacts in handled if contacts >= self.settings.minimum_sample]

    @cached_property
    def peers(self) -> Mapping[Place, Peers]:
        return peers_of(self.places, self.judged, self.settings.evidence.minimum_peers)

    @cached_property
    def typical(self) -> Mapping[str, float]:
        """The centre's median of every figure, in its own unit."""
        everybody = {kpi: [s[kpi].value for r in self.known.values() if kpi in (s := r.samples)] for kpi in BY_KPI}
        return {kpi: median(values) if values else 1.0 for kpi, values in everybody.items()}

    @cached_property
    def scatter(self) -> Mapping[str, float]:
        """By how much each figure's chance is larger than modelled."""
        evidence = self.settings.evidence
        return {
            figure.kpi: scatter(figure, self.known.values(), self.typical[figure.kpi], evidence)
            for figure in FIGURES
        }

    def _suspicion(self, agent_id: str, place: Place, figure: Figure) -> Suspicion | None:
        samples, peers = self.record(agent_id).samples, self.norm_of(place, figure.kpi)
        if figure.kpi not in samples or peers is None:
            return None
        sample = samples[figure.kpi]
        position, error = self.level(place, figure, sample)
        behind = figure.sign * (position - peers.middle)
        believed = self._belief(behind, error, peers)
        if believed.confidence < SEEMS:
            return None
        normal = self._normal[place, figure.kpi]
        finding = Finding(figure.kpi, sample.value, normal, round(believed.gap, 4), round(believed.confidence, 4))
        return Suspicion(finding, behind, error, peers, sample.observations)

    def _belief(self, behind: float, error: float, peers: Norm) -> Belief:
        return belief(behind, error, peers, self.settings.gap_threshold)

    def _confidence(self, found: Sequence[Suspicion], times: float) -> float:
        """Probability that at least one that counts truly is behind, were the sample so many times as large; the
        errors of different figures are independent."""
        return 1 - prod(
            1 - self._belief(one.behind, one.error / sqrt(times), one.norm).confidence
            for one in found
            if one.observations * times >= LEAST_OBSERVATIONS - 1e-9
        )

    def _times_more(self, found: Sequence[Suspicion]) -> float | None:
        low, high = 1.0, MOST_TIMES_MORE
        enough = self.settings.evidence.minimum_confidence
        if self._confidence(found, high) < enough:
            return None
        while high / low > 1.01:
            tried = sqrt(low * high)
            low, high = (low, tried) if self._confidence(found, tried) >= enough else (tried, high)
        return high

    @cached_property
    def _norms(self) -> Mapping[tuple[Place, str], Norm]:
        return {
            (place, figure.kpi): found for figure in FIGURES for place, found in self._norms_of(figure).items()
        }

    def _norms_of(self, figure: Figure) -> Mapping[Place, Norm]:
        """The norm of every place; the spread of the whole centre around the places' medians steadies each."""
        levels = {
            agent_id: self.level(self.places[agent_id], figure, samples[figure.kpi])
            for agent_id in self.judged
            if figure.kpi in (samples := self.record(agent_id).samples)
        }
        everybody = {
            place: [levels[agent_id] for agent_id in peers.agent_ids if agent_id in levels]
            for place, peers in self.peers.items()
        }
        present = {place: those for place, those in everybody.items() if len(those) >= LEAST_PEERS}
        middles = {place: median(one.position for one in those) for place, those in present.items()}
        around = [
            (one.position - middles[place], one.error)
            for agent_id, one in levels.items()
            if (place := self.places[agent_id]) in middles
        ]
        everywhere = true_spread(np.array([gap for gap, _ in around]), np.array([error for _, error in around]))
        return {
            place: norm(
                [one.position for one in those],
                [one.error for one in those],
                everywhere,
                self._least(place, figure),
            )
            for place, those in present.items()
        }

    def _least(self, place: Place, figure: Figure) -> float:
        """The least spread that means anything, on the even scale from the peers' median towards worse; at the end
        of a scale towards better."""
        middle = self._normal[place, figure.kpi]
        aside = (middle + way * figure.least(middle) for way in (figure.sign, -figure.sign))
        here = figure.position(middle, PLENTY)
        worse, better = (abs(figure.position(value, PLENTY) - here) for value in aside)
        return worse or better

    @cached_property
    def _normal(self) -> Mapping[tuple[Place, str], float]:
        """The median of each place's peers in the figure's own unit; handling times as they would be there."""
        found = {}
        for place, peers in self.peers.items():
            for figure in FIGURES:
                here = self._mix(place, figure)
                values = [
                    samples[figure.kpi].value * exp(here - self._mix(self.places[peer], figure))
                    for peer in peers.agent_ids
                    if figure.kpi in (samples := self.record(peer).samples)
                ]
                if values:
                    found[place, figure.kpi] = median(values)
        return found

    def _mix(self, place: Place, figure: Figure) -> float:
        return self._pace[place] if figure.kpi == PACE else 0.0

    @cached_property
    def _pace(self) -> Mapping[Place, float]:
        """Logarithm of the median handling time of those who serve much the same queues: a broker's call is longer
        than a new customer's, which says nothing about the broker. With too few colleagues: everybody's."""
        times = [
            (self.places[agent_id].queues, samples[PACE].value)
            for agent_id in self.judged
            if PACE in (samples := self.record(agent_id).samples)
        ]
        everybody = median(seconds for _, seconds in times) if times else 1.0
        paces = {}
        for place in self.peers:
            alike = [seconds for queues, seconds in times if similar(queues, place.queues)]
            typical = median(alike) if len(alike) > self.settings.evidence.minimum_peers else everybody
            paces[place] = log(max(typical, 1.0))
        return paces
