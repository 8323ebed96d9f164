"""Swaps of days between two agents: what they may change, and what they must leave alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from wfm.domain.centre import RosterSettings
from wfm.domain.contracts import Contract, Span
from wfm.domain.people import Absence, AbsenceKind, Request, RequestKind
from wfm.domain.time import at_minute
from wfm.rostering.agent_case import agent_cases
from wfm.rostering.check import audit
from wfm.rostering.construct import carried_in
from wfm.rostering.descent import shares_now
from wfm.rostering.exchange import exchange
from wfm.rostering.plans import roster_of
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.fairness import Fairness
from wfm.rostering.staffing_cost import staffing_cost
from wfm.rostering.team import Team

MONDAY = date(2026, 11, 30)
SETTINGS = RosterSettings(late_weight=3, weekend_weight=4, night_weight=2, request_points=10)
Make = Callable[..., RosterProblem]


def random_team(problem: RosterProblem, seed: int) -> Team:
    """Everybody with the best line for prices drawn at random, shares as they then are."""
    random, intervals = np.random.default_rng(seed), problem.horizon.intervals
    cost = staffing_cost(problem.requirement, problem.covers, problem.horizon, problem.centre.roster.prices, 1)
    cases, lines = agent_cases(problem), []
    for case in cases:
        added = np.zeros((intervals, 2))
        added[:, 1] = random.normal(scale=10, size=intervals)
        found = case.cheapest(added)
        assert found is not None
        lines.append(found[1])
    team = Team.of(cases, cost, Fairness.unshared(problem), lines, carried_in(problem))
    team.fairness = shares_now(team)
    return team


def strict(contract: Contract) -> Contract:
    """A contract whose rules forbid many swaps."""
    return replace(
        contract,
        shifts=("early", "late", "night"),
        days_per_week=Span(4, 5),
        week_minutes=Span(4 * 480, 5 * 480),
        rest_minutes=660,
        max_days_in_row=5,
        max_weekends_in_row=1,
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_swaps_leave_staffing_alone_and_break_no_rule(
    make_problem: Make, free_contract: Contract, seed: int
) -> None:
    """Without it a fairer roster could be a shorter or an illegal one."""
    wishes = tuple(
        Request(f"A{n}", MONDAY + timedelta(days=day), RequestKind.OFF) for n in range(4) for day in (2, 5, 9)
    )
    problem = make_problem(
        strict(free_contract), days=14, agents=4, needed={9: 2, 18: 1, 2: 1}, settings=SETTINGS, requests=wishes
    )
    start = at_minute(MONDAY + timedelta(days=3), 0, problem.horizon.zone)
    away = Absence("A1", start, start + timedelta(days=2), AbsenceKind.PLANNED, whole_days=True)
    team = random_team(replace(problem, absences=(away,)), seed)
    present, before = team.present.copy(), team.breakdown()
    exchange(team, lambda: False)
    after = team.breakdown()
    assert (team.present == present).all()
    assert after["staffing"] == pytest.approx(before["staffing"])
    assert after["requests"] + after["fairness"] < before["requests"] + before["fairness"]
    found = audit(replace(problem, absences=(away,)), roster_of(team, replace(problem, absences=(away,))))
    assert not [breach for breach in found if breach.severity == "hard"]


def test_after_all_swaps_no_swap_of_a_day_is_left(make_problem: Make, free_contract: Contract) -> None:
    """Without it two people who both gain by a swap would have to ask for it themselves."""
    contract = replace(free_contract, shifts=("late",), days_per_week=Span(0, 7))
    wishes = tuple(Request(f"A{n}", MONDAY + timedelta(days=n), RequestKind.OFF) for n in range(3))
    problem = make_problem(contract, agents=3, needed={18: 1}, settings=SETTINGS, requests=wishes)
    team = random_team(problem, 5)
    exchange(team, lambda: False)
    shares = team.fairness.shares
    assert shares is not None

    # no rule binds, so that anybody may swap any day; burdens and wishes counted without the search's own sums
    def points(works: np.ndarray) -> float:
        total = 0.0
        for number in range(3):
            share = shares[f"A{number}"]
            lates, weekends = int(works[number].sum()), int(works[number, 5:].sum())
            total += 10 * works[number, number] + 3 * max(0, lates - share.late) ** 2
            total += 2 * max(0, lates - share.night) ** 2 + 4 * max(0, weekends - share.weekend) ** 2
        return total

    works = np.array([[place >= 0 for place in line.places] for line in team.lines])
    held = points(works)
    assert held == pytest.approx(sum(team.own_points(number, line) for number, line in enumerate(team.lines)))
    for one, other in ((0, 1), (0, 2), (1, 2)):
        for day in range(7):
            swapped = works.copy()
            swapped[[one, other], day] = works[[other, one], day]
            assert points(swapped) >= held - 1e-6
