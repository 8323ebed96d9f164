"""A second opinion that shares no formula with the first: calls, agents and clocks, simulated one by one."""

import heapq
import random
from dataclasses import dataclass
from math import inf, sqrt
from statistics import fmean, stdev

import pytest

from wfm.staffing.service import service_figures

SEEDS = range(1, 13)
T_99_9 = 4.437  # two-sided 99.9 % point of Student's t with 11 degrees of freedom
CALLS, WARM_UP = 12_000, 1_500


@dataclass(frozen=True)
class Day:
    """What one simulated day gave: shares of offered calls, mean wait of all calls, share of time busy."""

    service_level: float
    asa_seconds: float
    abandonment: float
    occupancy: float


def simulate(agents: int, erlangs: float, aht: float, threshold: float, patience: float, seed: int) -> Day:
    """First come, first served; a call's offered wait is known from the agents' next free moments alone."""
    draw = random.Random(seed)
    free_at = [0.0] * agents
    clock = busy = waited = 0.0
    in_time = lost = 0
    measured_from = 0.0
    for call in range(CALLS + WARM_UP):
        clock += draw.expovariate(erlangs / aht)
        handling = draw.expovariate(1 / aht)
        gives_up_after = inf if patience == inf else draw.expovariate(1 / patience)
        wait = max(free_at[0] - clock, 0.0)
        answered = wait <= gives_up_after
        if answered:
            heapq.heapreplace(free_at, clock + wait + handling)
        if call < WARM_UP:
            measured_from = clock
            continue
        waited += min(wait, gives_up_after)
        in_time += answered and wait <= threshold
        lost += not answered
        busy += handling if answered else 0.0
    return Day(in_time / CALLS, waited / CALLS, lost / CALLS, busy / (agents * (clock - measured_from)))


@pytest.mark.parametrize(
    ("agents", "erlangs", "aht", "threshold", "patience"),
    [
        (7, 5.0, 180, 20, inf),
        (24, 20.0, 300, 15, inf),
        (6, 5.0, 240, 20, 120),
        (20, 20.0, 300, 30, 60),
        (15, 20.0, 300, 60, 200),  # fewer agents than erlangs
    ],
)
def test_formula_lies_within_what_simulated_days_show(
    agents: int, erlangs: float, aht: float, threshold: float, patience: float
) -> None:
    """Without it an error common to the formula and the table it was checked against would stay."""
    figures = service_figures(agents, erlangs, aht, aht / 60, threshold, patience)
    days = [simulate(agents, erlangs, aht, threshold, patience, seed) for seed in SEEDS]
    for name in ("service_level", "asa_seconds", "abandonment", "occupancy"):
        seen = [getattr(day, name) for day in days]
        margin = T_99_9 * stdev(seen) / sqrt(len(seen))
        assert abs(fmean(seen) - getattr(figures, name)) <= margin + 1e-12, name


def test_the_simulation_would_notice_one_agent_less() -> None:
    """Without it the margins above could be so wide that any formula passes."""
    wrong = service_figures(19, 20.0, 300, 5, 30, 60)
    seen = [simulate(20, 20.0, 300, 30, 60, seed).service_level for seed in SEEDS]
    assert abs(fmean(seen) - wrong.service_level) > T_99_9 * stdev(seen) / sqrt(len(seen))
