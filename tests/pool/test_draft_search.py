"""The search and its bound on drafts that are too large to try everything."""

from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest

from wfm.domain.pool import Topic, TrainingFormat
from wfm.pool.drafting.relaxation import relax
from wfm.pool.drafting.rows import Rows

TOPICS = (
    Topic("pace", 30, format=TrainingFormat.SELF, cures=("pace",)),
    Topic("quality", 60, cures=("qa_score",)),
    Topic("asking", 60, ("quality",), TrainingFormat.GROUP, 4, ("probing",), min_group=2),
    Topic("listening", 90, cures=("qa_score", "probing")),
)


@pytest.fixture
def month(floorplan: Any) -> Any:
    """Twelve people in need over six days, two trainers, one or two heads to spare in three of four half hours."""
    dice = Random(7)
    plan = floorplan(days=6, interval=30)
    plan.settings = replace(plan.settings, cool_down_days=1, work_limit=1.0)
    plan.topics = list(TOPICS)
    for n in range(12):
        start = dice.choice([480, 540, 600, 660])
        plan.person(f"A{n:02}", (start, start + 480), [(start + 120, start + 135), (start + 240, start + 270)])
        plan.behind(f"A{n:02}", dice.uniform(2, 20), weaknesses=(dice.choice(["probing", "pace"]),))
    for n in range(2):
        plan.trainer(f"T{n}", (540, 1020), [(720, 750)])
    plan.spare({n: dice.choice([0, 0, 1, 2]) for n in range(plan.horizon.intervals)})
    return plan


def test_weak_duality_bounds_whatever_the_prices() -> None:
    """A bound that needs a solver to be right is no bound."""
    rows = Rows()
    first, second = rows.column(value=3), rows.column(value=2, upper=4)
    rows.at_most([first, second], 3)
    linear = rows.finished()
    # best: one of the first and two of the second, 3 + 4 = 7; at a price of 2 the bound is 2 x 3 + (3 - 2) x 1 = 7
    assert linear.bound(np.array([2.0])) == 7
    assert linear.bound(np.array([0.0])) == 3 + 8
    assert linear.bound(np.array([5.0])) == 15
    assert linear.bound(np.array([-1.0])) == 3 + 8, "a price of the wrong sign counts as none"
    assert linear.allows(np.array([1, 2]))
    assert not linear.allows(np.array([1, 3]))
    assert relax(linear) == 7


def test_a_relaxation_that_is_stopped_says_nothing() -> None:
    """After Ctrl-C nobody waits for a bound."""
    rows = Rows()
    rows.column(value=1)
    assert relax(rows.finished(), lambda: True) in (None, 1), "stopped, or done before it was looked at"


def test_days_are_drafted_together_to_within_a_percent_of_the_bound(month: Any) -> None:
    """Greedy alone, or day by day, leaves what caps and courses couple."""
    greedy, drafted = month.draft(should_stop=lambda: True), month.draft()
    assert drafted.objective > greedy.objective
    assert drafted.objective <= drafted.bound < greedy.bound
    assert drafted.objective >= 0.97 * drafted.bound


def test_windows_of_days_find_what_all_at_once_finds(month: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A month of a thousand agents is searched by windows; they must come close to the whole."""
    whole = month.draft()
    monkeypatch.setattr("wfm.pool.drafting.search.BLOCKS_AT_ONCE", 0)
    windows = month.draft()
    assert windows.bound >= whole.objective
    assert windows.objective >= 0.98 * whole.objective


def test_the_same_draft_twice_from_the_same_inputs(month: Any) -> None:
    """Two lists of one month would be handed to two team leads."""
    assert month.draft() == month.draft()


def test_minutes_go_round_among_equals(floorplan: Any) -> None:
    """Four people as much behind as each other, eight hours to give: nobody gets four and nobody none."""
    plan = floorplan(days=8)
    plan.settings = replace(plan.settings, minutes_per_week=480)
    for n in range(4):
        plan.person(f"A{n}", hours=(540, 600))
        plan.behind(f"A{n}", 10.0)
    plan.topics = [Topic(f"part {n}", 60, format=TrainingFormat.SELF, cures=("qa_score",)) for n in range(8)]
    plan.spare(1)
    minutes: dict[str, int] = {}
    for session in plan.draft().sessions:
        minutes[session.agent_id] = minutes.get(session.agent_id, 0) + session.minutes
    assert minutes == {"A0": 120, "A1": 120, "A2": 120, "A3": 120}


def test_development_goes_round(floorplan: Any) -> None:
    """Good agents take turns: whoever had least lately comes first."""
    plan = floorplan(days=3)
    for n in range(3):
        plan.person(f"A{n}", hours=(540, 600))
        plan.in_line(f"A{n}")
    plan.topics = [Topic(f"study {n}", 60, format=TrainingFormat.SELF) for n in range(3)]
    plan.spare(1)
    assert [session.agent_id for session in plan.draft().sessions] == ["A0", "A1", "A2"]


def test_the_effort_says_when_to_stop(month: Any) -> None:
    """A search that is asked to stop in its middle returns what it has."""
    asked = iter(range(10**6))
    drafted = month.draft(should_stop=lambda: next(asked) > 3)
    assert drafted.sessions
    assert drafted.bound >= drafted.objective
