"""Pins that nothing could keep are told as what they are, not as a riddle of clashing rules."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from wfm.domain.errors import InputProblems
from wfm.domain.people import Pin, PinKind
from wfm.domain.time import at_minute
from wfm.rostering.impossible_pins import refuse_impossible_pins
from wfm.rostering.problem import RosterProblem

Make = Callable[..., RosterProblem]


def pinned(problem: RosterProblem, **what: object) -> RosterProblem:
    """The problem with A0 pinned to a shift on its first day."""
    return replace(problem, pins=(Pin("A0", problem.horizon.first, PinKind.SHIFT, **what),))


def refusal(problem: RosterProblem) -> str:
    with pytest.raises(InputProblems) as refused:
        refuse_impossible_pins(problem)
    return str(refused.value)


def test_a_shift_of_another_contract(make_problem: Make) -> None:
    """Without it a slip of the pen would read as an agent whom no rule lets work."""
    assert "a shift of contract any (early, late)" in refusal(pinned(make_problem(), shift="night"))


def test_a_day_on_which_the_shift_is_not_offered(make_problem: Make) -> None:
    """Without it a pin on a closed day would be a mystery."""
    problem = make_problem()
    sundays = replace(problem.centre.shifts["early"], weekdays=(6,))
    centre = replace(problem.centre, shifts={**problem.centre.shifts, "early": sundays})
    told = refusal(pinned(replace(problem, centre=centre), shift="early"))
    assert "a day on which contract any offers early" in told
    assert "there is late" in told


def test_times_that_are_not_on_offer(make_problem: Make) -> None:
    """Without it a start at 06:15 would be refused without saying which starts there are."""
    problem = make_problem()
    start = at_minute(problem.horizon.first, 375, problem.horizon.zone)
    assert "06:00-15:00" in refusal(pinned(problem, shift="early", start=start))


def test_hours_in_which_the_agent_is_not_available(make_problem: Make) -> None:
    """Without it a student's lectures and a planner's pin would be left to find each other."""
    problem = make_problem()
    student = replace(problem.agents[0], availability={0: ((15 * 60, 24 * 60),)})
    problem = replace(problem, agents=(student,))
    assert "hours in which the agent is available" in refusal(pinned(problem, shift="early"))
    refuse_impossible_pins(pinned(problem, shift="late"))


def test_pins_of_other_days_and_days_off_are_nobodys_problem(make_problem: Make) -> None:
    """Without it last year's pins would stop next month's roster."""
    problem = make_problem()
    old = Pin("A0", problem.horizon.first - timedelta(days=1), PinKind.SHIFT, shift="night")
    off = Pin("A0", problem.horizon.first, PinKind.OFF)
    refuse_impossible_pins(replace(problem, pins=(old, off)))
