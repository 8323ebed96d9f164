"""Rotations: what the cycle says holds on every day, in the search as in the audit, through all periods."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from wfm.domain.contracts import Contract
from wfm.domain.errors import InputProblems
from wfm.domain.people import Absence, AbsenceKind, Agent, Pin, PinKind
from wfm.domain.roster import DayPlan
from wfm.domain.rotations import Entry, Rotation
from wfm.domain.time import at_minute
from wfm.io.settings import read_centre
from wfm.rostering.agent_case import agent_cases
from wfm.rostering.build import build_roster
from wfm.rostering.check import audit
from wfm.rostering.duties import duties_by_day
from wfm.rostering.explain import conflict_of
from wfm.rostering.limits import day_limits
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rulebook import describe
from wfm.rostering.rules.rotation import ROTATION

MONDAY = date(2026, 11, 30)
TWO_EACH = ("early", "late", "night", "off")
EIGHT_DAYS: tuple[Entry, ...] = tuple((name,) for name in TWO_EACH for _ in range(2))
THREE = ("early", "late", "night")
Make = Callable[..., RosterProblem]
Plan = Callable[..., DayPlan]


def rotating(problem: RosterProblem, *rotations: Rotation, **agent: object) -> RosterProblem:
    """The same problem with these rotations in the centre, and the first agent changed."""
    centre = replace(problem.centre, rotations={one.name: one for one in rotations})
    agents = (replace(problem.agents[0], **agent), *problem.agents[1:])
    return replace(problem, centre=centre, agents=agents)


@pytest.fixture
def around_the_clock(make_problem: Make, free_contract: Contract) -> RosterProblem:
    """Four agents, each of a team of his own, under a contract of three shifts, eight days from a Monday."""
    contract = replace(free_contract, shifts=THREE)
    problem = make_problem(contract, days=8, agents=4)
    agents = tuple(replace(agent, team=team) for agent, team in zip(problem.agents, "ABCD", strict=True))
    return replace(problem, agents=agents)


def test_four_teams_two_days_apart_are_always_there(around_the_clock: RosterProblem) -> None:
    """Without it 四班三倒 could leave a shift of the day without a team."""
    teams = {team: 2 * number for number, team in enumerate("ABCD")}
    problem = rotating(around_the_clock, Rotation("four", EIGHT_DAYS, date(2026, 1, 1), teams=teams))
    result = build_roster(problem)
    assert not [breach for breach in audit(problem, result.roster) if breach.severity == "hard"]
    for day in problem.horizon.dates:
        worked = sorted(plan.shift for plan in result.roster.plans if plan.date == day)
        assert worked == ["", "early", "late", "night"]


def test_the_cycle_counts_on_through_periods(around_the_clock: RosterProblem) -> None:
    """Without it every planning period would begin the cycle anew."""
    rotation = Rotation("four", EIGHT_DAYS, date(2026, 1, 1), teams={"A": 0})
    # from 1 January to 30 November 2026 are 333 days, 41 whole cycles and 5 days: the second night
    assert rotation.entry(MONDAY, 0) == ("night",)
    assert rotation.entry(MONDAY, 3) == ("early",)
    assert rotation.entry(date(2025, 12, 31), 0) == ("off",)


@pytest.mark.parametrize("entry", [("early",), ("off",), ("work",), ("any",), ("early", "off"), ("late", "night")])
def test_search_and_audit_read_an_entry_alike(
    entry: Entry, around_the_clock: RosterProblem, make_plan: Plan
) -> None:
    """Without it the search could offer a day that the audit refuses, or never find one that it would allow."""
    problem = rotating(around_the_clock, Rotation("one", (entry,), MONDAY), rotation="one")
    agent, horizon = problem.agents[0], problem.horizon
    contract = problem.contract_of(agent)
    offered = duties_by_day(contract, problem.centre.shifts, horizon, problem.day_types)
    limits = {limit.day: limit.allows for limit in day_limits(agent, offered, problem)}
    allowed = limits.get(0, (True,) * 4)
    checked = [
        not list(ROTATION.remarks(problem, agent, [make_plan(problem, MONDAY, shift)])) for shift in (None, *THREE)
    ]
    assert list(allowed) == checked


def test_leave_pins_and_days_without_shifts_go_before_the_rotation(
    around_the_clock: RosterProblem, make_plan: Plan
) -> None:
    """Without it a pin set to help a colleague out, or a day of leave, would make the roster impossible."""
    zone = around_the_clock.horizon.zone
    leave = Absence("A0", at_minute(MONDAY, 0, zone), at_minute(MONDAY, 1440, zone), AbsenceKind.PLANNED, True)
    swapped = Pin("A0", MONDAY + timedelta(days=1), PinKind.SHIFT, shift="late")
    weekdays = tuple(range(6))
    shifts = {name: replace(one, weekdays=weekdays) for name, one in around_the_clock.centre.shifts.items()}
    problem = replace(
        around_the_clock,
        centre=replace(around_the_clock.centre, shifts=shifts),
        absences=(leave,),
        pins=(swapped,),
    )
    problem = rotating(problem, Rotation("early", (("early",),), MONDAY), rotation="early")
    plans = build_roster(problem).roster.by_agent["A0"]
    assert [plan.shift or plan.kind for plan in plans] == ["absent", "late", *["early"] * 4, "off", "early"]
    assert not list(ROTATION.remarks(problem, problem.agents[0], plans))
    elsewhere = make_plan(problem, MONDAY + timedelta(days=2), "late")
    assert "the rotation has early" in next(ROTATION.remarks(problem, problem.agents[0], [elsewhere])).text


def test_a_rotation_that_cannot_be_kept_is_named(around_the_clock: RosterProblem) -> None:
    """Without it a planner would search his contracts for what the rotation forbids."""
    contract = replace(around_the_clock.centre.contracts["any"], max_days_in_row=5)
    centre = replace(around_the_clock.centre, contracts={"any": contract})
    problem = replace(around_the_clock, centre=centre, agents=around_the_clock.agents[:1])
    problem = rotating(problem, Rotation("always", (("work",),), MONDAY), rotation="always")
    conflict = conflict_of(agent_cases(problem)[0], lambda: False)
    assert any("days in a row" in reason for reason in conflict.clashing)
    assert any(reason.startswith("rotation on ") for reason in conflict.clashing)


def test_whose_rotation_it_is(around_the_clock: RosterProblem) -> None:
    """Without it an agent who is exempt, or rotates by himself, would follow his team."""
    team = Rotation("team", (("early",), ("late",)), MONDAY, teams={"A": 1})
    own = Rotation("own", (("night",),), MONDAY)
    for agent, expected in (
        ({}, ("team", 1)),
        ({"rotation_offset": 0}, ("team", 0)),
        ({"rotation": "own"}, ("own", 0)),
        ({"rotation": "none"}, None),
    ):
        problem = rotating(around_the_clock, team, own, **agent)
        found = problem.centre.rotation_of(problem.agents[0])
        assert (found and (found[0].name, found[1])) == expected
    assert problem.centre.rotation_of(problem.agents[1]) is None


FILE = """
[centre]
name = "Small"
timezone = "Asia/Shanghai"
week_start = "mon"
[queues.calls]
[shifts.early]
starts = "06:00"
minutes = 480
[shifts.late]
starts = "15:00"
minutes = 480
[contracts.full]
shifts = ["early", "late"]
days_per_week = [5, 5]
week_hours = [40, 40]
{rotations}
"""


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], object]:
    """Reads a centre with these rotations."""

    def centre(rotations: str) -> object:
        path = tmp_path / "wfm.toml"
        path.write_text(FILE.format(rotations=rotations), encoding="utf-8")
        return read_centre(path)

    return centre


def test_weeks_of_a_rotation_are_the_centres_weeks(read: Callable[[str], object]) -> None:
    """Without it a week could change its shift in the middle, or ask for work on all its days."""
    centre = read(
        """
        [rotations.two_weeks]
        weeks = ["early", ["late", "early"], "off"]
        anchor = 2026-01-01
        teams = { "甲组" = 0, "乙组" = 1 }
        """
    )
    agents = [Agent("1", "", team, "full", ()) for team in ("甲组", "乙组")]
    # 1 January 2026 is a Thursday; its week begins on Monday 29 December
    seen = [
        [rotation.entry(day, ahead) for day in (date(2025, 12, 28), date(2025, 12, 29), date(2026, 1, 5))]
        for rotation, ahead in map(centre.rotation_of, agents)
    ]
    assert seen[0] == [("off",), ("early", "off"), ("late", "early", "off")]
    assert seen[1] == [("early", "off"), ("late", "early", "off"), ("off",)]
    book = dict(describe(centre))
    assert "two_weeks: early or off, late or early or off, off, one a week from 2025-12-29 on" in book["Rotation"]


def test_no_rotation_is_told_where_there_is_none(read: Callable[[str], object]) -> None:
    """Without it a centre would read of a rule that it does not have."""
    assert "Rotation" not in dict(describe(read("")))


@pytest.mark.parametrize(
    ("rotation", "told"),
    [
        ('cycle = ["erly"]\nanchor = "2026-01-01"', "did you mean 'early'?"),
        ('cycle = ["early"]\nanchor = "1.1.2026"', "anchor '1.1.2026' is not a date such as 2026-01-01"),
        ('anchor = "2026-01-01"', "needs either cycle (one entry a day) or weeks (one entry a week)"),
        ('cycle = [[]]\nanchor = "2026-01-01"', "each of them a shift, off, work or any"),
        ('cycle = ["early"]', "anchor"),
    ],
)
def test_a_rotation_that_makes_no_sense_is_refused(
    rotation: str, told: str, read: Callable[[str], object]
) -> None:
    """Without it a team could be sent home by a misspelt word."""
    with pytest.raises(InputProblems) as caught:
        read(f"[rotations.one]\n{rotation}")
    assert len(caught.value.problems) == 1
    assert told in str(caught.value)


def test_a_team_has_one_rotation(read: Callable[[str], object]) -> None:
    """Without it the first rotation of the file would win silently."""
    one = 'cycle = ["early"]\nanchor = "2026-01-01"\nteams = { A = 0 }'
    with pytest.raises(InputProblems, match="it is in one"):
        read(f"[rotations.one]\n{one}\n[rotations.two]\n{one}")
