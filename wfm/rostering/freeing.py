"""Which published days cannot stay because of an absence or a pin that came later, and what has to make up for it.

Nobody's sickness may make a roster impossible: a day that cannot be worked any more is given up, and where the
contract then asks for other days, first the rest of that week is set free, then the agent's whole roster.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from wfm.domain.changes import ChangeReason
from wfm.domain.people import Agent
from wfm.domain.roster import DayKind, DayPlan
from wfm.rostering.agent_case import agent_cases
from wfm.rostering.coming import away_all_day
from wfm.rostering.keeping import Day, Keeping
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.absences import ABSENCES
from wfm.rostering.rules.pins import PINS

Freed = Mapping[Day, ChangeReason]


def freed(problem: RosterProblem) -> RosterProblem:
    """The same problem without keeping the days that absences and pins leave no room for."""
    keeping = problem.keeping
    if keeping is None:
        return problem
    given_up = {agent.agent_id: _given_up(agent, keeping, problem) for agent in problem.agents}
    touched = [agent for agent in problem.agents if given_up[agent.agent_id]]
    free: dict[Day, ChangeReason] = {day: why for days in given_up.values() for day, why in days.items()}
    for widened in (_their_weeks, _whole_rosters):
        stuck = _impossible(touched, free, problem)
        free |= {day: ChangeReason.MAKES_UP for day in widened(stuck, free, problem) if day not in free}
    return _with(free, problem)


def _given_up(agent: Agent, keeping: Keeping, problem: RosterProblem) -> Freed:
    """The published days of one agent that cannot stay whatever it costs, and why."""
    mine = [
        plan for day in problem.horizon.dates if (plan := keeping.plan_of.get((agent.agent_id, day))) is not None
    ]
    why = {(plan.agent_id, plan.date): _why_not(plan, agent, problem) for plan in mine}
    return {day: reason for day, reason in why.items() if reason is not None}


def _why_not(plan: DayPlan, agent: Agent, problem: RosterProblem) -> ChangeReason | None:
    """Why this day cannot stay; None when neither an absence nor a pin is against it."""
    if any(ABSENCES.remarks(problem, agent, (plan,))):
        return ChangeReason.ABSENT
    if any(PINS.remarks(problem, agent, (plan,))):
        return ChangeReason.PINNED
    on_leave = away_all_day(problem.absences_of[agent.agent_id], plan.date, problem) is not None
    if plan.kind in (DayKind.ABSENT, DayKind.TRAINING) and not on_leave:
        return ChangeReason.LEAVE_WITHDRAWN
    return None


def _impossible(touched: Sequence[Agent], free: Freed, problem: RosterProblem) -> Sequence[Agent]:
    """Those of the agents who have no legal roster as long as only these days are free."""
    if not touched:
        return ()
    cases = agent_cases(_with(free, replace(problem, agents=tuple(touched))))
    return [case.agent for case in cases if not case.legal()]


def _their_weeks(stuck: Sequence[Agent], free: Freed, problem: RosterProblem) -> Sequence[Day]:
    """All days of the weeks in which these agents give up a day."""
    names = {agent.agent_id for agent in stuck}
    weeks = dict.fromkeys((name, problem.horizon.week_index(day)) for name, day in free if name in names)
    return [(name, day) for name, week in weeks for day in problem.horizon.days_of_week(week)]


def _whole_rosters(stuck: Sequence[Agent], free: Freed, problem: RosterProblem) -> Sequence[Day]:
    """All days of these agents."""
    return [(agent.agent_id, day) for agent in stuck for day in problem.horizon.dates]


def _with(free: Freed, problem: RosterProblem) -> RosterProblem:
    keeping = problem.keeping
    return problem if keeping is None else replace(problem, keeping=replace(keeping, freed=free))
