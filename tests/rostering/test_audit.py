"""The audit finds what is planted, from the plans alone."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from wfm.domain.contracts import Contract, Span
from wfm.domain.people import Absence, AbsenceKind, Pin, PinKind, Request, RequestKind
from wfm.domain.roster import DayPlan, Roster
from wfm.domain.time import at_minute
from wfm.rostering.check import audit
from wfm.rostering.problem import RosterProblem

MONDAY = date(2026, 11, 30)
Make = Callable[..., RosterProblem]
Plan = Callable[..., DayPlan]


def hard(problem: RosterProblem, plans: tuple[DayPlan, ...]) -> list[str]:
    """Titles of the hard breaches."""
    return [b.rule for b in audit(problem, Roster(problem.horizon, plans)) if b.severity == "hard"]


@pytest.fixture
def week(make_problem: Make, make_plan: Plan) -> tuple[RosterProblem, tuple[DayPlan, ...]]:
    """Five earlies and a weekend off, under a contract that this keeps."""
    contract = Contract("five", ("early", "late"), Span(5, 5), Span(2400, 2400))
    problem = make_problem(contract)
    shifts = ["early"] * 5 + [None] * 2
    plans = tuple(make_plan(problem, day, s) for day, s in zip(problem.horizon.dates, shifts, strict=True))
    return problem, plans


def changed(plans: tuple[DayPlan, ...], day: int, **changes: object) -> tuple[DayPlan, ...]:
    """The plans with one day altered."""
    return (*plans[:day], replace(plans[day], **changes), *plans[day + 1 :])


def test_a_good_week_passes(week: tuple[RosterProblem, tuple[DayPlan, ...]]) -> None:
    """Without it every finding below could be noise."""
    assert hard(*week) == []


def test_a_day_without_a_plan_and_a_day_with_two(week: tuple[RosterProblem, tuple[DayPlan, ...]]) -> None:
    """Without it a row lost or doubled on the way through a workbook would go unseen."""
    problem, plans = week
    assert hard(problem, plans[1:]) == ["One shift a day"]
    assert set(hard(problem, (*plans, plans[0]))) == {"One shift a day"}


def test_a_break_outside_its_window(week: tuple[RosterProblem, tuple[DayPlan, ...]]) -> None:
    """Without it a team lead's edit could leave somebody seven hours without a meal."""
    problem, plans = week
    late = timedelta(hours=4)
    pause = plans[0].breaks[0]
    moved = replace(pause, start=pause.start + late, end=pause.end + late)
    assert hard(problem, changed(plans, 0, breaks=(moved,))) == ["Breaks"]
    assert hard(problem, changed(plans, 0, breaks=())) == ["Breaks"]


def test_a_shift_that_is_not_on_offer(week: tuple[RosterProblem, tuple[DayPlan, ...]], make_plan: Plan) -> None:
    """Without it an edited start or a foreign shift would pass as the contract's own."""
    problem, plans = week
    start, end = plans[0].span()
    earlier = {"start": start - timedelta(hours=1), "end": end - timedelta(hours=1)}
    assert "Shift catalogue" in hard(problem, changed(plans, 0, **earlier))
    night = make_plan(problem, MONDAY, "night")
    assert "Shift catalogue" in hard(problem, (night, *plans[1:]))


def test_work_during_leave_and_against_a_pin(week: tuple[RosterProblem, tuple[DayPlan, ...]]) -> None:
    """Without it somebody on leave could be called in by a roster that says all is well."""
    problem, plans = week
    zone = problem.horizon.zone
    leave = Absence("A0", at_minute(MONDAY, 0, zone), at_minute(MONDAY, 1440, zone), AbsenceKind.PLANNED, True)
    assert "Absences" in hard(replace(problem, absences=(leave,)), plans)
    pin = Pin("A0", MONDAY, PinKind.SHIFT, shift="late")
    assert hard(replace(problem, pins=(pin,)), plans) == ["Pins"]


def test_hours_of_training_may_lie_inside_a_shift_and_are_not_on_contact(
    week: tuple[RosterProblem, tuple[DayPlan, ...]],
) -> None:
    """Without it a booked course would either forbid the day or be counted as answering calls."""
    problem, plans = week
    zone = problem.horizon.zone
    course = Absence("A0", at_minute(MONDAY, 480, zone), at_minute(MONDAY, 600, zone), AbsenceKind.TRAINING, False)
    assert hard(replace(problem, absences=(course,)), plans) == []


def test_work_outside_available_hours(week: tuple[RosterProblem, tuple[DayPlan, ...]]) -> None:
    """Without it a student could be rostered into his lectures."""
    problem, plans = week
    student = replace(problem.agents[0], availability=dict.fromkeys(range(7), ((14 * 60, 1440),)))
    assert hard(replace(problem, agents=(student,)), plans) == ["Availability"] * 5


def test_a_week_too_long_and_a_stranger(week: tuple[RosterProblem, tuple[DayPlan, ...]], make_plan: Plan) -> None:
    """Without it a sixth day, or a person who left, could stay in the roster."""
    problem, plans = week
    sixth = make_plan(problem, MONDAY + timedelta(days=5), "early")
    assert hard(problem, (*plans[:5], sixth, plans[6])) == ["Contract hours and days"]
    gone = make_plan(problem, MONDAY, None, agent_id="A9")
    assert hard(problem, (*plans, gone)) == ["Known agents"]


def test_refused_wishes_are_soft_and_say_what_was_asked(
    week: tuple[RosterProblem, tuple[DayPlan, ...]],
) -> None:
    """Without it an agent would never learn that his wish was weighed."""
    problem, plans = week
    wish = Request("A0", MONDAY, RequestKind.START_AFTER, "600")
    breaches = audit(replace(problem, requests=(wish,)), Roster(problem.horizon, plans))
    assert [(b.rule, b.severity) for b in breaches] == [("Requests", "soft")]
    assert "start_after 10:00" in breaches[0].message


def test_the_audit_needs_no_solver() -> None:
    """Without it the audit would trust the very library whose answer it is to judge."""
    code = "import sys, wfm.rostering.check; print('ortools' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
