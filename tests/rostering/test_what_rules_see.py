"""What a rule says it looks at is all that it looks at: automata are built once for days that look alike."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from tests.rostering.rule_cases import CASES, PASTS, past_of
from wfm.domain.contracts import Contract, Span
from wfm.domain.people import Absence, AbsenceKind
from wfm.domain.roster import DayPlan
from wfm.domain.time import at_minute
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rulebook import SEQUENCE_RULES, AnyRule
from wfm.rostering.rules.pace import LONG_DAYS
from wfm.rostering.rules.sequence_rule import SequenceRule
from wfm.rostering.stages import Course, Stage

BERLIN = ZoneInfo("Europe/Berlin")
BEFORE_THE_LONG_DAY = date(2026, 10, 21)  # a Wednesday; Sunday the 25th has 25 hours
TWO_WEEKS_AND_A_DAY = 15
Situation = tuple[Stage, int]


def with_leave(problem: RosterProblem) -> RosterProblem:
    """The problem with a colleague who is on leave throughout, so that the contract's days all offer leave."""
    first, last = problem.horizon.first, problem.horizon.last
    start, end = at_minute(first, 0, problem.horizon.zone), at_minute(last, 1440, problem.horizon.zone)
    colleague = replace(problem.agents[0], agent_id="A1")
    away = Absence("A1", start, end, AbsenceKind.PLANNED, whole_days=True)
    return replace(problem, agents=(*problem.agents, colleague), absences=(away,))


def reachable(rule: AnyRule, course: Course, past: tuple[DayPlan, ...]) -> Iterator[set[object]]:
    """The states of the rule before every stage, and after the last."""
    states: set[object] = {rule.replay(past)}
    yield states
    for stage in course.stages:
        after = {course.after(rule, state, stage, choice) for state in states for choice in range(stage.choices)}
        states = after - {None}
        yield states


def assert_alike_leads_alike(course: Course, pasts: list[tuple[DayPlan, ...]]) -> None:
    """At stages of one kind, choices that look alike to a rule take each of its states to the same one."""
    for rule in course.rules:
        states = list(set().union(*(layer for past in pasts for layer in reachable(rule, course, past))))
        leads: dict[object, tuple[Situation, list[object]]] = {}
        for stage in course.stages:
            for choice in range(stage.choices):
                after = [course.after(rule, state, stage, choice) for state in states]
                seen = stage.kind, course.seen(rule, stage, choice)
                first, expected = leads.setdefault(seen, ((stage, choice), after))
                assert after == expected, f"{rule.title}: {first} and {(stage, choice)} look alike"


@pytest.mark.parametrize("case", CASES)
def test_what_looks_alike_to_a_rule_leads_alike(
    case: str,
    free_contract: Contract,
    make_problem: Callable[..., RosterProblem],
    make_plan: Callable[..., DayPlan],
) -> None:
    """Without it a rule could look at more than it says, and some days be priced by the rules of others."""
    bare = replace(CASES[case], days=TWO_WEEKS_AND_A_DAY).problem(free_contract, make_problem)
    problem = with_leave(bare)
    pasts = [past_of(text, problem, make_plan) for text in PASTS.values()]
    assert_alike_leads_alike(Course.under(problem.contract_of(problem.agents[0]), problem), pasts)


@pytest.mark.parametrize("case", CASES)
def test_days_of_25_hours_do_not_look_like_others(
    case: str,
    free_contract: Contract,
    make_problem: Callable[..., RosterProblem],
    make_plan: Callable[..., DayPlan],
) -> None:
    """Without it rest before the day on which clocks change could be counted an hour short or long."""
    here = replace(CASES[case], days=7, first=BEFORE_THE_LONG_DAY).problem(free_contract, make_problem)
    zoned = replace(
        here, centre=replace(here.centre, zone=BERLIN), horizon=replace(here.horizon, zone=BERLIN), events=()
    )
    problem = with_leave(zoned)
    pasts = [past_of(text, problem, make_plan) for text in ("", "nnn")]
    assert_alike_leads_alike(Course.under(problem.contract_of(problem.agents[0]), problem), pasts)


def test_days_of_long_periods_are_told_apart_where_pace_is_kept(
    free_contract: Contract, make_problem: Callable[..., RosterProblem]
) -> None:
    """Without it the even pace of a long period could be held to another day's mark."""
    contract = replace(
        free_contract,
        week_minutes=Span(0, 7 * 1440),
        max_minutes_in_period=200 * 60,
        max_weekends_in_period=6,
        max_shifts_in_period={"early": 20},
    )
    problem = make_problem(contract, days=LONG_DAYS)
    assert_alike_leads_alike(Course.under(contract, problem), [()])


@pytest.mark.parametrize("rule", SEQUENCE_RULES, ids=lambda rule: rule.title)
def test_every_rule_says_what_it_looks_at(rule: type[AnyRule]) -> None:
    """Without it a rule could see every day as new, and its automaton be built anew for each."""
    assert rule.seen is not SequenceRule.seen
