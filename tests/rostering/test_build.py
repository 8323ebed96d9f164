"""The whole engine on horizons small enough to try everything."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from wfm.domain.centre import RosterSettings
from wfm.domain.contracts import Contract, Span
from wfm.domain.roster import DayKind, DayPlan, Roster
from wfm.domain.time import minutes_between
from wfm.rostering.build import build_roster
from wfm.rostering.check import audit
from wfm.rostering.coverage import agents_open
from wfm.rostering.problem import RosterProblem
from wfm.rostering.result import RosterStatus, StoppedBy
from wfm.rostering.staffing_cost import staffing_cost

FOUR_DAYS = {"rest_minutes": 660, "days_per_week": Span(2, 3), "week_minutes": Span(0, 7 * 480)}


def staffing_points(problem: RosterProblem, roster: Roster) -> float:
    """The staffing cost counted from the plans, hourly intervals."""
    cost = staffing_cost(problem.requirement, problem.covers, problem.horizon, problem.centre.roster.prices, 1)
    present = agents_open(roster, problem.agents, problem.covers)["calls"]
    return float(cost.of(present[None, :]).sum())


def test_two_agents_over_three_days_against_every_roster(
    free_contract: Contract, make_problem: Callable[..., RosterProblem], make_plan: Callable[..., DayPlan]
) -> None:
    """Without it nobody would know whether the engine's best, and its bound, have anything to do with the best."""
    contract = replace(free_contract, **FOUR_DAYS)
    settings = RosterSettings(sweeps=12, work_limit=2.0, recreations=100, late_weight=0, weekend_weight=0)
    problem = make_problem(contract, days=3, agents=2, needed={8: 1, 9: 2, 10: 2, 16: 1, 19: 1}, settings=settings)
    result = build_roster(problem)

    def meals(shift: str | None) -> list[int]:
        return [0] if shift is None else [0, 1, 2]

    def options(agent_id: str) -> list[tuple[DayPlan, ...]]:
        plans = []
        for shifts in product((None, "early", "late"), repeat=3):
            days = [
                [moved(make_plan(problem, day, shift, agent_id), later) for later in meals(shift)]
                for day, shift in zip(problem.horizon.dates, shifts, strict=True)
            ]
            plans += list(product(*days))
        return plans

    def moved(plan: DayPlan, hours: int) -> DayPlan:
        later = timedelta(hours=hours)
        return replace(
            plan, breaks=tuple(replace(p, start=p.start + later, end=p.end + later) for p in plan.breaks)
        )

    alone = replace(problem, agents=problem.agents[:1], requirement=())
    legal = [
        plans
        for plans in options("A0")
        if not any(b.severity == "hard" for b in audit(alone, Roster(problem.horizon, plans)))
    ]
    cost = staffing_cost(problem.requirement, problem.covers, problem.horizon, settings.prices, 1)
    presences = np.unique(
        [agents_open(Roster(problem.horizon, plans), problem.agents, problem.covers)["calls"] for plans in legal],
        axis=0,
    )
    best = min(float(cost.of((one + presences)[:, None, :]).sum(axis=(1, 2)).min()) for one in presences)
    assert result.bound is not None
    assert result.bound <= best + 1e-6 <= result.objective + 2e-6
    assert result.objective == pytest.approx(best)
    assert result.objective == pytest.approx(staffing_points(problem, result.roster))


def test_same_problem_and_seed_give_the_same_roster(make_problem: Callable[..., RosterProblem]) -> None:
    """Without it a repeated night run would hand over another roster for no reason."""
    problem = make_problem(agents=4, days=14, needed={9: 3, 12: 2, 18: 2})
    assert build_roster(problem).roster == build_roster(problem).roster


def test_the_published_roster_has_no_hard_breach(
    free_contract: Contract, make_problem: Callable[..., RosterProblem]
) -> None:
    """Without it the engine and the audit could quietly disagree."""
    contract = replace(
        free_contract,
        shifts=("early", "late", "night"),
        rest_minutes=660,
        max_days_in_row=5,
        days_per_week=Span(4, 5),
        week_minutes=Span(0, 2400),
        weekly_rest_minutes=35 * 60,
        max_weekends_in_row=2,
    )
    problem = make_problem(contract, agents=6, days=28, needed=dict.fromkeys(range(24), 1))
    result = build_roster(problem)
    assert [breach for breach in audit(problem, result.roster) if breach.severity == "hard"] == []
    assert len(result.roster.plans) == 6 * 28


