"""From the search's lines back to the planner's days: the one place where solver values become plans."""

from wfm.domain.people import AbsenceKind
from wfm.domain.roster import DayKind, DayPlan, Pause, Roster
from wfm.rostering.agent_case import AgentCase
from wfm.rostering.coming import away_all_day
from wfm.rostering.line import RosterLine
from wfm.rostering.problem import RosterProblem
from wfm.rostering.team import Team


def roster_of(team: Team, problem: RosterProblem) -> Roster:
    """The roster that the team's lines make."""
    plans = (
        _plan(case, line, day, problem)
        for case, line in zip(team.cases, team.lines, strict=True)
        for day in range(problem.horizon.days)
    )
    return Roster(problem.horizon, tuple(plans))


def _plan(case: AgentCase, line: RosterLine, day: int, problem: RosterProblem) -> DayPlan:
    horizon, agent_id = problem.horizon, case.agent.agent_id
    date, place = horizon.dates[day], line.places[day]
    pinned = any(pin.date == date for pin in problem.pins_of[agent_id])
    if place < 0:
        away = away_all_day(problem.absences_of[agent_id], date, problem)
        if away is None:
            return DayPlan(agent_id, date, DayKind.OFF, pinned=pinned)
        kind = DayKind.TRAINING if away.kind is AbsenceKind.TRAINING else DayKind.ABSENT
        return DayPlan(agent_id, date, kind, pinned=pinned)
    duty = case.values.flat[place]
    rests = problem.centre.shifts[duty.shift].breaks
    unit = case.values.unit
    pauses = tuple(
        Pause(horizon.moment(start * unit), horizon.moment(start * unit + rest.minutes))
        for start, rest in zip(line.breaks[day], rests, strict=True)
    )
    return DayPlan(
        agent_id,
        date,
        DayKind.SHIFT,
        duty.shift,
        horizon.moment(duty.start),
        horizon.moment(duty.end),
        duty.paid_minutes,
        pauses,
        pinned,
    )
