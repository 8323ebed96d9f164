"""Every rule's three readings accept the same rosters, proved over every pattern of a short horizon."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from random import Random

import pytest
from ortools.sat.python import cp_model

from wfm.domain.centre import RosterSettings
from wfm.domain.contracts import Contract, Span
from wfm.domain.roster import DayPlan
from wfm.rostering.line_model import LineModel
from wfm.rostering.problem import RosterProblem
from wfm.rostering.roster_graph import RosterGraph, roster_graph
from wfm.rostering.rulebook import SEQUENCE_RULES
from wfm.rostering.stages import Course, StageKind
from wfm.rostering.week_targets import week_targets

SUNDAY = date(2026, 12, 6)  # a Sunday, one whole week and its weekend
TWO, THREE = ("early", "late"), ("early", "late", "night")
NIGHTS = ("late", "night")
LATE_IS_NO_NIGHT = RosterSettings(night=(0, 6 * 60))
Pattern = tuple[int, ...]

PASTS = {
    "nothing known": "",
    "four lates": "llll",
    "a weekend worked": "elo",
    "early, off": "eo",
    "off, early": "oe",
    "early long ago": "oe--",
    "three nights": "nnn",
    "off, night, late": "onl",
    "early within rest": "neo",
}
WITHOUT_NIGHTS = ("nothing known", "four lates", "a weekend worked", "early, off")


@dataclass(frozen=True)
class Case:
    """What a contract has besides nothing: every pattern of its shifts over `days` is tried after each past."""

    changes: dict[str, object]
    days: int = 8
    pasts: tuple[str, ...] = WITHOUT_NIGHTS

    @classmethod
    def short(cls, days: int, **changes: object) -> "Case":
        """So few days that every past can be tried."""
        return cls(changes, days, tuple(name for name in PASTS if name != "a weekend worked"))


CASES = {
    "minimum rest": Case({"rest_minutes": 11 * 60}),
    "three days in a row": Case({"max_days_in_row": 3}),
    "weekly rest of 35 h": Case({"weekly_rest_minutes": 35 * 60}),
    "weekly rest of 50 h": Case({"weekly_rest_minutes": 50 * 60}),
    "no two weekends in a row": Case({"max_weekends_in_row": 1}),
    "starts within two hours": Case({"start_drift_minutes": 120}),
    "two to four days, 16 to 32 h": Case({"days_per_week": Span(2, 4), "week_minutes": Span(960, 1920)}),
    "all together": Case(
        {
            "rest_minutes": 11 * 60,
            "max_days_in_row": 4,
            "weekly_rest_minutes": 35 * 60,
            "max_weekends_in_row": 1,
            "start_drift_minutes": 600,
            "days_per_week": Span(2, 5),
            "week_minutes": Span(960, 2400),
        }
    ),
    "two days in a row or none": Case.short(5, min_days_in_row=2),
    "three or four days in a row": Case.short(8, min_days_in_row=3, max_days_in_row=4, shifts=("early",)),
    "two days off or none": Case.short(5, min_days_off_in_row=2),
    "three days off or none": Case.short(8, min_days_off_in_row=3, shifts=("early",)),
    "two nights in a row": Case.short(5, max_nights_in_row=2, shifts=NIGHTS),
    "48 h after nights": Case.short(5, rest_after_nights_minutes=48 * 60, shifts=NIGHTS),
    # a night ends at 07:00; the early of 06:00 begins 23 h later two days after it, 47 h later three days after it
    "no early within 40 h of a night": Case.short(4, no_early_after_night_minutes=40 * 60, shifts=THREE),
    "no early within 48 h of a night": Case.short(4, no_early_after_night_minutes=48 * 60, shifts=THREE),
    "successions": Case.short(4, forbidden_next_day={"late": ("early",), "night": TWO}, shifts=THREE),
    "whole weekends": Case.short(8, whole_weekends=True, shifts=("early",)),
    "three days in the period": Case.short(8, max_days_in_period=3, shifts=("early",)),
    "25 h in the period": Case.short(8, max_minutes_in_period=25 * 60, shifts=("early",)),
    "all of these together": Case.short(
        4,
        shifts=THREE,
        min_days_in_row=2,
        min_days_off_in_row=2,
        max_nights_in_row=3,
        rest_after_nights_minutes=30 * 60,
        no_early_after_night_minutes=60 * 60,
        forbidden_next_day={"late": ("early",)},
        whole_weekends=True,
        max_days_in_period=3,
    ),
}


def priced(graph: RosterGraph, course: Course, allowed: set[tuple[int, int]]) -> set[Pattern]:
    """Day patterns of all paths from the first past, weeks ending only with allowed (week, tally)."""
    if graph.starts[0] < 0:
        return set()
    reached: dict[int, set[Pattern]] = {int(graph.starts[0]): {()}}
    for stage, arcs in zip(course.stages, graph.stages, strict=True):
        after: dict[int, set[Pattern]] = {}
        ends = [*arcs.begins[1:], len(arcs.source)]
        for state, (begin, end) in enumerate(zip(arcs.begins, ends, strict=True)):
            for source, choice in zip(
                arcs.source[begin:end].tolist(), arcs.choice[begin:end].tolist(), strict=True
            ):
                if stage.kind is StageKind.END_WEEK and (stage.index, choice) not in allowed:
                    continue
                more = (choice,) if stage.kind is StageKind.DAY else ()
                after.setdefault(state, set()).update(p + more for p in reached.get(source, ()))
        reached = after
    return set().union(*reached.values()) if reached else set()


def solved(
    course: Course, past: tuple[DayPlan, ...], allowed: set[tuple[int, int]], patterns: list[Pattern]
) -> set[Pattern]:
    """Those of the patterns that the solver reading finds possible."""
    line = LineModel(course, past)
    switches = [line.switch(rule.title) for rule in course.rules]
    line.keep_rules(switches)
    always = line.switch("week targets")
    for stage in course.stages:
        if stage.kind is StageKind.END_WEEK:
            allows = [(stage.index, number) in allowed for number in range(stage.choices)]
            line.allow_only(stage.kind, stage.index, allows, always)
    found: set[Pattern] = set()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    for pattern in patterns:
        days = [line.choice(StageKind.DAY, day, number) for day, number in enumerate(pattern)]
        line.model.clear_assumptions()
        line.model.add_assumptions([*switches, always, *days])
        if solver.solve(line.model) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            found.add(pattern)
    return found


def checked(
    problem: RosterProblem, past: tuple[DayPlan, ...], make_plan: Callable[..., DayPlan], course: Course
) -> set[Pattern]:
    """Day patterns in which the audit's own reading of the rules finds nothing."""
    found: set[Pattern] = set()
    agent, dates = problem.agents[0], problem.horizon.dates
    choices = (None, *course.contract.shifts)
    plans = [[make_plan(problem, day, shift) for shift in choices] for day in dates]
    for pattern in product(range(len(choices)), repeat=len(dates)):
        chosen = [plans[day][number] for day, number in enumerate(pattern)]
        if not any(next(rule.breaches(agent, [*past, *chosen]), None) for rule in course.rules):
            found.add(pattern)
    return found


