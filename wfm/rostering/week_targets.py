"""How many days and hours an agent owes in each week, leave and broken weeks taken into account.

A whole day of leave or training counts as a day worked, with a day's share of the contract's hours; a week of
which only some days can be seen owes its minimum in proportion.
"""

from dataclasses import dataclass
from datetime import date

from wfm.domain.contracts import Span
from wfm.domain.people import Absence, Agent
from wfm.domain.time import at_minute
from wfm.rostering.problem import RosterProblem


@dataclass(frozen=True, slots=True)
class WeekTarget:
    """What one agent may and must work in one of the centre's weeks, tail of the previous roster included."""

    week: int
    days: Span
    minutes: Span
    leave_days: int

    def holds(self, days: int, minutes: int) -> bool:
        return self.days.least <= days <= self.days.most and self.minutes.least <= minutes <= self.minutes.most


def away_all_day(absences: tuple[Absence, ...], day: date, problem: RosterProblem) -> Absence | None:
    """The absence that takes the whole of `day`, if there is one."""
    zone = problem.horizon.zone
    begins, ends = at_minute(day, 0, zone), at_minute(day, 1440, zone)
    return next((away for away in absences if away.start <= begins and ends <= away.end), None)


def week_targets(agent: Agent, problem: RosterProblem) -> tuple[WeekTarget, ...]:
    """One target per week that the horizon touches."""
    return tuple(_target(agent, week, problem) for week in range(problem.horizon.weeks))


def _target(agent: Agent, week: int, problem: RosterProblem) -> WeekTarget:
    contract, horizon = problem.contract_of(agent), problem.horizon
    known = {plan.date for plan in problem.previous_of[agent.agent_id]}
    dates = [
        day for day in horizon.days_of_week(week) if day in known or 0 <= horizon.day_index(day) < horizon.days
    ]
    offered = {weekday for name in contract.shifts for weekday in problem.centre.shifts[name].weekdays}
    absences = problem.absences_of[agent.agent_id]
    leave = sum(day.weekday() in offered and away_all_day(absences, day, problem) is not None for day in dates)
    credited = min(leave, contract.days_per_week.most)
    day_minutes = contract.week_minutes.most // max(1, contract.days_per_week.most)
    done = [plan for plan in problem.previous_of[agent.agent_id] if plan.date in dates and plan.works]
    done_minutes = sum(plan.paid_minutes for plan in done)
    return WeekTarget(
        week,
        _owed(contract.days_per_week, len(dates), credited, len(done)),
        _owed(contract.week_minutes, len(dates), credited * day_minutes, done_minutes),
        leave,
    )


def _owed(span: Span, days_seen: int, credit: int, done: int) -> Span:
    """What is left to owe after `credit`; what is `done` already cannot be too much."""
    return Span(max(0, span.least * days_seen // 7 - credit), max(0, span.most - credit, done))
