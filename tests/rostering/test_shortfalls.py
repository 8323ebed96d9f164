"""A refused roster says how much is missing, on which day, and who could have come: figures worked out by hand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from wfm.domain.contracts import Contract, Span
from wfm.domain.errors import NoLegalRoster
from wfm.domain.groups import AgentGroup, Bond, GroupSettings, Mentoring, OnDuty, TeamShift, Who
from wfm.domain.headcounts import HeadcountRow
from wfm.domain.people import Absence, AbsenceKind, Role
from wfm.domain.roster import DayKind, DayPlan, Roster
from wfm.domain.time import at_minute
from wfm.rostering.broken_groups import refuse_broken_groups
from wfm.rostering.problem import RosterProblem
from wfm.rostering.reasons.published import published_team
from wfm.rostering.result import StoppedBy
from wfm.rostering.shortfalls import shortfalls

MONDAY, TUESDAY = date(2026, 11, 30), date(2026, 12, 1)
LEADS = Who(role=Role.LEAD)
MakeProblem = Callable[..., RosterProblem]
MakePlan = Callable[..., DayPlan]


@pytest.fixture
def rested(free_contract: Contract) -> Contract:
    """Early or late, eleven hours between."""
    return replace(free_contract, rest_minutes=660)


def lacks(problem: RosterProblem, make_plan: MakePlan, *weeks: tuple[str | None, ...]) -> list[str]:
    """What the roster in which each agent has these shifts lacks."""
    plans = [
        make_plan(problem, day, shift, agent.agent_id)
        for agent, shifts in zip(problem.agents, weeks, strict=True)
        for day, shift in zip(problem.horizon.dates, shifts, strict=True)
    ]
    return list(shortfalls(published_team(problem, Roster(problem.horizon, tuple(plans))).team))


def asking(problem: RosterProblem, settings: GroupSettings, leads: int = 0) -> RosterProblem:
    """The problem with these rules; its first agents lead."""
    agents = tuple(
        replace(agent, role=Role.LEAD if number < leads else Role.AGENT)
        for number, agent in enumerate(problem.agents)
    )
    return replace(problem, agents=agents, centre=replace(problem.centre, groups=settings))


def test_heads_short_and_who_could_come(rested: Contract, make_problem: MakeProblem, make_plan: MakePlan) -> None:
    """Without it a planner would know the rule, and not that the lead with Tuesday off is the one to ask."""
    zone = make_problem().horizon.zone
    leave = Absence("A2", at_minute(TUESDAY, 0, zone), at_minute(TUESDAY, 1440, zone), AbsenceKind.PLANNED, True)
    bare = make_problem(rested, days=2, agents=4, absences=(leave,))
    rule = OnDuty(LEADS, least=2, hours=(480, 600), weekdays=(1,))
    problem = asking(bare, GroupSettings(on_duty=(rule,)), leads=4)
    away = ("early", None)
    plans = [
        make_plan(problem, day, shift, f"A{number}")
        for number, shifts in enumerate([("early", "early"), away, away, ("late", "late")])
        for day, shift in zip(problem.horizon.dates, shifts, strict=True)
    ]
    at_leave = replace(plans[5], kind=DayKind.ABSENT)
    roster = Roster(problem.horizon, (*plans[:5], at_leave, *plans[6:]))
    team = published_team(problem, roster).team
    # From 08:00 to 10:00 one of two: A0. A1 could, A2 is away, and A3 could have had the early on both days.
    [line] = shortfalls(team)
    assert line == (
        "role lead: 1 short Tue 01 Dec 08:00-10:00 (1 of 2, 2 agent-hours); could: A1 (off), "
        "A3 (late 15:00-24:00); could not: A2 (absence on Tue 01 Dec)"
    )
    with pytest.raises(NoLegalRoster, match=r"what it lacks:\n  - role lead: 1 short Tue 01 Dec"):
        refuse_broken_groups(team, problem, roster, StoppedBy.WORK_DONE)


def test_who_has_no_legal_roster_with_the_shift_is_not_said_to_be_able(
    rested: Contract, make_problem: MakeProblem, make_plan: MakePlan
) -> None:
    """Without it a planner would ring up a lead who had the late shift before the first day."""
    bare = make_problem(rested, days=1, agents=1)
    eve = make_plan(bare, MONDAY - timedelta(days=1), "late")
    problem = asking(
        replace(bare, previous=(eve,)), GroupSettings(on_duty=(OnDuty(LEADS, 1, hours=(480, 600)),)), 1
    )
    [line] = lacks(problem, make_plan, (None,))
    assert line.endswith("could not: A0 (no legal roster of his has a shift then)")


def test_too_many_by_day(rested: Contract, make_problem: MakeProblem, make_plan: MakePlan) -> None:
    """Without it three of at most two would be told without saying who may stay at home."""
    rule = OnDuty(Who(), most=1, by_day=True, weekdays=(0,))
    problem = asking(make_problem(rested, days=1, agents=2), GroupSettings(on_duty=(rule,)))
    [line] = lacks(problem, make_plan, ("early",), ("late",))
    assert line == "all: 1 too many on Mon 30 Nov (2 of at most 1); could be elsewhere: A0, A1"


def test_hours_without_a_mentor(rested: Contract, make_problem: MakeProblem, make_plan: MakePlan) -> None:
    """Without it nobody would see that half of nine hours is missing and which mentor has the wrong shift."""
    rule = Mentoring(0.5, novices=Who(role=Role.AGENT), mentors=LEADS, hard=True)
    problem = asking(make_problem(rested, days=1, agents=2), GroupSettings(mentoring=rule), leads=1)
    [line] = lacks(problem, make_plan, ("early",), ("late",))
    assert line == (
        "A1 Mon 30 Nov 15:00-00:00: 4.5 h with a mentor missing; mentors who could: A0 (early 06:00-15:00)"
    )


def test_bonds_say_by_how_much(rested: Contract, make_problem: MakeProblem, make_plan: MakePlan) -> None:
    """Without it two who met for nine hours would look like two who met for five minutes.

    Each may be off, early or late: 9 ways, of which early beside early and late beside late meet.
    """
    groups = (AgentGroup(Bond.APART, ("A0", "A1"), hard=True), AgentGroup(Bond.SAME_DAYS, ("A0", "A1"), hard=True))
    problem = make_problem(rested, days=2, agents=2, groups=groups)
    apart, days = lacks(problem, make_plan, ("early", "late"), ("early", None))
    assert apart == (
        "apart: off by 9 h in all, first on Mon 30 Nov: A0 early 06:00-15:00 and A1 early 06:00-15:00; 7 ways to "
        "keep it that day by what each may do alone"
    )
    # Both off, or both at work on one of two shifts each: 1 + 4.
    assert days.startswith(
        "same_days: off by 1 day in all, first on Tue 01 Dec: A0 late 15:00-24:00 and A1 off; 5"
    )


def test_a_team_s_odd_shift(rested: Contract, make_problem: MakeProblem, make_plan: MakePlan) -> None:
    """Without it a planner would not know whose shift parts the team, and whether he could have had the other."""
    rule = TeamShift((), ("early", "late"), rotate=False, hard=True)
    problem = asking(make_problem(rested, days=2, agents=2), GroupSettings(team_shifts=(rule,)))
    [line] = lacks(problem, make_plan, ("early", "early"), ("early", "late"))
    assert line == (
        "team team: 1 shift of another pattern than 'early' in the week of Mon 30 Nov, first A1 on Tue 01 Dec; "
        "'early' that day: could: A1 (late 15:00-24:00)"
    )


def test_a_team_that_does_not_rotate(
    free_contract: Contract, make_problem: MakeProblem, make_plan: MakePlan
) -> None:
    """Without it a team on early shifts for two weeks would be refused without naming the week."""
    contract = replace(free_contract, days_per_week=Span(0, 7))
    rule = TeamShift((), ("early", "late"), rotate=True, hard=True)
    problem = asking(make_problem(contract, days=9, agents=1), GroupSettings(team_shifts=(rule,)))
    # Two shifts that are not late would be two faults, the same pattern again is one.
    again = "team team: 'early' again in the week of Mon 07 Dec"
    assert lacks(problem, make_plan, ("early",) * 9) == [again]


def test_heads_on_a_shift(rested: Contract, make_problem: MakeProblem, make_plan: MakePlan) -> None:
    """Without it a least of a head-count that nobody met would be refused without a name."""
    row = HeadcountRow(MONDAY, ("late",), least=2, group=LEADS)
    bare = make_problem(rested, days=1, agents=3, headcounts=(row,))
    problem = asking(bare, GroupSettings(), leads=2)
    [line] = lacks(problem, make_plan, ("late",), ("early",), (None,))
    assert line == "late on Mon 30 Nov (role lead): 1, 1 short of 2; could: A1 (early 06:00-15:00)"
