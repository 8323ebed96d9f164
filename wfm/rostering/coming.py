"""On which days and in which hours an agent can come at all."""

from datetime import date

from wfm.domain.people import Absence, Agent
from wfm.domain.shifts import ShiftPattern
from wfm.domain.time import at_minute
from wfm.rostering.problem import RosterProblem


def within_availability(agent: Agent, weekday: int, wall_start: int, minutes: int) -> bool:
    """Whether a shift of that weekday lies in the agent's hours; past midnight it needs hours that reach it."""
    if agent.availability is None:
        return True
    wall_end = wall_start + minutes
    hours = list(agent.availability.get(weekday, ()))
    hours += [(opens + 1440, closes + 1440) for opens, closes in agent.availability.get((weekday + 1) % 7, ())]
    reach = wall_start
    for opens, closes in sorted(hours):
        if opens <= reach < closes:
            reach = closes
    return reach >= wall_end


def away_all_day(absences: tuple[Absence, ...], day: date, problem: RosterProblem) -> Absence | None:
    """The absence that takes the whole of `day`, if there is one."""
    if not absences:
        return None
    zone = problem.horizon.zone
    begins, ends = at_minute(day, 0, zone), at_minute(day, 1440, zone)
    return next((away for away in absences if away.start <= begins and ends <= away.end), None)


def shifts_possible(agent: Agent, day: date, problem: RosterProblem) -> tuple[ShiftPattern, ...]:
    """The patterns of the agent's contract that he could work on `day` by weekday, availability and leave."""
    if away_all_day(problem.absences_of[agent.agent_id], day, problem) is not None:
        return ()
    patterns = (problem.centre.shifts[name] for name in problem.contract_of(agent).shifts)
    return tuple(
        pattern
        for pattern in patterns
        if day.weekday() in pattern.weekdays
        and any(within_availability(agent, day.weekday(), start, pattern.minutes) for start in pattern.starts)
    )
