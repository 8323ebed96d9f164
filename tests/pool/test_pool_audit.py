"""The audit of a pool finds what is planted, from the finished rows alone."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from numpy.typing import NDArray

from wfm.domain.breaches import Severity
from wfm.domain.centre import PoolSettings
from wfm.domain.demand import IntervalRow, RequirementRow
from wfm.domain.people import Absence, AbsenceKind, Agent, Role
from wfm.domain.pool import Favor, LedgerEntry, Session, SessionStatus, Topic, TrainingFormat
from wfm.domain.roster import DayKind, DayPlan, Pause
from wfm.domain.time import Horizon, at_minute
from wfm.pool.audit import caps, figures, lessons, limits, listing, phones, presence
from wfm.pool.audit.book import CHECKS, audit_pool
from wfm.pool.audit.case import PublishedPool
from wfm.pool.ledger import Ledger

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY, TUESDAY, WEDNESDAY = (date(2026, 6, day) for day in (1, 2, 3))
HORIZON = Horizon(MONDAY, 3, 30, ZONE)
TOPICS = (
    Topic("listening", 60),
    Topic("calming", 60, ("listening",)),
    Topic("products", 30, (), TrainingFormat.GROUP, 3, min_group=2),
    Topic("reading", 30, (), TrainingFormat.SELF),
)
SETTINGS = PoolSettings(minimum_block=30, maximum_block=60, minutes_per_day=60, minutes_per_week=120, rooms=2)
Corrupt = Callable[[PublishedPool], PublishedPool]


@dataclass
class Answered:
    """Service that is easy to work out: 7 agents 7/8, 6 agents 6/7; nobody waits, nobody gives up."""

    agents: NDArray[np.float64]

    @property
    def service_level(self) -> NDArray[np.float64]:
        return self.agents / (self.agents + 1)

    @property
    def asa_seconds(self) -> NDArray[np.float64]:
        return np.zeros_like(self.agents)

    occupancy = abandonment = asa_seconds


def at(day: date, clock: str) -> datetime:
    hours, minutes = map(int, clock.split(":"))
    return at_minute(day, 60 * hours + minutes, ZONE)


def session(
    day: date, rank: int, agent_id: str, topic: str, trainer_id: str, clock: str, levels: tuple[float, float]
) -> Session:
    """Rank 1 of n has need 9, rank 2 need 8 …; on Monday four are in the pool, on Wednesday one."""
    minutes = {one.topic: one.minutes for one in TOPICS}[topic]
    start, last = at(day, clock), 4 if day == MONDAY else 1
    end = start + timedelta(minutes=minutes)
    before, after = levels
    return Session(
        day, rank, agent_id, 10.0 - rank, "behind", topic, trainer_id, start, end, minutes, before, after,
        last + 1 - rank,
    )  # fmt: skip


def interval_row(cover: str, start: datetime, in_pool: int) -> IntervalRow:
    """Seven on contact but for the meal of everybody at noon; two needed, three protected."""
    present = 0 if start.hour == 12 and start.minute == 0 else 7
    left = present - in_pool
    return IntervalRow(cover, start, 2, 3, present, in_pool, left - 2, left / (left + 1), 0.0, 0.0, 0.0)


def good_pool() -> PublishedPool:
    """Six agents, a trainer whom no queue misses, and a lead who answers calls as well. On Monday Ann is coached,
    Ben and Cho learn in a group, Dan reads; on Wednesday the lead coaches Ann."""
    people = [Agent(name, name, "Day", "full", ("calls",)) for name in ("Ann", "Ben", "Cho", "Dan", "Eve", "Fay")]
    people += [
        Agent("Tess", "Tess", "Trainers", "full", (), role=Role.TRAINER),
        Agent("Lea", "Lea", "Day", "full", ("calls",), role=Role.LEAD),
    ]
    plans = [
        DayPlan(
            one.agent_id, day, DayKind.SHIFT, "day", at(day, "9:00"), at(day, "17:00"), 450,
            (Pause(at(day, "12:00"), at(day, "12:30")),),
        )
        for one in people for day in HORIZON.dates
    ]  # fmt: skip
    open_hours = [start for start in HORIZON.interval_starts() if 9 <= start.hour < 17]
    away = {at(MONDAY, "10:00"): 1, at(MONDAY, "10:30"): 1, at(MONDAY, "11:00"): 2, at(MONDAY, "14:00"): 1}
    away |= {at(WEDNESDAY, "10:00"): 2, at(WEDNESDAY, "10:30"): 2}  # Ann, and Lea who counts as well
    return PublishedPool(
        horizon=HORIZON,
        settings=SETTINGS,
        agents=people,
        topics=TOPICS,
        plans=plans,
        requirement=[
            RequirementRow("calls", start, 1.0, 2, 3, 3.0, 0.8, 10, 0.5, 0.0, "") for start in open_hours
        ],
        intervals=[interval_row("calls", start, away.get(start, 0)) for start in open_hours],
        sessions=[
            session(MONDAY, 1, "Ann", "listening", "Tess", "10:00", (7 / 8, 6 / 7)),
            session(MONDAY, 2, "Ben", "products", "Tess", "11:00", (7 / 8, 6 / 7)),
            session(MONDAY, 3, "Cho", "products", "Tess", "11:00", (6 / 7, 5 / 6)),
            session(MONDAY, 4, "Dan", "reading", "", "14:00", (7 / 8, 6 / 7)),
            session(WEDNESDAY, 1, "Ann", "calming", "Lea", "10:00", (7 / 8, 5 / 6)),
        ],
        figures=lambda cover, agents: Answered(agents),
        unplanned=0.1,  # floor(7 x 0.9 - 3) = 3 to spare
    )


def changing(number: int, **changes: object) -> Corrupt:
    """One session altered."""

    def corrupt(pool: PublishedPool) -> PublishedPool:
        rows = list(pool.sessions)
        rows[number] = replace(rows[number], **changes)
        return replace(pool, sessions=rows)

    return corrupt


def moved(number: int, day: date, clock: str) -> Corrupt:
    """One session at another time."""

    def corrupt(pool: PublishedPool) -> PublishedPool:
        start = at(day, clock)
        end = start + timedelta(minutes=pool.sessions[number].minutes)
        return changing(number, date=day, start=start, end=end)(pool)

    return corrupt


def with_settings(**changes: object) -> Corrupt:
    return lambda pool: replace(pool, settings=replace(pool.settings, **changes))


def having(**changes: object) -> Corrupt:
    return lambda pool: replace(pool, **changes)


def without(number: int) -> Corrupt:
    return lambda pool: replace(pool, sessions=[one for n, one in enumerate(pool.sessions) if n != number])


def one_more(extra: Session) -> Corrupt:
    return lambda pool: replace(pool, sessions=[*pool.sessions, extra])


def in_interval(**changes: object) -> Corrupt:
    """The first row of the intervals altered."""
    return lambda pool: replace(pool, intervals=[replace(pool.intervals[0], **changes), *pool.intervals[1:]])


def had_before(topic: str, days_ago: int) -> Corrupt:
    """Ann had an hour of that topic so many days before Monday, or the very day (0)."""
    day = MONDAY - timedelta(days=days_ago)
    entry = LedgerEntry(
        at(day, "17:00"),
        "earlier",
        "Ann",
        day,
        topic,
        at(day, "15:00"),
        at(day, "16:00"),
        60,
        SessionStatus.ATTENDED,
    )
    return having(ledger=Ledger((entry,)))


def protected_everywhere(pool: PublishedPool) -> PublishedPool:
    """Nothing to spare above the protected requirement, four heads above the net one."""
    return replace(
        pool,
        requirement=[replace(row, agents_protected=7) for row in pool.requirement],
        intervals=[replace(row, agents_protected=7) for row in pool.intervals],
    )


def training_favoured(pool: PublishedPool) -> PublishedPool:
    due = [replace(topic, mandatory_by=WEDNESDAY) for topic in pool.topics]
    return replace(protected_everywhere(pool), topics=due, favor=Favor.TRAINING)


def two_lessons_in_one_room(pool: PublishedPool) -> PublishedPool:
    """Lea teaches the group while Tess coaches Ann."""
    for number in (1, 2):
        pool = changing(number, trainer_id="Lea")(moved(number, MONDAY, "10:00")(pool))
    return with_settings(rooms=1)(pool)


AWAY = Absence("Dan", at(MONDAY, "13:00"), at(MONDAY, "15:00"), AbsenceKind.UNPLANNED, whole_days=False)
TRAINER_AWAY = replace(AWAY, agent_id="Tess", start=at(MONDAY, "10:30"), end=at(MONDAY, "10:45"))
READING = session(MONDAY, 5, "Ann", "reading", "", "10:30", (6 / 7, 5 / 6))
CORRUPTIONS: list[tuple[str, Corrupt]] = [
    (phones.PROTECTED, having(unplanned=0.5)),  # floor(3.5 - 3) = 0
    (phones.PROTECTED, having(unplanned=0.35)),  # floor(4.55 - 3) = 1, and two are away at 11:00
    (phones.PROTECTED, protected_everywhere),
    (phones.FAVOURED, training_favoured),
    (presence.KNOWN, lambda pool: replace(pool, agents=[one for one in pool.agents if one.agent_id != "Dan"])),
    (presence.KNOWN, changing(0, trainer_id="Tom")),
    (presence.ON_SHIFT, moved(3, MONDAY, "16:45")),
    (presence.ON_SHIFT, with_settings(shift_clearance=90)),
    (presence.ON_SHIFT, lambda pool: replace(pool, plans=[one for one in pool.plans if one.agent_id != "Tess"])),
    (presence.NO_BREAK, moved(3, MONDAY, "12:00")),
    (presence.NO_BREAK, moved(3, MONDAY, "12:30")),  # a quarter of an hour is to lie between
    (presence.NOT_ABSENT, having(absences=(AWAY,))),
    (presence.NOT_ABSENT, having(absences=(TRAINER_AWAY,))),
    (presence.ONE_PLACE, one_more(READING)),
    (presence.ONE_PLACE, moved(0, MONDAY, "10:30")),  # Tess begins with the group at 11:00
    (caps.BLOCK, with_settings(minimum_block=45)),
    (caps.BLOCK, with_settings(maximum_block=45)),
    (caps.BLOCKS_A_DAY, one_more(replace(READING, start=at(MONDAY, "15:00"), end=at(MONDAY, "15:30")))),
    (caps.BLOCKS_A_DAY, had_before("reading", 0)),
    (caps.MINUTES_A_DAY, had_before("reading", 0)),
    (caps.MINUTES_A_WEEK, had_before("reading", 4)),  # Thursday to Wednesday: 60 + 60 + 60
    (caps.COOL_DOWN, moved(4, TUESDAY, "10:00")),
    (caps.COOL_DOWN, had_before("reading", 1)),
    (lessons.TOPIC, having(topics=TOPICS[1:])),
    (lessons.TOPIC, having(topics=(replace(TOPICS[0], minutes=45), *TOPICS[1:]))),
    (lessons.PREREQUISITES, without(0)),
    (lessons.PREREQUISITES, moved(4, MONDAY, "15:00")),  # the same day is not an earlier one
    (lessons.REPEATED, had_before("listening", 28)),
    (lessons.REPEATED, changing(4, topic="listening")),
    (lessons.GROUP, without(2)),
    (lessons.GROUP, having(topics=(*TOPICS[:2], replace(TOPICS[2], max_group=1, min_group=1), TOPICS[3]))),
    (lessons.TRAINER, changing(0, trainer_id="")),
    (lessons.TRAINER, changing(3, trainer_id="Tess")),
    (lessons.TRAINER, changing(0, trainer_id="Fay")),
    (lessons.OWN_LESSON, changing(0, trainer_id="Ann")),
    (limits.ROOMS, two_lessons_in_one_room),
    (limits.TEAM, with_settings(maximum_share_of_team=0.2)),  # one of six, two are away at 11:00
    (limits.AWAY, with_settings(maximum_away=1)),
    (listing.DAYS, changing(3, date=date(2026, 6, 9))),
    (listing.DAYS, having(horizon=Horizon(MONDAY, 2, 30, ZONE))),
    (listing.MINUTES, changing(3, minutes=45)),
    (listing.RANK, lambda pool: changing(0, rank=2)(changing(1, rank=1)(pool))),
    (listing.RANK, changing(3, rank=5)),
    (listing.RECALL, lambda pool: changing(0, recall_order=3)(changing(1, recall_order=4)(pool))),
    (listing.RECALL, changing(3, recall_order=0)),
    (figures.HEADS, in_interval(agents_in_pool=1.0)),
    (figures.HEADS, in_interval(agents_open=8.0)),
    (figures.HEADS, in_interval(agents_protected=2)),
    (figures.HEADS, lambda pool: replace(pool, intervals=pool.intervals[1:])),
    (figures.SERVICE, in_interval(service_level=0.9)),
    (figures.SERVICE, in_interval(abandonment=0.01)),
    (figures.PRICE, changing(2, service_level_after=6 / 7)),
    (figures.PRICE, changing(4, service_level_after=6 / 7)),  # as if the lead did not count
]


def test_a_good_pool_passes() -> None:
    """Without it every finding below could be noise."""
    assert audit_pool(good_pool()) == ()


@pytest.mark.parametrize(
    ("rule", "corrupt"), CORRUPTIONS, ids=[f"{n} {rule}" for n, (rule, _) in enumerate(CORRUPTIONS)]
)
def test_what_is_planted_is_found(rule: str, corrupt: Corrupt) -> None:
    """Without it a rule could be in the book and never fire."""
    found = audit_pool(corrupt(good_pool()))
    assert rule in {breach.rule for breach in found}
    assert all(breach.message and breach.start <= breach.end for breach in found)


def test_every_rule_of_the_book_has_something_planted() -> None:
    """Without it a rule that joins later could stay unproved."""
    assert {rule for rule, _ in CORRUPTIONS} == {title for titles in CHECKS.values() for title in titles}


def test_training_favoured_is_told_apart_from_a_breach() -> None:
    """Without it either the exception would stop every run, or heads below the requirement would pass."""
    found = audit_pool(training_favoured(good_pool()))
    assert {(breach.rule, breach.severity) for breach in found} == {(phones.FAVOURED, Severity.SOFT)}
    assert [breach.amount for breach in found] == [1, 1, 2, 1, 2, 2]  # heads below: see `away` in the good pool
    development = replace(training_favoured(good_pool()), topics=TOPICS)
    assert {breach.rule for breach in audit_pool(development)} == {phones.PROTECTED}
    favoured = training_favoured(good_pool())
    below_net = replace(favoured, requirement=[replace(row, agents_net=6) for row in favoured.requirement])
    assert phones.PROTECTED in {breach.rule for breach in audit_pool(below_net)}


def test_the_way_there_and_back_is_off_the_phones() -> None:
    """Without it a transition could reach into a break, or into a minute without surplus."""
    found = audit_pool(with_settings(transition_minutes=30)(good_pool()))
    told = {breach.rule for breach in found if "Ben" in breach.message or "Cho" in breach.message}
    assert presence.NO_BREAK in told  # back at 12:00, a quarter of an hour before it had to be clear


def test_a_lead_between_two_lessons_need_not_walk() -> None:
    """Without it two lessons in a row of one trainer would count as a clash."""
    found = audit_pool(with_settings(transition_minutes=5)(good_pool()))
    assert presence.ONE_PLACE not in {breach.rule for breach in found}


def test_the_audit_needs_no_solver() -> None:
    """Without it the second opinion would be the first one again."""
    script = (
        "import sys, wfm.pool.audit.book; "
        "assert not {'ortools', 'wfm.pool.drafting.draft', 'wfm.pool.drafting.board'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
