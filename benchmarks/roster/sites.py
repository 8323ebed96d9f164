"""Many sites that share nobody and no queue: a roster for each, in parallel processes."""

import hashlib
import time
from collections import Counter
from collections.abc import Sequence

from benchmarks.roster.fresh import fresh_processes
from benchmarks.roster.run import Case, Run, run


def run_sites(cases: Sequence[Case], together: int) -> tuple[Run, ...]:
    """One roster per site, in the order of the sites whatever is ready first."""
    with fresh_processes(together) as pool:
        return tuple(pool.map(run, cases))


def sites_row(cases: Sequence[Case], together: int) -> dict[str, object]:
    """All sites as one line: hours and points are sums, memory that of the largest process.

    `seconds` is what one waits for all of them, `first_roster_seconds` the slowest site's from its own start.
    """
    begun = time.perf_counter()
    runs = run_sites(cases, together)
    return {"sites": len(runs), "processes": together, **joined(runs, time.perf_counter() - begun).row()}


def joined(runs: Sequence[Run], seconds: float) -> Run:
    """The sites as if they were one centre; a bound only if every site has one."""
    bounds = [one.bound for one in runs if one.bound is not None]
    costs: Counter[str] = Counter()
    for one in runs:
        costs.update(one.costs)
    return Run(
        agents=sum(one.agents for one in runs),
        seed=runs[0].seed,
        demand_hours=sum(one.demand_hours for one in runs),
        short_hours=sum(one.short_hours for one in runs),
        over_hours=sum(one.over_hours for one in runs),
        objective=sum(one.objective for one in runs),
        bound=sum(bounds) if len(bounds) == len(runs) else None,
        weighted_demand=sum(one.weighted_demand for one in runs),
        costs=costs,
        first_roster_seconds=max(one.first_roster_seconds for one in runs),
        seconds=seconds,
        cpu_seconds=sum(one.cpu_seconds for one in runs),
        megabytes=max(one.megabytes for one in runs),
        sweeps=max(one.sweeps for one in runs),
        hard_breaches=sum(one.hard_breaches for one in runs),
        fingerprint=hashlib.sha256("".join(one.fingerprint for one in runs).encode()).hexdigest()[:16],
    )
