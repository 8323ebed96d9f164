"""Rules about runs and weekends beside leave: the audit spares them, the search goes no further than the audit."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest

from wfm.domain.contracts import Contract
from wfm.domain.people import Absence, AbsenceKind
from wfm.domain.roster import DayPlan
from wfm.domain.time import at_minute
from wfm.rostering.problem import RosterProblem
from wfm.rostering.roster_graph import roster_graph
from wfm.rostering.rules.whole_weekends import WholeWeekends
from wfm.rostering.stages import Course, StageKind

THURSDAY, SATURDAY, SUNDAY = date(2026, 12, 3), date(2026, 12, 5), date(2026, 12, 6)
DAYS = 6
Make = Callable[..., RosterProblem]
Plan = Callable[..., DayPlan]
RULES = {
    "days in a row": {"min_days_in_row": 3},
    "days off in a row": {"min_days_off_in_row": 3},
    "whole weekends": {"whole_weekends": True},
}


def plans_of(pattern: str, first: date, problem: RosterProblem, make_plan: Plan) -> list[DayPlan]:
    """One plan per letter from `first`: w(ork) or o(ff)."""
    names = {"w": "early", "o": None}
    return [make_plan(problem, first + timedelta(days=n), names[letter]) for n, letter in enumerate(pattern)]


def accepted(
    rule: dict[str, object],
    past: str,
    leave: int,
    first: date,
    make_problem: Make,
    make_plan: Plan,
    contract: Contract,
) -> tuple[set[str], set[str]]:
    """Patterns of `DAYS` days from `first`, off on the day of leave (counted from `first`), that the price reading
    and that the audit's reading accept."""
    bare = make_problem(replace(contract, shifts=("early",), **rule), first=first, days=DAYS)
    before = tuple(plans_of(past, first - timedelta(days=len(past)), bare, make_plan))
    away, zone = first + timedelta(days=leave), bare.horizon.zone
    absence = Absence("A0", at_minute(away, 0, zone), at_minute(away, 1440, zone), AbsenceKind.PLANNED, True)
    problem = replace(bare, previous=before, absences=(absence,))
    course = Course.under(problem.contract_of(problem.agents[0]), problem)
    graph = roster_graph(course, [before])
    patterns = ("".join(letters) for letters in product("ow", repeat=DAYS))
    priced, checked = set(), set()
    for pattern in (one for one in patterns if leave < 0 or one[leave] == "o"):
        prices = [np.zeros(stage.choices) for stage in course.stages]
        for stage, price in zip(course.stages, prices, strict=True):
            if stage.kind is StageKind.DAY:
                price["ow".index(pattern[stage.index]) - 1] = np.inf
        if graph.cheapest(0, prices) is not None:
            priced.add(pattern)
        whole = [*before, *plans_of(pattern, first, problem, make_plan)]
        if not any(next(rule.breaches(problem.agents[0], whole), None) for rule in course.rules):
            checked.add(pattern)
    return priced, checked


@pytest.mark.parametrize("first", [THURSDAY, SUNDAY])
@pytest.mark.parametrize("leave", [0, 1, 2, 3, 5])
@pytest.mark.parametrize("past", ["", "owo", "oow", "wwo"])
@pytest.mark.parametrize("rule", RULES)
def test_no_leave_makes_the_search_accept_what_the_audit_refuses(
    rule: str, past: str, leave: int, first: date, make_problem: Make, make_plan: Plan, free_contract: Contract
) -> None:
    """Without it an agent's leave could lead to a roster that may not be published, or to none at all."""
    priced, checked = accepted(RULES[rule], past, leave, first, make_problem, make_plan, free_contract)
    assert priced
    assert priced <= checked


@pytest.mark.parametrize("rule", RULES)
def test_leave_on_the_eve_makes_search_and_audit_start_anew(
    rule: str, make_problem: Make, make_plan: Plan, free_contract: Contract
) -> None:
    """Without it who comes back from leave would owe days for a run that nobody chose to cut."""
    priced, checked = accepted(RULES[rule], "wwo", -1, SUNDAY, make_problem, make_plan, free_contract)
    assert priced == checked
    assert {"wooooo", "owwwww"} & priced


@pytest.mark.parametrize("rule", RULES)
def test_leave_on_the_first_day_ends_what_the_last_roster_began(
    rule: str, make_problem: Make, make_plan: Plan, free_contract: Contract
) -> None:
    """Without it who works a day and goes on leave as the next roster begins could not be rostered at all."""
    priced, _ = accepted(RULES[rule], "oow", 0, SUNDAY, make_problem, make_plan, free_contract)
    assert {"owwwww", "oooooo"} <= priced


def test_the_audit_spares_runs_and_weekends_that_leave_touches(
    make_problem: Make, make_plan: Plan, free_contract: Contract
) -> None:
    """Without it one sick day in a published roster would be a hard breach and stop every later run."""
    # Thursday to Tuesday, leave on Saturday, which cuts a run of two: Thursday off, Friday off | work ...
    at = (2, THURSDAY, make_problem, make_plan, free_contract)
    assert "owowww" in accepted(RULES["days in a row"], "ooo", *at)[1]
    assert "wwowww" in accepted(RULES["days off in a row"], "www", *at)[1]
    assert "wwowoo" in accepted(RULES["whole weekends"], "www", *at)[1]
    # the same patterns away from the leave are breaches: a single day of work, a single day off
    assert "owoooo" not in accepted(RULES["days in a row"], "ooo", 5, *at[1:])[1]
    assert "wowwwo" not in accepted(RULES["days off in a row"], "www", 5, *at[1:])[1]
    assert "wwowwo" not in accepted(RULES["whole weekends"], "www", 5, *at[1:])[1]


def test_a_weekend_day_without_shifts_is_not_asked_for(
    make_problem: Make, make_plan: Plan, free_contract: Contract
) -> None:
    """Without it a centre that is closed on Sundays could never be staffed on a Saturday."""
    contract = replace(free_contract, shifts=("early",), whole_weekends=True)
    bare = make_problem(contract, first=SATURDAY, days=2)
    plans = plans_of("wo", SATURDAY, bare, make_plan)
    early = replace(bare.centre.shifts["early"], weekdays=(0, 1, 2, 3, 4, 5))
    closed = replace(bare, centre=replace(bare.centre, shifts={**bare.centre.shifts, "early": early}))
    assert len(list(WholeWeekends(contract, bare).breaches(bare.agents[0], plans))) == 1
    assert list(WholeWeekends(contract, closed).breaches(bare.agents[0], plans)) == []
    course = Course.under(contract, closed)
    worked_saturday = [np.zeros(stage.choices) for stage in course.stages]
    saturday = next(n for n, stage in enumerate(course.stages) if stage.kind is StageKind.DAY)
    worked_saturday[saturday][0] = np.inf
    assert roster_graph(course, [()]).cheapest(0, worked_saturday) is not None
