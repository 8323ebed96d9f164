"""Single days off and single working days: what the search charges is what the audit reports."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest

from wfm.domain.breaches import Severity
from wfm.domain.contracts import Contract
from wfm.domain.people import Absence, AbsenceKind
from wfm.domain.roster import DayPlan
from wfm.domain.time import at_minute
from wfm.rostering.agent_case import agent_cases
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.isolated_days import IsolatedDays
from wfm.rostering.stages import StageKind

SUNDAY, DAYS = date(2026, 12, 6), 6
OFF_POINTS, WORK_POINTS = 3, 5


@pytest.mark.parametrize("past", ["", "w", "ow", "wo", "wwo"])
@pytest.mark.parametrize("leave", [None, 0, 2, 3])
def test_the_search_charges_what_the_audit_reports(
    past: str,
    leave: int | None,
    free_contract: Contract,
    make_problem: Callable[..., RosterProblem],
    make_plan: Callable[..., DayPlan],
) -> None:
    """Without it a roster could look better to the search than to the planner who reads the audit."""
    contract = replace(
        free_contract,
        shifts=("early",),
        isolated_day_off_points=OFF_POINTS,
        isolated_work_day_points=WORK_POINTS,
    )
    bare = make_problem(contract, first=SUNDAY, days=DAYS)
    names, zone = {"w": "early", "o": None}, bare.horizon.zone
    begins = SUNDAY - timedelta(days=len(past))
    before = tuple(make_plan(bare, begins + timedelta(days=n), names[letter]) for n, letter in enumerate(past))
    absences = []
    if leave is not None:
        day = bare.horizon.dates[leave]
        absences = [Absence("A0", at_minute(day, 0, zone), at_minute(day, 1440, zone), AbsenceKind.PLANNED, True)]
    problem = replace(bare, previous=before, absences=tuple(absences))
    case = agent_cases(problem)[0]
    for pattern in product("ow", repeat=DAYS):
        if leave is not None and pattern[leave] == "w":
            continue
        prices = case.own_prices.copy()
        for offset, stage in zip(case.course.offsets, case.course.stages, strict=True):
            if stage.kind is StageKind.DAY:
                prices[offset + 1 - "ow".index(pattern[stage.index])] = np.inf
        found = case.terrain.graph.cheapest(case.past, prices)
        plans = [
            make_plan(problem, day, names[letter])
            for day, letter in zip(problem.horizon.dates, pattern, strict=True)
        ]
        breaches = list(IsolatedDays(contract, problem).breaches(problem.agents[0], [*before, *plans]))
        assert found is not None
        assert found[0] == sum(breach.amount for breach in breaches)
        assert all(breach.severity is Severity.SOFT for breach in breaches)


def test_single_days_by_hand(
    free_contract: Contract, make_problem: Callable[..., RosterProblem], make_plan: Callable[..., DayPlan]
) -> None:
    """Without it both readings could agree on the wrong days."""
    contract = replace(free_contract, shifts=("early",), isolated_day_off_points=3, isolated_work_day_points=5)
    problem = make_problem(contract, first=SUNDAY, days=8)
    # Sunday to Sunday: work, off, work, work, off, off, work, off: Monday is a single day off, Saturday a single
    # day of work; the first Sunday and the last may go on beyond what is known
    pattern = ("early", None, "early", "early", None, None, "early", None)
    plans = [make_plan(problem, day, shift) for day, shift in zip(problem.horizon.dates, pattern, strict=True)]
    found = IsolatedDays(contract, problem).breaches(problem.agents[0], plans)
    assert [(breach.start.date(), breach.amount) for breach in found] == [
        (date(2026, 12, 7), 3),
        (date(2026, 12, 12), 5),
    ]
