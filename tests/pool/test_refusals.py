"""Why somebody is not drafted, in words that can be checked by hand."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from wfm.domain.pool import ProgrammeState, ProgrammeStep, Topic, TrainingFormat

COACHED = Topic("coached", 30, cures=("qa_score",))
STUDY = Topic("study", 30, format=TrainingFormat.SELF, cures=("qa_score",))
SUNDAY = date(1999, 3, 7)


@pytest.fixture
def centre(floorplan: Any) -> Any:
    """A1 at work 9-13 with a break at 10:15 and a meal at 12:00, one head to spare all day."""
    plan = floorplan(interval=30)
    plan.person("A1", hours=(540, 780), breaks=[(615, 630), (720, 750)])
    plan.behind("A1")
    plan.topics = [STUDY]
    plan.spare(1)
    return plan


def reason(centre: Any, **more: Any) -> str:
    (refusal,) = centre.draft(**more).refusals
    assert refusal.agent_id == "A1"
    told: str = refusal.reason
    return told


def test_surplus_is_told_stretch_by_stretch_with_its_tightest_interval(centre: Any) -> None:
    """A planner looks up one interval of intervals.csv and agrees."""
    centre.spare(0)
    assert reason(centre) == (
        "no block of 30 min from 09:00 before the 10:15 break with surplus of at least 1 (tightest 09:00: 0), nor "
        "between the 10:15 break and the 12:00 meal with surplus of at least 1 (tightest 10:30: 0), nor "
        "after the 12:00 meal until 13:00 with surplus of at least 1 (tightest 12:30: 0)"
    )


def test_who_took_the_surplus_is_counted(centre: Any) -> None:
    """Somebody who comes second reads that there was a head, and that it is taken."""
    centre.agents, centre.plans = [], []
    centre.person("A0", hours=(540, 570))
    centre.person("A1", hours=(540, 570))
    centre.behind("A0", 20.0)
    assert reason(centre) == (
        "no block of 30 min from 09:00 until 09:30 with surplus of at least 1 (tightest 09:00: 0, 1 of 1 drafted)"
    )


def test_a_block_that_is_too_long_is_told_with_what_there_is(centre: Any) -> None:
    """The remedy is a shorter unit or another break, not more people."""
    centre.topics = [replace(STUDY, minutes=120)]
    assert reason(centre) == (
        "study takes 120 min in one piece; 0 min clear of breaks, 0 of the shift's ends there is "
        "09:00-10:15, 10:30-12:00, 12:30-13:00"
    )


def test_the_trainer_is_named_with_what_keeps_him(centre: Any) -> None:
    """The remedy is a trainer at that hour."""
    centre.agents, centre.plans = [], []
    for agent_id in ("A0", "A1"):
        centre.person(agent_id, hours=(540, 570))
    centre.behind("A0", 20.0)
    centre.spare(5)
    centre.topics = [COACHED]
    centre.trainer("T1", hours=(540, 720))
    assert reason(centre) == "no trainer free for coached at 09:00-09:30: T1 teaches coached until 09:30"
    centre.trainer("T2", hours=(540, 720))
    centre.settings = replace(centre.settings, rooms=1)
    assert reason(centre) == "no room left for coached at 09:00-09:30 (1 in use)"


def test_too_few_for_a_group(centre: Any) -> None:
    """The remedy is to find others, or to coach."""
    centre.topics = [
        Topic("class", 30, format=TrainingFormat.GROUP, max_group=5, min_group=3, cures=("qa_score",))
    ]
    centre.trainer("T1")
    assert reason(centre) == "class is for 3 or more at a time; too few who need it are free with him"


def test_a_prerequisite_that_is_still_to_come_is_named(centre: Any) -> None:
    """He is not refused the topic, its turn is later."""
    centre.topics = [COACHED, replace(STUDY, topic="later", prerequisites=("coached",))]
    centre.topics[0] = replace(COACHED, cures=())
    assert reason(centre).startswith("no trainer free for coached at ")


def test_the_headcount_ceiling_is_told(centre: Any) -> None:
    """No more may be away at once, however many heads are to spare."""
    centre.agents, centre.plans = [], []
    for agent_id in ("A0", "A1"):
        centre.person(agent_id, hours=(540, 570))
    centre.behind("A0", 20.0)
    centre.spare(5)
    centre.settings = replace(centre.settings, maximum_away=1)
    assert reason(centre) == "1 agents are away at 09:00-09:30; more may not be"


def test_where_he_stands_in_the_programme_is_told(centre: Any) -> None:
    """Somebody whose review runs is not drafted on, and reads since when."""
    step = ProgrammeStep("A1", SUNDAY - timedelta(days=3), ProgrammeState.REVIEWING, "last session on 1999-03-04")
    assert reason(centre, standing={"A1": step}) == "reviewing since 1999-03-04: last session on 1999-03-04"
    on_it = replace(step, state=ProgrammeState.IN_PROGRAMME)
    assert len(centre.draft(standing={"A1": on_it}).sessions) == 1


def test_a_rest_before_a_later_session_is_told(floorplan: Any) -> None:
    """The draft looks ahead: today's hour is left for tomorrow's better one."""
    plan = floorplan(days=2)
    plan.settings = replace(plan.settings, cool_down_days=1)
    plan.person("A1")
    plan.behind("A1")
    plan.topics = [replace(STUDY, minutes=60, topic="short"), replace(COACHED, minutes=120, topic="long")]
    plan.spare({9: 1, 24 + 9: 1, 24 + 10: 1})
    plan.trainer("T1")
    drafted = plan.draft()
    assert [(s.topic, s.date.day) for s in drafted.sessions] == [("long", 8)]
    (refusal,) = drafted.refusals
    assert refusal.reason == "cool-down before the session of 1999-03-08"
