"""Column generation: better rosters by prices of heads, and a bound that holds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, product

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wfm.domain.centre import RosterSettings
from wfm.domain.contracts import Contract
from wfm.domain.headcounts import HeadcountRow
from wfm.domain.people import Request, RequestKind
from wfm.rostering.agent_case import agent_cases
from wfm.rostering.build import build_roster
from wfm.rostering.columns.cells import Cells
from wfm.rostering.columns.column import ColumnMaker
from wfm.rostering.columns.diving import QUICK, dive
from wfm.rostering.columns.generation import Generation
from wfm.rostering.columns.holding import Holding
from wfm.rostering.columns.master import Relaxed
from wfm.rostering.columns.mixing import whole
from wfm.rostering.columns.nearby import nearby
from wfm.rostering.columns.neighbourhoods import Neighbourhoods
from wfm.rostering.problem import RosterProblem
from wfm.rostering.roster_graph import RosterGraph
from wfm.rostering.rules.fairness import Fairness
from wfm.rostering.rules.headcounts import HeadcountCells
from wfm.rostering.trimmed_graph import trimmed

MONDAY = date(2026, 11, 30)
SEARCH = RosterSettings(sweeps=4, request_points=1, late_weight=0, weekend_weight=0, neighbourhoods=20)


DAYS = [MONDAY + timedelta(days=n) for n in range(4)]


def problem_of_two(
    make_problem: Callable[..., RosterProblem], contract: Contract, wanted: list[int], wishes: list[int]
) -> RosterProblem:
    """Two agents over four days who work at most two in a row and no early the day after a late."""
    terms = replace(contract, max_days_in_row=2, forbidden_next_day={"late": ("early",)})
    rows = tuple(
        HeadcountRow(day, (shift,), heads, under=10, over=2)
        for (day, shift), heads in zip(product(DAYS, ("early", "late")), wanted, strict=True)
    )
    asked = tuple(
        Request(f"A{n}", day, RequestKind.OFF, "", weight)
        for (n, day), weight in zip(product((0, 1), DAYS), wishes, strict=True)
        if weight
    )
    return make_problem(terms, days=4, agents=2, settings=SEARCH, headcounts=rows, requests=asked)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    wanted=st.lists(st.integers(0, 2), min_size=8, max_size=8),
    wishes=st.lists(st.integers(0, 5), min_size=8, max_size=8),
)
def test_best_of_all_rosters(
    make_problem: Callable[..., RosterProblem], free_contract: Contract, wanted: list[int], wishes: list[int]
) -> None:
    """On two agents and four days the search must find the best of all rosters, and prove that it is."""
    problem = problem_of_two(make_problem, free_contract, wanted, wishes)
    result = build_roster(problem)
    best = _best_by_brute_force(problem)
    assert result.objective == best
    assert result.bound == best


def test_a_trimmed_graph_has_the_same_cheapest_roster(
    make_problem: Callable[..., RosterProblem], free_contract: Contract
) -> None:
    """What is cut out for one agent must be what he may not do, and nothing else."""
    problem = problem_of_two(make_problem, free_contract, [1] * 8, [1, 0, 2, 0, 0, 3, 0, 1])
    case = agent_cases(problem)[0]
    draw = np.random.default_rng(5)
    for _ in range(50):
        open_choices = draw.random(case.course.choices) < 0.7
        prices = np.where(open_choices, draw.integers(-5, 6, case.course.choices), np.inf)
        whole = case.terrain.graph.cheapest(case.past, prices)
        cut = trimmed(case.terrain.graph, case.past, open_choices)
        assert (whole is None) == (cut is None)
        if whole is not None and cut is not None:
            found = cut.cheapest(0, prices)
            assert found is not None
            assert found[0] == whole[0]
            assert prices[found[1]].sum() == whole[0]


def test_what_is_told_near_is_everything_near(
    make_problem: Callable[..., RosterProblem], free_contract: Contract
) -> None:
    """A roster left out could have been part of the best one, and "proven" would be a lie."""
    problem = problem_of_two(make_problem, free_contract, [1] * 8, [1, 0, 2, 0, 0, 3, 0, 1])
    case = agent_cases(problem)[0]
    graph = trimmed(case.terrain.graph, case.past, np.isfinite(case.own_prices))
    assert isinstance(graph, RosterGraph)
    legal = sum(_is_legal(line) for line in product((None, "early", "late"), repeat=4))
    draw = np.random.default_rng(5)
    for _ in range(20):
        prices = draw.integers(-5, 6, case.course.choices).astype(float)
        paths = nearby(graph, prices, 1e6, legal)
        assert paths is not None
        assert len({tuple(path) for path in paths.tolist()}) == len(paths) == legal
        costs = prices[paths].sum(axis=1)
        near = nearby(graph, prices, float(costs.min()) + 3, legal)
        assert near is not None
        assert sorted(prices[near].sum(axis=1)) == sorted(costs[costs <= costs.min() + 3])
        assert nearby(graph, prices, 1e6, legal - 1) is None


def test_of_too_many_the_nearest_are_told(
    make_problem: Callable[..., RosterProblem], free_contract: Contract
) -> None:
    """Without a limit large teams would drown in columns; those that are left out must cost more."""
    problem = problem_of_two(make_problem, free_contract, [1] * 8, [5, 3, 2, 4, 0, 0, 0, 0])
    cases = agent_cases(problem)
    cells = Cells.of(HeadcountCells.of(problem, cases), problem)
    maker = ColumnMaker.of(0, cases[0], cells, Fairness.unshared(problem))
    # nothing is paid: a roster costs the wishes for days off that it refuses, 0 to 9 points in a legal one
    told, are_all = maker.near(np.zeros(len(cells)), 3.0, 1000)
    assert are_all
    assert {column.points for column in told} == {0.0, 2.0, 3.0}
    fewer, are_all = maker.near(np.zeros(len(cells)), 9.0, len(told))
    assert not are_all
    assert {column.choices for column in fewer} <= {column.choices for column in told}
    assert fewer


def test_whole_columns_are_not_dearer_than_asked(
    make_problem: Callable[..., RosterProblem], free_contract: Contract
) -> None:
    """Nothing dearer than what is held may replace it; and that nothing is as cheap must be known, not guessed."""
    problem = problem_of_two(make_problem, free_contract, [1] * 8, [0] * 8)
    holding = _holding(problem)
    best = _best_by_brute_force(problem)
    for most, is_found in ((best, True), (best - 1, False)):
        generation, relaxed = _told(holding, most)
        mixed = whole(generation.master, relaxed, most + 0.5, 100)
        assert mixed.settled
        assert (mixed.columns is not None) == is_found
        if mixed.columns is not None:
            assert holding.cost_of(mixed.columns) == best


def test_equally_good_columns_are_others_than_those_held(
    make_problem: Callable[..., RosterProblem], free_contract: Contract
) -> None:
    """Taking the same team again would be no step aside, and a dearer one no way to a better roster."""
    problem = problem_of_two(make_problem, free_contract, [1] * 8, [0] * 8)
    holding = _holding(problem)
    best = _best_by_brute_force(problem)
    generation, relaxed = _told(holding, best)
    first = whole(generation.master, relaxed, best + 0.5, 100)
    assert first.columns is not None
    generation, relaxed = _told(holding, best)
    generation.master.add(first.columns.values())
    # both agents are alike, so that they can at least change places
    other = whole(generation.master, relaxed, best + 0.5, 100, list(first.columns.values()))
    assert other.columns is not None
    assert {n: one.choices for n, one in other.columns.items()} != {
        n: one.choices for n, one in first.columns.items()
    }
    assert holding.cost_of(other.columns) == best


def test_the_only_best_columns_have_no_equals(
    make_problem: Callable[..., RosterProblem], free_contract: Contract
) -> None:
    """Where a team has no equal that must be said, so that the search does not take a dearer one for it."""
    problem = problem_of_two(make_problem, free_contract, [0] * 8, [0] * 8)
    holding = _holding(problem)
    generation, relaxed = _told(holding, 0.0)
    # nobody is wanted and every head costs 2 points: all days off is the only roster for nothing
    first = whole(generation.master, relaxed, 0.5, 100)
    assert first.columns is not None
    assert holding.cost_of(first.columns) == 0.0
    generation, relaxed = _told(holding, 0.0)
    other = whole(generation.master, relaxed, 0.5, 100, list(first.columns.values()))
    assert other.columns is None
    assert other.settled


def test_steps_aside_change_the_team_and_never_cost(
    make_problem: Callable[..., RosterProblem], free_contract: Contract
) -> None:
    """Among equals the search must move on, and what it holds must not become dearer on the way."""
    terms = replace(free_contract, max_days_in_row=2)
    rows = tuple(
        HeadcountRow(day, (shift,), 2, under=10, over=2) for day, shift in product(DAYS, ("early", "late"))
    )
    holding = _holding(make_problem(terms, days=4, agents=10, settings=SEARCH, headcounts=rows))
    generation = Generation.of(holding)
    relaxed = generation.run(100, lambda: False)
    holding.take_if_better(dive(generation, relaxed, QUICK, lambda: False))
    near = Neighbourhoods(holding, relaxed, 1.0, 4, np.random.default_rng(1), lambda: False)
    teams, points = set(), [holding.points]
    for _ in range(12):
        near.improve()
        points.append(holding.points)
        teams.add(tuple(holding.held[number].choices for number in sorted(holding.held)))
    assert points == sorted(points, reverse=True)
    assert points[-1] == 0.0  # 10 agents two days in three are more than 16 heads
    assert len(teams) > 2


def test_a_window_leaves_all_other_days(
    make_problem: Callable[..., RosterProblem], free_contract: Contract
) -> None:
    """Days outside the window are somebody's published or chosen days and must stay as they are."""
    problem = problem_of_two(make_problem, free_contract, [1] * 8, [0] * 8)
    cases = agent_cases(problem)
    cells = Cells.of(HeadcountCells.of(problem, cases), problem)
    maker = ColumnMaker.of(0, cases[0], cells, Fairness.unshared(problem))
    # everything pays: early and late alternate with days off as far as two in a row allow
    held = maker.cheapest(np.full(len(cells), 5.0))[1]
    inside, kept = cells.within(1, 2)
    assert kept.tolist() == [2, 3, 4, 5]  # an early and a late row a day
    _, found = maker.within(1, 2, held.tolist(), inside).cheapest(np.full(len(inside), -5.0))
    days = cases[0].terrain.day_stages
    assert [found[days[0]], found[days[3]]] == [held[days[0]], held[days[3]]]
    assert not any(cases[0].terrain.duty_places[found[days[1:3]]] >= 0)


