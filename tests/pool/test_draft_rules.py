"""The rules of a day's draft, one by one, on centres that fit in the head."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from wfm.domain.people import Absence, AbsenceKind
from wfm.domain.pool import LedgerEntry, Session, SessionStatus, Topic, TrainingFormat
from wfm.pool.drafting.draft import DraftStatus
from wfm.pool.ledger import Ledger

ZONE = ZoneInfo("Asia/Jerusalem")
SUNDAY = date(1999, 3, 7)
ALONE = Topic("alone", 60, format=TrainingFormat.SELF, cures=("qa_score",))
COACHED = Topic("coached", 60, format=TrainingFormat.COACH, cures=("qa_score",))
TOGETHER = Topic("together", 60, format=TrainingFormat.GROUP, max_group=3, cures=("qa_score",))


def times(sessions: tuple[Session, ...]) -> list[tuple[str, str]]:
    return [(session.agent_id, f"{session.start:%H:%M}-{session.end:%H:%M}") for session in sessions]


@pytest.fixture
def centre(floorplan: Any) -> Any:
    """A1 and A2, both behind, at work 9-12; one head to spare in every hour."""
    plan = floorplan()
    plan.person("A1")
    plan.person("A2")
    plan.behind("A1", 10.0)
    plan.behind("A2", 5.0)
    plan.topics = [ALONE]
    plan.spare(1)
    return plan


def test_one_spare_head_takes_one_person_at_a_time(centre: Any) -> None:
    """Two at once would push the interval below its protected requirement."""
    drafted = centre.draft()
    assert len(drafted.sessions) == 2
    first, second = sorted(drafted.sessions, key=lambda s: s.start)
    assert first.end <= second.start
    assert drafted.status is DraftStatus.OPTIMAL
    # 10 points x 60 min + 5 points x 60 min
    assert drafted.objective == drafted.bound == 900
    assert drafted.minutes == 120


def test_greatest_need_takes_the_only_hour(centre: Any) -> None:
    """With one hour to give it belongs to him who needs it most, and the other reads why."""
    centre.spare({10: 1})
    drafted = centre.draft()
    assert times(drafted.sessions) == [("A1", "10:00-11:00")]
    (refusal,) = drafted.refusals
    assert (refusal.agent_id, refusal.date) == ("A2", SUNDAY)
    assert refusal.reason == (
        "no block of 60 min from 09:00 until 12:00 with surplus of at least 1 (tightest 09:00: 0)"
    )


def test_no_surplus_no_pool(centre: Any) -> None:
    """On a full day nobody leaves, and everybody with a need reads that it was the queue."""
    centre.spare(0)
    drafted = centre.draft()
    assert drafted.sessions == ()
    assert drafted.objective == drafted.bound == 0
    assert [r.reason for r in drafted.refusals] == [
        "no block of 60 min from 09:00 until 12:00 with surplus of at least 1 (tightest 09:00: 0)"
    ] * 2


def test_a_cover_without_surplus_data_is_closed(centre: Any) -> None:
    """A requirement that is absent must not read as surplus."""
    centre.surplus.clear()
    assert centre.draft().sessions == ()


def test_every_cover_of_the_agent_loses_a_head(floorplan: Any) -> None:
    """Someone with two skills is missed in both queues."""
    plan = floorplan()
    plan.person("A1", skills=("calls", "chat"))
    plan.behind("A1")
    plan.topics = [ALONE]
    plan.spare(1, "calls")
    plan.spare({11: 1}, "chat")
    assert times(plan.draft().sessions) == [("A1", "11:00-12:00")]


def test_service_level_is_that_of_the_people_who_are_left(centre: Any) -> None:
    """Each removal is priced after those of greater need have gone."""
    centre.spare({9: 2})
    first, second = centre.draft().sessions
    # ten agents open: 10/11 before, 9/10 after the first, 8/9 after the second
    assert (first.agent_id, first.service_level_before, first.service_level_after) == ("A1", 10 / 11, 9 / 10)
    assert (second.agent_id, second.service_level_before, second.service_level_after) == ("A2", 9 / 10, 8 / 9)
    assert [first.recall_order, second.recall_order] == [2, 1], "lowest need goes back first"
    assert [first.rank, second.rank] == [1, 2]


def test_a_coached_topic_needs_a_trainer_who_is_there_and_not_on_break(centre: Any) -> None:
    """A block without its trainer is an hour wasted."""
    centre.topics = [COACHED]
    centre.spare(5)
    assert {r.reason for r in centre.draft().refusals} == {
        "no trainer free for coached at 09:00-10:00: none is on shift and off break, nor in 2 more blocks"
    }
    centre.trainer("T1", hours=(540, 660), breaks=[(540, 555)])
    assert times(centre.draft().sessions) == [("A1", "10:00-11:00")]


def test_one_trainer_coaches_one_at_a_time_but_teaches_a_group(centre: Any) -> None:
    """Group lessons are what makes a pool affordable."""
    centre.trainer("T1", hours=(540, 600))
    centre.spare(5)
    centre.topics = [COACHED]
    assert times(centre.draft().sessions) == [("A1", "09:00-10:00")]
    centre.topics = [TOGETHER]
    assert times(centre.draft().sessions) == [("A1", "09:00-10:00"), ("A2", "09:00-10:00")]
    centre.topics = [replace(TOGETHER, max_group=1)]
    assert len(centre.draft().sessions) == 1


def test_a_trainer_who_answers_calls_takes_a_head_too(centre: Any) -> None:
    """A lead off the phones is missed like anybody else."""
    centre.topics = [COACHED]
    centre.trainer("T1", skills=("calls",))
    centre.spare(1)
    assert centre.draft().sessions == ()
    centre.spare({10: 2})
    (session,) = centre.draft().sessions
    assert session.trainer_id == "T1"
    assert (session.service_level_before, session.service_level_after) == (10 / 11, 8 / 9)


def test_rooms_limit_lessons_not_self_study(centre: Any) -> None:
    """Two lessons need two rooms; self-study happens at one's own desk."""
    centre.settings = replace(centre.settings, rooms=1)
    centre.spare({9: 5})
    centre.trainer("T1")
    centre.trainer("T2")
    centre.topics = [COACHED]
    drafted = centre.draft()
    assert len(drafted.sessions) == 1
    assert "no room left" in drafted.refusals[0].reason
    centre.topics = [ALONE]
    assert len(centre.draft().sessions) == 2


