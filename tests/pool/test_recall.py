"""Who is called back to the phones, in which order, and what it leaves."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wfm.domain.pool import Session, SessionStatus
from wfm.domain.time import minutes_between
from wfm.pool.day.recall import OffThePhones, Recall, brought_back, recall, recall_order
from wfm.pool.ledger import Ledger

ZONE = ZoneInfo("Asia/Jerusalem")
TEN = datetime(1999, 3, 7, 10, tzinfo=ZONE)
DAY = date(1999, 3, 7)


def at(clock: str) -> datetime:
    hour, minute = clock.split(":")
    return datetime(1999, 3, 7, int(hour), int(minute), tzinfo=ZONE)


def session(
    agent_id: str,
    need: float,
    minutes: int,
    start: datetime = TEN,
    trainer_id: str = "",
    topic: str = "topic",
) -> Session:
    end = start + timedelta(minutes=minutes)
    return Session(DAY, 1, agent_id, need, "why", topic, trainer_id, start, end, minutes, 0.9, 0.8, 1)


def called(
    sessions: Sequence[Session],
    short: int,
    moment: str = "10:30",
    until: str = "11:00",
    *,
    helps: Callable[[str], bool] = lambda agent_id: not agent_id.startswith("T"),
    absent: Collection[str] = (),
    smallest: Mapping[str, int] | None = None,
    way: int = 0,
) -> Recall:
    lacking = np.full(minutes_between(at(moment), at(until)), short, dtype=np.int64)
    walking = [replace(one, transition_minutes=way) for one in sessions]
    return recall(OffThePhones(walking, helps, absent, smallest or {}), lacking, at(moment))


def names(found: Recall) -> list[str]:
    return [one.session.agent_id for one in found.recalled]


def test_lowest_need_goes_back_first_then_the_shortest_block() -> None:
    """Otherwise those who need it most would lose their training on every busy day."""
    sessions = [session("great", 9, 30), session("small_long", 2, 60), session("small_short", 2, 30)]
    assert [s.agent_id for s in recall_order(sessions)] == ["small_short", "small_long", "great"]


def test_during_the_day_only_what_remains_counts() -> None:
    """A block that is nearly over brings nobody back, one that is over must not be in the list."""
    over = session("over", 1, 30)
    nearly_over, fresh = session("nearly", 5, 60), session("fresh", 5, 45, TEN + timedelta(minutes=30))
    order = recall_order([fresh, nearly_over, over], at=TEN + timedelta(minutes=40))
    # at 10:40 "nearly" (10:00-11:00) has 20 min left, "fresh" (10:30-11:15) 35
    assert [s.agent_id for s in order] == ["nearly", "fresh"]


def test_the_order_does_not_depend_on_the_order_of_the_list() -> None:
    """The printed order must be the same on every run."""
    sessions = [session(name, 3, 30) for name in ("b", "a", "c")]
    assert recall_order(sessions) == recall_order([replace(s) for s in reversed(sessions)])


def test_as_many_go_back_as_are_missing_and_the_rest_is_next_in_line() -> None:
    """Otherwise a shortage of two would end a room full of lessons."""
    found = called([session("c", 3, 60), session("a", 1, 60), session("b", 2, 60)], 2)
    assert names(found) == ["a", "b"]
    assert [one.agent_id for one in found.next_in_line] == ["c"]
    assert found.short == ()


def test_minutes_had_and_minutes_carried_over_are_those_before_and_after_the_call() -> None:
    """Otherwise half an hour of coaching would be given twice, or lost."""
    [one] = called([session("a", 1, 60)], 1, "10:20").recalled
    assert (one.had, one.carried, one.back, one.until) == (20, 40, at("10:20"), at("11:00"))
    entries = called([session("a", 1, 60)], 1, "10:20").entries("rosters/x", at("10:22"))
    assert [(e.status, e.minutes, e.start, e.end) for e in entries] == [
        (SessionStatus.ATTENDED, 20, at("10:00"), at("10:20")),
        (SessionStatus.RECALLED, 40, at("10:20"), at("11:00")),
    ]
    assert called([session("a", 1, 60)], 1, "10:20").carried_by_topic == {"topic": 40}
    assert Ledger(entries).carried_over("a", DAY + timedelta(days=1)) == {"topic": 40}


def test_the_way_back_takes_its_minutes() -> None:
    """Otherwise the floor would count on heads that are still on the stairs."""
    found = called([session("a", 1, 60)], 1, "10:20", "11:00", way=5)
    [one] = found.recalled
    assert (one.back, one.until) == (at("10:25"), at("11:05"))
    assert [(s.start, s.end, s.heads) for s in found.short] == [(at("10:20"), at("10:25"), 1)]


def test_somebody_who_would_be_back_as_soon_anyway_is_left_alone() -> None:
    """Otherwise the last minutes of a lesson would be lost for nothing: 3 min are left, the way takes 5."""
    assert names(called([session("a", 1, 60)], 1, "10:57", "11:30", way=5)) == ["a"]  # back 11:02 instead of 11:05
    assert names(called([session("a", 1, 60)], 1, "11:00", "11:30", way=5)) == []


def test_a_block_that_has_not_begun_is_held_back_whole() -> None:
    """Otherwise somebody would leave the phones in the middle of the shortage."""
    [one] = called([session("a", 1, 60, at("10:45"))], 1, "10:30", "11:00").recalled
    assert (one.had, one.carried, one.back) == (0, 60, at("10:45"))


def test_nobody_is_called_for_a_gap_that_another_fills_as_well() -> None:
    """Otherwise two lessons would end where one is enough."""
    ends_soon, lasts = session("soon", 1, 35), session("lasts", 2, 60)
    # missing 10:30-11:00; "soon" is back at 10:35 anyway, "lasts" fills it all
    assert names(called([ends_soon, lasts], 1)) == ["lasts"]


def test_who_does_not_count_to_the_cover_stays() -> None:
    """Otherwise a lesson would end without a head more for those who wait."""
    found = called([session("mail", 1, 60), session("calls", 9, 60)], 1, helps=lambda one: one == "calls")
    assert names(found) == ["calls"]


def test_the_absent_are_no_help_and_are_not_written_down_as_recalled() -> None:
    """Otherwise the floor would wait for somebody who is at home."""
    found = called([session("ill", 1, 60), session("there", 2, 60)], 1, absent={"ill"})
    assert names(found) == ["there"]
    assert [one.agent_id for one in found.absent] == ["ill"]


def test_a_trainer_with_nobody_left_to_teach_goes_back_too() -> None:
    """Otherwise a trainer who takes calls would sit in an empty room, and one agent too many be called."""
    sessions = [session("a", 1, 60, trainer_id="T"), session("b", 2, 60)]
    found = called(sessions, 2, helps=lambda one: True)
    assert names(found) == ["a"]
    assert [(one.trainer_id, one.back) for one in found.trainers] == [("T", at("10:30"))]
    assert found.short == ()


def test_when_agents_are_not_enough_the_trainer_is_called_and_his_lesson_ends() -> None:
    """Otherwise a head who could answer would be overlooked, or his students wait for him in vain."""
    lesson = [session("mail1", 1, 60, trainer_id="T"), session("mail2", 2, 60, trainer_id="T")]
    found = called(lesson, 1, helps=lambda one: one == "T")
    assert names(found) == ["mail1", "mail2"]
    assert {one.reason for one in found.recalled} == {"his trainer T is called back"}
    assert [one.trainer_id for one in found.trainers] == ["T"]
    assert found.short == ()


def test_without_its_trainer_a_lesson_falls_and_its_members_are_heads() -> None:
    """Otherwise people would be recalled from elsewhere while a group waits in a room without a trainer."""
    found = called([session("a", 5, 60, trainer_id="T"), session("b", 1, 60)], 1, absent={"T"})
    assert names(found) == ["a"]
    assert found.recalled[0].reason == "no lesson: T is absent"
    assert found.trainers == ()


def test_a_group_that_has_begun_goes_on_with_fewer() -> None:
    """Otherwise one recall would cost four people their lesson."""
    group = [session(name, need, 60, trainer_id="T") for need, name in enumerate("abc")]
    found = called(group, 1, smallest={"topic": 3})
    assert names(found) == ["a"]
    assert found.going_on == ("topic, begun 10:00, goes on with 2 of 3 and T",)


def test_a_group_too_small_to_begin_is_called_off_and_its_members_stay() -> None:
    """Otherwise two would come to a lesson that takes three, and their heads would be missed."""
    group = [session(name, need, 60, at("10:45"), "T") for need, name in enumerate("abc")]
    found = called(group, 1, "10:30", "11:00", smallest={"topic": 3})
    assert names(found) == ["a", "b", "c"]
    assert found.recalled[1].reason == "group called off: 2 left, it takes 3"
    assert found.carried == 180
    assert [one.trainer_id for one in found.trainers] == ["T"]


def test_what_the_pool_cannot_give_is_said_with_its_hours() -> None:
    """Otherwise a planner would think the shortage was over."""
    found = called([session("a", 1, 45)], 2, "10:30", "11:00")
    assert [(s.start, s.end, s.heads) for s in found.short] == [
        (at("10:30"), at("10:45"), 1),
        (at("10:45"), at("11:00"), 2),
    ]


@settings(max_examples=60, deadline=None)
@given(
    blocks=st.lists(st.tuples(st.integers(-60, 60), st.integers(15, 90), st.integers(0, 5)), max_size=7),
    short=st.integers(0, 5),
    way=st.integers(0, 10),
)
def test_nobody_is_recalled_needlessly_and_nothing_is_lost(
    blocks: list[tuple[int, int, int]], short: int, way: int
) -> None:
    """Every recall must fill a gap that would be there without it, and its minutes must add up to the block's."""
    sessions = [
        session(f"a{n}", need, length, at("10:30") + timedelta(minutes=start))
        for n, (start, length, need) in enumerate(blocks)
    ]
    found = called(sessions, short, way=way)
    for one in found.recalled:
        assert one.had + one.carried == one.session.minutes
        others = [s for s in sessions if s.agent_id != one.session.agent_id]
        assert sum(s.heads * minutes_between(s.start, s.end) for s in called(others, short, way=way).short) >= sum(
            s.heads * minutes_between(s.start, s.end) for s in found.short
        )
        fewer = _missing_without(found, one.session, short, way)
        assert fewer > _missing_without(found, None, short, way)


