"""Rules across agents in the whole engine: kept where they can be, told where they cannot."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest

from wfm.domain.centre import RosterSettings
from wfm.domain.contracts import Contract, Span
from wfm.domain.errors import NoLegalRoster, NothingUsable
from wfm.domain.groups import AgentGroup, Bond, GroupSettings, Mentoring, OnDuty, TeamShift, Who
from wfm.domain.people import Absence, AbsenceKind, Pin, PinKind, Role
from wfm.domain.roster import DayPlan, Roster
from wfm.domain.time import at_minute
from wfm.rostering.broken_groups import refuse_broken_groups
from wfm.rostering.build import build_roster
from wfm.rostering.check import audit
from wfm.rostering.coverage import agents_open
from wfm.rostering.group_book import group_breaches
from wfm.rostering.problem import RosterProblem
from wfm.rostering.reasons.published import published_team
from wfm.rostering.result import StoppedBy
from wfm.rostering.staffing_cost import staffing_cost

MakeProblem = Callable[..., RosterProblem]
MakePlan = Callable[..., DayPlan]
QUICK = RosterSettings(sweeps=10, work_limit=1.0, recreations=100, late_weight=0, weekend_weight=0)
LEADS = Who(role=Role.LEAD)


def with_rules(problem: RosterProblem, settings: GroupSettings, leads: int = 0) -> RosterProblem:
    """The problem with these rules; its first agents lead."""
    agents = tuple(
        replace(agent, role=Role.LEAD if number < leads else Role.AGENT)
        for number, agent in enumerate(problem.agents)
    )
    return replace(problem, agents=agents, centre=replace(problem.centre, groups=settings))


def hard(problem: RosterProblem, roster: Roster) -> list[str]:
    """Messages of the hard breaches that the audit finds."""
    return [breach.message for breach in audit(problem, roster) if breach.severity == "hard"]


def away(agent_id: str, day: date, problem: RosterProblem) -> Absence:
    """A whole day of leave."""
    zone = problem.horizon.zone
    begins, ends = at_minute(day, 0, zone), at_minute(day + timedelta(days=1), 0, zone)
    return Absence(agent_id, begins, ends, AbsenceKind.PLANNED, whole_days=True)


@pytest.fixture
def five_days(free_contract: Contract) -> Contract:
    """Five days a week, early or late, with eleven hours between."""
    return replace(
        free_contract, rest_minutes=660, days_per_week=Span(5, 5), week_minutes=Span(2400, 2400), max_days_in_row=5
    )


def test_a_hard_rule_holds_against_the_demand(five_days: Contract, make_problem: MakeProblem) -> None:
    """Without it a hard minimum would only be a wish: here all the demand is in the morning, and two leads of five
    days each are just enough for one lead every day and one on the late shift on three days."""
    rules = (
        OnDuty(LEADS, least=1, by_day=True),
        OnDuty(LEADS, least=1, hours=(900, 1440), weekdays=(0, 1, 2)),
        OnDuty(Who(role=Role.AGENT), most=1, hours=(900, 1440)),
    )
    bare = make_problem(five_days, agents=5, needed={8: 4, 9: 4}, settings=QUICK)
    problem = with_rules(bare, GroupSettings(on_duty=rules), leads=2)
    result = build_roster(problem)
    assert hard(problem, result.roster) == []
    assert result.bound is not None
    assert result.bound <= result.objective


def test_bonds_hold_together(five_days: Contract, make_problem: MakeProblem) -> None:
    """Without it members of a group would stay where they are, each waiting for the other to move."""
    groups = (
        AgentGroup(Bond.CAR_POOL, ("A0", "A1"), hard=True),
        AgentGroup(Bond.SAME_DAYS, ("A0", "A1"), hard=True),
        AgentGroup(Bond.APART, ("A2", "A3"), hard=True),
        AgentGroup(Bond.BUDDIES, ("A4", "A5"), 100.0, hard=True),
    )
    problem = make_problem(five_days, agents=6, needed={8: 3, 19: 2}, settings=QUICK, groups=groups)
    result = build_roster(problem)
    assert hard(problem, result.roster) == []
    assert result.costs["groups"] == 0


def test_a_novice_works_beside_a_mentor(five_days: Contract, make_problem: MakeProblem) -> None:
    """Without it a new agent could sit alone in the evening because the demand is there."""
    rule = Mentoring(0.5, novices=Who(role=Role.AGENT), mentors=LEADS, hard=True)
    bare = make_problem(five_days, agents=3, needed={19: 1}, settings=QUICK)
    problem = with_rules(bare, GroupSettings(mentoring=rule), leads=2)
    assert hard(problem, build_roster(problem).roster) == []


@pytest.mark.parametrize("needed", [{7: 2, 8: 2}, {19: 2, 20: 2}, {8: 1, 19: 2}, {7: 2, 19: 1}])
def test_a_team_finds_its_best_shift_of_the_week(
    needed: dict[int, int], free_contract: Contract, make_problem: MakeProblem, make_plan: MakePlan
) -> None:
    """Without it a team would stay on the shift it began with: compared with every roster of two agents."""
    contract = replace(free_contract, rest_minutes=660, days_per_week=Span(2, 3))
    rule = TeamShift((), ("early", "late"), rotate=False, hard=True)
    bare = make_problem(contract, days=3, agents=2, needed=needed, settings=QUICK)
    problem = with_rules(bare, GroupSettings(team_shifts=(rule,)))
    result = build_roster(problem)
    assert hard(problem, result.roster) == []

    def presences(pattern: str) -> np.ndarray:
        found = []
        for days in product((None, 0, 1, 2), repeat=3):
            plans = tuple(
                make_plan(problem, day, None) if meal is None else moved(make_plan(problem, day, pattern), meal)
                for day, meal in zip(problem.horizon.dates, days, strict=True)
            )
            alone = replace(problem, agents=problem.agents[:1], requirement=())
            if not hard(alone, Roster(problem.horizon, plans)):
                found.append(agents_open(Roster(problem.horizon, plans), problem.agents, problem.covers)["calls"])
        return np.unique(found, axis=0)

    def moved(plan: DayPlan, hours: int) -> DayPlan:
        later = timedelta(hours=hours)
        pauses = tuple(replace(one, start=one.start + later, end=one.end + later) for one in plan.breaks)
        return replace(plan, breaks=pauses)

    cost = staffing_cost(problem.requirement, problem.covers, problem.horizon, QUICK.prices, 1)
    best = min(
        float(cost.of((one + lines)[:, None, :]).sum(axis=(1, 2)).min())
        for lines in (presences("early"), presences("late"))
        for one in lines
    )
    assert result.costs["staffing"] == pytest.approx(best)
    assert result.bound is not None
    assert result.bound <= best + 1e-6


def test_teams_rotate(five_days: Contract, make_problem: MakeProblem) -> None:
    """Without it a team would have the late shift all the month."""
    rule = TeamShift((), ("early", "late"), rotate=True, hard=True)
    bare = make_problem(five_days, days=21, agents=4, needed={8: 1, 19: 1}, settings=QUICK)
    agents = tuple(replace(agent, team=f"team {n // 2}") for n, agent in enumerate(bare.agents))
    problem = with_rules(replace(bare, agents=agents), GroupSettings(team_shifts=(rule,)))
    result = build_roster(problem)
    assert hard(problem, result.roster) == []
    weeks = [{plan.shift for plan in result.roster.plans[n * 7 : n * 7 + 7] if plan.works} for n in range(3)]
    assert [len(week) for week in weeks] == [1, 1, 1]
    assert weeks[0] == weeks[2] != weeks[1]


def test_what_nobody_could_keep_is_told_before_the_search(five_days: Contract, make_problem: MakeProblem) -> None:
    """Without it a planner would wait for the whole search to hear that a trainer is on leave."""
    tuesday = date(2026, 12, 1)
    rule = OnDuty(LEADS, least=2, hours=(480, 720), weekdays=(1,))
    bare = make_problem(five_days, agents=3, needed={8: 1}, settings=QUICK)
    problem = with_rules(bare, GroupSettings(on_duty=(rule,)), leads=2)
    problem = replace(problem, absences=(away("A1", tuesday, problem),))
    with pytest.raises(NoLegalRoster) as refusal:
        build_roster(problem)
    assert "role lead: 2 asked on duty Tue 01 Dec 08:00-12:00, 1 could work" in str(refusal.value)
    assert "A1: absence on Tue 01 Dec" in str(refusal.value)
    assert "least = 1" in str(refusal.value)


def test_more_pinned_than_allowed_is_told(five_days: Contract, make_problem: MakeProblem) -> None:
    """Without it pins that break a maximum would look like a failure of the search."""
    tuesday = date(2026, 12, 1)
    pins = tuple(Pin(f"A{n}", tuesday, PinKind.SHIFT, shift="late") for n in range(2))
    rule = OnDuty(Who(), most=1, hours=(900, 1440))
    problem = with_rules(
        make_problem(five_days, agents=3, settings=QUICK, pins=pins), GroupSettings(on_duty=(rule,))
    )
    with pytest.raises(NoLegalRoster, match=r"at most 1 may be on duty Tue 01 Dec 15:00-00:00.*hold A0, A1"):
        build_roster(problem)


def test_pins_that_break_a_bond_are_told(five_days: Contract, make_problem: MakeProblem) -> None:
    """Without it two people pinned to the same shift, who must never meet, would look like a failure of the
    search."""
    tuesday = date(2026, 12, 1)
    pins = tuple(Pin(f"A{n}", tuesday, PinKind.SHIFT, shift="late") for n in range(2))
    apart = (AgentGroup(Bond.APART, ("A0", "A1", "A2"), hard=True),)
    problem = make_problem(five_days, agents=3, settings=QUICK, pins=pins, groups=apart)
    with pytest.raises(NoLegalRoster, match="apart of A0 and A1 on Tue 01 Dec: pin 'shift' on Tue 01 Dec"):
        build_roster(problem)


def test_a_rule_that_rest_makes_impossible_is_told_after_the_search(
    five_days: Contract, make_problem: MakeProblem
) -> None:
    """Without it a roster that breaks a hard rule could be published: one lead cannot be there early and late."""
    rule = OnDuty(LEADS, least=1, hours=(480, 1200), weekdays=(1,))
    problem = with_rules(
        make_problem(five_days, agents=2, settings=QUICK), GroupSettings(on_duty=(rule,)), leads=1
    )
    with pytest.raises(NoLegalRoster, match=r"0 on duty Tue 01 Dec .*at least 1 asked"):
        build_roster(problem)
    soft = replace(rule, hard=False)
    result = build_roster(replace(problem, centre=replace(problem.centre, groups=GroupSettings(on_duty=(soft,)))))
    assert result.costs["groups"] > 0


def test_a_search_that_was_stopped_hands_on_nothing_broken(
    five_days: Contract, make_problem: MakeProblem, make_plan: MakePlan
) -> None:
    """Without it an interrupted run could publish a roster that breaks a hard rule."""
    rule = OnDuty(LEADS, least=1, by_day=True)
    problem = with_rules(
        make_problem(five_days, agents=1, days=1, settings=QUICK), GroupSettings(on_duty=(rule,)), leads=1
    )
    idle = Roster(problem.horizon, (make_plan(problem, problem.horizon.first, None),))
    assert len(list(group_breaches(problem, idle))) == 1
    team = published_team(problem, idle).team
    with pytest.raises(NothingUsable, match="stopped before"):
        refuse_broken_groups(team, problem, idle, StoppedBy.TIME_LIMIT)
    with pytest.raises(NoLegalRoster, match="hard = false"):
        refuse_broken_groups(team, problem, idle, StoppedBy.WORK_DONE)