def test_blocks_keep_clear_of_breaks(floorplan: Any) -> None:
    """A block that touches a break is a long absence for the queue; clearance is the planner's."""
    plan = floorplan(interval=30)
    plan.settings = replace(plan.settings, break_clearance=15)
    plan.person("A1", hours=(540, 720), breaks=[(600, 615)])  # 9:00-12:00, break 10:00-10:15
    plan.behind("A1")
    plan.spare(1)
    plan.topics = [replace(ALONE, minutes=90)]
    # free: 9:00-9:45 and 10:30-12:00
    assert times(plan.draft().sessions) == [("A1", "10:30-12:00")]


def test_a_block_starts_off_the_grid_only_where_it_must(floorplan: Any) -> None:
    """Between two breaks there may be room only from 10:15; each interval it touches must spare a head."""
    plan = floorplan(interval=30)
    plan.person("A1", hours=(600, 690), breaks=[(600, 615), (675, 690)])  # free 10:15-11:15
    plan.behind("A1")
    plan.topics = [ALONE]
    plan.spare({20: 1, 21: 1, 22: 1})  # 10:00, 10:30, 11:00
    assert times(plan.draft().sessions) == [("A1", "10:15-11:15")]
    plan.spare({20: 1, 21: 1})
    assert plan.draft().sessions == ()


def test_an_absence_within_the_shift_is_no_time_for_training(centre: Any) -> None:
    """Somebody at the dentist from 9 to 11 can only be taught from 11."""
    nine = datetime(1999, 3, 7, 9, tzinfo=ZONE)
    away = Absence("A1", nine, nine + timedelta(hours=2), AbsenceKind.PLANNED, whole_days=False)
    centre.spare(5)
    assert ("A1", "11:00-12:00") in times(centre.draft(absences=[away]).sessions)


def test_a_team_never_empties_but_one_may_always_go(centre: Any) -> None:
    """A lead keeps his team; a team of two may still send one at a time."""
    centre.agents = [replace(agent, team="T") for agent in centre.agents]
    centre.spare({9: 2})
    drafted = centre.draft()
    assert times(drafted.sessions) == [("A1", "09:00-10:00")]
    assert "as many of his team are away as may be" in drafted.refusals[0].reason
    centre.settings = replace(centre.settings, maximum_share_of_team=1.0)
    assert len(centre.draft().sessions) == 2


def test_cool_down_and_weekly_cap_count_days_and_minutes(floorplan: Any) -> None:
    """Nobody is conscripted every day."""
    plan = floorplan(days=7)
    plan.settings = replace(plan.settings, cool_down_days=1, minutes_per_week=120)
    plan.person("A1")
    plan.behind("A1")
    plan.spare(1)
    plan.topics = [replace(ALONE, topic=f"part {n}") for n in range(6)]
    drafted = plan.draft()
    days = [session.date.day for session in drafted.sessions]
    # two hours a week, a day of rest between: 7 and 9 March, then the cap until 13 March
    assert days == [7, 9]
    reasons = {refusal.date.day: refusal.reason for refusal in drafted.refusals}
    assert reasons[8] == "cool-down after the session of 1999-03-07; free again on 1999-03-09"
    assert reasons[11].startswith("cap reached: 120 min in the seven days to 1999-03-11")


