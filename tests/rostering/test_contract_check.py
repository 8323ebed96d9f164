"""Contracts that nobody could keep, found without rostering anybody."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from wfm.domain.contracts import Contract, Span
from wfm.rostering.contract_check import impossible_contracts
from wfm.rostering.problem import RosterProblem

Make = Callable[..., RosterProblem]


@pytest.mark.parametrize(
    ("changes", "key", "told"),
    [
        # five days of 8 paid hours are 40 h
        ({"days_per_week": Span(5, 5), "week_minutes": Span(5400, 5940)}, "week_hours", "at most 40 h"),
        # six days of 8 h are 48 h
        ({"days_per_week": Span(6, 6), "week_minutes": Span(0, 2400)}, "week_hours", "at least 48 h"),
        ({"day_minutes": Span(240, 360)}, "day_hours", "a shift's hours"),
        ({"days_per_week": Span(7, 7), "max_days_in_row": 6}, "", "a week can be worked"),
        ({"days_per_week": Span(4, 7), "rest_minutes": 24 * 60, "max_days_in_row": 1}, "", "a week can be worked"),
    ],
)
def test_a_contract_without_a_legal_week_is_found(
    free_contract: Contract, make_problem: Make, changes: dict[str, object], key: str, told: str
) -> None:
    """Without it every agent of the contract would be called impossible, after the forecast has been made."""
    [found] = impossible_contracts(make_problem(replace(free_contract, **changes)).centre)
    assert (found.contract, found.key) == ("any", key)
    assert told in found.expected


def test_the_rules_that_clash_are_named(free_contract: Contract, make_problem: Make) -> None:
    """Without it a planner would know that a contract is impossible, and not why."""
    contract = replace(free_contract, days_per_week=Span(7, 7), max_days_in_row=6)
    [found] = impossible_contracts(make_problem(contract).centre)
    assert "Maximum days in a row: at most 6 working days in a row" in found.advice
    assert "7-7 days" in found.advice


def test_shifts_on_too_few_weekdays_are_found(free_contract: Contract, make_problem: Make) -> None:
    """Without it five days a week could be asked of people whose shifts are offered on two."""
    centre = make_problem(replace(free_contract, days_per_week=Span(5, 5))).centre
    weekend = {name: replace(shift, weekdays=(5, 6)) for name, shift in centre.shifts.items()}
    [found] = impossible_contracts(replace(centre, shifts=weekend))
    assert (found.key, found.value) == ("days_per_week", "[5, 5]")


def test_a_contract_that_can_be_kept_is_left_alone(free_contract: Contract, make_problem: Make) -> None:
    """Without it a good file could be refused."""
    contract = replace(
        free_contract,
        days_per_week=Span(5, 5),
        week_minutes=Span(2400, 2400),
        rest_minutes=660,
        weekly_rest_minutes=2100,
        max_days_in_row=6,
    )
    assert impossible_contracts(make_problem(contract).centre) == ()
