"""Reasons are true: a published roster is held as it is, and prices are worked out by hand or by brute force."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from wfm.domain.contracts import Contract, Span
from wfm.domain.groups import AgentGroup, Bond, GroupSettings, Mentoring, OnDuty, TeamShift, Who
from wfm.domain.people import Absence, AbsenceKind, Pin, PinKind, Request, RequestKind, Role
from wfm.domain.roster import DayKind, DayPlan, Pause, Roster
from wfm.domain.time import at_minute
from wfm.rostering.build import build_roster
from wfm.rostering.check import audit, net_in, open_in
from wfm.rostering.group_book import group_breaches
from wfm.rostering.plans import roster_of
from wfm.rostering.problem import RosterProblem
from wfm.rostering.reasons.agent_day import alternatives
from wfm.rostering.reasons.buying import one_more_agent, one_rule_less
from wfm.rostering.reasons.price_list import price_list
from wfm.rostering.reasons.published import published_team
from wfm.rostering.reasons.short_interval import Standing, hands
from wfm.rostering.reasons.wishes import refused_wishes

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2)
EARLY_HOURS = dict.fromkeys(range(6, 15), 1)
"""One agent from 06:00 to 15:00: an early shift misses one of these nine hours for its meal."""
EMPTY_HOUR = 0.05 * 10 + 0.1 * 20 + 0.85 * 40
MakeProblem = Callable[..., RosterProblem]
MakePlan = Callable[..., DayPlan]


def days_of(
    problem: RosterProblem, make_plan: MakePlan, *shifts: str | None, agent_id: str = "A0"
) -> list[DayPlan]:
    """One agent's plans, a shift or None for each day."""
    return [
        make_plan(problem, day, shift, agent_id) for day, shift in zip(problem.horizon.dates, shifts, strict=True)
    ]


def test_a_published_roster_is_held_as_it_was_published(
    free_contract: Contract, make_problem: MakeProblem
) -> None:
    """Otherwise every reason would be about another roster than the one people work by."""
    contract = replace(
        free_contract, rest_minutes=660, max_days_in_row=5, days_per_week=Span(4, 5), start_drift_minutes=600
    )
    zone = make_problem().horizon.zone
    leave = Absence("A1", at_minute(TUESDAY, 0, zone), at_minute(WEDNESDAY, 0, zone), AbsenceKind.PLANNED, True)
    problem = make_problem(
        contract,
        days=14,
        agents=4,
        needed={9: 2, 17: 1},
        absences=(leave,),
        requests=(Request("A0", MONDAY, RequestKind.OFF, weight=2),),
        pins=(Pin("A2", WEDNESDAY, PinKind.SHIFT, shift="late"),),
    )
    result = build_roster(problem)
    held = published_team(problem, result.roster)
    assert held.fixed == ()
    assert set(roster_of(held.team, problem).plans) == set(result.roster.plans)
    for name in ("staffing", "requests", "broken_weeks"):
        assert held.team.breakdown()[name] == pytest.approx(result.costs[name])


def test_who_breaks_a_rule_of_today_is_counted_as_published(
    make_problem: MakeProblem, make_plan: MakePlan
) -> None:
    """Otherwise one sick note after publication would leave every other question without an answer."""
    problem = make_problem(agents=2, days=2, needed={9: 1}, pins=(Pin("A1", MONDAY, PinKind.OFF),))
    plans = [
        *days_of(problem, make_plan, "early", None),
        *days_of(problem, make_plan, "early", "early", agent_id="A1"),
    ]
    roster = Roster(problem.horizon, tuple(plans))
    held = published_team(problem, roster)
    assert held.fixed == ("A1",)
    assert list(held.number_of) == ["A0"]
    assert held.team.present[0].tolist() == open_in(problem, roster)["calls"].tolist()


def test_who_is_counted_as_published_counts_to_rules_across_agents(
    make_problem: MakeProblem, make_plan: MakePlan
) -> None:
    """Otherwise a published roster with one sick note would seem to lack a lead who is there, and the others would
    be told to stand in for him."""
    bare = make_problem(agents=2, days=2, needed={9: 1}, pins=(Pin("A1", TUESDAY, PinKind.OFF),))
    rules = GroupSettings(
        on_duty=(OnDuty(Who(), least=2, by_day=True, hard=False),),
        mentoring=Mentoring(0.5, novices=Who(role=Role.AGENT), points=5),
        team_shifts=(TeamShift((), ("early", "late"), rotate=False, points=7),),
    )
    lead = replace(bare.agents[1], role=Role.LEAD, mentor=True)
    apart = AgentGroup(Bond.APART, ("A0", "A1"), points=3)
    problem = replace(
        bare, agents=(bare.agents[0], lead), groups=(apart,), centre=replace(bare.centre, groups=rules)
    )
    plans = [
        *days_of(problem, make_plan, "early", None),
        *days_of(problem, make_plan, "early", "late", agent_id="A1"),
    ]
    held = published_team(problem, Roster(problem.horizon, tuple(plans)))
    assert held.fixed == ("A1",)
    # Two are there on Monday and one on Tuesday; nine hours together; one late among two early; a mentor all day.
    assert [group.points() for group in held.team.groups] == [20, 0, 7, 9 * 3]
    breaches = group_breaches(problem, held.roster)
    assert sum(breach.amount for breach in breaches) == 1 + 1 + 9