def test_the_ledger_of_earlier_runs_counts(centre: Any) -> None:
    """Yesterday's block, drafted by yesterday's run, still means a day of rest today."""
    at = datetime(1999, 3, 6, 10, tzinfo=ZONE)
    had = LedgerEntry(
        at, "yesterday", "A1", at.date(), "other", at, at + timedelta(hours=1), 60, SessionStatus.PLANNED
    )
    centre.settings = replace(centre.settings, cool_down_days=1)
    drafted = centre.draft(Ledger((had,)))
    assert [session.agent_id for session in drafted.sessions] == ["A2"]
    assert "cool-down after the session of 1999-03-06" in drafted.refusals[0].reason


def test_drafting_again_does_not_trip_over_its_own_earlier_plan(centre: Any) -> None:
    """A re-run of the same day must find the same pool, not a week that is used up."""
    at = datetime(1999, 3, 7, 10, tzinfo=ZONE)
    same = LedgerEntry(
        at, "before", "A1", at.date(), "alone", at, at + timedelta(hours=2), 120, SessionStatus.PLANNED
    )
    assert centre.draft(Ledger((same,))) == centre.draft()


def test_a_prerequisite_of_one_day_opens_the_topic_of_the_next(floorplan: Any) -> None:
    """The draft plans a course, not single lessons."""
    plan = floorplan(days=2)
    plan.person("A1")
    plan.behind("A1")
    plan.spare(1)
    plan.topics = [
        replace(ALONE, topic="second", prerequisites=("first",)),
        replace(ALONE, topic="first", cures=()),
    ]
    assert [session.topic for session in plan.draft().sessions] == ["first", "second"]


def test_two_blocks_of_one_day_do_not_overlap(centre: Any) -> None:
    """With two blocks a day allowed nobody can be in two rooms."""
    centre.settings = replace(centre.settings, blocks_per_day=2, minutes_per_week=240)
    centre.topics = [ALONE, replace(ALONE, topic="alone too")]
    centre.spare(5)
    by_agent: dict[str, list[Session]] = {}
    for session in centre.draft().sessions:
        by_agent.setdefault(session.agent_id, []).append(session)
    assert {agent_id: len(sessions) for agent_id, sessions in by_agent.items()} == {"A1": 2, "A2": 2}
    for sessions in by_agent.values():
        one, two = sorted(sessions, key=lambda s: s.start)
        assert one.end <= two.start
        assert one.topic != two.topic


def test_a_bad_figure_on_few_contacts_is_refused_by_name(centre: Any) -> None:
    """The lead asks "why not him?" and reads the number of contacts."""
    thin = replace(centre.needs[0], handled=23, eligible=False, score=0.0, reason="only 23 contacts handled")
    centre.needs[0] = thin
    drafted = centre.draft()
    assert [session.agent_id for session in drafted.sessions] == ["A2"]
    assert [(r.agent_id, r.reason) for r in drafted.refusals] == [("A1", "only 23 contacts handled")]


def test_need_goes_before_development(centre: Any) -> None:
    """Good agents get what is left over, never the last head."""
    centre.needs.pop()
    centre.in_line("A2")
    first, second = (session.reason for session in centre.draft().sessions)
    assert first.startswith("quality 70 against 84; helps quality; tightest ")
    assert second.startswith("development")
    centre.spare({9: 1})
    assert [session.agent_id for session in centre.draft().sessions] == ["A1"]


def test_a_night_shift_is_taught_past_midnight_also_when_the_clock_changes(floorplan: Any) -> None:
    """In the night to 2 April 1999 Israel skips 02:00-03:00; a block is 60 elapsed minutes all the same."""
    plan = floorplan(days=3, first=date(1999, 4, 1))
    plan.person("A1", hours=(1380, 1680), days=[0])  # 23:00 to 04:00 on the clock, four hours long
    plan.behind("A1")
    plan.topics = [ALONE]
    plan.spare({26: 1})  # the third hour of 2 April: 03:00-04:00 summer time, for 02:00 does not exist
    (session,) = plan.draft().sessions
    assert session.date == date(1999, 4, 1)
    assert session.start == datetime(1999, 4, 2, 3, tzinfo=ZONE)
    assert session.start.utcoffset() == timedelta(hours=3)
    assert session.minutes == 60


def test_a_stopped_draft_is_whole_and_says_it_is_not_proved(centre: Any) -> None:
    """After Ctrl-C the pool so far is published; calling it optimal would be a lie."""
    drafted = centre.draft(should_stop=lambda: True)
    assert len(drafted.sessions) == 2
    assert drafted.status is DraftStatus.FEASIBLE
    assert drafted.bound >= drafted.objective


def test_the_same_inputs_give_the_same_draft(centre: Any) -> None:
    """A planner who runs the chain twice must not hand out two different lists."""
    centre.topics = [ALONE, COACHED, TOGETHER]
    centre.trainer("T1")
    centre.spare(2)
    assert centre.draft(seed=7) == centre.draft(seed=7)


def test_surplus_of_another_horizon_is_refused(centre: Any) -> None:
    """Hours that are shifted by a day would draft people from the peak."""
    centre.surplus["calls"] = np.ones(5, dtype=np.int64)
    with pytest.raises(ValueError, match="surplus of 5 intervals, not 24"):
        centre.draft()
