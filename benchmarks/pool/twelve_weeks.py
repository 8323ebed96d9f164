"""``python -m benchmarks.pool.twelve_weeks``: a 300-agent centre lived through with and without the pool."""

import argparse
import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.pool.twelve_weeks_centre import CAPACITY, Floor, floor
from benchmarks.pool.twelve_weeks_people import Fate, fate
from benchmarks.pool.twelve_weeks_rules import FlatShare, NoPool, Pool
from benchmarks.pool.twelve_weeks_worlds import Floats, World, gini, lived

HANDLING_SECONDS = {"sales": 345.0, "service": 276.0}
"""What a mixture of stages takes on average; the forecast's handling time."""
NO_POOL, POOL, LONGER, FLAT, FLAT_AS_MUCH = RULES = (
    "no pool",
    "the pool",
    "the pool, longer courses",
    "5 % of everybody",
    "as much as the pool, to anybody",
)
FLAT_SHARE, LONGER_SESSIONS = 0.05, 8
Measure = Callable[[World], float]


class Line(NamedTuple):
    """One figure of the report: how it is taken of a world, and how it is printed."""

    title: str
    measure: Measure
    form: str


REPORT = (
    Line("service level, all contacts", lambda w: 100 * w.pooled_level, "{:.2f} %"),
    Line("abandoned", lambda w: 100 * w.abandonment, "{:.2f} %"),
    Line("days × queues that kept the goal", lambda w: 100 * w.days_kept, "{:.1f} %"),
    Line("intervals × queues that kept it", lambda w: 100 * w.intervals_kept, "{:.1f} %"),
    Line("training hours delivered", lambda w: float(w.minutes.sum()) / 60, "{:.0f}"),
    Line("… of the hours on contact", lambda w: 100 * _share_of_contact(w), "{:.2f} %"),
    Line("… to those who truly struggle", lambda w: 100 * w.of_need, "{:.0f} %"),
    Line("hours recalled", lambda w: w.recalled / 60, "{:.0f}"),
    Line("hours missed, sick", lambda w: w.missed / 60, "{:.0f}"),
    Line("truly struggling, first week", lambda w: 100 * float(w.struggling[0]), "{:.1f} %"),
    Line("truly struggling, last week", lambda w: 100 * float(w.struggling[-1]), "{:.1f} %"),
    Line("spreads beyond the bar per 100 agents, first week", lambda w: 100 * float(w.beyond[0]), "{:.0f}"),
    Line("spreads beyond the bar per 100 agents, last week", lambda w: 100 * float(w.beyond[-1]), "{:.0f}"),
    Line("called struggling and so they are", lambda w: 100 * w.called_right, "{:.0f} %"),
    Line("struggling and called so", lambda w: 100 * w.called_of_all, "{:.0f} %"),
    Line("never called: least hours", lambda w: _least(w.equals), "{:.1f}"),
    Line("never called: most hours", lambda w: _most(w.equals), "{:.1f}"),
    Line("never called: Gini of hours", lambda w: gini(w.equals), "{:.2f}"),
    Line("in need: Gini of minutes a week", lambda w: gini(w.in_need), "{:.2f}"),
)


@dataclass(frozen=True)
class Size:
    """How much is simulated."""

    agents: int = 300
    weeks: int = 12
    seeds: int = 4
    sweeps: int = 12
    capacity: float = CAPACITY


QUICK = Size(agents=40, weeks=2, seeds=1, sweeps=4)


def simulated(
    size: Size, effects: Sequence[float], tell: Callable[[str], None]
) -> Mapping[float, Mapping[str, list[World]]]:
    """The worlds of every effect, each seed on one fate; longer courses only for the first effect."""
    begun = time.monotonic()
    centre = floor(size.agents, HANDLING_SECONDS, size.sweeps, size.capacity)
    tell(f"roster of {size.agents} agents and {len(centre.trainers)} trainers: {time.monotonic() - begun:.0f} s")
    found: dict[float, dict[str, list[World]]] = {effect: {} for effect in effects}
    for seed in range(size.seeds):
        own = fate(centre, size.weeks, seed)
        without = lived(centre, own, NoPool(), 0.0)
        for effect in effects:
            found[effect].setdefault(NO_POOL, []).append(without)
            for name, world in _with_training(centre, own, effect, longer=effect == effects[0]):
                found[effect].setdefault(name, []).append(world)
            tell(f"seed {seed}, effect {effect:g}: {time.monotonic() - begun:.0f} s")
    return found


