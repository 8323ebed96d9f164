"""Rules about runs and weekends beside leave: the three readings spare the same rosters."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from random import Random

import numpy as np
import pytest
from ortools.sat.python import cp_model

from wfm.domain.contracts import Contract
from wfm.domain.people import Absence, AbsenceKind
from wfm.domain.roster import DayKind, DayPlan
from wfm.domain.time import at_minute
from wfm.rostering.line_model import LineModel
from wfm.rostering.problem import RosterProblem
from wfm.rostering.roster_graph import roster_graph
from wfm.rostering.rules.whole_weekends import WholeWeekends
from wfm.rostering.stages import Course, StageKind

WEDNESDAY, THURSDAY, SATURDAY, SUNDAY = (date(2026, 12, day) for day in (2, 3, 5, 6))
LETTERS = {"w": "early", "n": "night", "o": None}
LEAVE_AFTER = [
    *product(["", "oow", "wwo", "owa", "own"], [(), (0,), (3,), (1, 2, 4)]),
    ("owo", (-1,)),
    ("wwo", (-1, 0)),
]
"""What went before, and the days of leave counted from the first; before it, only days that were off."""
Make = Callable[..., RosterProblem]
Plan = Callable[..., DayPlan]


@dataclass(frozen=True)
class Case:
    """What the contract has besides nothing, and on how many days every pattern of its letters is tried."""

    changes: dict[str, object]
    days: int = 5

    @property
    def letters(self) -> str:
        return "own" if "night" in self.changes.get("shifts", ()) else "ow"


CASES = {
    "days in a row": Case({"min_days_in_row": 3}),
    "days off in a row": Case({"min_days_off_in_row": 3}),
    "whole weekends": Case({"whole_weekends": True}),
    "nights in a row": Case({"min_nights_in_row": 2, "shifts": ("early", "night")}),
    "days off after nights": Case({"days_off_after_nights": 2, "shifts": ("early", "night")}),
    "night after night": Case({"required_next_day": {"night": ("night",)}, "shifts": ("early", "night")}),
    "all together": Case({"min_days_in_row": 2, "min_days_off_in_row": 2, "whole_weekends": True}),
}


def plans_of(pattern: str, first: date, problem: RosterProblem, make_plan: Plan) -> list[DayPlan]:
    """One plan per letter from `first`: w(ork), n(ight), o(ff) or a(way)."""
    away = {"a": DayKind.ABSENT}
    dates = [first + timedelta(days=n) for n in range(len(pattern))]
    return [
        DayPlan("A0", day, away[letter]) if letter in away else make_plan(problem, day, LETTERS[letter])
        for day, letter in zip(dates, pattern, strict=True)
    ]


@dataclass(frozen=True)
class Readings:
    """The patterns that each reading accepts, off on the days of leave; the solver was only asked for some."""

    priced: set[str]
    checked: set[str]
    asked: set[str]
    solved: set[str]


@pytest.fixture
def read(make_problem: Make, make_plan: Plan, free_contract: Contract) -> Callable[..., Readings]:
    """Reads one case: leave on some days, counted from the first; `past` was as it says, with leave that was known
    (a) or that somebody reported later (negative days)."""

    def readings(case: Case, past: str, leave: Collection[int], first: date) -> Readings:
        contract = replace(free_contract, **{"shifts": ("early",), **case.changes})
        bare = make_problem(contract, first=first, days=case.days)
        before = tuple(plans_of(past, first - timedelta(days=len(past)), bare, make_plan))
        absences = tuple(_absence(first + timedelta(days=day), bare) for day in leave)
        problem = replace(bare, previous=before, absences=absences)
        course = Course.under(contract, problem)
        graph = roster_graph(course, problem.pasts_under(contract))
        patterns = {
            "".join(letters)
            for letters in product(case.letters, repeat=case.days)
            if all(letters[day] == "o" for day in leave if 0 <= day < case.days)
        }
        priced = {one for one in patterns if graph.cheapest(0, _only(one, course, case.letters)) is not None}
        checked = set()
        for one in patterns:
            whole = [*problem.previous_of["A0"], *plans_of(one, first, problem, make_plan)]
            if not any(next(rule.breaches(problem.agents[0], whole), None) for rule in course.rules):
                checked.add(one)
        asked = set(Random(f"{case.changes} {past}").sample(sorted(patterns), min(12, len(patterns))))
        return Readings(priced, checked, asked, _solved(asked, course, case.letters))

    return readings


def _absence(day: date, problem: RosterProblem) -> Absence:
    zone = problem.horizon.zone
    return Absence("A0", at_minute(day, 0, zone), at_minute(day, 1440, zone), AbsenceKind.PLANNED, True)


def _choices(pattern: str, course: Course, letters: str) -> dict[int, int]:
    """The choice of every day's stage that makes the pattern for this agent."""
    leave = course.problem.leave_of["A0"]
    return {
        day: 1 + len(course.duties[day]) if day in leave else letters.index(letter)
        for day, letter in enumerate(pattern)
    }


