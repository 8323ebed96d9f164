"""Head-counts: what shifts want, as the search prices it and as the audit counts it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import product

import numpy as np
import pytest

from wfm.domain.breaches import Severity
from wfm.domain.contracts import Contract, Span
from wfm.domain.groups import Who
from wfm.domain.hard_points import HARD_POINTS
from wfm.domain.headcounts import (
    HeadcountDemand,
    HeadcountRow,
    headcounts_on,
)
from wfm.domain.people import Role
from wfm.domain.roster import DayPlan, Roster
from wfm.rostering.agent_case import agent_cases
from wfm.rostering.build import build_roster
from wfm.rostering.check import audit
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.headcounts import TITLE, search
from wfm.rostering.trimmed_graph import arcs_of

MONDAY, TUESDAY = date(2026, 11, 30), date(2026, 12, 1)
EARLIES = HeadcountRow(MONDAY, ("early",), wanted=1, under=7, over=3)
ANYBODY = HeadcountRow(TUESDAY, ("early", "late"), wanted=2, under=5, over=1)
A_LEAD = HeadcountRow(TUESDAY, ("late",), wanted=0, under=0, over=0, least=1, group=Who(role=Role.LEAD))


@pytest.fixture
def two_days(make_problem: Callable[..., RosterProblem]) -> RosterProblem:
    """Two agents, the second a lead, and three head-counts over two days."""
    problem = make_problem(days=2, agents=2, headcounts=(EARLIES, ANYBODY, A_LEAD))
    agent, lead = problem.agents
    return replace(problem, agents=(agent, replace(lead, role=Role.LEAD)))


def test_points_by_hand() -> None:
    """Short, met, over and beyond a hard limit must cost what the planner wrote."""
    row = HeadcountRow(MONDAY, ("early",), wanted=3, under=10, over=2, least=1, most=4)
    # heads 0: 3 short = 30, and one below the least; 5: 2 over = 4, and one above the most
    assert [row.points(heads) for heads in range(6)] == [30 + HARD_POINTS, 20, 10, 0, 2, 4 + HARD_POINTS]


def test_price_reading_is_the_difference_of_the_check_reading(
    two_days: RosterProblem, make_plan: Callable[..., DayPlan]
) -> None:
    """If the search charged anything else than what the audit counts, it would optimise another roster."""
    cases = agent_cases(two_days)
    rule = search(two_days, cases)
    assert rule is not None
    lines = {}
    for number, case in enumerate(cases):
        for shifts in product((None, "early", "late"), repeat=2):
            wished = _choosing(case, shifts)
            found = case.cheapest(np.zeros((two_days.horizon.intervals, case.values.units_per_agent + 1)), wished)
            assert found is not None
            lines[number, shifts] = found[1]
    for (one, other), new in product(product(lines, lines), lines):
        if one[0] != 0 or other[0] != 1 or new[0] != 0:
            continue
        rule.replace(0, None, lines[one])
        rule.replace(1, None, lines[other])
        before = rule.points()
        assert before == _counted(two_days, make_plan, one[1], other[1])
        prices, others = rule.prices(0, lines[one]), _counted(two_days, make_plan, (None, None), other[1])
        assert prices is not None
        moved = others + prices[list(lines[new].choices)].sum()
        assert moved == pytest.approx(_counted(two_days, make_plan, new[1], other[1]))
        rule.replace(0, lines[one], None)
        rule.replace(1, lines[other], None)


def test_audit_tells_hard_from_soft(two_days: RosterProblem, make_plan: Callable[..., DayPlan]) -> None:
    """A missing lead must stop publication; an early too few must only be told."""
    nobody = [
        make_plan(two_days, day, None, agent.agent_id) for agent in two_days.agents for day in (MONDAY, TUESDAY)
    ]
    found = [breach for breach in audit(two_days, Roster(two_days.horizon, tuple(nobody))) if breach.rule == TITLE]
    assert sorted((breach.severity, breach.amount) for breach in found) == [
        (Severity.HARD, 1),
        (Severity.SOFT, 1),
        (Severity.SOFT, 2),
    ]


def test_head_counts_alone_make_a_roster(two_days: RosterProblem) -> None:
    """A centre without interval demand must get the roster that its head-counts ask for, proven best."""
    result = build_roster(two_days)
    worked = {(plan.agent_id, plan.date): plan.shift for plan in result.roster.plans}
    # one early on Monday; on Tuesday both, the lead (A1) late: nothing is left to pay
    assert sorted(worked[agent, MONDAY] for agent in ("A0", "A1")) == ["", "early"]
    assert worked["A1", TUESDAY] == "late"
    assert worked["A0", TUESDAY] in ("early", "late")
    assert (result.objective, result.bound) == (0, 0)


def test_a_date_replaces_its_weekday() -> None:
    """Christmas asks for its own number of earlies, not for both."""
    every_monday = HeadcountDemand(replace(EARLIES, wanted=4), weekdays=(0,))
    this_one = HeadcountDemand(replace(EARLIES, wanted=1), day=MONDAY)
    found = headcounts_on((every_monday, this_one), (MONDAY, TUESDAY, date(2026, 12, 7)))
    assert [(row.date, row.wanted) for row in found] == [(MONDAY, 1), (date(2026, 12, 7), 4)]


def _choosing(case: object, shifts: tuple[str | None, ...]) -> np.ndarray:
    """Prices at which exactly these shifts are the cheapest."""
    course = case.course
    prices = np.zeros(course.choices)
    for offset, stage in zip(course.offsets, course.stages, strict=True):
        if stage.kind == "day":
            names = [None, *(duty.shift for duty in course.duties[stage.index])]
            prices[offset : offset + stage.choices] = [float(name != shifts[stage.index]) for name in names]
    return prices


def _counted(
    problem: RosterProblem,
    make_plan: Callable[..., DayPlan],
    first: tuple[str | None, ...],
    second: tuple[str | None, ...],
) -> float:
    """The points of all rows, counted from plans by hand."""
    worked = {("A0", day): shift for day, shift in zip((MONDAY, TUESDAY), first, strict=True)}
    worked |= {("A1", day): shift for day, shift in zip((MONDAY, TUESDAY), second, strict=True)}
    points = 0.0
    for row in problem.headcounts:
        who = ("A1",) if row is A_LEAD else ("A0", "A1")
        points += row.points(sum(worked[agent, row.date] in row.shifts for agent in who))
    return points


def test_shifts_of_his_own(make_problem: Callable[..., RosterProblem], make_plan: Callable[..., DayPlan]) -> None:
    """Somebody who may only work earlies must not be given a late, nor be audited as if he might."""
    row = HeadcountRow(MONDAY, ("late",), wanted=1)
    problem = make_problem(days=1, headcounts=(row,))
    problem = replace(problem, agents=(replace(problem.agents[0], shifts=("early",)),))
    assert build_roster(problem).objective == row.under
    late = Roster(problem.horizon, (make_plan(problem, MONDAY, "late"),))
    assert [breach.rule for breach in audit(problem, late) if breach.severity is Severity.HARD] == [
        "Permitted shifts"
    ]


def test_half_a_year_is_searched_near_the_even_pace(
    make_problem: Callable[..., RosterProblem], free_contract: Contract
) -> None:
    """Exact counts of half a year would not fit into memory; and nothing may then be called proven."""
    contract = replace(
        free_contract,
        week_minutes=Span(0, 7 * 1440),
        min_minutes_in_period=80 * 480,
        max_minutes_in_period=90 * 480,
        max_weekends_in_period=10,
        max_shifts_in_period={"late": 20},
    )
    problem = make_problem(contract, days=182, headcounts=(HeadcountRow(MONDAY, ("late",), wanted=1),))
    (case,) = agent_cases(problem)
    assert case.course.keeps_pace
    assert arcs_of(case.terrain.graph) < 200_000
    result = build_roster(problem)
    assert result.bound is None
    assert not any(breach.severity is Severity.HARD for breach in audit(problem, result.roster))
