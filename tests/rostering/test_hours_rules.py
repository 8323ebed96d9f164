"""Hours counted over longer than a week, split shifts and make-up days, in whole rosters worked out by hand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from wfm.domain.breaches import Severity
from wfm.domain.contracts import Contract, Span
from wfm.domain.events import Event, EventKind
from wfm.domain.people import Absence, AbsenceKind
from wfm.domain.roster import DayPlan, Roster
from wfm.domain.time import at_minute
from wfm.domain.working_time import HoursBank, OvertimeTerms
from wfm.rostering.build import build_roster
from wfm.rostering.check import audit
from wfm.rostering.day_types import DayTypes
from wfm.rostering.problem import RosterProblem
from wfm.rostering.result import RosterResult
from wfm.rostering.rules.hours_bank import balance_after
from wfm.rostering.stages import Course

MONDAY = date(2026, 11, 30)
Make = Callable[..., RosterProblem]
Plan = Callable[..., DayPlan]


def built(problem: RosterProblem) -> RosterResult:
    """The roster, of which the audit finds nothing hard."""
    result = build_roster(problem)
    assert [one.message for one in audit(problem, result.roster) if one.severity is Severity.HARD] == []
    return result


def minutes_of(agent_id: str, result: RosterResult) -> int:
    """Paid minutes of one agent."""
    return sum(plan.paid_minutes for plan in result.roster.by_agent[agent_id])


def test_the_hours_bank_sends_home_who_has_hours_over(free_contract: Contract, make_problem: Make) -> None:
    """Without it those with hours over would go on working more than those who owe some."""
    # Seven early shifts in the week, normal are 28 h: 24 h bring +4 h to zero, 32 h bring -4 h to zero.
    contract = replace(free_contract, shifts=("early",), hours_bank=HoursBank(28 * 60, -2400, 2400, 3))
    problem = make_problem(contract, agents=2, needed={8: 1})
    over, under = (replace(one, hours_balance=hours) for one, hours in zip(problem.agents, (4, -4), strict=True))
    problem = replace(problem, agents=(over, under))
    result = built(problem)
    assert (minutes_of("A0", result), minutes_of("A1", result)) == (24 * 60, 32 * 60)
    assert balance_after(over, 24 * 60, problem) == balance_after(under, 32 * 60, problem) == 0
    assert "hours_bank" not in result.costs


def test_what_the_hours_bank_drifts_is_in_the_price_list(free_contract: Contract, make_problem: Make) -> None:
    """Without it a planner could not see why people stay at home while calls wait."""
    # Nobody is needed and 28 h are normal. Shifts of 8 h can give 24 h or 32 h, 4 h off zero at 3 points each.
    contract = replace(free_contract, shifts=("early",), hours_bank=HoursBank(28 * 60, -2400, 2400, 3))
    result = built(make_problem(contract, needed={}))
    assert minutes_of("A0", result) in (24 * 60, 32 * 60)
    assert result.costs["hours_bank"] == pytest.approx(12)


def test_a_month_has_only_the_overtime_that_its_earlier_days_left(
    free_contract: Contract, make_problem: Make, make_plan: Plan
) -> None:
    """Without it each roster would begin the month's 36 hours anew."""
    # Three long days have used 6 h of the 8 h of December; one more day of 2 h is left.
    contract = replace(free_contract, shifts=("long",), overtime=OvertimeTerms(480, None, 180, 480))
    first = date(2026, 12, 7)
    bare = make_problem(contract, first=first, needed=dict.fromkeys(range(6, 17), 1))
    past = tuple(make_plan(bare, first - timedelta(days=n), "long") for n in (5, 4, 3))
    assert minutes_of("A0", built(replace(bare, previous=past))) == 600
    # what November has used does not count
    november = tuple(make_plan(bare, MONDAY - timedelta(days=n), "long") for n in range(3))
    assert minutes_of("A0", built(replace(bare, previous=november))) == 4 * 600


def test_a_make_up_day_brings_normal_hours_more(
    free_contract: Contract, make_problem: Make, make_plan: Plan
) -> None:
    """Without it the day worked for a bridge day would be paid and limited as overtime."""
    # Six shifts of 8 h, 40 h are normal: 8 h beyond the week; with a made-up Saturday 48 h are normal.
    terms = OvertimeTerms(480, 2400, None, 7 * 60)
    contract = replace(free_contract, shifts=("early",), overtime=terms, more_on_make_up_days=True)
    saturday, zone = MONDAY + timedelta(days=5), make_problem().horizon.zone
    made_up = Event("*", at_minute(saturday, 0, zone), at_minute(saturday, 1440, zone), EventKind.MAKE_UP_DAY)
    for events, found in (((), ["8 h of overtime"]), ((made_up,), [])):
        problem = make_problem(contract, events=events)
        plans = tuple(make_plan(problem, day, "early") for day in problem.horizon.dates[:6])
        roster = Roster(problem.horizon, (*plans, make_plan(problem, problem.horizon.last, None)))
        hard = [one.message for one in audit(problem, roster) if one.rule == "Overtime"]
        assert [message.split(";")[0] for message in hard] == found


