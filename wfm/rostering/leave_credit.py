"""What leave counts for when days and hours are counted over the whole planning period."""

from wfm.domain.people import Agent
from wfm.rostering.coming import away_all_day, is_offered
from wfm.rostering.problem import RosterProblem


def days_credited(agent: Agent, problem: RosterProblem) -> int:
    """Days of leave or training in the horizon that count as worked: in no week more than the contract's days."""
    contract, horizon = problem.contract_of(agent), problem.horizon
    absences = problem.absences_of[agent.agent_id]
    away = [0] * horizon.weeks
    for day in horizon.dates:
        if is_offered(contract, day, problem) and away_all_day(absences, day, problem) is not None:
            away[horizon.week_index(day)] += 1
    return sum(min(days, contract.days_per_week.most) for days in away)
