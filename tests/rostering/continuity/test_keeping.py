"""What stays of a published roster: the search and the audit agree, and changes are made only where they pay."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from wfm.domain.changes import ChangeReason
from wfm.domain.contracts import Contract, Span
from wfm.domain.errors import NoLegalRoster
from wfm.domain.people import Absence, AbsenceKind, Pin, PinKind
from wfm.domain.roster import DayKind, DayPlan, Roster
from wfm.domain.time import at_minute
from wfm.rostering.agent_case import agent_cases
from wfm.rostering.build import build_roster
from wfm.rostering.changed_days import amendment
from wfm.rostering.check import audit
from wfm.rostering.freeing import freed
from wfm.rostering.keeping import Keep, Keeping
from wfm.rostering.problem import RosterProblem
from wfm.rostering.stages import StageKind

Make = Callable[..., RosterProblem]
Plan = Callable[..., DayPlan]
MORNINGS = dict.fromkeys(range(6, 15), 1)
FIVE_DAYS = {"days_per_week": Span(5, 5), "week_minutes": Span(2400, 2400), "rest_minutes": 660}


def rebuilt(problem: RosterProblem) -> Roster:
    """The roster of a problem with something to keep, audited."""
    ready = freed(problem)
    roster = build_roster(ready).roster
    assert not [breach for breach in audit(ready, roster) if breach.severity == "hard"]
    return roster


def changes(problem: RosterProblem, roster: Roster) -> list[tuple[str, str, str, str]]:
    """What the roster changes: agent, before, after, reason."""
    told = amendment(freed(problem), roster)
    assert told is not None
    return [(change.agent_id, change.before, change.after, change.reason) for change in told.changes]


def keeping(plans: tuple[DayPlan, ...], keep: Keep = Keep.NOTHING, points: float = 20, **more: object) -> Keeping:
    return Keeping("run", plans, keep, points, **more)


@pytest.fixture
def week(free_contract: Contract, make_problem: Make) -> tuple[RosterProblem, Roster]:
    """Three agents on five earlies or lates, as published."""
    problem = make_problem(replace(free_contract, **FIVE_DAYS), agents=3, needed={9: 2, 12: 1, 18: 1})
    return problem, build_roster(problem).roster


@pytest.mark.parametrize(
    ("keep", "count"),
    # Published early, off, late with three things to do a day: all 27; 2 x 3 x 2 with the working days kept; one.
    [(Keep.NOTHING, 27), (Keep.WORKING_DAYS, 12), (Keep.SHIFTS, 1), (Keep.TIMES, 1)],
)
def test_search_and_audit_keep_the_same_days(make_problem: Make, make_plan: Plan, keep: Keep, count: int) -> None:
    """Without it the search could promise what the audit then calls a bug, or keep more than was asked."""
    problem = make_problem(days=3)
    dates = problem.horizon.dates
    published = tuple(
        make_plan(problem, day, shift) for day, shift in zip(dates, ("early", None, "late"), strict=True)
    )
    problem = replace(problem, keeping=keeping(published, keep, points=0))
    [case] = agent_cases(problem)
    starts = [
        offset
        for offset, stage in zip(case.course.offsets, case.course.stages, strict=True)
        if stage.kind is StageKind.DAY
    ]
    offered, audited = set(), set()
    for choices in product(range(3), repeat=3):
        if np.isfinite([case.own_prices[start + one] for start, one in zip(starts, choices, strict=True)]).all():
            offered.add(choices)
        shifts = [(None, "early", "late")[one] for one in choices]
        plans = tuple(make_plan(problem, day, shift) for day, shift in zip(dates, shifts, strict=True))
        if not [breach for breach in audit(problem, Roster(problem.horizon, plans)) if breach.severity == "hard"]:
            audited.add(choices)
    assert offered == audited
    assert len(offered) == count


@pytest.mark.parametrize("keep", [Keep.NOTHING, Keep.WORKING_DAYS, Keep.SHIFTS])
def test_nothing_changes_when_nothing_has_happened(week: tuple[RosterProblem, Roster], keep: Keep) -> None:
    """Without it a second look at a published month would shuffle people, or their breaks, for nothing."""
    problem, roster = week
    # A change is priced above all that staffing could save here.
    again = rebuilt(replace(problem, keeping=keeping(roster.plans, keep, points=2000)))
    assert again.plans == roster.plans


def test_a_change_is_made_when_it_is_worth_its_price(make_problem: Make, make_plan: Plan) -> None:
    """Without it the price of a change would be a word, and every rebuild all or nothing."""
    problem = make_problem(days=1, needed=dict.fromkeys(range(15, 24), 1))
    published = (make_plan(problem, problem.horizon.first, "early"),)
    # An hour with nobody costs 36.5 points (0.05 x 10 + 0.1 x 20 + 0.85 x 40), one with somebody too many 8. The
    # early shift leaves nine hours empty and is too many in eight: 392.5; the late one is short at its meal: 36.5.
    dear = replace(problem, keeping=keeping(published, points=400))
    cheap = replace(problem, keeping=keeping(published, points=350))
    assert rebuilt(dear).plans == published
    result = build_roster(freed(cheap))
    assert result.roster.plans[0].shift == "late"
    assert result.costs["changes"] == 350
    assert changes(cheap, result.roster) == [
        ("A0", "06:00-15:00 early", "15:00-00:00 late", ChangeReason.WORTH_IT)
    ]


def test_starts_move_within_the_kept_shift(make_problem: Make, make_plan: Plan) -> None:
    """Without it keeping shifts would mean keeping times, and half of what a planner can do would be lost."""
    problem = make_problem(days=1, needed={16: 1})
    published = (make_plan(problem, problem.horizon.first, "early"),)
    longer = replace(problem.centre.shifts["early"], latest_start=10 * 60)
    shifts = {**problem.centre.shifts, "early": longer}
    problem = replace(problem, centre=replace(problem.centre, shifts=shifts))
    [plan] = rebuilt(replace(problem, keeping=keeping(published, Keep.SHIFTS, points=1))).plans
    assert plan.shift == "early"
    assert plan.span()[0].hour > 6
    assert rebuilt(replace(problem, keeping=keeping(published, Keep.TIMES))).plans == published


def test_only_breaks_move_when_only_they_may(make_problem: Make, make_plan: Plan) -> None:
    """Without it the mildest change of all, a lunch moved by an hour, could not be had alone."""
    # The published meal is from 9 to 10, where somebody is needed; 10 to 11 and 11 to 12 are free.
    problem = make_problem(days=2, needed={9: 1})
    published = tuple(make_plan(problem, day, "early") for day in problem.horizon.dates)
    problem = replace(problem, keeping=keeping(published, Keep.TIMES))
    roster = rebuilt(problem)
    assert [plan.span() for plan in roster.plans] == [plan.span() for plan in published]
    assert all(plan.breaks[0].start.hour in (10, 11) for plan in roster.plans)
    assert [reason for *_, reason in changes(problem, roster)] == [ChangeReason.BREAKS] * 2
    told = amendment(problem, roster)
    assert told is not None
    assert told.days == ()


def test_days_outside_the_range_stay_to_the_break(make_problem: Make, make_plan: Plan) -> None:
    """Without it planning one week again would reach into weeks that people have already read."""
    problem = make_problem(days=3, needed={9: 1, 16: 1})
    published = tuple(make_plan(problem, day, "early") for day in problem.horizon.dates)
    middle = problem.horizon.dates[1]
    problem = replace(problem, keeping=keeping(published, points=0, first=middle, last=middle))
    roster = rebuilt(problem)
    assert (roster.plans[0], roster.plans[2]) == (published[0], published[2])
    assert roster.plans[1] != published[1]


def test_who_fell_ill_is_not_kept_and_the_others_are(week: tuple[RosterProblem, Roster]) -> None:
    """Without it one sick note after publication would make the whole roster impossible."""
    problem, roster = week
    sick = next(plan for plan in roster.plans if plan.works)
    zone = problem.horizon.zone
    note = Absence(
        sick.agent_id, at_minute(sick.date, 0, zone), at_minute(sick.date, 1440, zone), AbsenceKind.UNPLANNED, True
    )
    problem = replace(problem, absences=(note,), keeping=keeping(roster.plans, Keep.TIMES))
    again = rebuilt(problem)
    assert [entry[3] for entry in changes(problem, again) if entry[3] != ChangeReason.BREAKS] == [
        ChangeReason.ABSENT
    ]
    assert next(plan for plan in again.plans if plan.date == sick.date).kind is DayKind.ABSENT


def test_hours_lost_to_an_appointment_are_made_up_in_the_same_week(week: tuple[RosterProblem, Roster]) -> None:
    """Without it five owed days and one that cannot be worked any more would contradict each other for ever."""
    problem, roster = week
    sick = next(plan for plan in roster.plans if plan.works)
    begins, ends = (at_minute(sick.date, minute, problem.horizon.zone) for minute in (5 * 60, 23 * 60))
    long = Absence(sick.agent_id, begins, ends, AbsenceKind.UNPLANNED, False)
    problem = replace(problem, absences=(long,), keeping=keeping(roster.plans, Keep.SHIFTS))
    again = rebuilt(problem)
    told = [entry for entry in changes(problem, again) if entry[3] != ChangeReason.BREAKS]
    assert {entry[0] for entry in told} == {sick.agent_id}
    assert sorted(entry[3] for entry in told) == [ChangeReason.ABSENT, ChangeReason.MAKES_UP]
    assert sum(plan.works for plan in again.by_agent[sick.agent_id]) == 5


def test_a_pin_wins_over_what_is_published(week: tuple[RosterProblem, Roster]) -> None:
    """Without it the planner's own hand could not change a kept roster."""
    problem, roster = week
    day = next(plan for plan in roster.plans if plan.works)
    pin = Pin(day.agent_id, day.date, PinKind.OFF)
    problem = replace(problem, pins=(pin,), keeping=keeping(roster.plans, Keep.TIMES))
    again = rebuilt(problem)
    assert not next(p for p in again.by_agent[day.agent_id] if p.date == day.date).works
    assert ChangeReason.PINNED in [entry[3] for entry in changes(problem, again)]


