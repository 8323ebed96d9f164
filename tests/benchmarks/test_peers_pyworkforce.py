"""What pyworkforce is told and how its answers are judged, on a centre of two shifts and two days."""

import sys
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from benchmarks.peers.asking import ask
from benchmarks.peers.duty_kinds import DutyKind, attended, duty_kinds
from benchmarks.peers.people_on_shifts import PeopleOnShifts, RulesAsked, breaches_by_rule
from benchmarks.peers.sequence_rule import QUESTIONS, arguments
from benchmarks.peers.shift_counts import ShiftCounts, figures
from wfm.domain.centre import Centre
from wfm.domain.contracts import Contract, Span
from wfm.domain.demand import RequirementRow
from wfm.domain.people import Absence, AbsenceKind, Agent
from wfm.domain.queues import Goal, Queue
from wfm.domain.roster import DayKind, DayPlan
from wfm.domain.shifts import BreakRule, ShiftPattern
from wfm.domain.time import OpeningHours, at_minute
from wfm.rostering.problem import RosterProblem

UTC = ZoneInfo("Etc/UTC")
MONDAY, TUESDAY = date(2026, 11, 30), date(2026, 12, 1)
MEAL = BreakRule(minutes=60, paid=False, earliest=180, latest=300, name="meal")
EARLY = DutyKind(ShiftPattern("early", 360, 360, 60, 540, (MEAL,)), 360)  # 06:00-15:00
NIGHT = DutyKind(ShiftPattern("night", 1320, 1320, 60, 540, (MEAL,)), 1320)  # 22:00-07:00
ALL_RULES = RulesAsked(rest=True, contracts=True)
NO_RULES = RulesAsked(rest=False, contracts=False)


@pytest.fixture
def problem() -> RosterProblem:
    """Monday and Tuesday, one agent wanted from 06:00 to 15:00; Ann works days only, Bob any shift."""
    free = Contract("any", ("early", "night"), Span(0, 7), Span(0, 3360), weekly_rest_minutes=None)
    centre = Centre(
        name="two shifts",
        zone=UTC,
        interval_minutes=60,
        week_start=0,
        opening=OpeningHours(dict.fromkeys(range(7), ((0, 1440),))),
        queues=(Queue("calls", Goal()),),
        contracts={"any": free, "days": replace(free, name="days", shifts=("early",))},
        shifts={"early": EARLY.pattern, "night": NIGHT.pattern},
    )
    horizon = centre.horizon(MONDAY, 2)
    rows = tuple(
        RequirementRow("calls", start, 1, need, need, need / 0.7, 0.8, 10, 0.8, 0.02, "service_level")
        for start in horizon.interval_starts()
        if (need := int(6 <= start.hour < 15))
    )
    people = (Agent("A", "Ann", "team", "days", ("calls",)), Agent("B", "Bob", "team", "any", ("calls",)))
    return RosterProblem(centre, horizon, people, rows)


def night_before(agent_id: str) -> DayPlan:
    """Sunday 22:00 to Monday 07:00."""
    begins = at_minute(MONDAY - timedelta(days=1), 1320, UTC)
    return DayPlan(agent_id, begins.date(), DayKind.SHIFT, "night", begins, begins + timedelta(hours=9), 480)


def bans(problem: RosterProblem, rules: RulesAsked) -> set[tuple[object, object, object]]:
    """Agent, day and kind of everything banned."""
    found = PeopleOnShifts(problem, (EARLY, NIGHT), {}, 1.0).arguments(rules)["banned_shifts"]
    assert isinstance(found, list)
    return {(ban["resource"], ban["day"], ban["shift"]) for ban in found}


def test_a_night_is_told_within_its_own_day() -> None:
    """Otherwise hours past midnight would be lost from the question, as its shifts end with their day."""
    # from 06:00 to 06:00: 16 h until 22:00, 8 h until the day ends, and the hour to 07:00 put at its beginning
    assert NIGHT.coverage(360, 60) == [1] + [0] * 15 + [1] * 8
    assert EARLY.coverage(360, 60) == [1] * 9 + [0] * 15


def test_the_answer_is_judged_past_midnight(problem: RosterProblem) -> None:
    """Otherwise its nights would cover the morning before they begin also in our figures."""
    # Monday's night: 22:00-24:00 on Monday, 00:00-07:00 on Tuesday; of Tuesday's night two hours are left
    monday, tuesday = [0] * 22 + [3] * 2, [3] * 7 + [0] * 15 + [1] * 2
    assert attended(problem, {(0, NIGHT): 3, (1, NIGHT): 1}).tolist() == monday + tuesday


def test_starts_can_be_thinned(problem: RosterProblem) -> None:
    """Otherwise its rosters, whose models grow with the square of the shifts, could not be built at all."""
    wide = ShiftPattern("wide", 360, 600, 30, 300)  # 06:00 to 10:00
    other = replace(problem, centre=replace(problem.centre, shifts={"wide": wide}))
    assert len(duty_kinds(other, 30)) == 9
    assert [kind.name for kind in duty_kinds(other, 120)] == ["wide 06:00", "wide 08:00", "wide 10:00"]


def test_figures_by_hand(problem: RosterProblem) -> None:
    """Otherwise the comparison would rest on numbers that nobody has checked."""
    told = figures(problem, {(0, EARLY): 2})
    # wanted: 1 agent for 9 h on both days = 18 h; Monday has 1 too many for 9 h, Tuesday is 9 h short
    assert (told["over_hours"], told["short_hours"]) == (9.0, 9.0)
    # two meals of an hour that the counts know nothing of: 2 of 18 h
    assert (told["break_hours_left_out"], told["break_percent_of_demand"]) == (2.0, 11.1)
    assert told["shifts"] == 2


