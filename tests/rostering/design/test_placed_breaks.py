"""Breaks lie in their windows, in order, and the hours left short and over are those of the minutes."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from wfm.domain.centre import Centre
from wfm.domain.contracts import Contract, Span
from wfm.domain.demand import RequirementRow
from wfm.domain.queues import Goal, Queue
from wfm.domain.shift_design import ShiftKind
from wfm.domain.shifts import BreakRule, ShiftPattern
from wfm.domain.time import OpeningHours
from wfm.rostering.design.best_design import best_design
from wfm.rostering.design.demand_circle import DemandCircle, groups_of_covers, mean_break_share, people_needed
from wfm.rostering.design.effort import Effort
from wfm.rostering.design.placed_breaks import with_breaks

ZONE = ZoneInfo("Europe/Berlin")
REST = BreakRule(30, False, 60, 150, "meal")
TEA = BreakRule(30, True, 120, 210, "tea")
DAY = ShiftPattern("0900-1400", 540, 540, 30, 300, (REST, TEA), break_gap=30)
LITTLE = Effort(work_limit=2.0)


def centre() -> Centre:
    return Centre(
        name="Small",
        zone=ZONE,
        interval_minutes=30,
        week_start=0,
        opening=OpeningHours(dict.fromkeys(range(7), ((540, 840),))),
        queues=(Queue("calls", Goal()),),
        contracts={"all": Contract("all", ("0900-1400",), Span(0, 7), Span(0, 3000))},
        shifts={"0900-1400": DAY},
    )


def circle(need: int, days: int, first: date = date(2026, 12, 7)) -> DemandCircle:
    """`need` people from 09:00 to 14:00 on every day."""
    horizon = centre().horizon(first, days)
    wanted = tuple(
        need if 540 <= moment.hour * 60 + moment.minute < 840 else 0 for moment in horizon.interval_starts()
    )
    return DemandCircle(centre(), horizon, wanted)


def test_breaks_are_spread_so_that_as_few_as_possible_are_missing() -> None:
    """Otherwise everybody would be away at the same time and the hours promised would not be there."""
    demand = circle(4, 1)
    design = best_design(demand.problem((DAY,), 30, 0.005), LITTLE)
    plan = with_breaks(demand, design, {ShiftKind(540, 300): DAY}, LITTLE)
    assert plan.proven
    # Ten half-hours; the meal may start 10:00-11:30, tea 11:00-12:30: six half-hours for two breaks each. Missing
    # costs 10 points, beyond need 2. Six people: two away in each of the six leave four, two too many in the other
    # four: 16 points. Five people: ten breaks, one away in each of six is free, four more are missing: 40 points.
    assert sum(plan.people.values()) == 6
    assert (plan.short_hours, plan.over_hours) == (0.0, 4.0)


def test_every_break_keeps_its_window_and_its_distance() -> None:
    """Otherwise the proposal would hold breaks that no roster may give."""
    demand = circle(5, 2)
    design = best_design(demand.problem((DAY,), 30, 0.005), LITTLE)
    plan = with_breaks(demand, design, {ShiftKind(540, 300): DAY}, LITTLE)
    assert plan.people
    for duty, people in plan.people.items():
        before: list[int] = []
        for number, rest in enumerate(DAY.breaks):
            starts = sorted(
                time.begin - duty.begin
                for time, count in plan.resting.items()
                if time.duty == duty and time.number == number
                for _ in range(count)
            )
            assert len(starts) == people
            assert all(rest.earliest <= start <= rest.latest for start in starts)
            if before:
                # matched in order: half an hour of rest and half an hour of work between
                assert all(later - sooner >= 60 for sooner, later in zip(before, starts, strict=True))
            before = starts


def test_the_mean_week_is_what_four_weeks_have_in_common() -> None:
    """Otherwise a month would be designed day by day, or one odd week would decide."""
    demand = circle(6, 28)
    problem = demand.problem((DAY,), 30, 0.005)
    assert len(problem.need) == 7 * 48
    # an hour of five is break: 6 / 0.8 = 7.5, rounded to the even 8
    assert mean_break_share((DAY,)) == pytest.approx(0.2)
    assert problem.need[18:28] == (8,) * 10
    assert sum(problem.need) == 7 * 10 * 8
    # half a per cent of 6 x 10 x 7 half-hours at 10 points
    assert problem.prices.kind == 21


def test_the_night_the_clocks_change_keeps_the_wall_clock() -> None:
    """Otherwise every day after the last Sunday of March would be designed an hour off."""
    demand = circle(5, 7, date(2026, 3, 28))
    problem = demand.problem((DAY,), 30, 0.005)
    assert all(problem.need[day * 48 + 18] and not problem.need[day * 48 + 17] for day in range(7))
    design = best_design(problem, LITTLE)
    plan = with_breaks(demand, design, {ShiftKind(540, 300): DAY}, LITTLE)
    begins = [demand.horizon.moment(duty.begin).hour for duty in plan.people]
    assert begins == [9] * 7


def row(cover: str, hour: int, net: int) -> RequirementRow:
    start = centre().horizon(date(2026, 12, 7), 1).moment(hour * 60)
    return RequirementRow(cover, start, 1.0, net, net, float(net), 0.8, 10.0, 0.8, 0.01, "service_level")


def test_people_who_serve_two_covers_are_counted_once() -> None:
    """Otherwise a centre with cross-skilled agents would be designed for heads it does not need."""
    horizon = centre().horizon(date(2026, 12, 7), 1)
    rows = [
        row("vip", 9, 3),
        row("basic+vip", 9, 7),
        row("chat", 9, 2),
        row("vip", 10, 4),
        row("basic+vip", 10, 1),
    ]
    need = people_needed(rows, horizon)
    # 09:00: the larger of 3 and 7, and 2 for chat; 10:00: the larger of 4 and 1
    assert (need[18], need[20], sum(need)) == (9, 4, 13)
    assert people_needed(rows, horizon, "vip")[18] == 3
    assert {frozenset(group) for group in groups_of_covers(dict.fromkeys(("a", "b", "c", "a+b")))} == {
        frozenset({"a", "b", "a+b"}),
        frozenset({"c"}),
    }