def test_night_shifts_count_past_midnight_and_take_their_break_there(
    free_contract: Contract, make_problem: Callable[..., RosterProblem]
) -> None:
    """Without it the early hours would look empty and breaks would lie before the shift."""
    contract = replace(free_contract, shifts=("night",), days_per_week=Span(7, 7), rest_minutes=660)
    problem = make_problem(contract, days=2, needed={2: 1})
    roster = build_roster(problem).roster
    plan = roster.plans[0]
    assert plan.span()[0].hour == 22
    assert plan.breaks[0].start.date() == plan.date + timedelta(days=1)
    # Night from 22:00 to 07:00 less a meal of one hour: six or so of the hours after midnight are covered.
    after_midnight = agents_open(roster, problem.agents, problem.covers)["calls"][24:31]
    assert after_midnight.sum() == 6


def test_rest_is_counted_in_hours_that_pass_not_on_the_clock(
    free_contract: Contract, make_problem: Callable[..., RosterProblem], make_plan: Callable[..., DayPlan]
) -> None:
    """Without it a night of a clock change would steal an hour of somebody's rest."""
    # London, 28 to 29 March 2026: late ends at 24:00, early starts at 06:00; clocks go forward at 01:00, so
    # the rest is five hours, not six.
    contract = replace(free_contract, rest_minutes=6 * 60)
    problem = make_problem(contract, first=date(2026, 3, 28), days=2, zone=ZoneInfo("Europe/London"))
    late = make_plan(problem, date(2026, 3, 28), "late")
    early = make_plan(problem, date(2026, 3, 29), "early")
    assert minutes_between(late.span()[1], early.span()[0]) == 300
    breaches = audit(problem, Roster(problem.horizon, (late, early)))
    assert [(b.rule, b.amount) for b in breaches if b.severity == "hard"] == [("Minimum rest", 60)]
    in_winter = make_problem(contract, first=date(2026, 3, 21), days=2, zone=ZoneInfo("Europe/London"))
    same = tuple(
        make_plan(in_winter, day, s) for day, s in zip(in_winter.horizon.dates, ("late", "early"), strict=True)
    )
    assert not [b for b in audit(in_winter, Roster(in_winter.horizon, same)) if b.severity == "hard"]


def test_the_tail_of_the_previous_roster_staffs_the_first_night(
    free_contract: Contract, make_problem: Callable[..., RosterProblem], make_plan: Callable[..., DayPlan]
) -> None:
    """Without it the first night of every roster would be staffed twice."""
    contract = replace(free_contract, shifts=("night",), days_per_week=Span(0, 7))
    problem = make_problem(contract, days=1, needed=dict.fromkeys(range(7), 1))
    eve = make_plan(problem, problem.horizon.first - timedelta(days=1), "night")
    present = agents_open(Roster(problem.horizon, ()), problem.agents, problem.covers, previous=(eve,))["calls"]
    # 22:00-07:00 with the meal from 01:00 to 02:00: on contact 00-01 and 02-07.
    assert present[:8].tolist() == [1, 0, 1, 1, 1, 1, 1, 0]
    result = build_roster(replace(problem, previous=(eve,)))
    assert result.costs["staffing"] < build_roster(problem).costs["staffing"]


def test_nobody_to_roster_gives_an_empty_roster_and_the_whole_shortage(
    make_problem: Callable[..., RosterProblem],
) -> None:
    """Without it a centre that has no agents yet would end in a stack trace."""
    problem = make_problem(agents=0, days=1, needed={9: 2})
    result = build_roster(problem)
    assert result.roster.plans == ()
    assert result.status is RosterStatus.OPTIMAL
    assert [b.amount for b in audit(problem, result.roster)] == [2.0]


def test_a_stop_keeps_a_legal_roster(make_problem: Callable[..., RosterProblem]) -> None:
    """Without it Ctrl-C would throw away what had been found."""
    problem = make_problem(agents=3, needed={9: 2})
    result = build_roster(problem, should_stop=lambda: True)
    assert result.stopped_by is StoppedBy.INTERRUPT
    assert result.bound is None
    assert {plan.kind for plan in result.roster.plans} <= {DayKind.SHIFT, DayKind.OFF}
    assert not [breach for breach in audit(problem, result.roster) if breach.severity == "hard"]