def test_overtime_is_worked_where_it_is_cheaper_than_being_short(
    free_contract: Contract, make_problem: Make
) -> None:
    """Without it a price of overtime would change nothing."""
    # The long shift reaches to 17:00, the early one to 15:00: two hours short cost 2 x 40 points.
    needed = dict.fromkeys(range(8, 17), 1)
    contract = replace(free_contract, shifts=("early", "long"))
    cheap = replace(contract, overtime=OvertimeTerms(480, points_per_hour=5))
    dear = replace(contract, overtime=OvertimeTerms(480, points_per_hour=100))
    result = built(make_problem(cheap, days=1, needed=needed))
    assert minutes_of("A0", result) == 600
    assert result.costs["overtime"] == 10
    assert minutes_of("A0", built(make_problem(dear, days=1, needed=needed))) == 480


def test_leave_counts_as_worked_in_the_period(free_contract: Contract, make_problem: Make) -> None:
    """Without it whoever was on leave would have to work his days off afterwards."""
    # Ten days in two weeks; five of them are leave.
    contract = replace(
        free_contract,
        shifts=("early",),
        days_per_week=Span(0, 6),
        week_minutes=Span(0, 48 * 60),
        min_days_in_period=10,
        max_days_in_period=10,
    )
    bare = make_problem(contract, days=14)
    zone = bare.horizon.zone
    leave = Absence("A0", at_minute(MONDAY, 0, zone), at_minute(MONDAY, 5 * 1440, zone), AbsenceKind.PLANNED, True)
    assert minutes_of("A0", built(bare)) == 10 * 480
    assert minutes_of("A0", built(replace(bare, absences=(leave,)))) == 5 * 480


def test_a_split_shift_leaves_the_phones_for_its_gap(free_contract: Contract, make_problem: Make) -> None:
    """Without it the hours between the two halves would be planned and paid as work."""
    # From 8 to 20 with a gap of four hours that starts three to five hours in: nobody is needed from 11 to 15.
    needed = dict.fromkeys([*range(8, 11), *range(15, 20)], 1)
    contract = replace(free_contract, shifts=("early", "split"), rest_minutes=11 * 60, max_split_shifts_per_week=2)
    result = built(make_problem(contract, needed=needed))
    split = [plan for plan in result.roster.plans if plan.shift == "split"]
    assert len(split) == 2
    for plan in split:
        [gap] = plan.breaks
        assert (gap.start.hour, gap.end.hour, plan.paid_minutes) == (11, 15, 480)


def test_a_make_up_day_is_a_weekday_with_its_shifts(free_contract: Contract, make_problem: Make) -> None:
    """Without it a Saturday worked for a bridge day would have no shifts and cost a weekend."""
    bare = make_problem(free_contract)
    saturday, zone = MONDAY + timedelta(days=5), bare.horizon.zone
    made_up = Event("*", at_minute(saturday, 0, zone), at_minute(saturday, 1440, zone), EventKind.MAKE_UP_DAY)
    days = DayTypes.of(bare.centre, (made_up,))
    assert (days.weekday(saturday), days.is_weekend(saturday)) == (4, False)
    assert days.is_weekend(saturday + timedelta(days=1))
    assert days.is_weekend(saturday + timedelta(days=7))
    only_weekdays = {name: replace(one, weekdays=(0, 1, 2, 3, 4)) for name, one in bare.centre.shifts.items()}
    problem = replace(bare, centre=replace(bare.centre, shifts=only_weekdays), events=(made_up,))
    offered = [len(duties) for duties in Course.under(free_contract, problem).duties]
    assert offered == [2, 2, 2, 2, 2, 2, 0]


def test_an_event_of_one_queue_changes_nobodys_calendar(make_problem: Make) -> None:
    """Without it a holiday of one customer's queue would be everybody's."""
    bare = make_problem()
    zone = bare.horizon.zone
    holiday = Event("vip", at_minute(MONDAY, 0, zone), at_minute(MONDAY, 1440, zone), EventKind.HOLIDAY)
    assert not DayTypes.of(bare.centre, (holiday,)).is_holiday(MONDAY)
    assert DayTypes.of(bare.centre, (replace(holiday, queue="*"),)).is_holiday(MONDAY)