def test_what_the_previous_roster_gives_is_not_asked_for_again(problem: RosterProblem) -> None:
    """Otherwise pyworkforce would be asked to staff a first morning that is staffed."""
    question = ShiftCounts(replace(problem, previous=(night_before("B"),)), (EARLY, NIGHT), 1.0).arguments
    # days from 06:00; Bob's night before lasts until 07:00, so that Monday's first hour of demand is met
    assert question["required_resources"] == [[0] + [1] * 8 + [0] * 15, [1] * 9 + [0] * 15]
    assert (question["num_days"], question["periods"]) == (2, 24)


def test_the_small_hours_are_asked_of_the_evening_before(problem: RosterProblem) -> None:
    """Otherwise its nights would be counted by the morning that they follow, and miss the one that they staff."""
    monday, tuesday, *_ = (row for row in problem.requirement if row.start.hour == 6)
    small = [
        replace(row, start=row.start.replace(hour=3), agents_net=need) for row, need in ((monday, 5), (tuesday, 7))
    ]
    question = ShiftCounts(replace(problem, requirement=tuple(small)), (EARLY, NIGHT), 1.0).arguments
    # 03:00 is the 22nd hour from 06:00: Monday's night is asked for Tuesday's seven; Tuesday's, whose morning lies
    # outside, for what the first morning wanted
    assert question["required_resources"] == [[0] * 21 + [7] + [0] * 2, [0] * 21 + [5] + [0] * 2]


def test_bans_say_what_the_centre_says(problem: RosterProblem) -> None:
    """Otherwise its rosters would be easier or harder than ours for a reason that is not its own."""
    leave = Absence("A", at_minute(TUESDAY, 0, UTC), at_minute(TUESDAY, 1440, UTC), AbsenceKind.PLANNED, True)
    away = replace(problem, absences=(leave,), previous=(night_before("B"),))
    # Ann: no nights by contract, nothing on Tuesday, no Monday night that reaches into her leave;
    # Bob: 11 h after 07:00 allow Monday's night, not its early shift
    without_contracts = {("A", 0, NIGHT.name), ("A", 1, EARLY.name), ("A", 1, NIGHT.name), ("B", 0, EARLY.name)}
    assert bans(away, NO_RULES) == without_contracts
    assert bans(problem, ALL_RULES) == {("A", 0, NIGHT.name), ("A", 1, NIGHT.name)}
    assert bans(problem, NO_RULES) == set()


def test_only_pairs_that_break_the_rest_are_forbidden(problem: RosterProblem) -> None:
    """Otherwise its defect could hide behind a wrong question of ours."""
    question = PeopleOnShifts(problem, (EARLY, NIGHT), {(0, EARLY): 1}, 1.0).arguments(ALL_RULES)
    # night to early: from 07:00 to 06:00; night to night and early to early 15 h, early to night 31 h
    assert question["non_sequential_shifts"] == [{"origin": NIGHT.name, "destination": EARLY.name}]
    assert question["required_resources"] == {EARLY.name: [1, 0], NIGHT.name: [0, 0]}


def test_its_roster_is_audited_but_for_the_breaks(problem: RosterProblem) -> None:
    """Otherwise a roster that no law allows would count as one, or be blamed for breaks it never knew of."""
    question = PeopleOnShifts(problem, (EARLY, NIGHT), {}, 1.0)
    shifts = [
        {"resource": "B", "day": 0, "shift": NIGHT.name},
        {"resource": "B", "day": 1, "shift": EARLY.name},
        {"resource": "A", "day": 0, "shift": EARLY.name},
    ]
    broken = breaches_by_rule(problem, question.roster({"resource_shifts": shifts}))
    assert broken["Minimum rest"] == 1
    assert "Breaks" not in broken
    assert question.worked({"resource_shifts": shifts}) == {(0, NIGHT): 1, (1, EARLY): 1, (0, EARLY): 1}
    allowed = question.roster({"resource_shifts": shifts[2:]})
    assert breaches_by_rule(problem, allowed) == {}


def test_every_question_about_the_sequence_rule_has_a_roster() -> None:
    """Otherwise INFEASIBLE would be the right answer, and no defect."""
    for wanted, forbidden in QUESTIONS.values():
        pairs = {(pair["origin"], pair["destination"]) for pair in forbidden}
        assert not pairs & set(pairwise(wanted))
        asked = arguments(wanted, forbidden)["required_resources"]
        assert isinstance(asked, dict)
        assert [sum(asked[name][day] for name in asked) for day in range(len(wanted))] == [1] * len(wanted)


def test_a_python_without_pyworkforce_says_so() -> None:
    """Otherwise a missing package would look like an answer, or end the whole comparison."""
    reply = ask(Path(sys.executable), "MinAbsDifference", {}, 60)
    assert reply.status == "failed: ModuleNotFoundError: No module named 'pyworkforce'"
    assert not reply.solved


def test_a_model_that_is_never_built_is_ended() -> None:
    """Otherwise one size too large would block the comparison: its building has no limit of its own."""
    reply = ask(Path(sys.executable), "MinHoursRoster", {}, 0.0001)
    assert reply.status == "ended after 0.0001 s"
    assert not reply.solved
