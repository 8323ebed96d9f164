"""Rules across agents: what the search charges is what the audit finds, choice by choice."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise, product

import numpy as np
import pytest

from wfm.domain.contracts import Contract
from wfm.domain.groups import AgentGroup, Bond, GroupSettings, Mentoring, OnDuty, TeamShift, Who
from wfm.domain.people import Absence, AbsenceKind, Role, TenureStage
from wfm.domain.roster import DayPlan, Roster
from wfm.domain.time import at_minute
from wfm.rostering.agent_case import AgentCase, agent_cases
from wfm.rostering.group_book import group_breaches, groups_of
from wfm.rostering.line import RosterLine
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.group_rule import GroupRule
from wfm.rostering.rules.team_shift import TeamPast, best_patterns

MakeProblem = Callable[..., RosterProblem]
MakePlan = Callable[..., DayPlan]
Days = tuple[str | None, ...]
MONDAY = date(2026, 11, 30)
NEW, OLD = date(2026, 11, 1), date(2020, 1, 1)
SHIFTS = (None, "early", "late", "night")

LEADS_AT_NIGHT = OnDuty(Who(role=Role.LEAD), least=1, hours=(1320, 1800), hard=False, points=7)
FEW_NOVICES = OnDuty(
    Who(stage=TenureStage.NOVELTY), most=1, hours=(480, 1200), weekdays=(0, 2), hard=False, points=3
)
HALF_BY_DAY = OnDuty(Who(team="blue"), least_share=0.5, most=2, by_day=True, hard=False, points=11)
TWO_ALWAYS = OnDuty(Who(skill="calls"), least=2, hard=False, points=1)


def settled(problem: RosterProblem, settings: GroupSettings, groups: tuple[AgentGroup, ...] = ()) -> RosterProblem:
    """The problem with these rules across agents: A0 leads, A1 is new, A2 is neither; all are of team blue."""
    roles, hired = (Role.LEAD, Role.AGENT, Role.AGENT), (OLD, NEW, None)
    agents = tuple(
        replace(agent, role=roles[n], hire_date=hired[n], team="blue") for n, agent in enumerate(problem.agents)
    )
    return replace(problem, agents=agents, centre=replace(problem.centre, groups=settings), groups=groups)


def line_of(case: AgentCase, days: Days) -> RosterLine | None:
    """The agent's line with these shifts; None when it is not legal."""
    more = np.zeros(case.course.choices)
    for offset, stage in zip(case.course.offsets, case.course.stages, strict=True):
        if stage.kind == "day":
            names = [duty and duty.shift for duty in case.course.duties_chosen(stage.index)]
            more[offset : offset + stage.choices] = [0 if name == days[stage.index] else np.inf for name in names]
    found = case.cheapest(np.zeros((case.course.problem.horizon.intervals, 2)), more)
    return None if found is None else found[1]


def audited(problem: RosterProblem, held: Mapping[str, Days], make_plan: MakePlan) -> float:
    """What the audit finds, in the amounts of its breaches."""
    plans = tuple(
        make_plan(problem, day, shift, agent_id)
        for agent_id, days in held.items()
        for day, shift in zip(problem.horizon.dates, days, strict=True)
    )
    return sum(breach.amount for breach in group_breaches(problem, Roster(problem.horizon, plans)))


def told(rules: tuple[GroupRule, ...], lines: list[RosterLine | None]) -> None:
    """Tell the rules of everybody's line."""
    for number, line in enumerate(lines):
        for rule in rules:
            rule.replace(number, None, line)


CASES = {
    "a lead at night": (GroupSettings(on_duty=(LEADS_AT_NIGHT,)), (), 7),
    "few novices": (GroupSettings(on_duty=(FEW_NOVICES,)), (), 3),
    "half the team by day": (GroupSettings(on_duty=(HALF_BY_DAY,)), (), 11),
    "two at every moment": (GroupSettings(on_duty=(TWO_ALWAYS,)), (), 1),
    "mentor for 60 %": (GroupSettings(mentoring=Mentoring(0.6, mentors=Who(role=Role.LEAD), points=5)), (), 5),
    "buddies": (GroupSettings(), (AgentGroup(Bond.BUDDIES, ("A0", "A1", "A2"), 50.0, points=2),), 2),
    "apart": (GroupSettings(), (AgentGroup(Bond.APART, ("A0", "A2"), points=9),), 9),
    "car pool": (GroupSettings(), (AgentGroup(Bond.CAR_POOL, ("A1", "A2"), 30.0, points=4),), 4),
    "same days": (GroupSettings(), (AgentGroup(Bond.SAME_DAYS, ("A0", "A1"), points=6),), 6),
}


