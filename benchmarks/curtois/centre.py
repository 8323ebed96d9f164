"""Curtois' instances as centres of ours: contracts, shifts without breaks, head-counts, wishes and days off.

Employees with the same figures share a contract; a shift that one of them may not work at all is left out of his
own shifts. Limits that other limits imply are left out as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from benchmarks.curtois.instance import Employee, Instance, Wish
from wfm.domain.centre import Centre, RosterSettings
from wfm.domain.contracts import Contract, Span
from wfm.domain.headcounts import HeadcountRow
from wfm.domain.people import Agent, Pin, PinKind, Request, RequestKind
from wfm.domain.queues import Goal, Queue
from wfm.domain.roster import Roster
from wfm.domain.shifts import ShiftPattern
from wfm.domain.time import MINUTES_PER_DAY, OpeningHours
from wfm.rostering.problem import RosterProblem

FIRST_DAY = date(2026, 11, 30)
DAYS_OF_WEEK = 7


def problem_of(instance: Instance, settings: RosterSettings) -> RosterProblem:
    """The roster problem that has the instance's rosters, at the instance's prices."""
    terms = {employee.name: _terms(employee, instance) for employee in instance.employees}
    names = {terms: f"contract {number}" for number, terms in enumerate(dict.fromkeys(terms.values()), 1)}
    centre = Centre(
        name="Curtois",
        zone=ZoneInfo("Etc/UTC"),
        interval_minutes=60,
        week_start=0,
        opening=OpeningHours(dict.fromkeys(range(7), ((0, MINUTES_PER_DAY),))),
        queues=(Queue("calls", Goal()),),
        contracts={name: _contract(name, of, instance) for of, name in names.items()},
        shifts={name: ShiftPattern(name, 0, 0, 60, shift.minutes) for name, shift in instance.shifts.items()},
        roster=settings,
    )
    agents = tuple(_agent(employee, names[terms[employee.name]]) for employee in instance.employees)
    return RosterProblem(
        centre,
        centre.horizon(FIRST_DAY, instance.days),
        agents,
        (),
        requests=tuple(_request(wish) for wish in instance.wishes),
        pins=tuple(_days_off(instance.employees)),
        headcounts=tuple(
            HeadcountRow(_date(cover.day), (cover.shift,), cover.wanted, cover.under, cover.over)
            for cover in instance.covers
        ),
    )


def days_of(roster: Roster) -> Mapping[str, Sequence[str]]:
    """Each employee's shifts, day by day; "" is a day off."""
    return {agent_id: [plan.shift for plan in plans] for agent_id, plans in roster.by_agent.items()}


class Terms(NamedTuple):
    """What employees of one contract have in common; `most_of_shift` only where it can bind."""

    least_minutes: int
    most_minutes: int
    most_in_row: int
    least_in_row: int
    least_off_in_row: int
    most_weekends: int
    most_of_shift: tuple[tuple[str, int], ...] = ()


def _terms(employee: Employee, instance: Instance) -> Terms:
    """The employee's terms, with the limits of shifts that he may not work at all taken from his fellows."""
    figures = _figures(employee)
    fellows = [other for other in instance.employees if _figures(other) == figures]
    shared = {shift: max(other.most_of_shift.get(shift, 0) for other in fellows) for shift in instance.shifts}
    own = {shift: employee.most_of_shift.get(shift, 0) or most for shift, most in shared.items()}
    binding = {
        shift: most
        for shift, most in own.items()
        if 0 < most < min(instance.days, employee.most_minutes // instance.shifts[shift].minutes)
    }
    return figures._replace(most_of_shift=tuple(binding.items()))


def _figures(employee: Employee) -> Terms:
    return Terms(
        employee.least_minutes,
        employee.most_minutes,
        employee.most_in_row,
        employee.least_in_row,
        employee.least_off_in_row,
        employee.most_weekends,
    )


def _contract(name: str, terms: Terms, instance: Instance) -> Contract:
    return Contract(
        name,
        tuple(instance.shifts),
        days_per_week=Span(0, DAYS_OF_WEEK),
        week_minutes=Span(0, DAYS_OF_WEEK * MINUTES_PER_DAY),
        rest_minutes=0,
        weekly_rest_minutes=None,
        max_days_in_row=terms.most_in_row,
        max_weekends_in_row=None,
        start_drift_minutes=None,
        min_days_in_row=terms.least_in_row if terms.least_in_row > 1 else None,
        min_days_off_in_row=terms.least_off_in_row if terms.least_off_in_row > 1 else None,
        forbidden_next_day={shift: kind.never_next for shift, kind in instance.shifts.items() if kind.never_next},
        min_minutes_in_period=terms.least_minutes,
        max_minutes_in_period=terms.most_minutes,
        max_shifts_in_period=dict(terms.most_of_shift),
        max_weekends_in_period=terms.most_weekends,
    )


def _agent(employee: Employee, contract: str) -> Agent:
    own = tuple(shift for shift, most in employee.most_of_shift.items() if most > 0)
    return Agent(employee.name, employee.name, "all", contract, ("calls",), shifts=own)


def _request(wish: Wish) -> Request:
    kind = RequestKind.SHIFT if wish.wanted else RequestKind.NOT_SHIFT
    return Request(wish.employee, _date(wish.day), kind, wish.shift, wish.weight)


def _days_off(employees: Sequence[Employee]) -> Iterator[Pin]:
    for employee in employees:
        for day in sorted(employee.days_off):
            yield Pin(employee.name, _date(day), PinKind.OFF)


def _date(day: int) -> date:
    return FIRST_DAY + timedelta(days=day)
