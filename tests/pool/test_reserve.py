"""What a roster should keep free for training before it is built."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.domain.centre import PoolSettings
from wfm.domain.people import Agent, Role, TenureStage
from wfm.domain.pool import Finding, Need, ProgrammeState, ProgrammeStep, Session, Topic, TrainingFormat
from wfm.domain.queues import Cover
from wfm.domain.time import Horizon, at_minute
from wfm.pool.drafting.curriculum import Curriculum
from wfm.pool.ledger import Ledger
from wfm.pool.reserve import (
    Lesson,
    Limits,
    beyond_protected,
    heads_away,
    is_due,
    lifted,
    of_those_wanted,
    trainers_teaching,
    wanted,
)
from wfm.pool.surplus import surplus

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 11, 30)
WEEK = Horizon(MONDAY, 7, 60, ZONE, 0)
DAYS = {"A": WEEK.dates, "B": WEEK.dates}
PLENTY = Limits((1e6,), (1e6,))
SETTINGS = PoolSettings(minutes_per_week=120, cool_down_days=1)
LISTENING = Topic("listening", 60, cures=("qa_score",))
LOOKUP = Topic("lookup", 60, cures=("qa_score",))
OWNING = Topic("owning", 60, ("listening",), cures=("qa_score",))
SELF_STUDY = Topic("news", 30, format=TrainingFormat.SELF)


def behind(agent_id: str, score: float = 10.0) -> Need:
    found = (Finding("qa_score", 70.0, 84.0, 2.0),)
    return Need(agent_id, TenureStage.GROWTH, 400, score, True, "quality", found, confidence=0.95)


def in_line(agent_id: str) -> Need:
    return Need(agent_id, TenureStage.GROWTH, 400, 0.0, False, "in line")


def lessons(
    needs: Sequence[Need],
    topics: Sequence[Topic],
    limits: Limits = PLENTY,
    standing: dict[str, ProgrammeStep] | None = None,
) -> tuple[Lesson, ...]:
    return wanted(needs, Curriculum(topics, SETTINGS), Ledger(), WEEK, DAYS, limits, standing or {})


@pytest.fixture
def session() -> Callable[..., Session]:
    def make(agent_id: str, begin: int, end: int, trainer_id: str = "", way: int = 0, reason: str = "") -> Session:
        start, stop = at_minute(MONDAY, begin, ZONE), at_minute(MONDAY, end, ZONE)
        return Session(
            MONDAY, 1, agent_id, 1.0, reason, "listening", trainer_id, start, stop, end - begin, 0.9, 0.8, 1,
            transition_minutes=way,
        )  # fmt: skip

    return make


def test_caps_hold_before_there_is_a_roster() -> None:
    """Without caps in the reserve the roster would keep people free whom nobody may draft."""
    found = lessons([behind("A")], [LISTENING, LOOKUP, Topic("third", 60, cures=("qa_score",))])
    assert sum(one.topic.minutes for one in found) == 120  # of 180, as two hours a week are the cap


def test_what_comes_first_is_wanted_first() -> None:
    """A reserve for a topic that nobody may have yet would stay empty."""
    found = lessons([behind("A")], [OWNING, LISTENING])
    assert [one.topic.topic for one in found] == ["listening", "owning"]


def test_development_wants_no_reserve() -> None:
    """Development takes what is left over; a roster is not built for it."""
    assert lessons([in_line("A")], [LISTENING, SELF_STUDY]) == ()


def test_mandatory_topics_are_wanted_for_everybody() -> None:
    """Whoever is in line needs the day off the phones for a mandatory topic as well."""
    due = Topic("law", 30, format=TrainingFormat.SELF, mandatory_by=MONDAY + timedelta(days=4))
    assert {one.agent_id for one in lessons([in_line("A"), in_line("B")], [due])} == {"A", "B"}


def test_greatest_need_comes_first_where_trainers_are_short() -> None:
    """With room for one lesson only, the reserve belongs to who needs it most."""
    found = lessons([behind("A", 5.0), behind("B", 9.0)], [LISTENING], Limits((60.0,), (1e6,)))
    assert [one.agent_id for one in found] == ["B"]


def test_share_of_hours_is_a_ceiling() -> None:
    """Training may not take more of the agents' hours than the settings say."""
    assert len(lessons([behind("A"), behind("B")], [LISTENING], Limits((1e6,), (90.0,)))) == 1


