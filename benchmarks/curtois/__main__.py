"""``python -m benchmarks.curtois DIR 1 2 3 --seconds 60``: Curtois' instances, one JSON line each."""

import argparse
import csv
import json
import os
import time
from pathlib import Path

from benchmarks.curtois.centre import days_of, problem_of
from benchmarks.curtois.evaluator import objective, violations
from benchmarks.curtois.instance import read_instance
from wfm.domain.centre import RosterSettings
from wfm.rostering.build import build_roster

UNTIL_TIME_IS_UP = 10**6
"""Neighbourhoods; more than any time limit lets the search try."""


def measured(data: Path, number: int, seconds: float, seed: int) -> dict[str, object]:
    """One instance on one core: points by the evaluator, bound, best known, gap to it, seconds, rules broken."""
    instance = read_instance(data / f"Instance{number}.txt")
    settings = RosterSettings(
        request_points=1,
        late_weight=0,
        weekend_weight=0,
        seed=seed,
        neighbourhoods=UNTIL_TIME_IS_UP,
        time_limit_seconds=seconds,
    )
    begun = time.perf_counter()
    result = build_roster(problem_of(instance, settings))
    took = time.perf_counter() - begun
    found = days_of(result.roster)
    best = best_known(data).get(number)
    points = objective(instance, found)
    return {
        "instance": number,
        "objective": points,
        "bound": result.bound,
        "best_known": best,
        "gap_percent": None if best is None else round(100 * (points - best) / best, 2),
        "seconds": round(took, 1),
        "seed": seed,
        "stopped_by": str(result.stopped_by),
        "violations": list(violations(instance, found)),
    }


def best_known(data: Path) -> dict[int, int]:
    """The best known value of every instance; nothing when the file is not there."""
    path = data / "best_known.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        return {int(row["instance"]): int(row["best_known"]) for row in csv.DictReader(lines)}


def main() -> None:
    """Measure everything asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", default=os.environ.get("CURTOIS_DATA"), help="else $CURTOIS_DATA")
    parser.add_argument("instances", nargs="*", type=int, default=[1, 2, 3, 4, 5, 7, 8])
    parser.add_argument("--seconds", type=float, default=60.0, help="limit of each instance")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if asked.data is None:
        parser.error("name the directory of the instances, or set CURTOIS_DATA")
    for number in asked.instances:
        print(json.dumps(measured(Path(asked.data), number, asked.seconds, asked.seed)), flush=True)


if __name__ == "__main__":
    main()
