"""Minors: what holds beside the contract on the days on which somebody is one; worked out by hand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from wfm.domain.contracts import Contract, Span
from wfm.domain.errors import InputProblems, NoLegalRoster
from wfm.domain.minors import MinorTerms
from wfm.domain.people import Agent, Pin, PinKind
from wfm.domain.roster import DayPlan
from wfm.io.settings import read_centre
from wfm.rostering.build import build_roster
from wfm.rostering.limits import day_limits
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rulebook import describe
from wfm.rostering.rules.minors_hours import MINORS_HOURS
from wfm.rostering.stages import Course
from wfm.rostering.week_targets import week_targets

MONDAY = date(2026, 11, 30)
OF_AGE_ON_THURSDAY = date(2008, 12, 3)
ALL_SHIFTS = ("early", "late", "night", "long", "split")
DAY_SHIFTS = MinorTerms(most_per_day_minutes=480, earliest_start=6 * 60, latest_end=22 * 60)
Make = Callable[..., RosterProblem]
MakePlan = Callable[..., DayPlan]


def with_birth(problem: RosterProblem, born: date | None) -> RosterProblem:
    return replace(problem, agents=(replace(problem.agents[0], birth_date=born), *problem.agents[1:]))


@pytest.mark.parametrize(
    ("born", "day", "minor"),
    [
        (date(2008, 12, 3), date(2026, 12, 2), True),
        (date(2008, 12, 3), date(2026, 12, 3), False),
        (date(2008, 2, 29), date(2026, 2, 28), True),  # who was born on a leap day is of age on the 1st of March
        (date(2008, 2, 29), date(2026, 3, 1), False),
        (None, date(2026, 12, 2), False),
    ],
)
def test_somebody_is_a_minor_until_his_birthday(born: date | None, day: date, minor: bool) -> None:
    """Without it the limits could end a day early or late, or hold for those whose age nobody knows."""
    assert MinorTerms().hold_for(born, day) is minor


def test_the_search_and_the_audit_allow_a_minor_the_same_shifts(
    free_contract: Contract, make_problem: Make, make_plan: MakePlan
) -> None:
    """Without it a minor's roster could be built that the audit refuses, or a legal shift never be found."""
    contract = replace(free_contract, shifts=ALL_SHIFTS, minors=DAY_SHIFTS)
    problem = with_birth(make_problem(contract), OF_AGE_ON_THURSDAY)
    agent, offered = problem.agents[0], Course.under(contract, problem).duties
    limits = {limit.day: limit.allows for limit in day_limits(agent, offered, problem)}
    assert sorted(limits) == [0, 1, 2]
    for day, duties in enumerate(offered):
        plans = [make_plan(problem, problem.horizon.dates[day], duty.shift) for duty in duties]
        checked = [not list(MINORS_HOURS.breaches(problem, agent, [plan])) for plan in plans]
        # early 06-15; late 15-24, night 22-07; long has 10 paid hours, split 8 between 08 and 20
        assert checked == ([True, False, False, False, True] if day < 3 else [True] * 5)
        assert limits.get(day, (True,) * 6) == (True, *checked)


def test_nobody_asks_a_minor_for_more_hours_than_minors_may_work(
    free_contract: Contract, make_problem: Make
) -> None:
    """Without it a contract of 40 h would leave a minor without any legal week."""
    contract = replace(
        free_contract, week_minutes=Span(36 * 60, 40 * 60), minors=MinorTerms(most_per_week_minutes=35 * 60)
    )
    problem = with_birth(make_problem(contract, days=14), OF_AGE_ON_THURSDAY)
    # the week in which he comes of age is still a minor's, the next is not
    assert [target.minutes for target in week_targets(problem.agents[0], problem)] == [
        Span(35 * 60, 35 * 60),
        Span(36 * 60, 40 * 60),
    ]


def test_colleagues_of_one_contract_are_held_to_their_own_age(free_contract: Contract, make_problem: Make) -> None:
    """Without it everybody would be held to a minor's rest, or the minor to nobody's."""
    # From a late that ends at midnight to an early there are 6 h.
    contract = replace(free_contract, minors=MinorTerms(rest_minutes=12 * 60))
    pins = tuple(
        Pin(name, MONDAY + timedelta(days=n), PinKind.SHIFT, shift=shift)
        for name in ("A0", "A1")
        for n, shift in enumerate(("late", "early"))
    )
    problem = make_problem(contract, agents=2, pins=pins)
    assert len(build_roster(problem).roster.by_agent) == 2
    with pytest.raises(NoLegalRoster, match="Minors' rest: 12 h between two shifts") as caught:
        build_roster(with_birth(problem, date(2010, 1, 1)))
    assert "A0" in str(caught.value)
    assert "A1" not in str(caught.value)
    assert "2010" not in str(caught.value)


FILE = """
[centre]
name = "Small"
timezone = "Asia/Shanghai"
[queues.calls]
[shifts.early]
starts = "06:00"
minutes = 480
[contracts.full]
shifts = ["early"]
days_per_week = [5, 5]
week_hours = [40, 40]
[minors]
"""


def test_the_rule_book_tells_what_holds_for_minors(tmp_path: Path) -> None:
    """Without it a planner could not see that [minors] was read as he meant it."""
    path = tmp_path / "wfm.toml"
    keys = "max_per_day_hours = 8\nmax_per_week_hours = 40\nearliest_start = '06:00'\nlatest_end = '20:00'"
    path.write_text(f"{FILE}{keys}\nrest_hours = 12", encoding="utf-8")
    book = dict(describe(read_centre(path)))
    assert book["Minors' hours"] == (
        "below 18: at most 8 paid hours a day, at most 40 paid hours a week, whatever the contract asks for, "
        "no start before 06:00, no end after 20:00"
    )
    assert book["Minors' rest"] == "12 h between two shifts (full)"
    path.write_text(FILE, encoding="utf-8")
    assert not [title for title in dict(describe(read_centre(path))) if title.startswith("Minors")]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("earliest_start = '20:00'\nlatest_end = '06:00'", "may not start at minute 1200"),
        ("latest_end = '8'", "'8' is not a time of day"),
        ("max_day_hours = 8", "did you mean 'max_per_day_hours'?"),
    ],
)
def test_limits_that_make_no_sense_are_refused(tmp_path: Path, keys: str, told: str) -> None:
    """Without it a limit for minors could be misspelt into one that never binds."""
    path = tmp_path / "wfm.toml"
    path.write_text(f"{FILE}{keys}", encoding="utf-8")
    with pytest.raises(InputProblems) as caught:
        read_centre(path)
    assert len(caught.value.problems) == 1
    assert told in str(caught.value)


def test_a_birth_date_is_never_printed() -> None:
    """Without it a log or a trace could tell how old somebody is."""
    agent = Agent("A1", "One", "team", "full", ("calls",), birth_date=date(2010, 5, 17))
    assert "2010" not in repr(agent)
