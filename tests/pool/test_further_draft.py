"""A further draft of a day that has a pool already."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from wfm.domain.pool import (
    LedgerEntry,
    ProgrammeState,
    ProgrammeStep,
    Session,
    SessionStatus,
    Topic,
    TrainingFormat,
)
from wfm.domain.roster import Roster
from wfm.pool.day.today import Today, fixed_from
from wfm.pool.drafting.draft import PoolDraft, draft
from wfm.pool.ledger import Ledger, planned_entries
from wfm.pool.programme.record import in_force


def standing(floor: Any, agent_id: str, trainer_id: str, hour: int, topic: str = "other") -> Session:
    start = floor.horizon.moment(hour * 60)
    end = start + timedelta(hours=1)
    return Session(floor.first, 1, agent_id, 1.0, "why", topic, trainer_id, start, end, 60, 1.0, 1.0, 1)


def further(floor: Any, beside: list[Session], ledger: Ledger | None = None) -> PoolDraft:
    """The draft of the floorplan's day beside sessions that stand."""
    return draft(
        Roster(floor.horizon, tuple(floor.plans)),
        floor.agents,
        floor.needs,
        floor.topics,
        floor.covers,
        floor.surplus,
        lambda cover, start, agents: 1.0,
        {cover.name: np.full(floor.horizon.intervals, 10.0) for cover in floor.covers},
        floor.settings,
        ledger or Ledger(),
        1,
        beside=beside,
    )


def busy_floor(floorplan: Any, heads: int = 2, rooms: int = 1) -> Any:
    """Nine to eleven; "behind" needs coaching, "sitting" has his lesson already."""
    floor = floorplan()
    floor.settings = type(floor.settings)(
        minimum_block=60, maximum_block=60, rooms=rooms, cool_down_days=1, break_clearance=0
    )
    for agent_id in ("behind", "sitting"):
        floor.person(agent_id, (540, 660))
    floor.trainer("T1", (540, 660))
    floor.trainer("T2", (540, 660))
    floor.behind("behind")
    floor.in_line("sitting")
    floor.topics = [Topic("quality", 60, (), TrainingFormat.COACH, cures=("qa_score",))]
    floor.spare(heads)
    return floor


def test_heads_that_are_away_already_are_not_spared_twice(floorplan: Any) -> None:
    """Otherwise a second draft would take the queue below its protection."""
    floor = busy_floor(floorplan, heads=1, rooms=2)
    [free] = further(floor, [standing(floor, "sitting", "T1", 9)]).sessions
    assert free.start.hour == 10  # the one head of 9:00 is "sitting"


def test_rooms_and_trainers_of_standing_lessons_are_taken(floorplan: Any) -> None:
    """Otherwise two lessons would meet in one room, or wait for one trainer."""
    one_room = busy_floor(floorplan)
    [lesson] = further(one_room, [standing(one_room, "sitting", "T1", 9)]).sessions
    assert lesson.start.hour == 10
    two_rooms = busy_floor(floorplan, rooms=2)
    both = [standing(two_rooms, "sitting", "T1", 9), standing(two_rooms, "sitting", "T1", 10)]
    [other] = further(two_rooms, both).sessions
    assert other.trainer_id == "T2"


def entries_of(sessions: list[Session], run: str = "rosters/a") -> tuple[LedgerEntry, ...]:
    return planned_entries(sessions, (), run, sessions[0].start - timedelta(days=1))


def test_whoever_had_his_place_today_is_not_drafted_again(floorplan: Any) -> None:
    """Otherwise somebody called back at ten would be sent away again at one, beyond his cap."""
    floor = busy_floor(floorplan)
    mine = standing(floor, "behind", "T1", 9)
    ledger = Ledger(entries_of([mine]))
    at = mine.start + timedelta(minutes=10)
    lost = LedgerEntry(at, "rosters/a", "behind", mine.date, mine.topic, at, mine.end, 50, SessionStatus.RECALLED)
    fixed = fixed_from(ledger.and_then([lost]), floor.first)
    found = further(floor, [], fixed)
    assert found.sessions == ()
    assert "cap reached" in found.refusals[0].reason


def test_tomorrows_session_keeps_its_cool_down(floorplan: Any) -> None:
    """Otherwise somebody would be away two days running because the second day was quiet."""
    floor = busy_floor(floorplan)
    today = standing(floor, "behind", "T1", 9)
    start = today.start + timedelta(days=1)
    plan = LedgerEntry(
        start - timedelta(days=3),
        "rosters/a",
        "behind",
        floor.first + timedelta(days=1),
        "other",
        start,
        start + timedelta(hours=1),
        60,
        SessionStatus.PLANNED,
    )
    found = further(floor, [], fixed_from(Ledger((plan,)), floor.first))
    assert found.sessions == ()
    assert "cool-down" in found.refusals[0].reason


def test_a_day_stands_as_far_as_it_took_place(floorplan: Any) -> None:
    """Otherwise somebody called back would be missing from the heads on the phones all the same."""
    floor = busy_floor(floorplan)
    mine, his = standing(floor, "behind", "T1", 9), standing(floor, "sitting", "T2", 9)
    at = mine.start + timedelta(minutes=20)
    told = [
        entry(mine, mine.start, at, 20, SessionStatus.ATTENDED),
        entry(mine, at, mine.end, 40, SessionStatus.RECALLED),
        entry(his, his.start, his.end, 60, SessionStatus.MISSED),
    ]
    today = Today(floor.first, [mine, his], Ledger((*entries_of([mine, his]), *told)))
    [left] = today.as_they_stand()
    assert (left.agent_id, left.end, left.minutes) == ("behind", at, 20)
    assert today.unreported() == ()
    assert [one.agent_id for one in today.recalled_at(at)] == ["behind"]


def entry(session: Session, start: datetime, end: datetime, minutes: int, status: SessionStatus) -> LedgerEntry:
    day: date = session.date
    return LedgerEntry(end, "rosters/a", session.agent_id, day, session.topic, start, end, minutes, status)


def test_further_blocks_of_a_day_do_not_make_their_run_the_newest(floorplan: Any) -> None:
    """Otherwise what an old roster foresaw for next week would count again, over the roster planned since."""
    floor = busy_floor(floorplan)
    first, second, third = (
        replace(standing(floor, "behind", "T1", 9), date=floor.first + timedelta(days=n)) for n in range(3)
    )
    written = first.start - timedelta(days=5)
    old = planned_entries([first, second], [third.date], "rosters/a", written)
    new = planned_entries([replace(second, topic="new")], (), "rosters/b", written + timedelta(days=1))
    further_block = planned_entries([replace(first, topic="further")], (), "rosters/a", first.start)
    foreseen = ProgrammeStep("behind", third.date + timedelta(days=9), ProgrammeState.REVIEWING, "foreseen")
    assert in_force([("rosters/a", foreseen)], [*old, *new]) == ()
    assert in_force([("rosters/a", foreseen)], [*old, *new, *further_block]) == ()