def _holding(problem: RosterProblem) -> Holding:
    """Everybody with the roster that is cheapest when nobody is wanted."""
    cases = agent_cases(problem)
    cells = Cells.of(HeadcountCells.of(problem, cases), problem)
    fairness = Fairness.unshared(problem)
    makers = {number: ColumnMaker.of(number, case, cells, fairness) for number, case in enumerate(cases)}
    idle = {number: maker.column(maker.cheapest(np.full(len(cells), -5.0))[1]) for number, maker in makers.items()}
    return Holding(cells, makers, idle, np.zeros(len(cells), dtype=np.int64))


def _told(holding: Holding, most: float) -> tuple[Generation, Relaxed]:
    """The programme of everybody with all columns that could be part of a roster of `most` points."""
    generation = Generation.of(holding)
    assert generation.tell_near(generation.run(100, lambda: False), most, 1000)
    return generation, generation.master.solve()


def _best_by_brute_force(problem: RosterProblem) -> float:
    """The cheapest pair of legal rosters, every one tried."""
    legal = [line for line in product((None, "early", "late"), repeat=4) if _is_legal(line)]
    own = [[_wishes_refused(problem, n, line) for line in legal] for n in range(2)]
    best = float("inf")
    for (a, one), (b, other) in product(enumerate(legal), enumerate(legal)):
        heads = [
            row.points(sum(line[DAYS.index(row.date)] in row.shifts for line in (one, other)))
            for row in problem.headcounts
        ]
        best = min(best, sum(heads) + own[0][a] + own[1][b])
    return best


def _is_legal(line: tuple[str | None, ...]) -> bool:
    runs = all(None in line[at : at + 3] for at in range(2))
    return runs and ("late", "early") not in pairwise(line)


def _wishes_refused(problem: RosterProblem, number: int, line: tuple[str | None, ...]) -> float:
    wishes = problem.requests_of[f"A{number}"]
    return sum(wish.weight for wish in wishes if line[(wish.date - MONDAY).days] is not None)
