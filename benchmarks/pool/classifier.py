"""``python -m benchmarks.pool.classifier``: who is called struggling, and who truly does, at so many contacts."""

import argparse
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import sqrt
from statistics import median
from typing import NamedTuple

from benchmarks.pool.classifier_agents import DAY, Listening, SyntheticCentre, centre
from wfm.domain.centre import PoolSettings
from wfm.domain.people import Performance
from wfm.pool.need.assessment import assess
from wfm.pool.need.figures import FIGURES
from wfm.pool.need.records import pooled

Called = frozenset[str]
Classifier = Callable[[SyntheticCentre], Called]
MAD = 1.4826


class Count(NamedTuple):
    """Of one centre: rightly called, called, truly struggling."""

    right: int
    called: int
    struggling: int


def ours(settings: PoolSettings) -> Classifier:
    """The product: those eligible for the pool."""

    def called(made: SyntheticCentre) -> Called:
        needs = assess(made.agents, made.performance, DAY, settings)
        return frozenset(need.agent_id for need in needs if need.eligible)

    return called


def raw_beyond(threshold: float) -> Classifier:
    """The naive rule: any figure worse than the peers' median by so many of their observed robust spreads."""

    def called(made: SyntheticCentre) -> Called:
        return frozenset(agent_id for agent_id, gaps in _raw_gaps(made).items() if max(gaps.values()) >= threshold)

    return called


def bottom(share: float) -> Classifier:
    """The other naive rule: the worst tenth by the weighted mean of the same raw gaps."""
    weights = {figure.kpi: figure.weight for figure in FIGURES}

    def called(made: SyntheticCentre) -> Called:
        gaps = _raw_gaps(made)
        score = {
            agent_id: sum(weights[kpi] * gap for kpi, gap in own.items()) / sum(weights[kpi] for kpi in own)
            for agent_id, own in gaps.items()
        }
        worst = sorted(score, key=lambda agent_id: -score[agent_id])
        return frozenset(worst[: round(share * len(worst))])

    return called


def _raw_gaps(made: SyntheticCentre) -> Mapping[str, Mapping[str, float]]:
    """Every agent's raw robust z-scores against those of the same stage and queues; positive is worse."""
    place = {agent.agent_id: (agent.hire_date, agent.skills) for agent in made.agents}
    rows: dict[str, list[Performance]] = {}
    for period in made.performance:
        rows.setdefault(period.agent_id, []).append(period)
    values = {agent_id: pooled(periods, DAY, PoolSettings().evidence) for agent_id, periods in rows.items()}
    gaps: dict[str, dict[str, float]] = {agent_id: {} for agent_id in place}
    for figure in FIGURES:
        for here in set(place.values()):
            own = {
                agent_id: values[agent_id][figure.kpi].value
                for agent_id in place
                if place[agent_id] == here and figure.kpi in values[agent_id]
            }
            middle = median(own.values()) if own else 0.0
            spread = MAD * median(abs(value - middle) for value in own.values()) if own else 0.0
            for agent_id, value in own.items():
                gaps[agent_id][figure.kpi] = figure.sign * (value - middle) / spread if spread else 0.0
    return gaps


def with_signs(made: SyntheticCentre) -> Called:
    """Those of whom the product says that there are signs of burn-out."""
    needs = assess(made.agents, made.performance, DAY, PoolSettings())
    return frozenset(need.agent_id for need in needs if need.signs)


def signs_measured(contacts: int, seeds: Sequence[int], people: int, listening: Listening) -> dict[str, object]:
    """Over six months: how many signs are false, and how many of the burned out show one after a month."""
    right = called = burned = steady = 0
    for seed in seeds:
        made = centre(seed, people, contacts, listening, months=6)
        named = with_signs(made)
        right, called = right + len(named & made.burned_out), called + len(named)
        burned, steady = burned + len(made.burned_out), steady + people // 2 - len(made.burned_out)
    return {
        "contacts_a_month": contacts // 2,
        "burned_out": burned,
        "of_them_with_signs": right,
        "steady_past_half_a_year": steady,
        "of_them_with_signs_falsely": called - right,
    }


def measured(
    classifiers: Mapping[str, Classifier], contacts: int, seeds: Sequence[int], people: int, listening: Listening
) -> Iterator[dict[str, object]]:
    """Precision and recall of each classifier over the centres of all seeds, with standard errors."""
    counts: dict[str, list[Count]] = {name: [] for name in classifiers}
    for seed in seeds:
        made = centre(seed, people, contacts, listening)
        for name, classify in classifiers.items():
            called = classify(made)
            counts[name].append(Count(len(called & made.struggling), len(called), len(made.struggling)))
    for name, found in counts.items():
        precision = with_error([(c.right, c.called) for c in found])
        recall = with_error([(c.right, c.struggling) for c in found])
        yield {
            "contacts": contacts,
            "rule": name,
            "called_percent": round(100 * sum(c.called for c in found) / (people * len(seeds)), 1),
            "precision": precision,
            "recall": recall,
        }


def with_error(parts: Sequence[tuple[int, int]]) -> tuple[float, float] | None:
    """A ratio of sums over centres and its standard error by leaving one centre out at a time (jackknife)."""
    top, below = (sum(column) for column in zip(*parts, strict=True))
    if below == 0:
        return None
    without = [(top - a) / (below - b) if below > b else top / below for a, b in parts]
    mean, n = sum(without) / len(without), len(without)
    return round(top / below, 3), round(sqrt((n - 1) / n * sum((one - mean) ** 2 for one in without)), 3)


def rules(asked: argparse.Namespace) -> Mapping[str, Classifier]:
    """The product, with other settings if asked for, and the naive rules."""
    usual = PoolSettings()
    any_sample = replace(usual, minimum_sample=1)
    found: dict[str, Classifier] = {
        "wfm": ours(usual),
        "wfm, any sample": ours(any_sample),
        "raw z >= 2": raw_beyond(2.0),
        "raw z >= 3": raw_beyond(3.0),
        "bottom 10 %": bottom(0.10),
    }
    for threshold in asked.threshold:
        found[f"wfm, gap_threshold {threshold:g}"] = ours(replace(usual, gap_threshold=threshold))
    for confidence in asked.confidence:
        evidence = replace(usual.evidence, minimum_confidence=confidence)
        found[f"wfm, minimum_confidence {confidence:g}"] = ours(replace(usual, evidence=evidence))
    return found


def main() -> None:
    """One JSON line per number of contacts and rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "contacts", nargs="*", type=int, default=[10, 50, 100, 200, 500, 2000], help="in two months"
    )
    parser.add_argument("--seeds", type=int, default=20, help="centres per row")
    parser.add_argument("--people", type=int, default=120, help="agents per centre")
    parser.add_argument("--threshold", type=float, nargs="*", default=[], help="other values of gap_threshold")
    parser.add_argument(
        "--confidence", type=float, nargs="*", default=[], help="other values of minimum_confidence"
    )
    parser.add_argument(
        "--scores-a-month", type=int, help="quality scores per agent and month, whatever he handles"
    )
    parser.add_argument("--told", action="store_true", help="the numbers of scores and answers are in the file")
    parser.add_argument("--signs", action="store_true", help="signs of burn-out over six months instead")
    asked = parser.parse_args()
    listening = Listening(scores_a_month=asked.scores_a_month, told=asked.told)
    for contacts in asked.contacts:
        if asked.signs:
            print(json.dumps(signs_measured(contacts, range(asked.seeds), asked.people, listening)), flush=True)
            continue
        for row in measured(rules(asked), contacts, range(asked.seeds), asked.people, listening):
            print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
