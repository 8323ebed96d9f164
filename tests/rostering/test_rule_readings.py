"""Every rule's three readings accept the same rosters, proved over every pattern of a short horizon."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from random import Random

import pytest
from ortools.sat.python import cp_model

from tests.rostering.rule_cases import CASES, PASTS, past_of
from wfm.domain.breaches import Severity
from wfm.domain.contracts import Contract
from wfm.domain.roster import DayPlan
from wfm.rostering.accounts import agent_accounts
from wfm.rostering.line_model import LineModel
from wfm.rostering.problem import RosterProblem
from wfm.rostering.roster_graph import RosterGraph, roster_graph
from wfm.rostering.rulebook import SEQUENCE_RULES
from wfm.rostering.stages import Course, StageKind
from wfm.rostering.week_targets import week_targets

Pattern = tuple[int, ...]
Ends = set[tuple[StageKind, int, int]]
JUDGED = (StageKind.END_WEEK, StageKind.CLOSE_ACCOUNT)


def priced(graph: RosterGraph, course: Course, allowed: Ends) -> set[Pattern]:
    """Day patterns of all paths from the first past, with only the allowed ends of weeks and accounts."""
    if graph.starts[0] < 0:
        return set()
    reached: dict[int, set[Pattern]] = {int(graph.starts[0]): {()}}
    for number, (stage, offset) in enumerate(zip(course.stages, course.offsets, strict=True)):
        after: dict[int, set[Pattern]] = {}
        for state in range(graph.layers[number + 1], graph.layers[number + 2]):
            for arc in range(graph.arcs[state], graph.arcs[state + 1]):
                bundle = graph.bundle[arc]
                for member in graph.members[graph.bundles[bundle] : graph.bundles[bundle + 1]].tolist():
                    choice = member - offset
                    if stage.kind in JUDGED and (stage.kind, stage.index, choice) not in allowed:
                        continue
                    more = (choice,) if stage.kind is StageKind.DAY else ()
                    before = reached.get(int(graph.source[arc]), ())
                    after.setdefault(state, set()).update(p + more for p in before)
        reached = after
    return set().union(*reached.values()) if reached else set()


def solved(course: Course, past: tuple[DayPlan, ...], allowed: Ends, patterns: list[Pattern]) -> set[Pattern]:
    """Those of the patterns that the solver reading finds possible."""
    line = LineModel(course, past)
    switches = [line.switch(rule.title) for rule in course.rules]
    line.keep_rules(switches)
    always = line.switch("week targets")
    for stage in course.stages:
        if stage.kind in JUDGED:
            allows = [(stage.kind, stage.index, number) in allowed for number in range(stage.choices)]
            line.allow_only(stage.kind, stage.index, allows, always)
    found: set[Pattern] = set()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.cp_model_presolve = False  # the days are given, so there is little to simplify
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
        breaches = (breach for rule in course.rules for breach in rule.breaches(agent, [*past, *chosen]))
        if not any(breach.severity is Severity.HARD for breach in breaches):
            found.add(pattern)
    return found


def ends_allowed(problem: RosterProblem, course: Course) -> Ends:
    """Which weeks may end with which tallies, and which accounts may close with which amounts."""
    agent = problem.agents[0]
    weeks = {
        (StageKind.END_WEEK, target.week, number)
        for target in week_targets(agent, problem)
        for number, tally in enumerate(course.tallies)
        if target.holds(*tally)
    }
    accounts = {
        (StageKind.CLOSE_ACCOUNT, account.number, number)
        for account in agent_accounts(agent, course.accounts)
        for number, allowed in enumerate(account.allows)
        if allowed
    }
    return weeks | accounts


@pytest.mark.parametrize(("case", "past_name"), [(name, past) for name in CASES for past in CASES[name].pasts])
def test_price_solver_and_check_accept_the_same_rosters(
    case: str,
    past_name: str,
    free_contract: Contract,
    make_problem: Callable[..., RosterProblem],
    make_plan: Callable[..., DayPlan],
) -> None:
    """Without it a roster could be priced as legal that the audit refuses, or a legal one never be found."""
    bare = CASES[case].problem(free_contract, make_problem)
    contract = bare.contract_of(bare.agents[0])
    past = past_of(PASTS[past_name], bare, make_plan)
    problem = replace(bare, previous=past)
    course = Course.under(contract, problem)
    allowed = ends_allowed(problem, course)
    expected = checked(problem, past, make_plan, course)
    assert priced(roster_graph(course, [past]), course, allowed) == expected
    refused = set(product(range(1 + len(contract.shifts)), repeat=problem.horizon.days)) - expected
    draw = Random(case + past_name)
    some = [
        *draw.sample(sorted(expected), min(10, len(expected))),
        *draw.sample(sorted(refused), min(10, len(refused))),
    ]
    assert solved(course, past, allowed, some) == expected & set(some)


def test_every_sequence_rule_binds_somewhere(
    free_contract: Contract, make_problem: Callable[..., RosterProblem], make_plan: Callable[..., DayPlan]
) -> None:
    """Without it a new rule could join the rule book and never be compared."""
    bound = set()
    cycles = (("late",), ("early", "late"), ("late", None), ("night",), ("night", "early"), ("long",), ("split",))
    for case in CASES.values():
        problem = replace(case, days=8).problem(free_contract, make_problem)
        contract = problem.contract_of(problem.agents[0])
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
