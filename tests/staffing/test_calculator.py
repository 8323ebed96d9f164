"""The Erlang calculator's one line: C beside A."""

from dataclasses import replace
from typing import Any

import pytest

from wfm.domain.queues import Goal
from wfm.staffing.calculator import Question, calculate

QUESTION = Question(offered=100, aht_seconds=180)


def test_c_beside_a_for_the_textbook_line() -> None:
    """Without it the figures that a planner checks first could differ from what is published: 100 calls of 180 s
    in half an hour are 10 erlangs, 14 agents, 88.8 % in 20 s, ASA 7.8 s, 20 scheduled at 30 % shrinkage."""
    line = calculate(QUESTION)
    assert line.erlangs == 10
    assert (line.erlang_c.agents, line.erlang_c.agents_gross, line.erlang_c.binding) == (14, 20, "service_level")
    assert line.erlang_c.service_level == pytest.approx(0.888, abs=5e-4)
    assert line.erlang_c.asa_seconds == pytest.approx(7.8, abs=0.05)
    assert line.erlang_a is not None
    assert (line.erlang_a.agents, line.erlang_a.binding) == (13, "abandonment")


def test_given_agents_are_described_not_replaced() -> None:
    """Without it "what do my eleven and a half agents achieve" would be answered with another number of agents."""
    line = calculate(QUESTION, agents=11.5)
    assert (line.erlang_c.agents, line.erlang_c.binding) == (11.5, "given")
    assert line.erlang_a is not None
    assert line.erlang_a.service_level > line.erlang_c.service_level


def test_without_patience_there_is_no_erlang_a() -> None:
    """Without it a made-up patience would produce a made-up saving."""
    assert calculate(Question(100, 180, patience_seconds=None)).erlang_a is None


def test_service_level_is_the_first_definition() -> None:
    """Without it the goal and the printed definitions could part: theirs is answered in time / offered, always
    the lowest of the four, and all four agree where nobody gives up."""
    line = calculate(Question(100, 180, goal=Goal(threshold_seconds=45), patience_seconds=60))
    assert line.erlang_a is not None
    levels = line.erlang_a.service_levels
    assert levels.of_offered == pytest.approx(line.erlang_a.service_level, rel=1e-12)
    others = (levels.of_answered, levels.short_abandons_good, levels.short_abandons_ignored)
    assert all(levels.of_offered < other <= 1 for other in others)
    patient = line.erlang_c.service_levels
    assert {patient.of_answered, patient.short_abandons_good, patient.short_abandons_ignored} == {
        line.erlang_c.service_level
    }


@pytest.mark.parametrize("agents", [None, 0, 3])
def test_no_calls_need_nobody(agents: float | None) -> None:
    """Without it an empty line would end in a division by zero."""
    line = calculate(Question(0, 180), agents)
    assert line.erlang_c.agents == (agents or 0)
    assert line.erlang_c.service_level == line.erlang_c.service_levels.of_offered == 1


def test_nobody_answers_nothing() -> None:
    """Without it zero agents would crash instead of showing what closing the line means."""
    line = calculate(QUESTION, agents=0)
    assert line.erlang_a is not None
    assert (line.erlang_a.service_level, line.erlang_a.abandonment) == (0, 1)
    assert line.erlang_a.service_levels.of_answered == 0


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"offered": -1}, "offered"),
        ({"aht_seconds": float("nan")}, "aht_seconds"),
        ({"interval_minutes": 0}, "interval_minutes"),
        ({"patience_seconds": 0}, "patience_seconds"),
        ({"shrinkage": 1.0}, "shrinkage"),
    ],
)
def test_an_impossible_question_is_refused_by_name(changed: dict[str, Any], named: str) -> None:
    """Without it a slip on the command line would be answered with a number."""
    with pytest.raises(ValueError, match=named):
        replace(QUESTION, **changed)
