"""The cheapest roster of one agent is the cheapest there is: compared with every pattern and every break."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import product

import numpy as np
import pytest

from wfm.domain.burdens import Burden
from wfm.domain.centre import RosterSettings
from wfm.domain.contracts import Contract, Span
from wfm.domain.people import Absence, AbsenceKind, Pin, PinKind, Request, RequestKind
from wfm.domain.roster import DayPlan, Roster
from wfm.domain.shifts import BreakRule, ShiftPattern
from wfm.domain.time import at_minute
from wfm.rostering.agent_case import agent_cases
from wfm.rostering.check import audit
from wfm.rostering.coverage import agents_open
from wfm.rostering.duties import Duty
from wfm.rostering.plans import roster_of
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.fairness import Fairness
from wfm.rostering.rules.requests import grants
from wfm.rostering.shift_values import ShiftValues
from wfm.rostering.staffing_cost import StaffingCost
from wfm.rostering.team import Team

THREE_BREAKS = ShiftPattern(
    "long",
    0,
    0,
    30,
    480,
    (
        BreakRule(15, True, 60, 150, "rest"),
        BreakRule(30, False, 150, 270, "meal"),
        BreakRule(15, True, 270, 390, "rest"),
    ),
    break_gap=60,
)


@pytest.mark.parametrize("seed", range(5))
def test_breaks_are_placed_where_they_cost_least(seed: int, make_problem: Callable[..., RosterProblem]) -> None:
    """Without it breaks could pile up in the busiest interval, or lie too close together."""
    centre = replace(make_problem().centre, interval_minutes=30, shifts={"long": THREE_BREAKS})
    duty = Duty("long", 0, 60, 540, 450)
    values = ShiftValues([[duty]], centre, intervals=24, unit=15)
    random = np.random.default_rng(seed)
    added = np.concatenate([np.zeros((24, 1)), random.normal(size=(24, 2)).cumsum(axis=1)], axis=1)
    outcomes = {}
    for starts in product(range(60, 151, 15), range(150, 271, 15), range(270, 391, 15)):
        first, meal, last = starts
        if meal - (first + 15) >= 60 and last - (meal + 30) >= 60:
            places = tuple((60 + start) // 15 for start in starts)
            there = values.presence([0], [places])
            outcomes[places] = added[np.arange(24), there].sum()
    best = min(outcomes, key=lambda places: outcomes[places])
    priced = values.priced(added)
    assert priced.points[0] == pytest.approx(outcomes[best])
    assert outcomes[priced.breaks_of([0])[0]] == pytest.approx(outcomes[best])


def test_the_cheapest_line_is_the_cheapest_of_all_patterns(
    free_contract: Contract,
    make_problem: Callable[..., RosterProblem],
    make_plan: Callable[..., DayPlan],
) -> None:
    """Without it descent would take good rosters for best ones, and the bound would be no bound."""
    contract = replace(
        free_contract,
        rest_minutes=660,
        max_days_in_row=3,
        days_per_week=Span(2, 5),
        week_minutes=Span(960, 2400),
        weekly_rest_minutes=35 * 60,
    )
    monday = date(2026, 11, 30)
    problem = make_problem(
        contract,
        days=7,
        requests=(
            Request("A0", monday, RequestKind.OFF, weight=2),
            Request("A0", date(2026, 12, 3), RequestKind.SHIFT, "late"),
        ),
        pins=(Pin("A0", date(2026, 12, 5), PinKind.SHIFT, shift="early"),),
        absences=(
            Absence(
                "A0",
                at_minute(date(2026, 12, 2), 0, problem_zone(make_problem)),
                at_minute(date(2026, 12, 3), 0, problem_zone(make_problem)),
                AbsenceKind.PLANNED,
                whole_days=True,
            ),
        ),
    )
    legal = []
    for pattern in product((None, "early", "late"), repeat=7):
        plans = tuple(
            make_plan(problem, day, shift) for day, shift in zip(problem.horizon.dates, pattern, strict=True)
        )
        if not any(breach.severity == "hard" for breach in audit(problem, roster_of_plans(problem, plans))):
            legal.append(plans)
    assert legal, "at least one pattern must be legal"

    case = agent_cases(problem)[0]
    for seed in range(12):
        added = np.zeros((problem.horizon.intervals, 2))
        added[:, 1] = np.random.default_rng(seed).normal(size=problem.horizon.intervals)
        found = case.cheapest(added)
        assert found is not None
        costs = [
            sum(best_shift(case.values, plan, added) for plan in plans) + wish_points(problem, plans)
            for plans in legal
        ]
        assert found[0] == pytest.approx(min(costs))


def problem_zone(make_problem: Callable[..., RosterProblem]):
    """The zone of every test centre."""
    return make_problem().horizon.zone


def roster_of_plans(problem: RosterProblem, plans: tuple[DayPlan, ...]):
    """A roster of just these plans."""
    return Roster(problem.horizon, plans)


def best_shift(values: ShiftValues, plan: DayPlan, added: np.ndarray) -> float:
    """Points of one shift with its only break, a whole hour, where it costs least; 0 for a day off."""
    if not plan.works:
        return 0.0
    first = values.flat[0].start - values.flat[0].wall_start  # midnight of day 0
    start = (plan.date.toordinal() - date(2026, 11, 30).toordinal()) * 24 + plan.span()[0].hour + first // 60
    hours = [hour for hour in range(start, start + 9) if hour < len(added)]
    meals = range(start + 3, start + 6)
    return min(sum(added[hour, 1] for hour in hours if hour != meal) for meal in meals)


def wish_points(problem: RosterProblem, plans: tuple[DayPlan, ...]) -> float:
    """Points of the wishes that the plans refuse."""
    points = 0.0
    for wish in problem.requests:
        plan = next(plan for plan in plans if plan.date == wish.date)
        duty = Duty.of(plan, problem.horizon) if plan.works else None
        points += 0 if grants(wish, duty) else wish.weight * problem.centre.roster.request_points
    return points


def test_a_team_counts_what_its_plans_show(make_problem: Callable[..., RosterProblem]) -> None:
    """Without it the objective could drift from the roster that is handed over."""
    problem = make_problem(agents=3, needed={9: 2}, settings=RosterSettings(sweeps=2))
    cases = agent_cases(problem)
    cost = StaffingCost(np.full((1, 168), 2.0), np.full((1, 168), 2.0), problem.centre.roster.prices, 1)
    fairness = Fairness({f"A{n}": Burden(1, 1) for n in range(3)}, problem.centre.roster)
    random = np.random.default_rng(1)
    lines = []
    for case in cases:
        added = np.zeros((168, 2))
        added[:, 1] = random.normal(size=168)
        lines.append(case.cheapest(added)[1])
    team = Team.of(cases, cost, fairness, lines, np.zeros((1, 168), dtype=np.int64))
    counted = agents_open(roster_of(team, problem), problem.agents, problem.covers)
    assert counted["calls"] == pytest.approx(team.present[0])
