"""``python -m benchmarks.pool.reserve 300``: training that has a place if the roster plans for it, or not."""

import argparse
import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from benchmarks.pool.reserve_centre import centre_with_training
from benchmarks.roster.run import hard_breaches, short_and_over
from wfm.app.order import Order
from wfm.app.run_chain import run_chain
from wfm.app.steps import NobodyWatches
from wfm.app.training import Training
from wfm.app.training_place import TrainingPlace
from wfm.app.training_reserve import with_training_reserve
from wfm.domain.centre import ReserveSettings
from wfm.rostering.build import build_roster
from wfm.rostering.problem import RosterProblem
from wfm.rostering.result import RosterResult

SAMPLE_FIRST, SAMPLE_DAYS = date(1999, 3, 7), 28
MODES = {
    "one after the other": None,
    "joint": ReserveSettings(),
    "joint, extra hours": ReserveSettings(extra_hours=True),
}
"""What is compared, and what the roster keeps free; None: nothing."""


def generated_centre(agents: int, sweeps: int, unplanned: float, seed: int) -> Iterator[dict[str, object]]:
    """A generated centre in which every fifth agent wants four hours a week; placed by the greedy draft."""
    problem, training = centre_with_training(agents, agents // 5, 1.03, unplanned, sweeps, seed)
    begun = time.perf_counter()
    base = build_roster(problem)
    seconds = time.perf_counter() - begun
    for mode, settings in MODES.items():
        begun, result = time.perf_counter(), base
        place = TrainingPlace(problem, _with(training, settings or ReserveSettings()))
        if settings is not None:
            result, _ = with_training_reserve(base, place, lambda _: None, lambda: False)
        took = seconds + (time.perf_counter() - begun if settings else 0.0)
        row = {"agents": agents, "unplanned": unplanned, "seed": seed, "mode": mode}
        yield {**row, **_measured(problem, place, result), "seconds": round(took, 1)}


def _with(training: Training, reserve: ReserveSettings) -> Training:
    return replace(training, settings=replace(training.settings, reserve=reserve))


def _measured(problem: RosterProblem, place: TrainingPlace, result: RosterResult) -> dict[str, object]:
    """Counted from the plans, against demand alone."""
    short, over = short_and_over(problem, result.roster)
    return {
        "wanted_minutes": place.wanted_minutes,
        "placed_minutes": sum(session.minutes for session in place.sessions(result.roster)),
        "short_hours": short,
        "over_hours": over,
        "paid_hours": sum(plan.paid_minutes for plan in result.roster.plans) / 60,
        "objective": round(result.objective, 1),
        "bound": None if result.bound is None else round(result.bound, 1),
        "hard_breaches": hard_breaches(problem, result.roster),
    }


def sample(centre: Path) -> Iterator[dict[str, object]]:
    """The sample centre, whole runs of four weeks; placed by the draft that is published."""
    settings = (centre / "wfm.toml").read_text(encoding="utf-8")
    for mode, reserve in MODES.items():
        share, extra = (reserve.share, reserve.extra_hours) if reserve else (0.0, False)
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "centre"
            shutil.copytree(centre / "inputs", root / "inputs")
            said = settings.replace("\nshare = 0.05 ", f"\nshare = {share} ")
            said = said.replace("extra_hours = false", f"extra_hours = {str(extra).lower()}")
            (root / "wfm.toml").write_text(said, encoding="utf-8")
            told = run_chain(Order(root, SAMPLE_FIRST, SAMPLE_DAYS), NobodyWatches()).summary
        due = told["training_reserve"]
        yield {
            "centre": "sample",
            "mode": mode,
            "wanted_minutes": due["wanted_minutes"] if isinstance(due, dict) else None,
            "placed_minutes": told["training_placed_minutes"],
            "short_hours": told["understaffed_hours"],
            "over_hours": told["overstaffed_hours"],
            "paid_hours": told["paid_hours"],
            "objective": told["objective"],
            "hard_breaches": told["hard_breaches"],
            "seconds": told["seconds"],
        }


def main() -> None:
    """One JSON line for each way of planning."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("agents", type=int, nargs="*", help="size of a generated centre")
    parser.add_argument("--sweeps", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--unplanned", type=float, default=0.0, help="share kept for absences nobody knows yet")
    parser.add_argument("--sample", type=Path, help="workspace of the sample centre: the repository's root")
    asked = parser.parse_args()
    for agents in asked.agents:
        for row in generated_centre(agents, asked.sweeps, asked.unplanned, asked.seed):
            print(json.dumps(row), flush=True)
    for row in sample(asked.sample) if asked.sample else ():
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