def test_who_is_held_back_wants_nothing() -> None:
    """Whoever is under review is not drafted, so nobody is kept free for him."""
    step = ProgrammeStep("A", MONDAY, ProgrammeState.REVIEWING, "figures of a full window first")
    assert lessons([behind("A")], [LISTENING], standing={"A": step}) == ()


def test_group_and_trainer_are_counted_once(session: Callable[..., Session]) -> None:
    """Two pupils and their trainer, who answers calls too, are three heads; the way there takes one more."""
    agents = [Agent(name, name, "t", "c", ("calls",)) for name in ("A", "B")]
    agents += [Agent("T", "T", "t", "c", ("calls",), role=Role.TRAINER), Agent("U", "", "t", "c", ("mail",))]
    group = [session("A", 600, 660, "T"), session("B", 600, 660, "T", way=10)]
    away = heads_away(group, agents, [Cover.of(["calls"])], WEEK)["calls"]
    assert away[9:12].tolist() == [1, 3, 1]  # 9:00 only B on his way, 10:00 all three, 11:00 B on his way back
    assert away.sum() == 5


def test_only_trainers_without_a_queue_are_wanted_at_work(session: Callable[..., Session]) -> None:
    """A trainer who answers calls has his shifts from demand; the other one comes when he teaches."""
    agents = [
        Agent("T", "", "t", "c", (), role=Role.TRAINER),
        Agent("V", "", "t", "c", ("calls",), role=Role.TRAINER),
    ]
    taught = [session("A", 600, 660, "T"), session("B", 600, 660, "T"), session("C", 600, 660, "V")]
    teaching = trainers_teaching(taught, agents, WEEK)
    assert teaching[10] == 1
    assert teaching.sum() == 1


@given(
    heads=st.integers(1, 6),
    protected=st.floats(0, 200).map(lambda agents: round(agents, 2)),
    unplanned=st.floats(0, 0.2),
)
def test_reserve_gives_just_the_surplus_wanted(heads: int, protected: float, unplanned: float) -> None:
    """One agent fewer would not do, one more would be idle: the reserve is the surplus rule read backwards."""
    floor = np.array([protected])
    there = floor + beyond_protected(np.array([heads]), floor, unplanned)
    assert surplus({"calls": there}, {"calls": floor}, unplanned)["calls"][0] >= heads
    assert surplus({"calls": there - 1}, {"calls": floor}, unplanned)["calls"][0] < heads


def test_no_reserve_where_nobody_is_wanted_or_it_is_closed() -> None:
    """People kept free at night or for nobody would be hours thrown away."""
    reserve = beyond_protected(np.array([0, 1]), np.array([5.0, np.nan]), 0.03)
    assert reserve.tolist() == [0.0, 0.0]


def test_peaks_are_not_lifted() -> None:
    """Where callers wait already, nobody is imagined to be free."""
    found = lifted({"calls": np.array([0, 0, 2, 0])}, {"calls": np.array([-1.0, 0.0, 3.0, np.nan])}, 2)
    assert found["calls"].tolist() == [0, 2, 4, 0]


def test_development_is_told_from_what_is_due(session: Callable[..., Session]) -> None:
    """Minutes placed are compared with minutes due; development would make them look better than they are."""
    assert not is_due(session("A", 600, 660, reason="development: self-study; in line"))
    assert is_due(session("A", 600, 660, reason="quality 70 against 84"))
    due = of_those_wanted([session("A", 600, 660), session("B", 600, 660)], [Lesson("A", LISTENING, 0, 1.0)])
    assert [one.agent_id for one in due] == ["A"]
