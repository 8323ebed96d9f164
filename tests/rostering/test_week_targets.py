"""What an agent owes in weeks that are whole, broken, or partly leave; worked out by hand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from wfm.domain.centre import RosterSettings
from wfm.domain.contracts import Contract, Span
from wfm.domain.events import Event, EventKind
from wfm.domain.people import Absence, AbsenceKind
from wfm.domain.roster import DayPlan
from wfm.domain.time import at_minute
from wfm.rostering.build import build_roster
from wfm.rostering.problem import RosterProblem
from wfm.rostering.week_targets import WeekTarget, week_targets

MONDAY = date(2026, 11, 30)
FIVE_DAYS = {"days_per_week": Span(5, 5), "week_minutes": Span(2400, 2400)}
Make = Callable[..., RosterProblem]


def first_target(problem: RosterProblem) -> WeekTarget:
    """The target of the first week."""
    return week_targets(problem.agents[0], problem)[0]


@pytest.fixture
def five_days(free_contract: Contract) -> Contract:
    """Five days, 40 hours, any day of the week, shifts of 8 paid hours."""
    return replace(free_contract, **FIVE_DAYS)


def test_a_whole_week_owes_the_contract(five_days: Contract, make_problem: Make) -> None:
    """Without it everybody's hours would be wrong."""
    target = first_target(make_problem(five_days))
    assert (target.days, target.minutes, target.share) == (Span(5, 5), Span(2400, 2400), Span(2400, 2400))


def test_a_day_of_leave_counts_as_worked(five_days: Contract, make_problem: Make) -> None:
    """Without it leave would have to be worked off on the other days."""
    zone = make_problem().horizon.zone
    leave = Absence("A0", at_minute(MONDAY, 0, zone), at_minute(MONDAY, 2880, zone), AbsenceKind.PLANNED, True)
    target = first_target(make_problem(five_days, absences=(leave,)))
    assert (target.days, target.minutes) == (Span(3, 3), Span(1440, 1440))


@pytest.mark.parametrize(("days", "least_days", "least_hours", "share"), [(4, 2, 16, 22.85), (1, 0, 0, 5.72)])
def test_a_broken_week_leaves_the_rest_able_to_keep_the_contract(
    five_days: Contract, make_problem: Make, days: int, least_days: int, least_hours: int, share: float
) -> None:
    """Without it no roster could begin or end in the middle of a week."""
    # Four days seen, three to come: 2 days must be seen; 40 h less three shifts of 8 h are 16 h. Share 40 x 4/7.
    target = first_target(make_problem(five_days, days=days))
    assert target.days == Span(least_days, 5)
    assert target.minutes == Span(least_hours * 60, 2400)
    assert target.share.most / 60 == pytest.approx(share, abs=0.02)


def test_hours_off_the_share_of_a_broken_week_are_priced(five_days: Contract, make_problem: Make) -> None:
    """Without it a roster that ends on a Thursday would spend the whole week's hours by then."""
    target = first_target(make_problem(five_days, days=7, first=MONDAY + timedelta(days=3)))
    # Thursday to Sunday, four of seven days: 22.86 h. Five shifts of 8 h are 17.14 h too many.
    assert target.points(2400) == pytest.approx(171.4, abs=0.2)
    assert target.points(round(target.share.most)) == 0


def test_a_make_up_day_brings_a_day_more_where_the_contract_says_so(
    five_days: Contract, make_problem: Make
) -> None:
    """Without it the Saturday worked for a bridge day would have to be taken off on another day of its week."""
    zone, saturday = make_problem().horizon.zone, MONDAY + timedelta(days=5)
    made_up = Event("*", at_minute(saturday, 0, zone), at_minute(saturday, 1440, zone), EventKind.MAKE_UP_DAY)
    more = replace(five_days, more_on_make_up_days=True)
    problem = make_problem(more, days=14, events=(made_up,))
    weeks = [(target.days, target.minutes) for target in week_targets(problem.agents[0], problem)]
    assert weeks == [(Span(5, 6), Span(2400, 2880)), (Span(5, 5), Span(2400, 2400))]
    leave = Absence("A0", at_minute(MONDAY, 0, zone), at_minute(MONDAY, 2880, zone), AbsenceKind.PLANNED, True)
    target = first_target(replace(problem, absences=(leave,)))
    assert (target.days, target.minutes) == (Span(3, 4), Span(1440, 2080))  # 48/6 h and 40/6 h a day of leave
    assert first_target(make_problem(five_days, events=(made_up,))).days == Span(5, 5)


def test_what_was_worked_before_the_horizon_counts(
    five_days: Contract, make_problem: Make, make_plan: Callable[..., DayPlan]
) -> None:
    """Without it the week in which one roster follows another would be worked twice."""
    bare = make_problem(five_days, first=MONDAY + timedelta(days=3), days=4)
    past = tuple(make_plan(bare, MONDAY + timedelta(days=n), "early") for n in range(3))
    problem = replace(bare, previous=past)
    assert first_target(problem).days == Span(5, 5)
    assert sum(plan.works for plan in build_roster(problem).roster.plans) == 2


@pytest.mark.parametrize("days", [1, 2, 3, 5, 9, 10, 13])
def test_a_horizon_may_begin_and_end_on_any_day(five_days: Contract, make_problem: Make, days: int) -> None:
    """Without it planners could only plan whole weeks, and would be told that their people are impossible."""
    quick = RosterSettings(sweeps=1, recreations=0)
    for weekday in range(7):
        first = MONDAY + timedelta(days=weekday)
        problem = make_problem(five_days, first=first, days=days, needed={9: 1}, settings=quick)
        assert len(build_roster(problem).roster.plans) == days


def test_a_week_begun_by_an_earlier_roster_owes_no_more_than_its_last_days_can_give(
    five_days: Contract, make_problem: Make, make_plan: Callable[..., DayPlan]
) -> None:
    """Without it an earlier roster's shortfall would make the next one impossible."""
    sunday = MONDAY + timedelta(days=6)
    bare = make_problem(five_days, first=sunday, days=1)
    nowhere_on_sundays = replace(bare.agents[0], availability=dict.fromkeys(range(6), ((0, 1440),)))
    past = tuple(make_plan(bare, MONDAY + timedelta(days=n), "early" if n < 4 else None) for n in range(6))
    problem = replace(bare, agents=(nowhere_on_sundays,), previous=past)
    assert first_target(problem).days == Span(4, 5)
    assert not build_roster(problem).roster.plans[0].works


def test_leave_after_the_horizon_counts_in_its_week(five_days: Contract, make_problem: Make) -> None:
    """Without it a roster that ends on Tuesday would owe the hours of a leave that begins on Wednesday."""
    zone = make_problem().horizon.zone
    wednesday = MONDAY + timedelta(days=2)
    leave = Absence(
        "A0", at_minute(wednesday, 0, zone), at_minute(wednesday, 5 * 1440, zone), AbsenceKind.PLANNED, True
    )
    assert first_target(make_problem(five_days, days=2, absences=(leave,))).days == Span(0, 0)