def test_an_alternative_costs_what_the_best_rest_of_the_horizon_costs(
    free_contract: Contract, make_problem: MakeProblem, make_plan: MakePlan
) -> None:
    """Otherwise a planner would be told a price that a better arrangement beats, or that nothing can have."""
    contract = replace(free_contract, rest_minutes=660, days_per_week=Span(2, 2))
    problem = make_problem(
        contract,
        days=3,
        needed={8: 1, 9: 1, 17: 1, 18: 2},
        requests=(Request("A0", TUESDAY, RequestKind.OFF, weight=0.5),),
    )
    everything = list(rosters(problem, make_plan))
    published, price = min(everything, key=lambda one: one[1])
    held = published_team(problem, published)
    assert held.team.points() == pytest.approx(price)
    for day in range(3):
        now = published.plans[day].shift
        cheapest: dict[str, float] = {}
        for roster, points in everything:
            shift = roster.plans[day].shift
            cheapest[shift] = min(points, cheapest.get(shift, points))
        told = {one.duty.shift if one.duty else "": one for one in alternatives(held, 0, day)}
        assert set(told) == {"", "early", "late"} - {now}
        for shift, one in told.items():
            assert one.change is not None
            assert one.change.points == pytest.approx(cheapest[shift] - price)


def rosters(problem: RosterProblem, make_plan: MakePlan):
    """Every legal roster of one agent with every place of its meals, and what it costs."""
    for pattern in product((None, "early", "late"), repeat=problem.horizon.days):
        plans = days_of(problem, make_plan, *pattern)
        if any(breach.severity == "hard" for breach in audit(problem, Roster(problem.horizon, tuple(plans)))):
            continue
        for meals in product(*(range(3) if plan.works else (0,) for plan in plans)):
            moved = [later(plan, hours) for plan, hours in zip(plans, meals, strict=True)]
            roster = Roster(problem.horizon, tuple(moved))
            yield roster, points_of(problem, roster)


def later(plan: DayPlan, hours: int) -> DayPlan:
    """The plan with its meal so many hours later."""
    by = timedelta(hours=hours)
    return replace(plan, breaks=tuple(Pause(pause.start + by, pause.end + by) for pause in plan.breaks))


def points_of(problem: RosterProblem, roster: Roster) -> float:
    """The objective by its definition: prices by depth of every hour, and 12 points for each refused weight."""
    open_now, net = open_in(problem, roster)["calls"], net_in(problem)["calls"]
    points = sum(hour_points(have, need) for have, need in zip(open_now.tolist(), net.tolist(), strict=True))
    refused = (wish for wish in problem.requests if roster.plans[problem.horizon.day_index(wish.date)].works)
    return points + sum(12 * wish.weight for wish in refused)


def hour_points(have: float, need: float) -> float:
    """10/20/40 points per agent short and 2/4/8 over, in bands of 5 % and 15 % of the need."""
    off = abs(need - have)
    steps = (10, 20, 40) if have < need else (2, 4, 8)
    parts = (min(off, 0.05 * need), min(max(off - 0.05 * need, 0), 0.1 * need), max(off - 0.15 * need, 0))
    return sum(step * part for step, part in zip(steps, parts, strict=True))


def test_a_day_that_no_rest_allows_is_forbidden_by_name(
    free_contract: Contract, make_problem: MakeProblem, make_plan: MakePlan
) -> None:
    """Otherwise a planner would be told "not possible" and left to search."""
    contract = replace(free_contract, rest_minutes=660)
    problem = make_problem(contract, days=2, pins=(Pin("A0", MONDAY, PinKind.SHIFT, shift="late"),))
    held = published_team(problem, Roster(problem.horizon, tuple(days_of(problem, make_plan, "late", "late"))))
    told = {one.duty.shift if one.duty else "": one for one in alternatives(held, 0, 1)}
    assert told["early"].change is None
    assert {reason.title for reason in told["early"].forbidden} == {"Minimum rest", "Pin"}
    assert {one.forbidden[0].text for one in alternatives(held, 0, 0)} == {"pin 'shift' on Mon 30 Nov"}


def test_a_refused_wish_is_weighed_against_what_it_would_cost(
    make_problem: MakeProblem, make_plan: MakePlan
) -> None:
    """Otherwise an agent could not be told why his free day went to nobody."""
    wishes = (
        Request("A0", MONDAY, RequestKind.OFF, weight=2),
        Request("A0", TUESDAY, RequestKind.SHIFT, "late"),
        Request("A0", WEDNESDAY, RequestKind.WORK),
    )
    problem = make_problem(days=3, needed=EARLY_HOURS, requests=wishes, pins=(Pin("A0", TUESDAY, PinKind.OFF),))
    plans = tuple(days_of(problem, make_plan, "early", None, "early"))
    off, late = refused_wishes(published_team(problem, Roster(problem.horizon, plans)))
    # A day off leaves nine hours empty instead of one: 8 x 36.5.
    assert (off.price, off.worth) == (pytest.approx(8 * EMPTY_HOUR), 24)
    assert off.change is not None
    assert off.change.days == (0,)
    assert late.change is None
    assert [reason.title for reason in late.forbidden] == ["Pin"]


