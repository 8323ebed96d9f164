"""Favouring training: what mandatory topics that are due may take, and what that is said to cost."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from wfm.domain.pool import Favor, Topic, TrainingFormat
from wfm.pool.drafting.favor import cost_in_figures

LAW = Topic("law", 60, format=TrainingFormat.SELF, mandatory_by=date(1999, 3, 8))
STUDY = Topic("study", 60, format=TrainingFormat.SELF, cures=("qa_score",))


@pytest.fixture
def centre(floorplan: Any) -> Any:
    """A1 and A2 at work 9-12 with nothing above protection; law is due tomorrow."""
    plan = floorplan()
    plan.person("A1")
    plan.person("A2")
    plan.in_line("A1")
    plan.in_line("A2")
    plan.topics = [LAW]
    plan.spare(0)
    return plan


def above_net(centre: Any, heads: dict[int, int]) -> dict[str, np.ndarray]:
    found = np.zeros(centre.horizon.intervals, dtype=np.int64)
    for hour, count in heads.items():
        found[hour] = count
    return {"calls": found}


def test_service_is_favoured_unless_somebody_says_otherwise(centre: Any) -> None:
    """A deadline alone must not take anybody off a busy queue."""
    drafted = centre.draft(surplus_above_net=above_net(centre, {9: 5}))
    assert drafted.sessions == ()
    assert drafted.paid == ()


def test_mandatory_topics_go_down_to_what_is_needed_and_no_further(centre: Any) -> None:
    """Below the requirement itself nobody leaves, whatever is due."""
    drafted = centre.draft(favor=Favor.TRAINING, surplus_above_net=above_net(centre, {10: 1}))
    assert [(s.agent_id, f"{s.start:%H:%M}") for s in drafted.sessions] == [("A1", "10:00")]
    (paid,) = drafted.paid
    # ten agents open, none to spare: 10/11 with the reserve untouched, 9/10 with one away
    assert (paid.cover, f"{paid.start:%H:%M}", paid.heads) == ("calls", "10:00", 1)
    assert (paid.service_level_protected, paid.service_level_drafted) == (10 / 11, 9 / 10)
    assert cost_in_figures(drafted.paid, centre.horizon) == {
        "intervals": 1,
        "agent_hours": 1.0,
        "mean_points": pytest.approx(100 * (10 / 11 - 9 / 10)),
        "worst": {
            "cover": "calls",
            "start": "1999-03-07T10:00+02:00",
            "points": pytest.approx(100 * (10 / 11 - 9 / 10)),
            "heads": 1,
        },
    }


def test_what_fits_the_surplus_is_not_paid_for(centre: Any) -> None:
    """The reserve is touched last: one of two topics fits the hour that is to spare."""
    centre.spare({11: 1})
    drafted = centre.draft(favor=Favor.TRAINING, surplus_above_net=above_net(centre, {9: 1, 11: 1}))
    assert sorted(f"{s.start:%H:%M}" for s in drafted.sessions) == ["09:00", "11:00"]
    assert [f"{paid.start:%H:%M}" for paid in drafted.paid] == ["09:00"]


def test_a_trainer_of_a_mandatory_lesson_does_not_teach_elsewhere(centre: Any) -> None:
    """What is mandatory is drafted first; need must not find its trainer free."""
    centre.needs.clear()
    centre.in_line("A1")
    centre.behind("A2", 20.0)
    centre.trainer("T1", hours=(540, 600))
    centre.topics = [replace(LAW, format=TrainingFormat.COACH), Topic("coached", 60, cures=("qa_score",))]
    centre.spare(5)
    drafted = centre.draft(favor=Favor.TRAINING, surplus_above_net=above_net(centre, {}))
    assert [(session.topic, session.trainer_id) for session in drafted.sessions] == [("law", "T1")]
    assert drafted.paid == ()


def test_a_mandatory_lesson_that_is_held_takes_who_comes_later(centre: Any) -> None:
    """The second seat of a class that fits the surplus is paid for, not a second class."""
    centre.trainer("T1", hours=(540, 600))
    centre.topics = [replace(LAW, format=TrainingFormat.GROUP, max_group=2)]
    centre.spare({9: 1})
    drafted = centre.draft(favor=Favor.TRAINING, surplus_above_net=above_net(centre, {9: 2}))
    assert [(session.agent_id, session.trainer_id) for session in drafted.sessions] == [("A1", "T1"), ("A2", "T1")]
    assert [paid.heads for paid in drafted.paid] == [1]


def test_need_and_development_never_go_below_protection(centre: Any) -> None:
    """Only what the law demands may cost service."""
    centre.needs.clear()
    centre.behind("A1", 20.0)
    centre.in_line("A2")
    centre.topics = [STUDY, replace(LAW, mandatory_by=date(1999, 6, 1))]
    drafted = centre.draft(favor=Favor.TRAINING, surplus_above_net=above_net(centre, {9: 5, 10: 5}))
    assert drafted.sessions == ()
    assert cost_in_figures(drafted.paid, centre.horizon)["worst"] is None
