"""What an agent owes in calendar months that are whole, seen in part, or partly leave; worked out by hand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from wfm.domain.contracts import Contract, Span
from wfm.domain.people import Absence, AbsenceKind
from wfm.domain.roster import DayPlan
from wfm.domain.time import at_minute
from wfm.rostering.build import build_roster
from wfm.rostering.check import audit
from wfm.rostering.contract_check import impossible_contracts
from wfm.rostering.month_targets import month_target
from wfm.rostering.problem import RosterProblem

FEBRUARY = date(2027, 2, 1)  # a Monday, of a month of four whole weeks
LAST_WEEK = date(2027, 1, 25)  # of January, which begins on a Friday
Make = Callable[..., RosterProblem]
MakePlan = Callable[..., DayPlan]


@pytest.fixture
def monthly(free_contract: Contract) -> Contract:
    """Four to six days of 8 h a week, 160 h in a month."""
    weekly = replace(free_contract, days_per_week=Span(4, 6), week_minutes=Span(32 * 60, 48 * 60))
    return replace(weekly, min_minutes_in_month=160 * 60, max_minutes_in_month=160 * 60)


def in_hours(problem: RosterProblem) -> tuple[float | None, ...]:
    """The target of the month in which the horizon ends: least and most, and both of the share."""
    target = month_target(problem.agents[0], problem.horizon.last, problem)
    figures = (target.least, target.most, target.least_share, target.most_share)
    return tuple(None if minutes is None else round(minutes / 60, 2) for minutes in figures)


def leave(problem: RosterProblem, first: date, days: int) -> Absence:
    zone = problem.horizon.zone
    return Absence("A0", at_minute(first, 0, zone), at_minute(first, 1440 * days, zone), AbsenceKind.PLANNED, True)


def test_a_whole_month_owes_the_contract(monthly: Contract, make_problem: Make) -> None:
    """Without it everybody's month would be wrong, or a month that is over be priced as if it were not."""
    assert in_hours(make_problem(monthly, first=FEBRUARY, days=28)) == (160, 160, 0, None)


def test_days_of_leave_count_as_worked(monthly: Contract, make_problem: Make) -> None:
    """Without it leave would have to be worked off on the other days of the month."""
    # Two days: 48/6 = 8 h each off the least, 32/6 = 5.33 h each off the most.
    bare = make_problem(monthly, first=FEBRUARY, days=28)
    two = replace(bare, absences=(leave(bare, FEBRUARY, 2),))
    assert in_hours(two) == (144, 149.33, 0, None)
    # Of two whole weeks of leave the first six days of each count, as many as the contract has.
    twelve = replace(bare, absences=(leave(bare, FEBRUARY, 14),))
    assert in_hours(twelve) == (64, 96, 0, None)


def test_a_month_that_nobody_has_seen_begin_owes_what_it_could_not_have_had(
    monthly: Contract, make_problem: Make
) -> None:
    """Without it a first roster in the middle of a month would owe all of it, or none."""
    # Before the 25th: 3 days of 8 h, and three weeks of 48 h, are 168 h; so nothing is owed. Share 7/31.
    problem = make_problem(monthly, first=LAST_WEEK, days=7)
    assert in_hours(problem) == (0, 160, 36.13, 36.13)
    more = replace(monthly, min_minutes_in_month=200 * 60, max_minutes_in_month=None)
    assert in_hours(make_problem(more, first=LAST_WEEK, days=7)) == (32, None, 45.17, None)


def test_the_days_to_come_are_left_able_to_make_up(monthly: Contract, make_problem: Make) -> None:
    """Without it a roster could end in the middle of a month that nobody can then keep."""
    # After the first week of February three weeks of 32 to 48 h are to come: 96 to 144 h. Share: a quarter.
    assert in_hours(make_problem(monthly, first=FEBRUARY, days=7)) == (16, 64, 40, 40)


def test_what_earlier_rosters_have_put_into_the_month_counts(
    monthly: Contract, make_problem: Make, make_plan: MakePlan
) -> None:
    """Without it each roster of a month would owe the whole of it."""
    bare = make_problem(monthly, first=FEBRUARY + timedelta(days=14), days=14)
    days = [FEBRUARY + timedelta(days=n) for n in range(14)]
    past = tuple(make_plan(bare, day, "early" if day.weekday() < 5 else None) for day in days)
    assert in_hours(replace(bare, previous=past)) == (80, 80, 0, None)
    # Two weeks can bring no more than 96 h: who has had nothing before is not asked for 160.
    idle = tuple(make_plan(bare, day, None) for day in days)
    assert in_hours(replace(bare, previous=idle)) == (96, 160, 0, None)
    # Two weeks ask for 64 h: who has had 112 h of 160 before is not sent home for most of them.
    busy = tuple(make_plan(bare, day, "early") for day in days)
    assert in_hours(replace(bare, previous=busy)) == (48, 64, 0, None)


def test_hours_off_the_share_are_priced(monthly: Contract, make_problem: Make) -> None:
    """Without it the first roster of a month would leave all the hours to the next one, or spend them."""
    problem = make_problem(monthly, first=FEBRUARY, days=7)
    target = month_target(problem.agents[0], problem.horizon.last, problem)
    assert [target.points(hours * 60) for hours in (40, 38, 43)] == [0, 20, 30]


def test_rosters_of_a_month_have_its_hours(monthly: Contract, make_problem: Make, make_plan: MakePlan) -> None:
    """Without it the rule could hold in every reading and bind in no roster."""
    # Demand asks for as little as the weeks allow, 128 h; then of two more weeks as much as they allow.
    quiet = make_problem(monthly, first=FEBRUARY, days=28, agents=2)
    busy = make_problem(monthly, first=FEBRUARY, days=28, agents=2, needed=dict.fromkeys(range(6, 24), 5))
    for problem in (quiet, busy):
        roster = build_roster(problem).roster
        assert [sum(plan.paid_minutes for plan in own) for own in roster.by_agent.values()] == [9600, 9600]
        assert not [breach for breach in audit(problem, roster) if breach.rule == "Hours of the calendar month"]


@pytest.mark.parametrize(
    ("least", "most", "key", "told"),
    [
        # four weeks of 48 h and three days of 8 h are 216 h; three weeks have at least 96 h
        (217, None, "min_hours_in_month", "at most 216 h"),
        (None, 90, "max_hours_in_month", "at least 96 h"),
        (208, 240, None, ""),
    ],
)
def test_months_that_weeks_cannot_keep_are_found(
    monthly: Contract, make_problem: Make, least: int | None, most: int | None, key: str | None, told: str
) -> None:
    """Without it every agent of the contract would be called impossible, after the forecast has been made."""
    changed = replace(monthly, min_minutes_in_month=least and least * 60, max_minutes_in_month=most and most * 60)
    found = impossible_contracts(make_problem(changed).centre)
    assert [one.key for one in found] == ([] if key is None else [key])
    assert all(told in one.expected for one in found)
