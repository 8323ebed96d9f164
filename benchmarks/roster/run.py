"""One roster, built and measured in this process: what it leaves short, what is proven, what it took."""

import hashlib
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benchmarks.roster.groups import with_groups
from benchmarks.roster.instance import demand_hours, generated, side_by_side
from wfm.domain.breaches import Severity
from wfm.domain.roster import Roster
from wfm.io.columns import SHIFTS
from wfm.io.tables import write_rows
from wfm.rostering.build import build_roster
from wfm.rostering.check import audit, net_in, open_in
from wfm.rostering.group_book import group_breaches
from wfm.rostering.problem import RosterProblem
from wfm.rostering.result import Progress

MEMORY_OF_THIS_PROCESS = Path("/proc/self/status")


@dataclass(frozen=True)
class Case:
    """What is built: `agents` people drawn by `seed`, looked at for `sweeps`; so many at each of the `sites`, or
    one centre with rules across agents (`groups`)."""

    agents: int
    seed: int
    sweeps: int
    sites: int = 1
    groups: bool = False

    @property
    def problem(self) -> RosterProblem:
        """The centre, or so many of them with queues of their own; nothing is shared fairly, as in the figures
        that ours are compared with."""
        search = {"sweeps": self.sweeps, "late_weight": 0, "weekend_weight": 0}
        centres = [generated(self.agents, self.seed + site, **search) for site in range(self.sites)]
        if self.groups:
            return with_groups(centres[0])
        return centres[0] if self.sites == 1 else side_by_side(centres)


@dataclass(frozen=True)
class Run:
    """One roster in figures. `weighted_demand`: agent-intervals required, at the first price of an agent missing;
    `fingerprint`: of the bytes of its shifts.csv; `megabytes`: the most that one process held."""

    agents: int
    seed: int
    demand_hours: float
    short_hours: float
    over_hours: float
    objective: float
    bound: float | None
    weighted_demand: float
    costs: Mapping[str, float]
    first_roster_seconds: float
    seconds: float
    cpu_seconds: float
    megabytes: int
    sweeps: int
    hard_breaches: int
    fingerprint: str
    broken_across_agents: Mapping[str, int] = field(default_factory=dict)

    @property
    def gap(self) -> float | None:
        """Share 0-1 of the objective that is not proven necessary."""
        return None if self.bound is None else (self.objective - self.bound) / max(self.objective, 1e-9)

    @property
    def excess(self) -> float | None:
        """The same points as a share 0-1 of the weighted demand."""
        return None if self.bound is None else (self.objective - self.bound) / self.weighted_demand

    def row(self) -> dict[str, object]:
        """The line that is printed."""
        return {
            "agents": self.agents,
            "seed": self.seed,
            "demand_hours": round(self.demand_hours, 1),
            "short_hours": round(self.short_hours, 1),
            "short_percent": _percent(self.short_hours / self.demand_hours),
            "over_hours": round(self.over_hours, 1),
            "over_percent": _percent(self.over_hours / self.demand_hours),
            "objective": round(self.objective, 1),
            "bound": None if self.bound is None else round(self.bound, 1),
            "gap_percent": _percent(self.gap),
            "excess_percent": _percent(self.excess),
            "costs": {name: round(points, 1) for name, points in self.costs.items()},
            "first_roster_seconds": round(self.first_roster_seconds, 1),
            "seconds": round(self.seconds, 1),
            "cpu_seconds": round(self.cpu_seconds, 1),
            "megabytes": self.megabytes,
            "sweeps": self.sweeps,
            "hard_breaches": self.hard_breaches,
            "fingerprint": self.fingerprint,
            **({"broken_across_agents": dict(self.broken_across_agents)} if self.broken_across_agents else {}),
        }


def run(case: Case) -> Run:
    """Build the roster of `case` and take it apart again."""
    problem = case.problem
    begun, cpu = time.perf_counter(), time.process_time()
    first: list[float] = []

    def heard(progress: Progress) -> None:
        if not first:
            first.append(time.perf_counter() - begun)

    result = build_roster(problem, on_progress=heard)
    seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
    short, over = short_and_over(problem, result.roster)
    return Run(
        agents=len(problem.agents),
        seed=case.seed,
        demand_hours=demand_hours(problem),
        short_hours=short,
        over_hours=over,
        objective=result.objective,
        bound=result.bound,
        weighted_demand=weighted_demand(problem),
        costs=dict(result.costs),
        first_roster_seconds=first[0],
        seconds=seconds,
        cpu_seconds=cpu,
        megabytes=peak_megabytes(),
        sweeps=result.sweeps,
        hard_breaches=hard_breaches(problem, result.roster),
        fingerprint=fingerprint(result.roster),
        broken_across_agents=Counter(breach.rule for breach in group_breaches(problem, result.roster)),
    )


def short_and_over(problem: RosterProblem, roster: Roster) -> tuple[float, float]:
    """Agent-hours below and above the requirement, counted from the plans."""
    present, net = open_in(problem, roster), net_in(problem)
    hours = problem.horizon.interval_minutes / 60
    short = sum(float(np.maximum(net[cover] - present[cover], 0).sum()) for cover in net)
    over = sum(float(np.maximum(present[cover] - net[cover], 0).sum()) for cover in net)
    return short * hours, over * hours


def weighted_demand(problem: RosterProblem) -> float:
    """Agent-intervals required, times the first price of an agent missing."""
    return problem.centre.roster.prices.under[0] * sum(row.agents_net for row in problem.requirement)


def hard_breaches(problem: RosterProblem, roster: Roster) -> int:
    """How many hard rules the audit finds broken."""
    return sum(breach.severity is Severity.HARD for breach in audit(problem, roster))


def fingerprint(roster: Roster) -> str:
    """The beginning of the SHA-256 of the shifts.csv that the product would write."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shifts.csv"
        write_rows(path, SHIFTS, roster.plans)
        return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def peak_megabytes() -> int:
    """The most memory that this process has held.

    Linux only, and not getrusage, which counts in what the parent held when it started this process.
    """
    lines = MEMORY_OF_THIS_PROCESS.read_text(encoding="ascii").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM:"))) // 1024


def _percent(share: float | None) -> float | None:
    return None if share is None else round(share * 100, 3)
