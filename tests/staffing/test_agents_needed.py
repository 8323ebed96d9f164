"""The fewest agents that meet every goal, and which goal decided."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wfm.domain.queues import Goal
from wfm.staffing.agents_needed import agents_needed
from wfm.staffing.service import ServiceFigures, service_figures

SERVICE_ONLY = Goal(max_abandonment=None, max_occupancy=1.0)

loads = st.floats(0.01, 60)
handling = st.floats(30, 900)
patiences = st.one_of(st.none(), st.floats(5, 2_000))


def _met(figures: ServiceFigures, goal: Goal) -> bool:
    """All goals, written as a planner would check them in a report."""
    return all(
        (
            goal.service_level is None or figures.service_level >= goal.service_level - 1e-12,
            goal.asa_seconds is None or figures.asa_seconds <= goal.asa_seconds * (1 + 1e-12),
            goal.max_abandonment is None or figures.abandonment <= goal.max_abandonment + 1e-12,
            figures.occupancy <= goal.max_occupancy + 1e-12,
            np.isfinite(figures.asa_seconds),
            figures.abandonment < 1,
        )
    )


@settings(max_examples=60, deadline=None)
@given(
    load=loads,
    aht=handling,
    patience=patiences,
    goal=st.builds(
        Goal,
        service_level=st.one_of(st.none(), st.floats(0.3, 0.99)),
        threshold_seconds=st.floats(0, 120),
        asa_seconds=st.one_of(st.none(), st.floats(1, 120)),
        max_abandonment=st.one_of(st.none(), st.floats(0.005, 0.5)),
        max_occupancy=st.floats(0.3, 1),
        minimum_agents=st.integers(0, 5),
    ),
)
def test_equals_counting_up_from_nobody(load: float, aht: float, patience: float | None, goal: Goal) -> None:
    """Without it the bisection could return a number that works but is not the smallest, or one too few."""
    offered = load * 1800 / aht
    counted = goal.minimum_agents
    while not _met(service_figures(counted, offered, aht, 30, goal.threshold_seconds, patience), goal):
        counted += 1
    assert int(agents_needed(offered, aht, 30, goal, patience).agents) == counted


@settings(max_examples=60, deadline=None)
@given(load=loads, more=st.floats(1, 2), aht=handling, patience=patiences)
def test_more_calls_never_need_fewer_agents(load: float, more: float, aht: float, patience: float | None) -> None:
    """Without it a busier interval could be staffed below a quieter one."""
    offered = np.array([load, load * more]) * 1800 / aht
    fewer, enough = agents_needed(offered, aht, 30, Goal(), patience).agents
    assert fewer <= enough


@settings(max_examples=60, deadline=None)
@given(
    load=loads,
    agents=st.one_of(st.just(0.0), st.floats(0.05, 90)),
    added=st.floats(0.01, 5),
    aht=handling,
    patience=patiences,
)
def test_more_agents_never_worsen_service(
    load: float, agents: float, added: float, aht: float, patience: float | None
) -> None:
    """Without it the price of taking somebody off the phones could come out as a gain."""
    before, after = (service_figures(n, load, aht, aht / 60, 20, patience) for n in (agents, agents + added))
    assert after.service_level >= before.service_level - 1e-12
    assert after.asa_seconds <= before.asa_seconds * (1 + 1e-9)
    assert after.abandonment <= before.abandonment + 1e-12
    assert after.occupancy <= before.occupancy + 1e-12


@settings(max_examples=40, deadline=None)
@given(load=st.floats(0.1, 60), spare=st.floats(0.5, 10), aht=handling)
def test_endless_patience_is_erlang_c(load: float, spare: float, aht: float) -> None:
    """Without it the two models could disagree where they must meet."""
    patient = service_figures(load + spare, load, aht, aht / 60, 20, None)
    distances = [
        abs(service_figures(load + spare, load, aht, aht / 60, 20, patience).service_level - patient.service_level)
        for patience in (1e3, 1e5, 1e8)
    ]
    assert distances[0] >= distances[1] - 1e-12
    assert distances[1] >= distances[2] - 1e-12
    assert distances[2] < 1e-3


def test_abandonment_lets_fewer_agents_than_erlangs_do() -> None:
    """Without it the search could start at the load and overstaff, as pyworkforce 0.5.3 does (41 for 40 erlangs;
    the smallest number for 80/20 with callers who leave after 30 s is 37)."""
    assert agents_needed(200, 360, 30, SERVICE_ONLY, 30).agents == 37


def test_huge_centres_get_whole_requirements() -> None:
    """Without it the largest centres would be the untested ones (80/20, 300 s, no abandonment)."""
    needed = agents_needed(np.array([1e5, 1e6]) * 6, 300, 30, SERVICE_ONLY, None)
    assert needed.agents.tolist() == [100_023, 1_000_024]


@pytest.mark.parametrize(
    ("goal", "patience", "agents", "binding"),
    [
        # 100 calls of 180 s in 30 minutes: 10 erlangs; Erlang C answers 0.796 with 13 agents, 0.888 with 14.
        (Goal(max_abandonment=None, max_occupancy=1), None, 14, "service_level"),
        # Two thirds busy at most: 10 / 15.
        (Goal(max_occupancy=0.67), None, 15, "occupancy"),
        # Erlang C mean wait: 40.4 s with 12 agents, 17.1 s with 13.
        (Goal(service_level=None, asa_seconds=30, max_occupancy=1), None, 13, "asa"),
        # Erlang A, patience 120 s: 6.2 % abandon with 12 agents, 3.8 % with 13.
        (Goal(service_level=None, max_abandonment=0.05, max_occupancy=1), 120, 13, "abandonment"),
        (Goal(minimum_agents=20), None, 20, "minimum_agents"),
        # Nothing asked but that the queue does not grow without end: one agent more than erlangs.
        (Goal(service_level=None, max_abandonment=None, max_occupancy=1), None, 11, "occupancy"),
    ],
)
def test_the_deciding_goal_is_named(goal: Goal, patience: float | None, agents: int, binding: str) -> None:
    """Without it a planner would loosen the wrong goal."""
    needed = agents_needed(100, 180, 30, goal, patience)
    assert (int(needed.agents), str(needed.binding)) == (agents, binding)


def test_without_calls_only_the_minimum_remains() -> None:
    """Without it open but silent intervals would be staffed by rounding noise; a single rare call needs one."""
    assert agents_needed([0, 1e-9], 180, 30, Goal(), 180).agents.tolist() == [0, 1]
    assert agents_needed(0, 180, 30, Goal(), 180).binding == "none"
    held = agents_needed([0, 1e-9], 180, 30, Goal(minimum_agents=2), 180)
    assert held.agents.tolist() == [2, 2]
    assert held.binding.tolist() == ["minimum_agents", "minimum_agents"]


def test_an_occupancy_met_exactly_is_met() -> None:
    """Without it 8.5 erlangs at 85 % would get an eleventh agent from the last bit of a float."""
    assert agents_needed(85, 180, 30, Goal(service_level=None, max_abandonment=None), None).agents == 10


def test_nonsense_is_refused_even_without_load() -> None:
    """Without it a negative volume would count as no volume."""
    with pytest.raises(ValueError, match="offered"):
        agents_needed([-1, 5], 180, 30, Goal(), 180)