def _missing_without(found: Recall, left_out: Session | None, short: int, way: int) -> int:
    """Head-minutes missing from 10:30 to 11:00 when all but one of the recalled are back, counted by hand."""
    missing = 0
    for minute in range(30):
        moment = at("10:30") + timedelta(minutes=minute)
        back = sum(one.back <= moment < one.until for one in found.recalled if one.session != left_out)
        missing += max(0, short - back)
    return missing


def test_those_called_before_count_in_the_minutes_in_which_they_are_back() -> None:
    """Otherwise two people called for two different hours would pass for two heads in each of them, and the next
    call find nobody missing; T takes calls too and has nobody left to teach from 10:30."""
    sessions = [session("a", 1, 60, trainer_id="T"), session("b", 2, 30, at("11:00")), session("c", 3, 60)]
    first = called(sessions, 1, "10:30", "11:30", helps=lambda one: one in "abc")
    assert names(first) == ["b", "a"] or names(first) == ["a", "b"]
    rest = OffThePhones(sessions[2:], lambda one: True)
    # a and T 10:30-11:00, b 11:00-11:30
    assert brought_back(rest, sessions[:2], 90, at("10:30")).tolist() == [2] * 30 + [1] * 30 + [0] * 30
    assert brought_back(rest, (), 3, at("10:30")).tolist() == [0, 0, 0]
