"""Unpopular shifts and refused wishes: what is counted, what is fair, and what it costs to be treated unfairly."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.domain.burdens import Burden, BurdenKind
from wfm.domain.centre import RosterSettings
from wfm.domain.contracts import Contract, Span
from wfm.domain.events import Event, EventKind
from wfm.domain.people import Agent, Request, RequestKind
from wfm.domain.roster import DayPlan, Roster
from wfm.domain.time import at_minute
from wfm.rostering.agent_case import agent_cases
from wfm.rostering.bound import relax
from wfm.rostering.build import build_roster
from wfm.rostering.burdens import UnpopularShifts, burdens_of, total
from wfm.rostering.check import audit
from wfm.rostering.duties import Duty
from wfm.rostering.plans import roster_of
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules import fairness
from wfm.rostering.rules.fairness import Fairness
from wfm.rostering.staffing_cost import staffing_cost
from wfm.rostering.team import Team

EVERYTHING = RosterSettings(
    sweeps=6,
    work_limit=1.0,
    night_weight=3,
    holiday_weight=5,
    early_weight=1,
    points_weight=2,
    refused_weight=6,
)
MONDAY = date(2026, 11, 30)
Make = Callable[..., RosterProblem]
MakePlan = Callable[..., DayPlan]


def with_points(problem: RosterProblem, **points: int) -> RosterProblem:
    """The same problem with points on some shifts."""
    shifts = {name: replace(shift, points=points.get(name, 0)) for name, shift in problem.centre.shifts.items()}
    return replace(problem, centre=replace(problem.centre, shifts=shifts))


def special(day: date, kind: EventKind, problem: RosterProblem) -> Event:
    """A whole day of that kind."""
    zone = problem.horizon.zone
    return Event("*", at_minute(day, 0, zone), at_minute(day, 1440, zone), kind)


def test_the_kinds_and_the_burden_have_one_order() -> None:
    """Without it a weight for nights could be charged for weekends."""
    assert tuple(BurdenKind) == Burden._fields
    weights = replace(EVERYTHING, late_weight=7, weekend_weight=8).burden_weights
    assert weights == Burden(late=7, weekend=8, night=3, holiday=5, early=1, points=2, refused=6)


@pytest.mark.parametrize(
    ("shift", "day", "expected"),
    [
        ("early", date(2026, 12, 1), Burden(early=1)),  # 06:00-15:00, early before 08:00
        ("late", date(2026, 12, 1), Burden(late=1, night=1)),  # 15:00-24:00, the last hour is night
        ("night", date(2026, 12, 1), Burden(late=1, night=1, points=2)),  # 22:00-07:00
        ("early", date(2026, 12, 3), Burden(early=1, holiday=1)),
        ("early", date(2026, 12, 5), Burden(early=1)),  # a Saturday worked for a bridge day
        ("early", date(2026, 12, 6), Burden(early=1, weekend=1)),
    ],
)
def test_what_one_shift_brings(
    make_problem: Make, make_plan: MakePlan, shift: str, day: date, expected: Burden
) -> None:
    """Without it the wrong people would be called burdened."""
    problem = with_points(make_problem(), night=2)
    days = (
        special(date(2026, 12, 3), EventKind.HOLIDAY, problem),
        special(date(2026, 12, 5), EventKind.MAKE_UP_DAY, problem),
    )
    problem = replace(problem, events=days)
    duty = Duty.of(make_plan(problem, day, shift), problem.horizon)
    assert UnpopularShifts.of(problem).burden_of(duty, day) == expected


def test_the_sum_of_no_burdens_is_none() -> None:
    """Without it an agent who is on leave all month would stop the audit."""
    assert total([]) == Burden()
    assert total([Burden(late=1, points=2), Burden(late=1)]) == Burden(late=2, points=2)


def two_agents(settings: RosterSettings = EVERYTHING, **balances: Burden) -> Fairness:
    """A0 carries 5 nights, A1 carries 2; shares taken."""
    people = [Agent(name, name, "team", "any", ("calls",)) for name in ("A0", "A1")]
    unshared = Fairness(None, settings, balances)
    return unshared.shared(people, {"A0": Burden(night=5), "A1": Burden(night=2)})


def test_a_burden_above_the_share_costs_its_square() -> None:
    """Without it nobody would know what a weight means."""
    fair = two_agents()
    # the mean of 5 and 2 nights is 3.5: a share of 4; 5 nights are one too many, 7 are three
    assert fair.cost("A0", Burden(night=4)) == 0
    assert fair.cost("A0", Burden(night=5)) == 3 * 1
    assert fair.cost("A1", Burden(night=7)) == 3 * 9
    assert fair.tangent("A1", Burden(night=7)) == (0, 0, 2 * 3 * 3, 0, 0, 0, 0)


def test_what_was_carried_before_moves_the_share() -> None:
    """Without it the same people would work the nights of every month."""
    fair = two_agents(A0=Burden(night=3), A1=Burden(night=-3))
    # the mean stays 4 rounded up; A0 has one left, A1 seven
    assert fair.shares == {"A0": Burden(night=1), "A1": Burden(night=7)}
    assert fair.cost("A0", Burden(night=3)) == 3 * 4
    assert fair.cost("A1", Burden(night=7)) == 0
    # six more than his share, of which two cannot be made up for in this roster: nothing is free, and it rises
    heavy = two_agents(A0=Burden(night=6), A1=Burden(night=-6))
    assert heavy.shares is not None
    assert heavy.shares["A0"].night == -2
    assert [heavy.cost("A0", Burden(night=nights)) for nights in (0, 1, 2)] == [0, 3 * (9 - 4), 3 * (16 - 4)]


def test_before_shares_are_known_nothing_costs(make_problem: Make) -> None:
    """Without it the first roster would be bent towards shares that mean nothing."""
    unshared = Fairness.unshared(make_problem(settings=EVERYTHING))
    assert (unshared.cost("A0", Burden(late=99)), any(unshared.tangent("A0", Burden(late=99)))) == (0, False)


@given(
    st.tuples(*[st.integers(0, 9)] * 7),
    st.tuples(*[st.integers(0, 9)] * 7),
    st.tuples(*[st.integers(-9, 9)] * 7),
)
def test_the_tangent_lies_below_the_cost(
    at: tuple[int, ...], to: tuple[int, ...], before: tuple[int, ...]
) -> None:
    """Without it the bound would be no bound: fairness enters it by the tangent."""
    fair = two_agents(A0=Burden(*before))
    here, there = Burden(*at), Burden(*to)
    rise = sum(slope * (b - a) for slope, a, b in zip(fair.tangent("A0", here), here, there, strict=True))
    assert fair.cost("A0", there) >= 0
    assert fair.cost("A0", here) + rise <= fair.cost("A0", there)


def everything(make_problem: Make, contract: Contract) -> RosterProblem:
    """Three agents over two weeks in which every kind of burden comes up."""
    any_shift = replace(contract, shifts=("early", "late", "night"), days_per_week=Span(3, 5), rest_minutes=660)
    wishes = tuple(
        Request(f"A{n}", date(2026, 12, day), RequestKind.OFF) for n in range(3) for day in (1, 2, 8 + n)
    )
    problem = make_problem(
        any_shift, days=14, agents=3, needed={9: 1, 18: 1, 2: 1}, settings=EVERYTHING, requests=wishes
    )
    return replace(with_points(problem, late=1), events=(special(date(2026, 12, 3), EventKind.HOLIDAY, problem),))


def random_teams(problem: RosterProblem, count: int) -> list[Team]:
    """Teams with lines that are best for prices drawn at random, shares taken from the first."""
    random, cases, teams = np.random.default_rng(7), agent_cases(problem), list[Team]()
    intervals = problem.horizon.intervals
    cost = staffing_cost(problem.requirement, problem.covers, problem.horizon, problem.centre.roster.prices, 1)
    for _ in range(count):
        lines = []
        for case in cases:
            added = np.zeros((intervals, 2))
            added[:, 1] = random.normal(scale=10, size=intervals)
            found = case.cheapest(added)
            assert found is not None
            lines.append(found[1])
        carried = np.zeros((1, intervals), dtype=np.int64)
        teams.append(Team.of(cases, cost, Fairness.unshared(problem), lines, carried))
    burdens = {case.agent.agent_id: line.burden for case, line in zip(cases, teams[0].lines, strict=True)}
    shared = teams[0].fairness.shared(problem.agents, burdens)
    for team in teams:
        team.fairness = shared
    return teams


def test_lines_carry_what_their_plans_show(make_problem: Make, free_contract: Contract) -> None:
    """Without it the search would share other burdens than the audit counts."""
    problem, kinds = everything(make_problem, free_contract), Burden()
    for team in random_teams(problem, 3):
        counted = burdens_of(problem, roster_of(team, problem).by_agent)
        carried = {case.agent.agent_id: line.burden for case, line in zip(team.cases, team.lines, strict=True)}
        assert carried == counted
        kinds = total([kinds, *counted.values()])
    assert all(kinds), "every kind must come up"


def test_the_bound_holds_with_every_kind_of_burden(make_problem: Make, free_contract: Contract) -> None:
    """Without it the gap beside a roster could be too good to be true."""
    teams = random_teams(everything(make_problem, free_contract), 12)
    least = min(team.points() for team in teams)
    random = np.random.default_rng(3)
    for team in teams:
        prices = random.uniform(team.cost.slopes[0], team.cost.slopes[-1], size=team.present.shape)
        assert relax(team, prices).bound <= least + 1e-6
        assert relax(team, np.zeros_like(prices)).bound <= least + 1e-6


EIGHT = tuple(f"A{number}" for number in range(8))


def days_worked(problem: RosterProblem) -> dict[str, int]:
    """Days that each agent works in the roster that is built."""
    plans = build_roster(problem).roster.by_agent
    return {name: sum(plan.works for plan in plans[name]) for name in EIGHT}


def test_refused_wishes_are_spread(make_problem: Make, free_contract: Contract) -> None:
    """Without it one agent could lose all his wishes while another keeps all of his."""
    # eight agents want both days off, four earlies are needed on each; the wishes of the first four weigh less
    contract = replace(free_contract, shifts=("early",))
    wishes = tuple(
        Request(name, day, RequestKind.OFF, weight=0.5 if name in EIGHT[:4] else 1.0)
        for name in EIGHT
        for day in (date(2026, 11, 30), date(2026, 12, 1))
    )
    plain = RosterSettings(sweeps=16, work_limit=1.0, recreations=100, late_weight=0, weekend_weight=0)
    needed = dict.fromkeys((6, 7, 8, 12, 13, 14), 4)  # not while the meal is taken
    problem = make_problem(contract, days=2, agents=8, needed=needed, requests=wishes, settings=plain)
    assert list(days_worked(problem).values()) == [2] * 4 + [0] * 4
    # eight refusals for eight agents are one each: a second one costs its weight as well, 6 + 20 > 12
    fairly = replace(problem.centre, roster=replace(plain, refused_weight=20))
    assert list(days_worked(replace(problem, centre=fairly)).values()) == [1] * 8


def test_who_had_more_before_gets_fewer_now(make_problem: Make, free_contract: Contract) -> None:
    """Without it fairness would begin anew every month."""
    contract = replace(free_contract, shifts=("late",))
    settings = RosterSettings(sweeps=16, work_limit=1.0, recreations=100, late_weight=10, weekend_weight=0)
    needed = dict.fromkeys((15, 16, 17, 21, 22, 23), 4)
    problem = make_problem(contract, days=6, agents=8, needed=needed, settings=settings)
    before = {name: Burden(late=2 if name in EIGHT[:4] else -2) for name in EIGHT}
    worked = list(days_worked(replace(problem, balances=before)).values())
    # 24 lates for eight are three each, or four where one or two are spare; two less for the first four of them
    assert sum(worked) >= 24
    assert max(worked[:4]) <= 2


def test_the_audit_tells_who_is_above_his_share(make_problem: Make, make_plan: MakePlan) -> None:
    """Without it a planner could not see whom he owes something."""
    settings = replace(EVERYTHING, late_weight=0, refused_weight=0)
    problem = replace(make_problem(days=3, agents=2, settings=settings), balances={"A0": Burden(night=1)})
    plans = [make_plan(problem, day, "night", "A0") for day in problem.horizon.dates]
    plans += [make_plan(problem, day, None, "A1") for day in problem.horizon.dates]
    told = [b for b in audit(problem, Roster(problem.horizon, tuple(plans))) if b.rule == fairness.TITLE]
    # the mean of 3 + 1 and 0 nights is 2, less the one from before; late shifts are not shared here
    assert [(b.agent_id, b.amount) for b in told] == [("A0", 2)]
    assert told[0].message == "3 night shifts; fair share 1 (+1 from earlier rosters)"


def test_the_rule_is_told_with_what_is_shared() -> None:
    """Without it a planner could not see which weights are on."""
    assert "late shifts (end after 20:00) 2, weekend shifts 4" in fairness.words(RosterSettings())
    assert "night" not in fairness.words(RosterSettings())
    told = fairness.words(replace(EVERYTHING, balance_weeks=12))
    assert "refused wishes 6" in told
    assert "last 12 weeks" in told
    assert "nothing is shared" in fairness.words(RosterSettings(late_weight=0, weekend_weight=0))
