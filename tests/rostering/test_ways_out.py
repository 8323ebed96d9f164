"""Ways out of a clash are true: each is the mildest change of its kind, with the figure that is enough."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from wfm.domain.contracts import Contract, Span
from wfm.domain.people import Absence, AbsenceKind, Pin, PinKind
from wfm.domain.time import at_minute
from wfm.rostering.agent_case import agent_cases
from wfm.rostering.explain import Conflict, conflict_of
from wfm.rostering.problem import RosterProblem
from wfm.rostering.reasons.buying import relaxations
from wfm.rostering.reasons.looser import ladders, told_looser

MONDAY = date(2026, 11, 30)
WEEK = tuple(MONDAY + timedelta(days=day) for day in range(7))
MakeProblem = Callable[..., RosterProblem]


def conflict(problem: RosterProblem) -> Conflict:
    """The one agent's conflict."""
    [case] = agent_cases(problem)
    assert not case.legal()
    return conflict_of(case, lambda: False)


def with_hours(problem: RosterProblem, hours: dict[int, tuple[tuple[int, int], ...]]) -> RosterProblem:
    """The problem with an agent who can only come in these hours, by weekday."""
    return replace(problem, agents=(replace(problem.agents[0], availability=hours),))


def ways(found: Conflict) -> tuple[str, ...]:
    return (*found.way_out, *found.other_ways)


def test_hours_are_made_as_much_longer_as_is_needed(free_contract: Contract, make_problem: MakeProblem) -> None:
    """Otherwise a planner would not know how long to ask him to stay, or would ask for too much.

    Early is 06:00-15:00, late 15:00-24:00. On Tuesdays he may come 07:00-15:00: an hour earlier, or nine later.
    """
    problem = make_problem(free_contract, pins=(Pin("A0", WEEK[1], PinKind.SHIFT),))
    found = ways(conflict(with_hours(problem, {1: ((7 * 60, 15 * 60),)})))
    assert "let him work from 06:00 on Tuesdays" in found
    assert not any("until" in way for way in found)
    late = replace(problem, pins=(Pin("A0", WEEK[1], PinKind.SHIFT, shift="late"),))
    assert "let him work until 24:00 on Tuesdays" in ways(conflict(with_hours(late, {1: ((15 * 60, 20 * 60),)})))
    assert "let him work 15:00-24:00 on Tuesdays" in ways(conflict(with_hours(late, {0: ((0, 1440),)})))


def test_one_weekday_is_lengthened_for_all_its_dates(free_contract: Contract, make_problem: MakeProblem) -> None:
    """Otherwise hours that are the same every week would be mended one date at a time."""
    pins = tuple(Pin("A0", WEEK[1] + timedelta(days=7 * week), PinKind.SHIFT) for week in range(3))
    problem = with_hours(make_problem(free_contract, days=21, pins=pins), {0: ((0, 1440),)})
    assert conflict(problem).way_out == ("let him work 06:00-15:00 on Tuesdays",)


def test_leave_is_taken_back_for_the_day_in_the_way_only(
    free_contract: Contract, make_problem: MakeProblem
) -> None:
    """Otherwise a fortnight of leave would be asked for where one day of it is enough."""
    zone = make_problem().horizon.zone
    leave = Absence("A0", at_minute(WEEK[0], 0, zone), at_minute(WEEK[4], 0, zone), AbsenceKind.PLANNED, True)
    pin = Pin("A0", WEEK[2], PinKind.SHIFT, shift="late")
    found = conflict(make_problem(free_contract, absences=(leave,), pins=(pin,)))
    assert found.way_out == ("drop the pin 'late' of Wed 02 Dec",)
    assert "take back the absence on Wed 02 Dec" in found.other_ways


