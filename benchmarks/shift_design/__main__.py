"""``python -m benchmarks.shift_design set1 set3 --data DIR --seconds 60``: design shifts for public instances."""

import argparse
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.shift_design.evaluator import score
from benchmarks.shift_design.instance import Instance, read_instance
from wfm.rostering.design.best_design import best_design
from wfm.rostering.design.effort import Effort

NO_WORK_LIMIT = 1e9


def measured(instance: Instance, seconds: float) -> dict[str, object]:
    """One instance on one core: points recomputed by the evaluator, bound, gap, best plan given, seconds."""
    begun = time.perf_counter()
    design = best_design(instance.problem, Effort(NO_WORK_LIMIT, seconds))
    took = time.perf_counter() - begun
    objective = score(instance.problem, design.people)
    return {
        "instance": instance.name,
        "slot": instance.problem.slot_minutes,
        "objective": objective,
        "bound": round(design.bound, 1),
        "gap_percent": round(100 * (objective - design.bound) / objective, 2),
        "proven": design.proven,
        "planted": instance.planted,
        "shifts": len(design.kinds),
        "seconds": round(took, 1),
    }


def wanted_files(data: Path, names: list[str]) -> Iterator[tuple[str, Path]]:
    """Every instance of a set ("set3"), or the one that is named ("set3/13")."""
    for name in names:
        found = sorted((data / name).glob("[0-9]*.txt"), key=lambda path: int(path.stem.split("-")[-1]))
        yield from ((f"{name}/{path.stem}", path) for path in found)
        if not found:
            yield name, data / f"{name}.txt"


def main() -> None:
    """Measure everything asked for, one JSON line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=["set1", "set3"], help="sets, or single instances as set3/13")
    parser.add_argument("--data", default=os.environ.get("SHIFT_DESIGN_DATA"), help="else $SHIFT_DESIGN_DATA")
    parser.add_argument("--seconds", type=float, default=60.0, help="limit of each instance")
    asked = parser.parse_args()
    if asked.data is None:
        parser.error("name the directory with set1, set3, ... by --data or SHIFT_DESIGN_DATA")
    for name, path in wanted_files(Path(asked.data), asked.names):
        print(json.dumps(measured(read_instance(path, name), asked.seconds)), flush=True)


if __name__ == "__main__":
    main()
