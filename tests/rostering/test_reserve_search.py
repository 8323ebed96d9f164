"""A roster that keeps people free for training, and is judged as if it did not."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from wfm.domain.centre import RosterSettings, StaffingPrices
from wfm.domain.contracts import Contract, Span
from wfm.domain.people import Agent, Role
from wfm.domain.roster import Roster
from wfm.rostering.agent_case import agent_cases
from wfm.rostering.build import build_roster
from wfm.rostering.check import audit, net_in, open_in
from wfm.rostering.construct import first_team
from wfm.rostering.patience import ENDLESS
from wfm.rostering.problem import RosterProblem
from wfm.rostering.reserve import Reserve
from wfm.rostering.rules.hours_as_before import HoursAsBefore
from wfm.rostering.rules.trainers_at_work import TrainersAtWork, trainers_at_work
from wfm.rostering.search import Search
from wfm.rostering.staffing_cost import StaffingCost

Make = Callable[..., RosterProblem]
LATE = slice(17, 19)
"""Intervals of the first day that only late shifts reach."""


@pytest.fixture
def slack(make_problem: Make, free_contract: Contract) -> RosterProblem:
    """Three people who work five shifts a week, early or late; one is needed in the morning."""
    contract = replace(free_contract, days_per_week=Span(5, 5), week_minutes=Span(2400, 2400))
    settings = RosterSettings(sweeps=6, recreations=60, late_weight=0, weekend_weight=0)
    return make_problem(contract, agents=3, needed=dict.fromkeys(range(8, 12), 1), settings=settings)


def wanting(problem: RosterProblem, begin: Roster, heads: float = 1.0, teaching: float = 0.0) -> Reserve:
    """Heads wanted from 17 to 19 on the first day, and trainers at the same time."""
    wanted = np.zeros(problem.horizon.intervals)
    wanted[LATE] = heads
    trainers = np.zeros(problem.horizon.intervals)
    trainers[LATE] = teaching
    return Reserve({"calls": wanted}, trainers, 1.0, begin)


def test_reserve_is_worth_something_and_not_too_many() -> None:
    """The price by hand: 10 agents needed, 12 protected, 2 in reserve, points 0.5."""
    prices = StaffingPrices(under=(10, 20, 40), over=(2, 4, 8), bands=(0.05, 0.15), unprotected=1)
    net, protected = np.array([[10.0]]), np.array([[12.0]])
    cost = StaffingCost(net, protected, prices, 1, reserve=np.array([[2.0]]), reserve_points=0.5)
    points = [float(cost.of(np.array([[agents]]))[0, 0]) for agents in (11, 12, 13, 14, 15)]
    # 11: one unprotected; each head of the reserve saves 0.5; the 15th is over: 0.6 at 2 points, 0.4 at 4
    assert points == pytest.approx([1.0, 0.0, -0.5, -1.0, -1.0 + 0.6 * 2 + 0.4 * 4])
    steps = [later - earlier for earlier, later in pairwise(points)]
    assert steps == sorted(steps)


def test_reserve_never_costs_more_than_the_floor() -> None:
    """A reserve dearer than the protected requirement would be bought with it."""
    one = np.ones((1, 1))
    with pytest.raises(ValueError, match="between 0 and unprotected"):
        StaffingCost(one, one, StaffingPrices(), 1, reserve=one, reserve_points=2)


def test_somebody_is_free_where_he_is_wanted(slack: RosterProblem) -> None:
    """The roster has a reserve where none would be otherwise, legal and not shorter than before."""
    base = build_roster(slack)
    assert (open_in(slack, base.roster)["calls"][LATE] < 1).all()  # nobody is needed then
    found = build_roster(replace(slack, reserve=wanting(slack, base.roster)))
    present = open_in(slack, found.roster)["calls"]
    assert (present[LATE] >= 1).all()
    assert (present >= net_in(slack)["calls"]).all()
    assert not [breach for breach in audit(slack, found.roster) if breach.severity == "hard"]


def test_objective_does_not_know_of_the_reserve(slack: RosterProblem) -> None:
    """What is published is recomputed against demand alone, so that two rosters can be compared."""
    base = build_roster(slack)
    found = build_roster(replace(slack, reserve=wanting(slack, base.roster, 2.0)))
    cost = Search(slack, agent_cases(slack), ENDLESS).cost()
    units = np.array([open_in(slack, found.roster)["calls"]]) * cost.units_per_agent
    assert found.costs["staffing"] == pytest.approx(float(cost.of(units).sum()))
    assert found.objective == pytest.approx(sum(found.costs.values()))
    assert found.bound is None


def test_same_reserve_same_roster(slack: RosterProblem) -> None:
    """A night's run can be repeated to the byte."""
    base = build_roster(slack)
    problem = replace(slack, reserve=wanting(slack, base.roster))
    assert build_roster(problem).roster == build_roster(problem).roster


