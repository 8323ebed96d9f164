"""Building a roster: screen, search, bound, and read the plans back."""

import time
from collections.abc import Callable

import numpy as np

from wfm.rostering.agent_case import agent_cases
from wfm.rostering.bound import lower_bound
from wfm.rostering.broken_groups import refuse_broken_groups
from wfm.rostering.explain import refuse_impossible
from wfm.rostering.group_conflicts import refuse_impossible_groups
from wfm.rostering.parts import built_side_by_side, joined_results, parts_of
from wfm.rostering.patience import Patience
from wfm.rostering.plans import roster_of
from wfm.rostering.problem import RosterProblem
from wfm.rostering.reserve_search import search_with_reserve
from wfm.rostering.result import Progress, RosterResult, RosterStatus, StoppedBy
from wfm.rostering.search import Search
from wfm.rostering.team import Team

BOUND_PRICINGS, LEAST_ROUNDS, MOST_ROUNDS = 4000, 4, 80
"""Agents priced for the bound; small centres get more rounds than large ones, within limits."""

Tell = Callable[[Progress], None]


def build_roster(
    problem: RosterProblem,
    on_progress: Tell | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> RosterResult:
    """The best roster found for `problem`, with a proven bound; parts that share no queue side by side.

    Ends when its work is done, so that the same problem and seed give the same roster; a time limit or
    `should_stop` ends it early with the best so far. Raises NoLegalRoster when an agent has no legal roster, or a
    hard rule across agents cannot hold; NothingUsable when it does not hold yet, or when the time limit is too
    short for any roster.

    With a reserve for training the search goes on from a finished roster, and there is no bound: that of the same
    problem without a reserve holds, for the objective does not know of the reserve either.
    """
    begun = time.monotonic()
    patience = Patience.begin(problem.centre.roster.time_limit_seconds, should_stop)
    tell = on_progress or _in_silence
    parts = parts_of(problem)
    if len(parts) == 1:
        return _built(problem, patience, tell, begun)
    results = built_side_by_side(parts, build_part, patience, tell)
    return joined_results(problem, results, patience, time.monotonic() - begun)


def build_part(
    problem: RosterProblem, should_stop: Callable[[], bool], deadline: float | None = None
) -> RosterResult:
    """The roster of one part of a centre, in a process of its own; `deadline` as Patience has it."""
    return _built(problem, Patience(deadline, should_stop), _in_silence, time.monotonic())


def _in_silence(_: Progress) -> None:
    """Nobody listens."""


def _built(problem: RosterProblem, patience: Patience, tell: Tell, begun: float) -> RosterResult:
    cases = agent_cases(problem, patience)
    refuse_impossible(cases, patience.asked_to_stop)
    refuse_impossible_groups(problem, cases)
    search, reserve = Search(problem, cases, patience), problem.reserve
    found = search.best(tell) if reserve is None else search_with_reserve(search, reserve, tell)
    team, bound = found.team, found.bound
    to_prove = bound is None and reserve is None and not any(case.course.keeps_pace for case in cases)
    if to_prove and not patience.is_over():
        tell(Progress("bound", 0.0, team.points()))
        rounds = min(MOST_ROUNDS, max(LEAST_ROUNDS, BOUND_PRICINGS // max(1, len(cases))))
        bound = lower_bound(team, problem.horizon, rounds, patience.is_over)
    result = _result(team, problem, bound, patience.stopped_by, found.sweeps, time.monotonic() - begun)
    refuse_broken_groups(team, problem, result.roster, result.stopped_by)
    return result


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
