"""Building a roster: screen, construct, descend, select, bound, and read the plans back."""

import time
from collections.abc import Callable

import numpy as np

from wfm.rostering.agent_case import agent_cases
from wfm.rostering.bound import lower_bound
from wfm.rostering.construct import first_team
from wfm.rostering.descent import LinePool, descend, sharp_sweep
from wfm.rostering.explain import refuse_impossible
from wfm.rostering.patience import Patience
from wfm.rostering.plans import roster_of
from wfm.rostering.problem import RosterProblem
from wfm.rostering.result import Progress, RosterResult, RosterStatus, StoppedBy
from wfm.rostering.selection import Search, select
from wfm.rostering.staffing_cost import StaffingCost, staffing_cost
from wfm.rostering.team import Team
from wfm.rostering.time_units import unit_minutes

LINES_KEPT = 6
BOUND_PRICINGS, LEAST_ROUNDS, MOST_ROUNDS = 5000, 10, 80
"""Agents priced for the bound; small centres get more rounds than large ones, within limits."""
MOST_SELECTED = 80
"""Agents that selection moves together; beyond, CP-SAT spends its work on reading the model."""

Tell = Callable[[Progress], None]


def build_roster(
    problem: RosterProblem,
    on_progress: Tell | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> RosterResult:
    """The best roster found for `problem`, with a proven bound.

    Ends when its work is done, so that the same problem and seed give the same roster; a time limit or
    `should_stop` ends it early with the best so far. Raises NoLegalRoster when an agent has no legal roster.
    """
    begun = time.monotonic()
    settings = problem.centre.roster
    patience = Patience.begin(settings.time_limit_seconds, should_stop)
    tell = on_progress or (lambda progress: None)
    cases = agent_cases(problem)
    refuse_impossible(cases, patience.asked_to_stop)
    team = first_team(cases, _cost(problem), problem)
    tell(Progress("first roster", 1.0, team.points()))
    sweeps = _search(team, problem, patience, tell)
    bound = None
    if not patience.is_over():
        tell(Progress("bound", 0.0, team.points()))
        rounds = min(MOST_ROUNDS, max(LEAST_ROUNDS, BOUND_PRICINGS // max(1, len(cases))))
        bound = lower_bound(team, problem.horizon, rounds, patience.is_over)
    return _result(team, problem, bound, patience.stopped_by, sweeps, time.monotonic() - begun)


def _search(team: Team, problem: RosterProblem, patience: Patience, tell: Tell) -> int:
    """Descend, then select among the good lines; leaves the best roster in `team`, returns the sweeps done."""
    settings = problem.centre.roster
    pool, best, done = LinePool(LINES_KEPT), list(team.lines), 0
    for sweep in descend(team, settings.sweeps, settings.seed, pool, patience.is_over):
        done = sweep
        if team.points() < team.points_with(best):
            best = list(team.lines)
        tell(Progress("descent", done / settings.sweeps, team.points()))
    if done < settings.sweeps:
        # Stopped while corners were still rounded: one sweep at the true cost repairs most of it.
        sharp_sweep(team)
    if team.points() > team.points_with(best):
        team.take(best)
    if not patience.is_over():
        tell(Progress("selection", 0.0, team.points()))
        choices = [(number, pool.of(number)) for number in range(len(team.cases))]
        choices = sorted(choices, key=lambda choice: -len(choice[1]))[:MOST_SELECTED]
        if select(team, choices, Search(settings.work_limit, settings.seed, patience.is_over)):
            sharp_sweep(team)
    return done


def _cost(problem: RosterProblem) -> StaffingCost:
    centre = problem.centre
    per_agent = centre.interval_minutes // unit_minutes(centre)
    return staffing_cost(problem.requirement, problem.covers, problem.horizon, centre.roster.prices, per_agent)


def _result(
    team: Team,
    problem: RosterProblem,
    bound: float | None,
    stopped_by: StoppedBy,
    sweeps: int,
    seconds: float,
) -> RosterResult:
    objective = team.points()
    demand = problem.centre.roster.prices.under[0] * float(np.sum(team.cost.net))
    proven = bound is not None and objective - bound <= 1e-6
    return RosterResult(
        roster=roster_of(team, problem),
        status=RosterStatus.OPTIMAL if proven else RosterStatus.FEASIBLE,
        objective=objective,
        bound=bound,
        excess=None if bound is None or demand == 0 else (objective - bound) / demand,
        costs=team.breakdown(),
        stopped_by=stopped_by,
        seconds=seconds,
        sweeps=sweeps,
    )
