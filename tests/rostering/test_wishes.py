"""Wishes for single days and for any day: what grants them, and how much they count."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from wfm.domain.burdens import Burden
from wfm.domain.centre import RosterSettings
from wfm.domain.contracts import Contract, Span
from wfm.domain.people import Preference, Request, RequestKind
from wfm.domain.roster import DayPlan, Roster
from wfm.rostering.agent_case import agent_cases
from wfm.rostering.check import audit
from wfm.rostering.duties import Duty
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules import preferred_hours, requests

MONDAY = date(2026, 11, 30)
Make = Callable[..., RosterProblem]
MakePlan = Callable[..., DayPlan]


def with_agent(problem: RosterProblem, **changes: object) -> RosterProblem:
    """The problem with its first agent changed."""
    return replace(problem, agents=(replace(problem.agents[0], **changes), *problem.agents[1:]))


@pytest.mark.parametrize(
    ("kind", "value", "early", "late", "off"),
    [
        (RequestKind.NOT_SHIFT, "late", True, False, True),
        (RequestKind.START_BETWEEN, "300-360", True, False, True),  # 05:00-06:00, the early starts at 06:00
        (RequestKind.START_BETWEEN, "361-900", False, True, True),
        (RequestKind.SHIFT, "late", False, True, False),
    ],
)
def test_what_grants_a_wish(
    make_problem: Make, make_plan: MakePlan, kind: RequestKind, value: str, early: bool, late: bool, off: bool
) -> None:
    """Without it a wish could be told as refused although the agent got it."""
    problem = make_problem()
    wish = Request("A0", MONDAY, kind, value)
    duties = [Duty.of(make_plan(problem, MONDAY, shift), problem.horizon) for shift in ("early", "late")]
    assert [requests.grants(wish, duty) for duty in (*duties, None)] == [early, late, off]


def test_a_refused_wish_is_told_in_a_planners_words() -> None:
    """Without it a planner would read minutes since midnight."""
    told = requests.in_words(Request("A0", MONDAY, RequestKind.START_BETWEEN, "480-615"))
    assert told == "start_between 08:00-10:15"
    assert requests.in_words(Request("A0", MONDAY, RequestKind.OFF)) == "off"


def test_service_and_earlier_refusals_make_a_wish_count_more(make_problem: Make) -> None:
    """Without it the setting would be read and have no effect."""
    settings = RosterSettings(seniority_weight=0.1, wish_carry_over=0.5)
    problem = with_agent(make_problem(settings=settings), hire_date=date(2016, 11, 30))
    [agent] = problem.agents
    # ten years are 3652 days of 365.25: 1 + 0.1 x 9.9986
    assert requests.regard(agent, problem) == pytest.approx(1 + 0.1 * 3652 / 365.25)
    assert requests.regard(replace(agent, seniority=4.0), problem) == pytest.approx(1.4)
    assert requests.regard(replace(agent, hire_date=None), problem) == 1
    refused = replace(problem, balances={"A0": Burden(refused=2)})
    assert requests.regard(replace(agent, seniority=0.0), refused) == pytest.approx(2.0)
    favoured = replace(problem, balances={"A0": Burden(refused=-2)})
    assert requests.regard(replace(agent, seniority=0.0), favoured) == 1


def test_prices_of_wishes_and_preferences(make_problem: Make, free_contract: Contract) -> None:
    """Without it the search would weigh wishes differently from what the rule book says."""
    settings = RosterSettings(request_points=10, preference_points=3, seniority_weight=0.5)
    problem = make_problem(free_contract, days=2, settings=settings)
    problem = with_agent(problem, prefers=Preference(shifts=("late",)), seniority=1.0)
    wishes = (
        Request("A0", MONDAY, RequestKind.OFF, weight=2.0),
        Request("A0", MONDAY, RequestKind.NOT_SHIFT, "late"),
    )
    [case] = agent_cases(replace(problem, requests=wishes))
    monday, tuesday = case.course.offsets[1], case.course.offsets[2]
    # choices: off, early, late; a wish of weight 1 counts 10 x 1.5 points
    assert case.own_prices[monday : monday + 3].tolist() == [0, 30 + 3, 30 + 15]
    assert case.own_prices[tuesday : tuesday + 3].tolist() == [0, 3, 0]
    assert case.refused is not None
    assert case.refused[monday : monday + 3].tolist() == [0, 1, 2]


def test_preferences_are_shifts_and_starts_together() -> None:
    """Without it 'early; start 08:00-10:00' would let any shift start at nine."""
    both = Preference(("early", "full"), ((480, 600),))
    assert both.suits("full", 480)
    assert both.suits("early", 600)
    assert not both.suits("late", 480)
    assert not both.suits("early", 605)
    assert Preference(starts=((480, 600),)).suits("late", 500)


def test_hours_that_are_not_preferred_are_told_by_the_audit(make_problem: Make, make_plan: MakePlan) -> None:
    """Without it nobody would see what an agent puts up with."""
    problem = with_agent(make_problem(days=3), prefers=Preference(starts=((300, 400),)))
    plans = [
        make_plan(problem, day, shift)
        for day, shift in zip(problem.horizon.dates, ("early", "late", None), strict=True)
    ]
    [told] = [b for b in audit(problem, Roster(problem.horizon, tuple(plans))) if b.rule == preferred_hours.TITLE]
    assert (told.amount, told.message) == (1, "1 of 2 days worked otherwise than preferred")
    nobody_asks = replace(problem.centre.roster, preference_points=0)
    silent = replace(problem, centre=replace(problem.centre, roster=nobody_asks))
    assert not list(preferred_hours.disliked(silent, {"A0": plans}))


def test_an_agent_works_when_he_likes_to_if_it_costs_nothing(make_problem: Make, free_contract: Contract) -> None:
    """Without it the column would be read and have no effect."""
    contract = replace(free_contract, days_per_week=Span(5, 5))
    problem = with_agent(make_problem(contract), prefers=Preference(shifts=("late",)))
    found = agent_cases(problem)[0].cheapest(np.zeros((problem.horizon.intervals, 2)))
    assert found is not None
    flat = agent_cases(problem)[0].values.flat
    assert {flat[place].shift for place in found[1].places if place >= 0} == {"late"}