def in_a_row(*rosters: Days) -> bool:
    """Whether anybody works on two neighbouring days."""
    return any(one and other for days in rosters for one, other in pairwise(days))


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("seed", range(3))
def test_every_choice_is_charged_what_the_audit_would_find(
    name: str, seed: int, free_contract: Contract, make_problem: MakeProblem, make_plan: MakePlan
) -> None:
    """Without it the search could keep another rule than the one the planner wrote and the audit checks."""
    settings, groups, price = CASES[name]
    contract = replace(free_contract, shifts=("early", "late", "night"), rest_minutes=60)
    zone = make_problem().horizon.zone
    leave = Absence(
        "A2",
        at_minute(date(2026, 12, 1), 0, zone),
        at_minute(date(2026, 12, 2), 0, zone),
        AbsenceKind.PLANNED,
        whole_days=True,
    )
    sunday = date(2026, 11, 29)
    bare = make_problem(contract, days=3, agents=3)
    before = tuple(make_plan(bare, sunday, "night", agent_id) for agent_id in ("A0", "A1"))
    problem = settled(replace(bare, previous=before, absences=(leave,)), settings, groups)
    cases = agent_cases(problem)
    legal = [
        {days: line for days in product(SHIFTS, repeat=3) if (line := line_of(case, days)) is not None}
        for case in cases
    ]
    random = np.random.default_rng(seed)
    held = {f"A{n}": list(legal[n])[random.integers(len(legal[n]))] for n in range(3)}
    rules = groups_of(problem, cases)
    told(rules, [legal[n][held[f"A{n}"]] for n in range(3)])
    assert sum(rule.points() for rule in rules) == pytest.approx(price * audited(problem, held, make_plan))
    for number, case in enumerate(cases):
        mine = legal[number][held[case.agent.agent_id]]
        charged = [one for rule in rules if (one := rule.prices(number, mine)) is not None]
        prices = np.sum(charged, axis=0) if charged else np.zeros(case.course.choices)
        now = audited(problem, held, make_plan)
        for days, other in legal[number].items():
            then = audited(problem, {**held, case.agent.agent_id: days}, make_plan)
            difference = prices[list(other.choices)].sum() - prices[list(mine.choices)].sum()
            if name.startswith("mentor") and number == 0 and in_a_row(days, held["A0"]):
                # Two shifts of one mentor within one shift of a novice help less together than each alone.
                assert difference <= price * (then - now) + 1e-6
            else:
                assert difference == pytest.approx(price * (then - now))


@pytest.mark.parametrize("rotate", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_a_team_has_the_patterns_with_fewest_faults(rotate: bool, seed: int) -> None:
    """Without it a team would be blamed for shifts that another choice of its weeks explains."""
    random = np.random.default_rng(seed)
    counts = random.integers(0, 5, (4, 3)).tolist()
    past = TeamPast(week_before=1, week_begun=None)

    def faults(patterns: tuple[int, ...]) -> int:
        others = sum(sum(here) - here[pattern] for here, pattern in zip(counts, patterns, strict=True))
        again = sum(one == last for one, last in zip(patterns, (1, *patterns), strict=False))
        return others + (again if rotate else 0)

    found = best_patterns(counts, past, [0, 0, 0, 0], rotate=rotate)
    assert faults(tuple(found)) == min(map(faults, product(range(3), repeat=4)))


def test_a_team_is_charged_for_shifts_that_are_not_its_own(
    free_contract: Contract, make_problem: MakeProblem, make_plan: MakePlan
) -> None:
    """Without it one member could leave the pattern of his team for nothing."""
    rule = TeamShift((), ("early", "late"), rotate=True, points=5)
    problem = settled(make_problem(free_contract, days=14, agents=3), GroupSettings(team_shifts=(rule,)))
    early, late = ("early",) * 2 + (None,) * 5, ("late",) * 2 + (None,) * 5
    held = {"A0": early + late, "A1": early + late, "A2": late + early}
    # Two of three members have early, then late: the four shifts of the third are not the team's.
    assert audited(problem, held, make_plan) == 4
    cases = agent_cases(problem)
    [team] = groups_of(problem, cases)
    told((team,), [line_of(case, held[case.agent.agent_id]) for case in cases])
    assert team.points() == 4 * 5
    prices = team.prices(2, line_of(cases[2], held["A2"]))
    assert prices is not None
    assert prices[list(line_of(cases[2], early + late).choices)].sum() == 0
    assert prices[list(line_of(cases[2], held["A2"]).choices)].sum() == 4 * 5
    # Early in both weeks: nobody is off the pattern, but the team does not rotate.
    assert audited(problem, dict.fromkeys(held, early + early), make_plan) == 1