def _only(pattern: str, course: Course, letters: str) -> np.ndarray:
    """Prices that leave nothing but the pattern."""
    prices = np.zeros(course.choices)
    chosen = _choices(pattern, course, letters)
    for offset, stage in zip(course.offsets, course.stages, strict=True):
        if stage.kind is StageKind.DAY:
            prices[offset : offset + stage.choices] = np.inf
            prices[offset + chosen[stage.index]] = 0.0
    return prices


def _solved(patterns: Collection[str], course: Course, letters: str) -> set[str]:
    line = LineModel(course, course.problem.previous_of["A0"])
    switches = [line.switch(rule.title) for rule in course.rules]
    line.keep_rules(switches)
    line.forbid(course.not_open_to(course.problem.agents[0]))
    found, solver = set(), cp_model.CpSolver()
    solver.parameters.num_workers = 1
    for pattern in sorted(patterns):
        days = [line.choice(StageKind.DAY, *one) for one in _choices(pattern, course, letters).items()]
        line.model.clear_assumptions()
        line.model.add_assumptions([*switches, *days])
        if solver.solve(line.model) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            found.add(pattern)
    return found


@pytest.mark.parametrize("first", [WEDNESDAY, SUNDAY])
@pytest.mark.parametrize(("past", "leave"), LEAVE_AFTER)
@pytest.mark.parametrize("case", CASES)
def test_price_solver_and_check_spare_the_same_rosters(
    case: str, past: str, leave: tuple[int, ...], first: date, read: Callable[..., Readings]
) -> None:
    """Without it an agent's leave could lead to a roster that may not be published, or forbid one that may."""
    found = read(CASES[case], past, leave, first)
    assert found.priced == found.checked
    assert found.solved == found.checked & found.asked
    assert found.checked


def test_leave_ends_what_the_last_roster_began(read: Callable[..., Readings]) -> None:
    """Without it who works a day and goes on leave as the next roster begins could not be rostered at all."""
    for case in ("days in a row", "days off in a row", "whole weekends"):
        assert {"owwwww", "oooooo"} <= read(replace(CASES[case], days=6), "oow", (0,), SUNDAY).priced


def test_runs_and_weekends_that_leave_touches_are_spared(read: Callable[..., Readings]) -> None:
    """Without it one sick day in a published roster would be a hard breach and stop every later run."""
    six = {name: replace(case, days=6) for name, case in CASES.items()}
    # Thursday to Tuesday, leave on Saturday, which cuts a run of two: Thursday off, Friday work | Sunday work ...
    assert "owowww" in read(six["days in a row"], "ooo", (2,), THURSDAY).priced
    assert "wwowww" in read(six["days off in a row"], "www", (2,), THURSDAY).priced
    assert "wwowoo" in read(six["whole weekends"], "www", (2,), THURSDAY).priced
    # the same patterns away from the leave are breaches: a single day of work, a single day off, half a weekend
    assert "owoooo" not in read(six["days in a row"], "ooo", (5,), THURSDAY).priced
    assert "wowwwo" not in read(six["days off in a row"], "www", (5,), THURSDAY).priced
    assert "wwowwo" not in read(six["whole weekends"], "www", (5,), THURSDAY).priced


def test_leave_is_open_only_to_those_who_have_it(
    make_problem: Make, free_contract: Contract, make_plan: Plan
) -> None:
    """Without it the search could send people on leave to get round the rules about days off."""
    contract = replace(free_contract, shifts=("early",), min_days_off_in_row=3)
    bare = make_problem(contract, first=SUNDAY, days=3, agents=2)
    problem = replace(bare, absences=(_absence(SUNDAY, bare), _absence(date(2026, 12, 8), bare)))
    course = Course.under(contract, problem)
    day_stages = [at for at, stage in enumerate(course.stages) if stage.kind is StageKind.DAY]
    assert [course.stages[at].choices for at in day_stages] == [3, 2, 3]
    sunday, _, tuesday = (course.offsets[at] for at in day_stages)
    assert list(course.not_open_to(problem.agents[0])) == [sunday, tuesday]
    assert list(course.not_open_to(problem.agents[1])) == [sunday + 2, tuesday + 2]


def test_a_weekend_day_without_shifts_is_not_asked_for(
    make_problem: Make, make_plan: Plan, free_contract: Contract
) -> None:
    """Without it a centre that is closed on Sundays could never be staffed on a Saturday."""
    contract = replace(free_contract, shifts=("early",), whole_weekends=True)
    bare = make_problem(contract, first=SATURDAY, days=2)
    plans = plans_of("wo", SATURDAY, bare, make_plan)
    early = replace(bare.centre.shifts["early"], weekdays=(0, 1, 2, 3, 4, 5))
    closed = replace(bare, centre=replace(bare.centre, shifts={**bare.centre.shifts, "early": early}))
    assert len(list(WholeWeekends(contract, bare).breaches(bare.agents[0], plans))) == 1
    assert list(WholeWeekends(contract, closed).breaches(bare.agents[0], plans)) == []
    course = Course.under(contract, closed)
    assert roster_graph(course, [()]).cheapest(0, _only("wo", course, "ow")) is not None