def test_everybody_who_counts_to_an_interval_is_accounted_for(
    free_contract: Contract, make_problem: MakeProblem, make_plan: MakePlan
) -> None:
    """Otherwise a short hour would stay a mystery, or leave the planner asking people who cannot come."""
    zone = make_problem().horizon.zone
    away = Absence("A1", at_minute(MONDAY, 0, zone), at_minute(TUESDAY, 0, zone), AbsenceKind.PLANNED, True)
    problem = make_problem(
        replace(free_contract, rest_minutes=660),
        days=2,
        agents=5,
        needed={10: 5},
        absences=(away,),
        pins=(Pin("A2", MONDAY, PinKind.OFF), Pin("A3", MONDAY, PinKind.SHIFT, shift="late")),
    )
    shifts = {"A0": "early", "A1": None, "A2": None, "A3": "late", "A4": None}
    plans = [
        plan
        for agent_id, shift in shifts.items()
        for plan in days_of(problem, make_plan, shift, "late" if shift == "late" else "early", agent_id=agent_id)
    ]
    plans[2] = DayPlan("A1", MONDAY, DayKind.ABSENT)
    held = published_team(problem, Roster(problem.horizon, tuple(plans)))
    told = {hand.agent_id: hand for hand in hands(held, 0, 10)}
    assert {agent_id: hand.standing for agent_id, hand in told.items()} == {
        "A0": Standing.ON_CONTACT,
        "A1": Standing.CANNOT,
        "A2": Standing.CANNOT,
        "A3": Standing.CANNOT,
        "A4": Standing.COULD_WORK,
    }
    assert {told[agent_id].forbidden[0].title for agent_id in ("A2", "A3")} == {"Pin"}
    assert told["A1"].forbidden[0].title == "Absence"
    at_nine = {hand.agent_id: hand.standing for hand in hands(held, 0, 9)}  # early shifts have their meal at nine
    assert at_nine["A0"] is Standing.ON_BREAK


def test_the_price_list_adds_up_to_the_objective(make_problem: MakeProblem, make_plan: MakePlan) -> None:
    """Otherwise some of what the roster costs would be told to nobody."""
    wish = Request("A0", MONDAY, RequestKind.OFF)
    problem = make_problem(days=2, needed=EARLY_HOURS, requests=(wish,))
    plans = tuple(days_of(problem, make_plan, "early", "late"))
    held = published_team(problem, Roster(problem.horizon, plans))
    prices = {price.rule: price for price in price_list(held)}
    assert sum(price.points for price in prices.values()) == pytest.approx(held.team.points())
    # Monday lacks its meal hour, Tuesday all nine; Tuesday's late shift gives eight hours that nobody needs.
    assert prices["Cover: short of the requirement"].points == pytest.approx(10 * EMPTY_HOUR)
    assert prices["Cover: short of the requirement"].amount == 10
    assert prices["Cover: above the protected requirement"].points == pytest.approx(8 * 8)
    assert prices["Requests"].points == 12


def test_one_more_agent_buys_the_hours_he_can_fill(make_problem: MakeProblem, make_plan: MakePlan) -> None:
    """Otherwise a planner could not show what a vacancy costs."""
    problem = make_problem(days=2, needed=dict.fromkeys(range(6, 15), 2))
    held = published_team(problem, Roster(problem.horizon, tuple(days_of(problem, make_plan, "early", "early"))))
    [bought] = one_more_agent(held)
    # The second of two costs 0.1 x 10 + 0.2 x 20 + 0.7 x 40 = 33 when he is missing, the first 40 more: each day
    # the newcomer fills seven hours beside the other and the one in which that one is at his meal.
    assert bought.points == pytest.approx(2 * (7 * 33 + 40))
    assert bought.hours_short == 16


def test_one_rule_less_buys_the_day_that_it_forbade(
    free_contract: Contract, make_problem: MakeProblem, make_plan: MakePlan
) -> None:
    """Otherwise nobody could weigh a rule against what it costs."""
    contract = replace(free_contract, weekly_rest_minutes=35 * 60, days_per_week=Span(0, 7))
    problem = make_problem(contract, needed=EARLY_HOURS)
    week = days_of(problem, make_plan, *["early"] * 6, None)
    [gain] = one_rule_less(published_team(problem, Roster(problem.horizon, tuple(week))))
    assert gain.rule.startswith("without 'Weekly rest")
    # Sunday is worked as well: eight of its nine empty hours are filled; a second weekend day costs 4 points.
    assert gain.points == pytest.approx(8 * EMPTY_HOUR - 4)
    assert (gain.changed, gain.repriced, gain.agents) == (1, 1, 1)