def past_of(text: str, problem: RosterProblem, make_plan: Callable[..., DayPlan]) -> tuple[DayPlan, ...]:
    """The days up to the horizon, one letter each: e(arly), l(ate), n(ight), o(ff); - is a day without a plan."""
    names = {"e": "early", "l": "late", "n": "night", "o": None}
    first = problem.horizon.first
    return tuple(
        make_plan(problem, first - timedelta(days=len(text) - n), names[letter])
        for n, letter in enumerate(text)
        if letter in names
    )


def ends_allowed(problem: RosterProblem, course: Course) -> set[tuple[int, int]]:
    """Which weeks may end with which tallies."""
    return {
        (target.week, number)
        for target in week_targets(problem.agents[0], problem)
        for number, tally in enumerate(course.tallies)
        if target.holds(*tally)
    }


@pytest.mark.parametrize(("case", "past_name"), [(name, past) for name in CASES for past in CASES[name].pasts])
def test_price_solver_and_check_accept_the_same_rosters(
    case: str,
    past_name: str,
    free_contract: Contract,
    make_problem: Callable[..., RosterProblem],
    make_plan: Callable[..., DayPlan],
) -> None:
    """Without it a roster could be priced as legal that the audit refuses, or a legal one never be found."""
    contract = replace(free_contract, **CASES[case].changes)
    bare = make_problem(contract, first=SUNDAY, days=CASES[case].days, settings=LATE_IS_NO_NIGHT)
    past = past_of(PASTS[past_name], bare, make_plan)
    problem = replace(bare, previous=past)
    course = Course.under(contract, problem)
    allowed = ends_allowed(problem, course)
    expected = checked(problem, past, make_plan, course)
    assert priced(roster_graph(course, [past]), course, allowed) == expected
    refused = set(product(range(1 + len(contract.shifts)), repeat=problem.horizon.days)) - expected
    draw = Random(case + past_name)
    some = [
        *draw.sample(sorted(expected), min(40, len(expected))),
        *draw.sample(sorted(refused), min(40, len(refused))),
    ]
    assert solved(course, past, allowed, some) == expected & set(some)


def test_every_sequence_rule_binds_somewhere(
    free_contract: Contract, make_problem: Callable[..., RosterProblem], make_plan: Callable[..., DayPlan]
) -> None:
    """Without it a new rule could join the rule book and never be compared."""
    bound = set()
    cycles = (("late",), ("early", "late"), ("late", None), ("night",), ("night", "early"))
    for case in CASES.values():
        contract = replace(free_contract, **case.changes)
        problem = make_problem(contract, first=SUNDAY, days=8, settings=LATE_IS_NO_NIGHT)
        past = past_of("lele", problem, make_plan)
        problem = replace(problem, previous=past)
        everything = [
            [make_plan(problem, day, cycle[n % len(cycle)]) for n, day in enumerate(problem.horizon.dates)]
            for cycle in cycles
        ]
        for rule in Course.under(contract, problem).rules:
            if any(next(rule.breaches(problem.agents[0], [*past, *plans]), None) for plans in everything):
                bound.add(type(rule))
    assert bound == set(SEQUENCE_RULES)
