"""Prices of being short by what callers lose, worked out by hand and against the curve itself."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.domain.centre import RosterSettings, StaffingPrices
from wfm.domain.queues import Cover
from wfm.rostering.build import build_roster
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules import cover
from wfm.rostering.service_steps import falling_gains, price_steps
from wfm.rostering.staffing_cost import StaffingCost, staffing_cost

LADDER = StaffingPrices(under=(2, 5, 10, 20), over=(1,), bands=(), points_per_contact=1.0)
CALLS = Cover.of(["calls"])
# contacts answered in time with 0, 1, … 5 agents: nobody is answered as long as the load is higher
IN_TIME = np.array([[0.0], [0.0], [30.0], [45.0], [49.0], [50.0]])


def test_gains_fall_although_the_curve_bends_both_ways() -> None:
    """Without it the first agents of an interval would be worth nothing and nobody would be sent there."""
    # 0 and 30 together are 15 each; then 15, 4 and 1
    assert falling_gains(IN_TIME[:, 0]).tolist() == [15, 15, 15, 4, 1]
    assert falling_gains(np.array([3.0])).tolist() == []


@given(st.lists(st.floats(0, 50), min_size=1, max_size=12))
def test_the_curve_of_falling_gains_lies_just_above(gains: list[float]) -> None:
    """Without it somebody would be charged for contacts that nobody loses."""
    values = np.concatenate([[0.0], np.cumsum(gains)])
    falling = falling_gains(values)
    curve = np.concatenate([[0.0], np.cumsum(falling)])
    assert (np.diff(falling) <= 1e-9).all()
    assert (curve >= values - 1e-9).all()
    assert curve[-1] == pytest.approx(values[-1])


def test_gains_are_rounded_to_the_ladder() -> None:
    """Without it the prices would not be those that a planner reads in his settings."""
    net = np.array([[5.0]])
    steps = price_steps({"calls": IN_TIME}, [CALLS], net, LADDER)
    # 15 lies midway between 10 and 20 and counts as 10, 4 as 5, 1 as 2: 10 up to three agents, 5 up to four
    assert steps[:, 0, 0].tolist() == [0, 3, 4]
    cost = StaffingCost(net, net, LADDER, 1, steps)
    assert [float(cost.of(np.array([[n]]))[0, 0]) for n in range(7)] == [37, 27, 17, 7, 2, 0, 1]
    dear = price_steps({"calls": IN_TIME}, [CALLS], net, replace(LADDER, points_per_contact=2.0))
    # 30 counts as 20, 8 as 10, 2 as 2
    assert dear[:, 0, 0].tolist() == [3, 4, 4]


def test_the_cheapest_presence_is_found_on_the_steps() -> None:
    """Without it the bound beside a roster would not be one."""
    net = np.array([[5.0]])
    cost = StaffingCost(net, net + 1, LADDER, 2, price_steps({"calls": IN_TIME}, [CALLS], net, LADDER))
    for price in np.linspace(cost.slopes[0], cost.slopes[-1], 23).tolist():
        taken, least = cost.least_at(np.array([[price]]))
        values = [float(cost.of(np.array([[units]]))[0, 0]) - price * units for units in range(20)]
        assert float(least[0, 0]) == pytest.approx(min(values))
        assert float(cost.of(taken)[0, 0]) - price * float(taken[0, 0]) == pytest.approx(min(values))


def test_the_only_agent_goes_where_callers_lose_most(make_problem: Callable[..., RosterProblem]) -> None:
    """Without it the setting would be read and have no effect."""
    # an agent short in the early and in the late hours; contacts are lost only late
    settings = RosterSettings(
        sweeps=6, work_limit=1.0, recreations=100, late_weight=0, weekend_weight=0, prices=LADDER
    )
    problem = make_problem(days=1, needed={7: 1, 8: 1, 17: 1}, settings=settings)
    level = np.zeros((2, problem.horizon.intervals))
    level[1, 17] = 40
    built = build_roster(replace(problem, in_time={"calls": level}))
    assert [plan.shift for plan in built.roster.plans] == ["late"]
    level[1, 7], level[1, 17] = 40, 0
    built = build_roster(replace(problem, in_time={"calls": level}))
    assert [plan.shift for plan in built.roster.plans] == ["early"]


def test_a_problem_without_demand_needs_no_table(make_problem: Callable[..., RosterProblem]) -> None:
    """Without it explaining one agent of a centre that prices contacts would stop in a stack trace."""
    problem = make_problem(settings=RosterSettings(prices=LADDER))
    cost = staffing_cost((), problem.covers, problem.horizon, LADDER, 1, problem.in_time)
    assert cost.slopes.tolist() == [-20, -10, -5, -2, -1, 1]
    assert len(cost.kinks) == 5


def test_the_rule_and_the_ladder_are_told() -> None:
    """Without it a planner could not see by what being short is priced."""
    assert "1 points per contact" in cover.words(LADDER)
    assert "rounded to 2/5/10/20" in cover.words(LADDER)
    with pytest.raises(ValueError, match="one more step"):
        StaffingPrices(under=(2, 5, 10, 20), over=(1,), bands=())
