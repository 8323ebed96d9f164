"""Agents nobody can roster are named with what clashes and the cheapest way out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from wfm.domain.contracts import Contract, Span
from wfm.domain.errors import NoLegalRoster
from wfm.domain.people import Pin, PinKind
from wfm.rostering.agent_case import agent_cases
from wfm.rostering.build import build_roster
from wfm.rostering.explain import MOST_EXPLAINED, conflict_of
from wfm.rostering.problem import RosterProblem

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2))


def test_a_pinned_late_before_a_pinned_early_is_named_with_the_rest_it_breaks(
    free_contract: Contract, make_problem: Callable[..., RosterProblem]
) -> None:
    """Without it a planner would be told "infeasible" and left to search."""
    contract = replace(free_contract, rest_minutes=660)
    pins = (Pin("A0", MONDAY, PinKind.SHIFT, shift="late"), Pin("A0", TUESDAY, PinKind.SHIFT, shift="early"))
    case = agent_cases(make_problem(contract, pins=pins))[0]
    conflict = conflict_of(case, lambda: False)
    assert set(conflict.clashing) == {
        "Minimum rest: 11 h between two shifts",
        "pin 'shift' on Mon 30 Nov",
        "pin 'shift' on Tue 01 Dec",
    }
    assert conflict.way_out == ("drop the pin 'late' of Mon 30 Nov",)
    assert "drop the pin 'early' of Tue 01 Dec" in conflict.other_ways


def test_giving_up_the_way_out_makes_a_roster_legal(
    free_contract: Contract, make_problem: Callable[..., RosterProblem]
) -> None:
    """Without it the advice could be wrong and the planner none the wiser."""
    contract = replace(free_contract, max_days_in_row=2, days_per_week=Span(2, 7))
    pins = tuple(Pin("A0", day, PinKind.SHIFT) for day in (MONDAY, TUESDAY, WEDNESDAY))
    problem = make_problem(contract, pins=pins)
    conflict = conflict_of(agent_cases(problem)[0], lambda: False)
    given_up = {text.removeprefix("drop the pin 'shift' of ") for text in conflict.way_out}
    rest = tuple(pin for pin in pins if f"{pin.date:%a %d %b}" not in given_up)
    assert len(rest) == 2
    assert agent_cases(replace(problem, pins=rest))[0].legal()


def test_every_impossible_agent_is_in_the_message(
    free_contract: Contract, make_problem: Callable[..., RosterProblem]
) -> None:
    """Without it a planner would mend one agent at a time, or read the same reasons once for each."""
    contract = replace(free_contract, days_per_week=Span(5, 5))
    off = tuple(
        Pin(agent_id, MONDAY if day == 0 else date(2026, 12, day), PinKind.OFF)
        for agent_id in ("A0", "A2")
        for day in (0, 1, 2)
    )
    with pytest.raises(NoLegalRoster) as caught:
        build_roster(make_problem(contract, agents=3, pins=off))
    assert caught.value.exit_code == 4
    assert "2 agents" in str(caught.value)
    assert "A1" not in str(caught.value)
    assert str(caught.value).count("these cannot all hold") == 1
    assert "A0, A2:" in str(caught.value)


def test_a_contract_nobody_can_keep_is_told_once(
    free_contract: Contract, make_problem: Callable[..., RosterProblem]
) -> None:
    """Without it a slip in wfm.toml would be told hundreds of times, as if it were the agents' fault."""
    contract = replace(free_contract, days_per_week=Span(6, 6), max_days_in_row=28, week_minutes=Span(0, 5 * 480))
    pins = tuple(Pin(f"A{n}", date(2026, 12, 1 + n % 5), PinKind.OFF) for n in range(200))
    with pytest.raises(NoLegalRoster) as caught:
        build_roster(make_problem(contract, agents=200, pins=pins))
    told = str(caught.value)
    assert told.startswith("200 agents have no legal roster")
    assert "contract any, whoever has it (200 agents: A0, A1, " in told
    assert "and 180 more): these cannot all hold" in told
    assert told.count("these cannot all hold") == 1
    assert "pin" not in told


def test_of_very_many_reasons_some_are_told_and_the_rest_counted(
    free_contract: Contract, make_problem: Callable[..., RosterProblem]
) -> None:
    """Without it a wrong file of leave for a whole centre would keep a planner waiting for hours."""
    contract = replace(free_contract, days_per_week=Span(6, 7))
    pairs = [(first, second) for first in range(6) for second in range(first + 1, 7)]
    pins = tuple(
        Pin(f"A{agent}", MONDAY + timedelta(days=day), PinKind.OFF)
        for agent, pair in enumerate(pairs)
        for day in pair
    )
    with pytest.raises(NoLegalRoster) as caught:
        build_roster(make_problem(contract, agents=len(pairs), pins=pins))
    told = str(caught.value)
    assert told.startswith("21 agents have no legal roster")
    assert told.count("these cannot all hold") == MOST_EXPLAINED
    assert f"{21 - MOST_EXPLAINED} more for other reasons" in told