def test_a_rule_is_loosened_to_the_first_value_that_is_enough(
    free_contract: Contract, make_problem: MakeProblem
) -> None:
    """Otherwise "give up the rule" would be all a planner hears where one day more is enough."""
    pins = tuple(Pin("A0", day, PinKind.SHIFT) for day in WEEK[:6])
    found = conflict(make_problem(replace(free_contract, max_days_in_row=4), pins=pins))
    assert "Maximum days in a row: at most 6 instead of 4 working days in a row" in found.other_ways
    pins = (Pin("A0", WEEK[0], PinKind.SHIFT, shift="late"), Pin("A0", WEEK[1], PinKind.SHIFT, shift="early"))
    found = conflict(make_problem(replace(free_contract, rest_minutes=660), pins=pins))
    # From midnight to six in the morning: six hours.
    assert "Minimum rest: 6 instead of 11 h between two shifts" in found.other_ways


def test_a_week_is_told_with_the_days_and_hours_that_can_be_had(
    free_contract: Contract, make_problem: MakeProblem
) -> None:
    """Otherwise a planner would give up a week's hours where a day fewer is enough."""
    pins = tuple(Pin("A0", day, PinKind.OFF) for day in WEEK[:3])
    contract = replace(free_contract, days_per_week=Span(5, 5), week_minutes=Span(40 * 60, 40 * 60))
    found = conflict(make_problem(contract, pins=pins))
    assert found.way_out == ("drop the pin 'off' of Mon 30 Nov",)
    assert "week of Mon 30 Nov: 4 days, 32 h instead of 5-5 days, 40-40 h" in found.other_ways


def test_where_nothing_is_enough_by_itself_all_that_must_go_is_named(
    free_contract: Contract, make_problem: MakeProblem
) -> None:
    """Otherwise two slips at once would be answered with a way out that leads nowhere."""
    pins = tuple(Pin("A0", day, PinKind.OFF) for day in WEEK[:4])
    found = conflict(make_problem(replace(free_contract, days_per_week=Span(6, 7)), pins=pins))
    assert len(found.way_out) > 1 or "week of" in found.way_out[0]
    assert all("drop the pin" not in way for way in found.other_ways)


@pytest.mark.parametrize(("term", "values"), [("max_days_in_row", (7, 8, 9)), ("rest_minutes", (630, 600, 570))])
def test_terms_get_looser_step_by_step(free_contract: Contract, term: str, values: tuple[int, ...]) -> None:
    """Otherwise a way out could be stricter than what it is to mend."""
    contract = replace(free_contract, max_days_in_row=6, rest_minutes=660)
    [ladder] = [one for one in ladders(contract) if one.term == term]
    assert tuple(getattr(rung, term) for rung in ladder.rungs[:3]) == values


def test_only_what_changes_is_told_twice() -> None:
    """Otherwise a planner would have to look for the difference between two sentences."""
    assert told_looser("at most 5 days in a row", "at most 6 days in a row") == (
        "at most 6 instead of 5 days in a row"
    )
    assert told_looser("whole weekends", None) == "without 'whole weekends'"


def test_rules_that_every_contract_has_are_sold_step_by_step(
    free_contract: Contract, make_problem: MakeProblem
) -> None:
    """Otherwise the price list would be silent about days in a row and rest, which no contract can do without."""
    contract = replace(free_contract, max_days_in_row=5, rest_minutes=660, days_per_week=Span(7, 7))
    texts = [text for text, _ in relaxations(contract, make_problem(contract))]
    assert "Maximum days in a row: at most 6 instead of 5 working days in a row" in texts
    assert "Minimum rest: 10.5 instead of 11 h between two shifts" in texts


def test_where_no_way_out_is_known_that_is_said(free_contract: Contract, make_problem: MakeProblem) -> None:
    """Otherwise the explanation itself would fail where it is needed most."""
    assert "no way out found" in Conflict(("A0",), ("something",), ()).reasons
    pins = tuple(Pin("A0", day, PinKind.OFF) for day in WEEK[:4])
    found = conflict_of(
        agent_cases(make_problem(replace(free_contract, days_per_week=Span(6, 7)), pins=pins))[0], lambda: True
    )
    assert found.reasons.splitlines()[-1].strip()
