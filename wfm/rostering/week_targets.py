"""How many days and hours an agent owes in each week, leave and broken weeks taken into account.

A whole day of leave or training counts as a day worked, with a day's share of the contract's hours. A broken week,
of which only some days can be seen, must leave the rest of it able to keep the contract, and should take its share
of the hours: what it takes more or less is priced.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from wfm.domain.contracts import Span
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.rostering.coming import away_all_day, is_offered, shifts_possible
from wfm.rostering.problem import RosterProblem
from wfm.rostering.week_terms import week_terms

POINTS_PER_HOUR_OFF_SHARE = 10
BROKEN_WEEKS = "Broken weeks"


@dataclass(frozen=True, slots=True)
class WeekTarget:
    """What one agent may and must work in one of the centre's weeks, tail of the previous roster included.

    `share`: paid minutes that the days seen should take; all of `minutes` in a week that is seen whole.
    """

    week: int
    days: Span
    minutes: Span
    share: Span

    def holds(self, days: int, minutes: int) -> bool:
        return self.days.least <= days <= self.days.most and self.minutes.least <= minutes <= self.minutes.most

    def points(self, minutes: int) -> float:
        """What it costs to take more or less than the share."""
        off = max(0, self.share.least - minutes, minutes - self.share.most)
        return off / 60 * POINTS_PER_HOUR_OFF_SHARE


def broken_week_words() -> str:
    """The rule about weeks of which only some days are planned."""
    return (
        f"a week of which only some days are planned takes its share of the hours; {POINTS_PER_HOUR_OFF_SHARE} "
        "points per hour off it"
    )


def week_targets(agent: Agent, problem: RosterProblem) -> tuple[WeekTarget, ...]:
    """One target per week that the horizon touches."""
    return tuple(_target(agent, week, problem) for week in range(problem.horizon.weeks))


def _target(agent: Agent, week: int, problem: RosterProblem) -> WeekTarget:
    contract, horizon = problem.contract_of(agent), problem.horizon
    previous = problem.previous_of[agent.agent_id]
    whole = [day for day in horizon.days_of_week(week) if is_offered(contract, day, problem)]
    known = {plan.date for plan in previous if horizon.week_index(plan.date) == week}
    planned = [day for day in whole if 0 <= horizon.day_index(day) < horizon.days]
    seen = [day for day in whole if day in known or day in planned]
    days, minutes = week_owed(agent, week, problem)
    done = _done([plan for plan in previous if plan.works and plan.date in known])
    to_come = _most_possible(agent, [day for day in whole if day not in seen], problem)
    still = _most_possible(agent, planned, problem) if known else None
    return WeekTarget(
        week,
        _owed(days, to_come.days, done.days, None if still is None else done.days + still.days),
        _owed(minutes, to_come.minutes, done.minutes, None if still is None else done.minutes + still.minutes),
        _part(minutes, len(seen) / len(whole)),
    )


class Worked(NamedTuple):
    """Days and paid minutes."""

    days: int
    minutes: int


def _done(plans: Sequence[DayPlan]) -> Worked:
    return Worked(len(plans), sum(plan.paid_minutes for plan in plans))


def _most_possible(agent: Agent, days: Sequence[date], problem: RosterProblem) -> Worked:
    """The most that the agent could work on those days, each for itself."""
    longest = [
        max(pattern.paid_minutes for pattern in patterns)
        for patterns in (shifts_possible(agent, day, problem) for day in days)
        if patterns
    ]
    return Worked(len(longest), sum(longest))


def week_owed(agent: Agent, week: int, problem: RosterProblem) -> tuple[Span, Span]:
    """Days and paid minutes that the agent owes in that week as a whole, his days of leave taken off."""
    contract, absences = problem.contract_of(agent), problem.absences_of[agent.agent_id]
    offered = (day for day in problem.horizon.days_of_week(week) if is_offered(contract, day, problem))
    leave = sum(away_all_day(absences, day, problem) is not None for day in offered)
    return _after_leave(*week_terms(agent, week, problem), leave)


def _after_leave(days: Span, minutes: Span, leave: int) -> tuple[Span, Span]:
    """Days and minutes that a week of the contract with so many days of leave asks for.

    A day of leave gives a day's share of the week's hours, of its least as well as of its most: shifts of
    different lengths must still be able to fill the days that are left.
    """
    shortest, longest = minutes.least // max(1, days.most), minutes.most // max(1, days.most)
    return (
        Span(max(0, days.least - leave), max(0, days.most - leave)),
        Span(max(0, minutes.least - leave * longest), max(0, minutes.most - leave * shortest)),
    )


def _owed(span: Span, to_come: int, done: int, attainable: int | None) -> Span:
    """What must and may be seen of a week that is not seen whole.

    Days after the horizon can still bring what is `to_come`; what is `done` cannot be too much; and of a week
    that an earlier roster has begun, no more is owed than is `attainable`.
    """
    least = max(0, span.least - to_come)
    return Span(least if attainable is None else min(least, attainable), max(span.most, done))


def _part(span: Span, part: float) -> Span:
    """That part (0-1) of the minutes."""
    return Span(round(span.least * part), round(span.most * part))