def _with_training(centre: Floor, own: Fate, effect: float, *, longer: bool) -> Iterable[tuple[str, World]]:
    pooled = lived(centre, own, Pool(), effect)
    yield POOL, pooled
    if longer:
        yield LONGER, lived(centre, own, Pool(LONGER_SESSIONS), effect)
    yield FLAT, lived(centre, own, FlatShare(FLAT_SHARE), effect)
    yield FLAT_AS_MUCH, lived(centre, own, FlatShare(_share_of_contact(pooled)), effect)


def _share_of_contact(world: World) -> float:
    trained = float(world.minutes.sum()) / 60
    return trained / (world.on_contact_hours + trained)


def _least(minutes: Floats) -> float:
    return float(minutes.min()) / 60 if minutes.size else float("nan")


def _most(minutes: Floats) -> float:
    return float(minutes.max()) / 60 if minutes.size else float("nan")


def table(worlds: Mapping[str, Sequence[World]]) -> list[str]:
    """A Markdown table: mean over the seeds ± its standard error."""
    names = list(worlds)
    lines = ["| | " + " | ".join(names) + " |", "| --- |" + " --- |" * len(names)]
    for line in REPORT:
        cells = [_mean_and_error([line.measure(world) for world in worlds[name]], line.form) for name in names]
        lines.append(f"| {line.title} | " + " | ".join(cells) + " |")
    return lines


def differences(worlds: Mapping[str, Sequence[World]]) -> list[str]:
    """What each rule changes beside no pool, seed by seed on the same fate."""
    lines = []
    for name in list(worlds)[1:]:
        parts = []
        for line in (REPORT[0], REPORT[2], REPORT[10], REPORT[12]):
            pairs = zip(worlds[name], worlds[NO_POOL], strict=True)
            change = [line.measure(with_rule) - line.measure(without) for with_rule, without in pairs]
            parts.append(f"{line.title} {_mean_and_error(change, '{:+.2f}')}")
        lines.append(f"{name}: " + "; ".join(parts))
    return lines


def _mean_and_error(values: Sequence[float], form: str) -> str:
    known = [value for value in values if not np.isnan(value)]
    if not known:
        return "–"
    mean = float(np.mean(known))
    if len(known) < 2:
        return form.format(mean)
    error = float(np.std(known, ddof=1)) / sqrt(len(known))
    number = form.split(" ")[0].replace("+", "")
    return f"{form.format(mean)} ± {number.format(error)}"


def as_document(found: Mapping[float, Mapping[str, Sequence[World]]]) -> dict[str, object]:
    """Every figure of every seed."""
    return {
        f"{effect:g}": {
            name: {line.title: [line.measure(world) for world in worlds] for line in REPORT}
            for name, worlds in of_effect.items()
        }
        for effect, of_effect in found.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=Size().seeds)
    parser.add_argument("--weeks", type=int, default=Size().weeks)
    parser.add_argument("--agents", type=int, default=Size().agents)
    parser.add_argument("--capacity", type=float, default=CAPACITY, help="heads rostered beside those needed")
    parser.add_argument(
        "--effects", type=float, nargs="+", default=[0.7, 0.0], help="what an hour closes: 1 - exp(-x)"
    )
    parser.add_argument("--quick", action="store_true", help="40 agents, two weeks, one seed")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--plots", type=Path, metavar="DIR", help="write twelve_weeks.png there")
    chosen = parser.parse_args()
    size = QUICK if chosen.quick else Size(chosen.agents, chosen.weeks, chosen.seeds, capacity=chosen.capacity)
    found = simulated(
        size, chosen.effects, (lambda _: None) if chosen.json else lambda text: print(text, flush=True)
    )
    if chosen.plots is not None:
        from benchmarks.pool.twelve_weeks_plots import draw

        draw(found, chosen.plots / "twelve_weeks.png")
    if chosen.json:
        print(json.dumps(as_document(found), indent=2))
        return
    for effect, worlds in found.items():
        closes = 100 * (1 - np.exp(-effect))
        print(f"\nAn hour closes {closes:.0f} % of the distance to the peers' middle:\n")
        print("\n".join(table(worlds)))
        print("\nBeside no pool:\n" + "\n".join(differences(worlds)))


if __name__ == "__main__":
    main()
