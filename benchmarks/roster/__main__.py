"""``python -m benchmarks.roster 100 1000``: build rosters of these sizes; how good, how fast, how big they are."""

import argparse
import json
import resource
import time

import numpy as np

from benchmarks.roster.instance import demand_hours, generated
from wfm.rostering.build import build_roster
from wfm.rostering.check import audit, net_in, open_in
from wfm.rostering.result import Progress

NO_FAIRNESS = {"late_weight": 0, "weekend_weight": 0}


def measured(agents: int, seed: int, search: dict[str, int]) -> dict[str, object]:
    """One centre: shares of demand hours short and over, objective, bound, seconds, memory."""
    problem = generated(agents, seed, **search)
    begun, cpu = time.perf_counter(), time.process_time()
    first: list[float] = []

    def heard(progress: Progress) -> None:
        if progress.stage == "first roster":
            first.append(time.perf_counter() - begun)

    result = build_roster(problem, on_progress=heard)
    seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
    hard = [breach for breach in audit(problem, result.roster) if breach.severity == "hard"]
    open_now, net = open_in(problem, result.roster)["calls"], net_in(problem)["calls"]
    hours = problem.horizon.interval_minutes / 60
    demand = demand_hours(problem)
    return {
        "agents": agents,
        "seed": seed,
        "demand_hours": demand,
        "short_percent": round(float(np.maximum(net - open_now, 0).sum()) * hours / demand * 100, 3),
        "over_percent": round(float(np.maximum(open_now - net, 0).sum()) * hours / demand * 100, 3),
        "objective": round(result.objective, 1),
        "costs": {name: round(points, 1) for name, points in result.costs.items()},
        "bound": None if result.bound is None else round(result.bound, 1),
        "excess_percent": None if result.excess is None else round(result.excess * 100, 3),
        "first_roster_seconds": round(first[0], 1),
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu, 1),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "sweeps": result.sweeps,
        "hard_breaches": len(hard),
    }


def main() -> None:
    """Measure every size asked for, one JSON line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("agents", type=int, nargs="+")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sweeps", type=int, default=30)
    asked = parser.parse_args()
    for agents in asked.agents:
        print(json.dumps(measured(agents, asked.seed, {"sweeps": asked.sweeps, **NO_FAIRNESS})), flush=True)


if __name__ == "__main__":
    main()
