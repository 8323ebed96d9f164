"""What the benchmark of the roster engine reports: sites, shares, fingerprints, interrupts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from benchmarks.roster.groups import CREW_CONTRACT, with_groups
from benchmarks.roster.instance import FIRST_DAY, demand_hours, generated, side_by_side
from benchmarks.roster.interrupt import interrupted, moments
from benchmarks.roster.run import Case, Run, fingerprint, run, short_and_over, weighted_demand
from wfm.domain.roster import DayKind, DayPlan, Pause, Roster
from wfm.rostering.impossible_bonds import impossible_bonds
from wfm.rostering.impossible_groups import impossible_rules
from wfm.rostering.impossible_pins import impossible_pins

ONE = Run(
    agents=50,
    seed=7,
    demand_hours=400.0,
    short_hours=2.0,
    over_hours=10.0,
    objective=300.0,
    bound=100.0,
    weighted_demand=8000.0,
    costs={"staffing": 280.0, "requests": 20.0},
    first_roster_seconds=1.5,
    seconds=11.5,
    cpu_seconds=10.0,
    megabytes=200,
    sweeps=20,
    hard_breaches=0,
    fingerprint="aa",
)


def test_shares_by_hand() -> None:
    """Otherwise a share of one thing would be printed as a share of another."""
    row = ONE.row()
    assert (row["short_percent"], row["over_percent"]) == (0.5, 2.5)  # 2 and 10 of 400 h
    assert row["gap_percent"] == 66.667  # 200 of 300 points
    assert row["excess_percent"] == 2.5  # 200 of 8000 points


def test_sites_keep_their_people_and_their_demand() -> None:
    """Otherwise the large centre of many sites would be easier or harder than its sites."""
    sites = [generated(3, seed) for seed in (1, 2)]
    both = side_by_side(sites)
    assert [agent.skills for agent in both.agents] == [("calls_0",)] * 3 + [("calls_1",)] * 3
    assert len({agent.agent_id for agent in both.agents}) == 6
    assert demand_hours(both) == pytest.approx(sum(map(demand_hours, sites)))
    assert len(both.previous) == sum(len(site.previous) for site in sites)
    assert weighted_demand(both) == pytest.approx(sum(map(weighted_demand, sites)))


def test_moments_are_drawn_by_the_seed() -> None:
    """Otherwise a slow interrupt could not be looked at again."""
    drawn = moments(ONE, 20)
    assert drawn == moments(ONE, 20)
    assert all(0 <= after <= 10 for after in drawn)  # between the first roster and the end
    assert drawn != moments(replace(ONE, seed=8), 20)


def test_the_fingerprint_sees_a_break_that_moved() -> None:
    """Otherwise two rosters could be called the same that send people to lunch at different times."""
    problem = generated(2)
    start = problem.horizon.start + timedelta(hours=8)
    pauses = [Pause(start + timedelta(hours=into), start + timedelta(hours=into, minutes=15)) for into in (1, 2)]
    day = DayPlan("A00000", start.date(), DayKind.SHIFT, "4h_day", start, start + timedelta(hours=4), 240)
    early, late = (Roster(problem.horizon, (replace(day, breaks=(pause,)),)) for pause in pauses)
    assert fingerprint(early) == fingerprint(early)
    assert fingerprint(early) != fingerprint(late)


def test_nobody_at_work_is_all_short() -> None:
    """Otherwise hours short and the demand they are a share of would not speak of the same thing."""
    problem = replace(generated(2), previous=())
    short, over = short_and_over(problem, Roster(problem.horizon, ()))
    needed = sum(row.agents_net for row in problem.requirement)
    assert (short, over) == (needed / 2, 0.0)  # half-hours
    assert weighted_demand(problem) == 10 * needed


def test_an_interrupt_gives_a_legal_roster() -> None:
    """Otherwise the report would time an engine that leaves nothing behind when it is stopped."""
    told = interrupted(Case(agents=6, seed=1, sweeps=1000), after=0.0)
    assert (told["stopped_by"], told["hard_breaches"]) == ("interrupt", 0)


def test_rules_across_agents_are_laid_over_the_same_people() -> None:
    """Otherwise the figures with such rules would be of an easier centre, of rules that bind nobody, or of rules
    that nobody could keep."""
    bare = generated(200)
    problem = with_groups(bare)
    assert [agent.agent_id for agent in problem.agents] == [agent.agent_id for agent in bare.agents]
    assert problem.requirement == bare.requirement
    changed = [new for old, new in zip(bare.agents, problem.agents, strict=True) if old.contract != new.contract]
    assert {agent.contract for agent in changed} == {CREW_CONTRACT}
    assert len(changed) == 20  # a tenth, in crews of ten
    assert {agent.team for agent in changed} == set(problem.centre.groups.team_shifts[0].teams)
    assert len(problem.groups) == 8  # 8 % of the people, in pairs
    novices = [agent for agent in problem.agents if problem.centre.groups.mentoring.is_novice(agent, FIRST_DAY)]
    assert len(novices) > 10
    assert impossible_rules(problem.centre, problem.agents, FIRST_DAY) == ()
    assert impossible_bonds(problem.centre, problem.agents, problem.groups, problem.pins, problem.absences) == ()
    assert impossible_pins(problem) == ()


def test_a_centre_with_rules_across_agents_gets_a_legal_roster() -> None:
    """Otherwise the report would be of rosters that may not be published."""
    case = Case(agents=200, seed=1, sweeps=4, groups=True)
    told = run(case).row()
    assert told["hard_breaches"] == 0
    assert told["costs"]["groups"] == 0
