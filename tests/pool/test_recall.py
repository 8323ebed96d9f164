"""The recall order."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from wfm.domain.pool import Session
from wfm.pool.recall import recall_order

ZONE = ZoneInfo("Asia/Jerusalem")
TEN = datetime(1999, 3, 7, 10, tzinfo=ZONE)


def session(agent_id: str, need: float, minutes: int, start: datetime = TEN) -> Session:
    end = start + timedelta(minutes=minutes)
    return Session(date(1999, 3, 7), 1, agent_id, need, "why", "topic", "", start, end, minutes, 0.9, 0.8, 1)


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
