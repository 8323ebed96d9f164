"""On which days and in which hours an agent can come at all."""

from datetime import date

from wfm.domain.contracts import Contract
from wfm.domain.people import Absence, Agent
from wfm.domain.shifts import ShiftPattern
from wfm.rostering.minors import minor_terms_on
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
    return next((away for away in absences if away.takes(day, problem.horizon.zone)), None)


def is_offered(contract: Contract, day: date, problem: RosterProblem) -> bool:
    """Whether the contract has any shift for that kind of day."""
    weekday, shifts = problem.day_types.weekday(day), problem.centre.shifts
    return any(weekday in shifts[name].weekdays for name in contract.shifts)


def shifts_possible(agent: Agent, day: date, problem: RosterProblem) -> tuple[ShiftPattern, ...]:
    """The patterns of his contract that the agent could work on `day` by weekday, length, hours, age and leave."""
    if away_all_day(problem.absences_of[agent.agent_id], day, problem) is not None:
        return ()
    contract, minor = problem.contract_of(agent), minor_terms_on(agent, day, problem)

    def may_start(pattern: ShiftPattern, start: int) -> bool:
        available = within_availability(agent, day.weekday(), start, pattern.minutes)
        permitted = minor is None or minor.permits(start, pattern.minutes, pattern.paid_minutes)
        return available and permitted and contract.permits_hours(start, pattern.minutes)

    return tuple(
        pattern
        for pattern in (problem.centre.shifts[name] for name in contract.shifts)
        if problem.day_types.weekday(day) in pattern.weekdays
        and (agent.shifts is None or pattern.name in agent.shifts)
        and contract.permits_length(pattern.paid_minutes)
        and contract.permits_overtime(pattern.paid_minutes)
        and any(may_start(pattern, start) for start in pattern.starts)
    )
