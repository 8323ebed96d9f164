"""Long periods: hours counted beside the graph, weeks searched one by one, and nobody impossible for the pace."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from wfm.domain.breaches import Severity
from wfm.domain.contracts import Contract, Span
from wfm.domain.errors import NoLegalRoster
from wfm.domain.headcounts import HeadcountRow
from wfm.domain.people import Pin, PinKind
from wfm.rostering.agent_case import agent_cases
from wfm.rostering.build import build_roster
from wfm.rostering.check import audit
from wfm.rostering.columns.cells import Cells
from wfm.rostering.columns.column import ColumnMaker
from wfm.rostering.columns.holding import Holding
from wfm.rostering.columns.rolling import Rolling
from wfm.rostering.explain import refuse_impossible
from wfm.rostering.paced_graph import PacedGraph
from wfm.rostering.problem import RosterProblem
from wfm.rostering.roster_graph import roster_graph
from wfm.rostering.rules.fairness import Fairness
from wfm.rostering.rules.headcounts import HeadcountCells
from wfm.rostering.stages import Course, StageKind
from wfm.rostering.trimmed_graph import trimmed

MONDAY = date(2026, 11, 30)
DAYS = 63


@pytest.fixture
def nine_weeks(free_contract: Contract) -> Contract:
    """Three to five days in a row, and 30 to 40 shifts of eight or ten hours in the whole period."""
    return replace(
        free_contract,
        shifts=("early", "late", "long"),
        week_minutes=Span(0, 7 * 1440),
        max_days_in_row=5,
        min_days_in_row=3,
        forbidden_next_day={"late": ("early",)},
        min_minutes_in_period=30 * 480,
        max_minutes_in_period=40 * 480,
    )


def test_counting_beside_is_the_product(make_problem: Callable[..., RosterProblem], nine_weeks: Contract) -> None:
    """A roster lost or gained beside the graph would be a rule broken, or a better roster never found."""
    problem = make_problem(nine_weeks, days=DAYS)
    (case,) = agent_cases(problem)
    beside, course = case.terrain.graph, Course.under(nine_weeks, problem)
    assert isinstance(beside, PacedGraph)
    written_out = roster_graph(course, [()])
    draw = np.random.default_rng(3)
    for _ in range(20):
        prices = draw.integers(-9, 10, course.choices).astype(float)
        prices[draw.random(course.choices) < 0.1] = np.inf
        for offset, stage in zip(course.offsets, course.stages, strict=True):
            if stage.kind is not StageKind.DAY:
                prices[offset : offset + stage.choices] = case.own_prices[offset : offset + stage.choices]
        found, expected = beside.cheapest(0, prices), written_out.cheapest(0, prices)
        assert (found is None) == (expected is None)
        if found is not None and expected is not None:
            assert found[0] == expected[0] == prices[found[1]].sum()
            cut = trimmed(beside, 0, np.isfinite(prices))
            assert cut is not None
            assert cut.cheapest(0, prices) is not None


def test_hours_far_from_the_even_pace_are_legal_too(
    make_problem: Callable[..., RosterProblem], nine_weeks: Contract
) -> None:
    """Somebody off for the first four weeks has a roster, and must not be called impossible for the pace."""
    problem = make_problem(nine_weeks, days=DAYS, headcounts=(HeadcountRow(MONDAY, ("late",), wanted=1),))
    off = tuple(Pin("A0", MONDAY + timedelta(days=day), PinKind.OFF) for day in range(26))
    contract = replace(nine_weeks, max_days_in_row=28, min_days_in_row=None, min_minutes_in_period=35 * 480)
    centre = replace(problem.centre, contracts={contract.name: contract})
    problem = replace(problem, centre=centre, pins=off)
    assert agent_cases(problem)[0].course.problem.hours_at_any_pace
    result = build_roster(problem)
    assert not any(breach.severity is Severity.HARD for breach in audit(problem, result.roster))
    assert sum(plan.works for plan in result.roster.plans) * 600 >= 35 * 480


def test_what_was_not_looked_at_is_told(make_problem: Callable[..., RosterProblem], nine_weeks: Contract) -> None:
    """Where a long period leaves out legal rosters, "impossible" alone would be a lie."""
    contract = replace(nine_weeks, max_weekends_in_period=3)
    problem = make_problem(contract, days=DAYS)
    off = tuple(Pin("A0", MONDAY + timedelta(days=day), PinKind.OFF) for day in range(DAYS))
    with pytest.raises(NoLegalRoster, match="were not looked at"):
        refuse_impossible(agent_cases(replace(problem, pins=off)), lambda: True)


def test_going_onward_moves_hours_between_weeks(
    make_problem: Callable[..., RosterProblem], free_contract: Contract
) -> None:
    """Windows leave hours in the weeks where they are; a busy month at the end would stay short for ever."""
    contract = replace(free_contract, week_minutes=Span(0, 7 * 1440), max_minutes_in_period=20 * 480)
    days = [MONDAY + timedelta(days=day) for day in range(70)]
    rows = tuple(HeadcountRow(day, ("early",), 1, under=1 if at < 50 else 10) for at, day in enumerate(days))
    problem = make_problem(contract, days=70, headcounts=rows)
    (case,) = agent_cases(problem)
    cells = Cells.of(HeadcountCells.of(problem, (case,)), problem)
    maker = ColumnMaker.of(0, case, cells, Fairness.unshared(problem))
    # he begins with his work as early as the pace allows
    early = maker.cheapest(np.linspace(2, 1, len(cells)))[1]
    holding = Holding(cells, {0: maker}, {0: maker.column(early)}, np.zeros(len(cells), dtype=np.int64))
    rolling = Rolling(holding, 70, 0.0, lambda: False, lambda: None)
    rolling.through_windows((14,))
    # 20 shifts in the last 20 days leave 50 heads short by one point each
    assert holding.points > 50
    rolling.onward(np.array([float(row.under) for row in rows]))
    assert holding.points == 50