def test_leave_that_was_withdrawn_gives_the_day_back(make_problem: Make, make_plan: Plan) -> None:
    """Without it somebody whose holiday fell through would stay at home as if it were still booked."""
    problem = make_problem(days=1, needed=MORNINGS)
    away = DayPlan("A0", problem.horizon.first, DayKind.ABSENT)
    problem = replace(problem, keeping=keeping((away,), Keep.SHIFTS))
    assert changes(problem, rebuilt(problem)) == [
        ("A0", "absent", "06:00-15:00 early", ChangeReason.LEAVE_WITHDRAWN)
    ]


def test_people_who_came_and_people_who_went_are_told(make_problem: Make, make_plan: Plan) -> None:
    """Without it the shifts of somebody who left would vanish without a line in the list of changes."""
    problem = make_problem(days=1, needed=MORNINGS)
    gone = make_plan(problem, problem.horizon.first, "early", agent_id="B7")
    problem = replace(problem, keeping=keeping((gone,), Keep.SHIFTS))
    assert changes(problem, rebuilt(problem)) == [
        ("A0", "", "06:00-15:00 early", ChangeReason.NEW),
        ("B7", "06:00-15:00 early", "", ChangeReason.GONE),
    ]


def test_a_new_rule_that_forbids_the_published_days_is_told_with_them(
    free_contract: Contract, make_problem: Make, make_plan: Plan
) -> None:
    """Without it a planner would read that an agent is impossible, and not that the old roster is why."""
    problem = make_problem(replace(free_contract, max_days_in_row=2), days=3)
    published = tuple(make_plan(problem, day, "early") for day in problem.horizon.dates)
    problem = replace(problem, keeping=keeping(published, Keep.SHIFTS))
    with pytest.raises(NoLegalRoster, match=r"as published: 06:00-15:00 early") as refused:
        build_roster(freed(problem))
    assert "whoever has it" not in str(refused.value)


def test_the_bound_holds_with_kept_breaks(week: tuple[RosterProblem, Roster]) -> None:
    """Without it breaks that stay could be priced at their best and make the gap a fairy tale."""
    problem, roster = week
    result = build_roster(freed(replace(problem, keeping=keeping(roster.plans, Keep.EVERYTHING))))
    assert result.bound is not None
    assert result.roster.plans == roster.plans
    assert result.bound <= result.objective + 1e-6
    # With everything kept there is one roster only, and prices that meet it prove nearly all of it.
    assert sum(result.costs.values()) == pytest.approx(result.objective)


def test_nonsense_is_refused() -> None:
    """Without it a negative price would reward every change."""
    with pytest.raises(ValueError, match="0 or more"):
        keeping((), points=-1)
