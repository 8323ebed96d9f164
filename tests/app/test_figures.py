"""Figures that the use-cases compute themselves, worked by hand."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from wfm.app.interval_rows import heads_in_pool
from wfm.app.summary import islands, person_hours
from wfm.domain.demand import IntervalRow
from wfm.domain.people import Agent, Role
from wfm.domain.pool import Session
from wfm.domain.queues import Cover
from wfm.domain.time import Horizon

SHANGHAI = ZoneInfo("Asia/Shanghai")
HORIZON = Horizon(date(2026, 1, 26), 1, 60, SHANGHAI)


def interval(cover: str, net: int, protected: int, present: float) -> IntervalRow:
    start = datetime(2026, 1, 26, 9, tzinfo=SHANGHAI)
    return IntervalRow(cover, start, net, protected, present, 0, present - net, 1.0, 0, 0, 0)


def test_a_person_missing_in_two_covers_is_missed_once() -> None:
    """Otherwise overlapping covers would double every hour that is short."""
    rows = [interval("vip", 2, 3, 1), interval("regular+vip", 8, 9, 7), interval("chat", 3, 3, 5)]
    # regular and vip share people: 8 needed, 1 missing, 2 below protected. chat: 3 needed, 2 to spare.
    assert person_hours(rows, 60) == {
        "demand_hours": 11,
        "understaffed_hours": 1,
        "overstaffed_hours": 2,
        "surplus_hours": 2,
        "short_of_protected_hours": 2,
    }
    assert person_hours(rows, 30)["demand_hours"] == 5.5


def test_covers_with_a_queue_in_common_are_one_island() -> None:
    """Otherwise two covers that share people would be counted as two groups of people."""
    assert islands(["a", "b", "a+b", "c"]) == [["a", "b", "a+b"], ["c"]]
    assert islands(["a+b", "c", "b+c"]) == [["a+b", "c", "b+c"]]


def session(agent_id: str, start: int, minutes: int, trainer_id: str = "") -> Session:
    begins = HORIZON.moment(start)
    return Session(
        date=HORIZON.first,
        rank=1,
        agent_id=agent_id,
        need=1,
        reason="",
        topic="greeting",
        trainer_id=trainer_id,
        start=begins,
        end=HORIZON.moment(start + minutes),
        minutes=minutes,
        service_level_before=1,
        service_level_after=1,
        recall_order=1,
    )


def test_a_trainer_who_takes_calls_leaves_once_for_a_whole_group() -> None:
    """Otherwise the pool would seem to cost more, or less, people than it does."""
    people = [
        Agent("A1", "A1", "team", "full", ("calls",)),
        Agent("A2", "A2", "team", "full", ("calls",)),
        Agent("T1", "T1", "team", "full", ("calls",), role=Role.TRAINER),
    ]
    # 09:00-10:30: three people for the first hour, each for half of the second.
    sessions = [session("A1", 540, 90, "T1"), session("A2", 540, 90, "T1")]
    away = heads_in_pool(sessions, people, [Cover.of(["calls"]), Cover.of(["mail"])], HORIZON)
    assert away["calls"][9] == 3
    assert away["calls"][10] == pytest.approx(1.5)
    assert away["calls"].sum() == pytest.approx(4.5)
    assert not np.any(away["mail"])
