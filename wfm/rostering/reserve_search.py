"""The search for a roster with a reserve: from a finished roster on, so that people are free where they are to be
trained, and nobody is free where nobody wants him."""

from collections.abc import Callable

import numpy as np

from wfm.domain.centre import RosterSettings
from wfm.domain.roster import DayPlan
from wfm.rostering.agent_case import AgentCase
from wfm.rostering.construct import carried_in
from wfm.rostering.descent import LEAST_FOR_PAIRS, shares_now, smoothings, sweep_over
from wfm.rostering.exchange import exchange
from wfm.rostering.group_book import groups_of
from wfm.rostering.joint_moves import move_together, repair
from wfm.rostering.keeping import is_as_published
from wfm.rostering.line import RosterLine
from wfm.rostering.reserve import Reserve
from wfm.rostering.result import Progress
from wfm.rostering.ruin import ruin_and_recreate
from wfm.rostering.rules.fairness import Fairness
from wfm.rostering.rules.hours_as_before import HoursAsBefore
from wfm.rostering.rules.trainers_at_work import trainers_at_work
from wfm.rostering.search import Found, Search
from wfm.rostering.stages import StageKind
from wfm.rostering.team import Team

WARMEST = 0.3
"""Half-width of the rounded corners from which on the search goes on: warmer would forget the roster it has."""


def search_with_reserve(search: Search, reserve: Reserve, tell: Callable[[Progress], None]) -> Found:
    """The team that the search ends with, at the true cost: what the reserve was worth is left out again.

    Stopped early the team is legal, but may be worse than the roster it began from.
    """
    problem, is_over = search.problem, search.patience.is_over
    cost, groups = search.cost(), groups_of(problem, search.cases)
    lines = [_line_of(case, reserve) for case in search.cases]
    sought = (
        *trainers_at_work(reserve, search.cases),
        HoursAsBefore(search.cases, lines, reserve.points_for_hours),
    )
    for group in (*groups, *sought):
        for number, line in enumerate(lines):
            group.replace(number, None, line)
    beyond = reserve.cost_beyond(cost, [cover.name for cover in problem.covers])
    fairness, carried = Fairness.unshared(problem), carried_in(problem)
    team = Team.of(search.cases, beyond, fairness, lines, carried, (*groups, *sought))
    team.fairness = shares_now(team)
    sweeps = _descend(team, problem.centre.roster, is_over, tell)
    if len(team.cases) < LEAST_FOR_PAIRS:
        ruin_and_recreate(team, search.trials(), problem.centre.roster.seed, is_over)
    team.cost, team.groups = cost, groups
    team.fairness = shares_now(team)
    exchange(team, is_over)
    move_together(team, 0.0, is_over)
    repair(team, problem.centre.roster.seed, is_over)
    return Found(team, sweeps)


def _descend(
    team: Team, settings: RosterSettings, is_over: Callable[[], bool], tell: Callable[[Progress], None]
) -> int:
    """The sweeps of a descent that had cooled down already; how many were done."""
    widths = [width for width in smoothings(settings.sweeps) if width <= WARMEST]
    random = np.random.default_rng(settings.seed)
    for done, width in enumerate(widths):
        sweep_over(team, random.permutation(len(team.cases)).tolist(), width, is_over)
        if is_over():
            return done
        tell(Progress("training reserve", (done + 1) / len(widths), team.points()))
    return len(widths)


def _line_of(case: AgentCase, reserve: Reserve) -> RosterLine:
    """The agent's line in the roster that the search begins from."""
    course, values = case.course, case.values
    plans = {plan.date: plan for plan in reserve.begin.by_agent[case.agent.agent_id]}
    horizon = course.problem.horizon
    on_leave = course.problem.leave_of[case.agent.agent_id]
    choices, breaks = list[int](), list[tuple[int, ...]]()
    for offset, stage in zip(course.offsets, course.stages, strict=True):
        if stage.kind is StageKind.DAY:
            plan = plans[horizon.dates[stage.index]]
            choices.append(offset + _choice(plan, stage.index, case, stage.index in on_leave))
            breaks.append(tuple(horizon.elapsed(pause.start) // values.unit for pause in plan.breaks))
    line = case.line_with(np.array(choices), tuple(breaks))
    if line is None:
        raise ValueError(f"the roster to begin from is not legal for {case.agent.agent_id}")
    return line


def _choice(plan: DayPlan, day: int, case: AgentCase, on_leave: bool) -> int:
    """Which of the day's choices the plan is."""
    chosen = case.course.duties_chosen(day)
    if plan.works:
        return [is_as_published(plan, duty, case.course.problem.horizon) for duty in chosen].index(True)
    return len(chosen) - 1 if on_leave else 0
