"""What leave counts for when days and hours are counted over the whole planning period."""

from collections.abc import Collection
from datetime import date

from wfm.domain.people import Agent
from wfm.rostering.coming import away_all_day, is_offered
from wfm.rostering.problem import RosterProblem
from wfm.rostering.week_terms import week_terms


def days_credited(agent: Agent, problem: RosterProblem) -> int:
    """Days of leave or training in the horizon that count as worked: in no week more than the contract's days."""
    contract, horizon = problem.contract_of(agent), problem.horizon
    absences = problem.absences_of[agent.agent_id]
    away = [0] * horizon.weeks
    for day in horizon.dates:
        if is_offered(contract, day, problem) and away_all_day(absences, day, problem) is not None:
            away[horizon.week_index(day)] += 1
    return sum(min(days, week_terms(agent, week, problem)[0].most) for week, days in enumerate(away))


def days_credited_on(agent: Agent, days: Collection[date], problem: RosterProblem) -> int:
    """Days of leave or training among `days` that count as worked: of each whole week the first ones, as many as
    the contract has days."""
    contract, horizon = problem.contract_of(agent), problem.horizon
    absences = problem.absences_of[agent.agent_id]
    credited = 0
    for week in dict.fromkeys(map(horizon.week_index, days)) if absences else ():
        offered = (day for day in horizon.days_of_week(week) if is_offered(contract, day, problem))
        away = [day for day in offered if away_all_day(absences, day, problem) is not None]
        credited += sum(day in days for day in away[: week_terms(agent, week, problem)[0].most])
    return credited
