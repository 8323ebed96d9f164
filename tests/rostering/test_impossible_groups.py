"""Rules across agents that numbers alone rule out: told before anything is planned, and never told in error."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import product

import numpy as np
import pytest

from wfm.domain.contracts import Contract, Span
from wfm.domain.groups import AgentGroup, Bond, GroupSettings, Mentoring, OnDuty, TeamShift, Who
from wfm.domain.people import Absence, AbsenceKind, Agent, Pin, PinKind, Role
from wfm.domain.time import at_minute
from wfm.rostering.attendance import Attended
from wfm.rostering.impossible_bonds import impossible_bonds
from wfm.rostering.impossible_groups import ImpossibleRule, impossible_rules
from wfm.rostering.plain_week import PlainWeeks
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.bonds import off_by

MakeProblem = Callable[..., RosterProblem]
MONDAY = date(2026, 11, 30)
TRAINERS = Who(role=Role.TRAINER)


@pytest.fixture
def five_days(free_contract: Contract) -> Contract:
    """Five days a week, early (06:00-15:00) or late (15:00-24:00)."""
    return replace(free_contract, rest_minutes=660, days_per_week=Span(5, 5), week_minutes=Span(2400, 2400))


def told(problem: RosterProblem, settings: GroupSettings, trainers: int = 0) -> tuple[ImpossibleRule, ...]:
    """What is said of these rules when the first agents are trainers."""
    agents = [
        replace(agent, role=Role.TRAINER if number < trainers else Role.AGENT)
        for number, agent in enumerate(problem.agents)
    ]
    return impossible_rules(replace(problem.centre, groups=settings), agents, MONDAY)


def test_two_trainers_asked_and_one_there(five_days: Contract, make_problem: MakeProblem) -> None:
    """Without it the planner would hear of it after the forecast, at the roster."""
    asked = OnDuty(TRAINERS, least=2, by_day=True, weekdays=(0, 1, 2, 3, 4))
    rules = GroupSettings(on_duty=(OnDuty(Who(), least=1, hours=(360, 420)), asked))
    [one] = told(make_problem(five_days, agents=3), rules, trainers=1)
    assert (one.place, one.value) == (("on_duty", 1, "least"), "2")
    assert one.expected == "at most 1: so many agents are 'role trainer' on Mon 30 Nov 2026"
    assert told(make_problem(five_days, agents=3), rules, trainers=2) == ()


def test_hours_in_which_nobody_has_a_shift(five_days: Contract, make_problem: MakeProblem) -> None:
    """Without it a rule that begins an hour before the first shift would fail every day for no visible reason."""
    rule = OnDuty(Who(), least=1, hours=(300, 420), weekdays=(1,))
    [one] = told(make_problem(five_days, agents=4), GroupSettings(on_duty=(rule,)))
    assert one.expected == "at most 0 Tue 05:00-06:00: so many of 4 agents have a shift then"
    night = replace(five_days, shifts=("early", "night"))
    covered = OnDuty(Who(), least=1, hours=(300, 420), weekdays=(0,))
    assert told(make_problem(night, agents=4), GroupSettings(on_duty=(covered,))) == ()


def test_more_hours_than_people_can_give(five_days: Contract, make_problem: MakeProblem) -> None:
    """Without it one trainer from morning to midnight would be called possible: 18 h on 7 days are 126 h, three
    trainers give 3 x 5 x 9 = 135 and two only 90."""
    rules = GroupSettings(on_duty=(OnDuty(TRAINERS, least=1, hours=(360, 1440)),))
    [one] = told(make_problem(five_days, agents=3), rules, trainers=2)
    assert "126 agent-hours a week, and 2 agents can be on duty for at most 90" in one.expected
    assert told(make_problem(five_days, agents=3), rules, trainers=3) == ()


def test_only_the_hours_that_meet_the_rule_count(five_days: Contract, make_problem: MakeProblem) -> None:
    """Without it a shift of nine hours would seem to fill more than the two asked: 7 x 2 h against 5 x 2."""
    rules = GroupSettings(on_duty=(OnDuty(TRAINERS, least=1, hours=(480, 600)),))
    [one] = told(make_problem(five_days, agents=1), rules, trainers=1)
    assert "14 agent-hours a week, and 1 agent can be on duty for at most 10" in one.expected


def test_days_are_counted_as_shifts(five_days: Contract, make_problem: MakeProblem) -> None:
    """Without it one trainer with five days would be asked for seven."""
    rules = GroupSettings(on_duty=(OnDuty(TRAINERS, least=1, by_day=True),))
    [one] = told(make_problem(five_days, agents=1), rules, trainers=1)
    assert "7 shifts a week, and they can have at most 5" in one.expected
    weekdays = replace(rules.on_duty[0], weekdays=(0, 1, 2, 3, 4))
    assert told(make_problem(five_days, agents=1), GroupSettings(on_duty=(weekdays,)), trainers=1) == ()


def test_novices_without_a_mentor(five_days: Contract, make_problem: MakeProblem) -> None:
    """Without it a centre that marked no mentor would wait for a search that cannot succeed."""
    rule = Mentoring(0.5, novices=Who(role=Role.AGENT), hard=True)
    problem = make_problem(five_days, agents=2)
    [one] = told(problem, GroupSettings(mentoring=rule))
    assert one.place == ("mentoring",)
    assert "A0, A1 must work, and nobody is one" in one.expected
    beside = replace(problem.agents[0], role=Role.TRAINER, mentor=True, shifts=("early",))
    centre = replace(problem.centre, groups=GroupSettings(mentoring=rule))
    assert impossible_rules(centre, [beside, problem.agents[1]], MONDAY) == ()
    evenings = replace(problem.agents[1], shifts=("late",))
    [apart] = impossible_rules(centre, [beside, evenings], MONDAY)
    assert (apart.place, apart.value) == (("mentoring", "share"), "0.5")
    assert "no shift of A1" in apart.expected


def test_a_team_whose_contracts_share_no_shift(five_days: Contract, make_problem: MakeProblem) -> None:
    """Without it a team of an early and a late contract would be searched in vain."""
    rules = GroupSettings(team_shifts=(TeamShift(("team",), ("early", "late"), rotate=False, hard=True),))
    problem = make_problem(five_days, agents=2)
    early, late = (
        replace(one, shifts=(name,)) for one, name in zip(problem.agents, ("early", "late"), strict=True)
    )
    centre = replace(problem.centre, groups=rules)
    [one] = impossible_rules(centre, [early, late], MONDAY)
    assert (one.place, one.value) == (("team_shift", 0, "shifts"), "early, late")
    assert "A0, A1 have in common: none" in one.expected
    assert impossible_rules(centre, problem.agents, MONDAY) == ()
    turns = GroupSettings(team_shifts=(replace(rules.team_shifts[0], rotate=True),))
    [never] = impossible_rules(replace(centre, groups=turns), [early, early], MONDAY)
    assert "have in common: early" in never.expected


def test_soft_rules_are_nobody_s_problem(five_days: Contract, make_problem: MakeProblem) -> None:
    """Without it a wish that cannot be granted would stop the plan."""
    rules = GroupSettings(
        on_duty=(OnDuty(TRAINERS, least=2, hard=False),), mentoring=Mentoring(novices=Who(), hard=False)
    )
    assert told(make_problem(five_days, agents=1), rules) == ()


def bound(*bonds: tuple[Bond, float]) -> tuple[AgentGroup, ...]:
    """Hard bonds of A0 and A1, read from rows 2, 3, …"""
    rows = enumerate(bonds, start=2)
    return tuple(AgentGroup(bond, ("A0", "A1"), value, hard=True, row=row) for row, (bond, value) in rows)


def test_two_who_must_meet_cannot_stay_apart(five_days: Contract, make_problem: MakeProblem) -> None:
    """Without it a separation of two early birds, five days each in a week of seven, would be searched in vain."""
    problem = make_problem(replace(five_days, shifts=("early",)), agents=2)
    [one] = impossible_bonds(problem.centre, problem.agents, bound((Bond.APART, 0.0)))
    assert (one.file, one.row, one.column, one.value) == ("inputs/groups.csv", 2, "members", "A0;A1")
    assert "work on the same day (3 a week)" in one.expected
    either = make_problem(five_days, agents=2)
    assert impossible_bonds(either.centre, either.agents, bound((Bond.APART, 0.0))) == ()
    assert impossible_bonds(problem.centre, problem.agents[:1], bound((Bond.APART, 0.0))) == ()


def test_bonds_that_exclude_each_other(five_days: Contract, make_problem: MakeProblem) -> None:
    """Without it two rows that nobody can keep together would each look harmless."""
    problem = make_problem(five_days, agents=2)
    [one] = impossible_bonds(problem.centre, problem.agents, bound((Bond.BUDDIES, 50.0), (Bond.APART, 0.0)))
    assert one.row == 3
    assert "can keep buddies and apart (with row 2)" in one.expected


def test_pins_that_a_bond_forbids(five_days: Contract, make_problem: MakeProblem) -> None:
    """Without it two pins typed on different days of work would clash with a separation only at the roster."""
    problem = make_problem(five_days, agents=2)
    both = [Pin(f"A{n}", MONDAY, PinKind.SHIFT, shift="late") for n in range(2)]
    [one] = impossible_bonds(problem.centre, problem.agents, bound((Bond.APART, 0.0)), both)
    assert "Mon 30 Nov 2026 both are pinned" in one.expected
    either = [both[0], Pin("A1", MONDAY, PinKind.SHIFT)]
    assert impossible_bonds(problem.centre, problem.agents, bound((Bond.APART, 0.0)), either) == ()
    off = [both[0], Pin("A1", MONDAY, PinKind.OFF)]
    [one] = impossible_bonds(problem.centre, problem.agents, bound((Bond.SAME_DAYS, 0.0)), off)
    assert "one is pinned to work and the other to be off" in one.expected
    zone = problem.centre.zone
    leave = Absence("A1", at_minute(MONDAY, 0, zone), at_minute(MONDAY, 1440, zone), AbsenceKind.PLANNED, True)
    assert impossible_bonds(problem.centre, problem.agents, bound((Bond.SAME_DAYS, 0.0)), off, [leave]) == ()


@pytest.mark.parametrize("days", [3, 4, 5])
@pytest.mark.parametrize("shifts", [("early",), ("early", "late"), ("early", "long")])
@pytest.mark.parametrize(
    "bonds",
    [
        ((Bond.APART, 0.0),),
        ((Bond.APART, 0.0), (Bond.SAME_DAYS, 0.0)),
        ((Bond.CAR_POOL, 0.0), (Bond.SAME_DAYS, 0.0)),
        ((Bond.BUDDIES, 100.0), (Bond.APART, 0.0)),
    ],
)
def test_nothing_possible_is_called_impossible(
    days: int,
    shifts: tuple[str, ...],
    bonds: tuple[tuple[Bond, float], ...],
    free_contract: Contract,
    make_problem: MakeProblem,
) -> None:
    """Without it a planner would be sent back over a group that works: against all weeks of two agents."""
    contract = replace(free_contract, shifts=shifts, days_per_week=Span(days, days))
    problem = make_problem(contract, agents=2)
    groups = bound(*bonds)
    starts = {one.shift: one for one in PlainWeeks(problem.centre).of(problem.agents[0])}
    options = [None, *(Attended("", 0, one.start, one.end, one.shift) for one in starts.values())]
    fine = {
        (one is not None, other is not None)
        for one, other in product(options, repeat=2)
        if all(off_by(group, one, other) == 0 for group in groups)
    }
    # A week is possible when days of the allowed kinds add up to the days that each of the two owes.
    sums = {(0, 0)}
    for _ in range(7):
        sums = {(mine + one, theirs + other) for mine, theirs in sums for one, other in fine}
    possible = (days, days) in sums
    assert (impossible_bonds(problem.centre, problem.agents, groups) == ()) == possible


def test_a_plain_week_reaches_over_midnight_and_the_week_s_end(
    free_contract: Contract, make_problem: MakeProblem
) -> None:
    """Without it the night from Sunday to Monday would be empty, and a rule for it called impossible."""
    problem = make_problem(replace(free_contract, shifts=("night",)))
    hours = PlainWeeks(problem.centre).hours_of(problem.agents[0])
    # 22:00 to 07:00 every night: nine hours a day, the first of the week from midnight
    assert hours.sum() == 7 * 9 * 60
    assert hours[: 7 * 60].all()
    assert not hours[7 * 60 : 22 * 60].any()


def test_availability_bounds_a_plain_week(free_contract: Contract, make_problem: MakeProblem) -> None:
    """Without it a trainer who never comes at night would be counted on for the night."""
    problem = make_problem(free_contract)
    mornings: Agent = replace(problem.agents[0], availability={0: ((0, 900),), 3: ((360, 900),)})
    weeks = PlainWeeks(problem.centre)
    assert [(one.shift, one.weekday) for one in weeks.of(mornings)] == [("early", 0), ("early", 3)]
    wanted = np.ones(7 * 1440, dtype=np.bool_)
    assert weeks.most_minutes(mornings, wanted) == 2 * 540