def with_trainer(slack: RosterProblem) -> RosterProblem:
    trainer = Agent("T", "", "team", slack.agents[0].contract, (), role=Role.TRAINER)
    return replace(slack, agents=(*slack.agents, trainer))


def test_trainer_comes_when_he_is_to_teach(slack: RosterProblem) -> None:
    """A trainer without a queue has no reason of his own to take any shift; the lessons give him one."""
    problem = with_trainer(slack)
    base = build_roster(problem)
    found = build_roster(replace(problem, reserve=wanting(problem, base.roster, teaching=1.0)))
    first = found.roster.by_agent["T"][0]
    assert first.shift == "late"  # 15:00 to 24:00; early ends at 15:00


def test_trainers_prices_are_what_the_points_change_by(slack: RosterProblem) -> None:
    """Prices that differ from the points would lead the search astray; every choice of one day is tried."""
    problem = with_trainer(slack)
    base = build_roster(problem)
    cases = agent_cases(problem)
    (rule,) = trainers_at_work(wanting(problem, base.roster, teaching=1.0), cases)
    assert isinstance(rule, TrainersAtWork)
    team = first_team(cases, Search(problem, cases, ENDLESS).cost(), problem)
    line, number = team.lines[3], 3
    prices = rule.prices(number, None)
    assert prices is not None
    alone = rule.points()
    rule.replace(number, None, line)
    assert rule.points() - alone == pytest.approx(prices[list(line.choices)].sum())
    assert rule.prices(0, None) is None


def test_longer_weeks_cost_and_shorter_ones_save(make_problem: Make, free_contract: Contract) -> None:
    """Training is drawn from hours that are paid anyway, unless the planner says otherwise."""
    problem = make_problem(free_contract, needed={8: 1})
    cases = agent_cases(problem)
    team = first_team(cases, Search(problem, cases, ENDLESS).cost(), problem)
    rule = HoursAsBefore(cases, team.lines, 2.0)
    prices, line = rule.prices(0, None), team.lines[0]
    assert prices is not None
    case = cases[0]
    week = int(case.terrain.week_stages[0])
    offset = case.course.offsets[week]
    paid = case.course.tallies[line.choices[week] - offset].minutes
    for at, tally in enumerate(case.course.tallies):
        assert prices[offset + at] == pytest.approx(2.0 * (tally.minutes - paid) / 60)  # hourly intervals
    rule.replace(0, None, line)
    assert rule.points() == 0


def test_stopped_search_is_legal(slack: RosterProblem) -> None:
    """Whoever interrupts the second search still gets a roster that keeps all hard rules."""
    base = build_roster(slack)
    found = build_roster(replace(slack, reserve=wanting(slack, base.roster)), should_stop=lambda: True)
    assert not [breach for breach in audit(slack, found.roster) if breach.severity == "hard"]


def test_points_below_zero_are_refused(slack: RosterProblem) -> None:
    """A reserve that costs points where people are there would drive them away."""
    with pytest.raises(ValueError, match="expected 0 or more"):
        Reserve({}, np.zeros(1), -1.0, Roster(slack.horizon, ()))
