"""Three ways to decide who leaves the phones when: nobody, a flat share of everybody, or the product's pool."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from benchmarks.pool.twelve_weeks_centre import CLOSES, INTERVALS, OPENS, POOL, STEP, TOPICS, ZONE, Floor, one_day
from benchmarks.pool.twelve_weeks_day import MINUTES, Learnt, Morning, Stay, agents_of, on_day
from wfm.domain.centre import PoolSettings
from wfm.domain.people import Absence, AbsenceKind, Performance
from wfm.domain.pool import LedgerEntry, Need, ProgrammeStep, Session, SessionStatus
from wfm.domain.roster import Roster
from wfm.domain.time import at_minute, minutes_between
from wfm.forecasting.rest_of_day import Counted, rest_of_day
from wfm.pool.day.recall import OffThePhones, recall
from wfm.pool.drafting.draft import draft
from wfm.pool.ledger import Ledger, planned_entries
from wfm.pool.need.assessment import assess
from wfm.pool.programme.courses import Courses
from wfm.pool.programme.states import advance, standing, steps_of_draft
from wfm.pool.programme.treatment import format_weights
from wfm.pool.surplus import surplus
from wfm.rostering.coverage import agents_open
from wfm.staffing.service import service_figures

Heads = NDArray[np.int64]
UNPLANNED = 0.03
"""The reserve for absences that nobody knows of yet, as a centre without a long record would set it."""
LOOKS_FROM, LOOKS_TO, LOOKS_EVERY = 60, MINUTES - 60, 60
"""Minutes after opening at which somebody looks whether the day turns bad."""
CARRIES_ON = 0.8
"""How far the day so far is believed of its rest; in this world it is the same day, so 1 would be right."""
DAY_WAPE = 0.045
"""What a backtest of these forecasts says of day totals: mean absolute error beside the mean."""


class DayDone(NamedTuple):
    """What a rule made of a day. `planned`, `recalled`, `missed`: minutes; `called`: who was taken for one who
    struggles when the week began."""

    away: Sequence[Stay] = ()
    learnt: Sequence[Learnt] = ()
    planned: float = 0
    recalled: float = 0
    missed: float = 0
    called: frozenset[int] = frozenset()


class Rule(Protocol):
    """Decides a day, and hears at the end of each week what everybody's figures were."""

    def day(self, floor: Floor, today: Morning) -> DayDone: ...
    def hears(self, figures: Sequence[Performance]) -> None: ...


class NoPool:
    """Everybody stays on the phones."""

    def day(self, floor: Floor, today: Morning) -> DayDone:
        return DayDone()

    def hears(self, figures: Sequence[Performance]) -> None:
        """Nobody looks at them."""


@dataclass
class FlatShare:
    """The naive rule: in every interval of the day release `share` of those on contact of each queue, whoever had
    least so far, for a topic drawn at random. It needs no trainer, no room and no prerequisite, and teaches as
    well."""

    share: float
    had: dict[int, float] = field(default_factory=dict)
    owed: dict[str, float] = field(default_factory=dict)

    def hears(self, figures: Sequence[Performance]) -> None:
        """Nobody looks at them."""

    def day(self, floor: Floor, today: Morning) -> DayDone:
        chance = np.random.default_rng([today.people.fate.seed, 4, today.number])
        there = today.there.reshape(-1, INTERVALS, STEP).all(axis=2)
        away: list[Stay] = []
        learnt: list[Learnt] = []
        for queue in floor.centre.queues:
            mine = [n for n in today.working if queue.name in today.people.fate.careers[n].agent.skills]
            owed = self.owed.get(queue.name, 0.0)
            for interval in range(INTERVALS):
                free = [n for n in mine if there[n, interval]]
                owed += self.share * len(free)
                luck = chance.random(len(today.people.fate.careers))
                for n in sorted(free, key=lambda n: (self.had.get(n, 0.0), luck[n]))[: int(owed)]:
                    owed -= 1
                    self.had[n] = self.had.get(n, 0.0) + STEP
                    away.append(Stay(n, interval * STEP, (interval + 1) * STEP))
                    learnt.append(Learnt(n, TOPICS[int(chance.integers(len(TOPICS)))].topic, STEP))
            self.owed[queue.name] = owed
        return DayDone(away, learnt, planned=STEP * len(away))


@dataclass
class Pool:
    """The product: need and programme once a week, a draft every day, a look at the day every hour. `sessions`:
    so many make a course, after which figures are awaited."""

    sessions: int = POOL.programme.sessions
    performance: list[Performance] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    steps: list[ProgrammeStep] = field(default_factory=list)
    needs: tuple[Need, ...] = ()

    @property
    def _settings(self) -> PoolSettings:
        return replace(POOL, programme=replace(POOL.programme, sessions=self.sessions))

    def hears(self, figures: Sequence[Performance]) -> None:
        self.performance += figures

    def day(self, floor: Floor, today: Morning) -> DayDone:
        if today.number % 7 == 0:
            self._assess(floor, today)
        sessions = self._drafted(floor, today)
        run, midnight = f"day {today.number}", at_minute(today.day, 0, ZONE)
        self.ledger = self.ledger.and_then(planned_entries(sessions, [today.day], run, midnight))
        person = {career.agent.agent_id: n for n, career in enumerate(today.people.fate.careers)}
        sick = {today.people.fate.careers[n].agent.agent_id for n in today.sick}
        attended = [one for one in sessions if one.agent_id not in sick]
        back = _Intraday(floor, today, attended, person).recalls()
        entries, away, learnt = [], [], []
        for one in sessions:
            start, end = _minute(one.start), _minute(one.end)
            until = start if one.agent_id in sick else min(end, max(start, back.get(one, end)))
            lost = SessionStatus.MISSED if one.agent_id in sick else SessionStatus.RECALLED
            entries += _entries(one, until - start, lost, run)
            away.append(Stay(person[one.agent_id], start, until))
            learnt.append(Learnt(person[one.agent_id], one.topic, until - start))
        self.ledger = self.ledger.and_then(entries)
        lost_minutes = {
            status: sum(entry.minutes for entry in entries if entry.status is status)
            for status in (SessionStatus.RECALLED, SessionStatus.MISSED)
        }
        return DayDone(
            away,
            learnt,
            sum(one.minutes for one in sessions),
            lost_minutes[SessionStatus.RECALLED],
            lost_minutes[SessionStatus.MISSED],
            frozenset(person[need.agent_id] for need in self.needs if need.eligible),
        )

    def _assess(self, floor: Floor, today: Morning) -> None:
        agents, settings = agents_of(today), self._settings
        past = self.ledger.planning_from(today.day)
        self.needs = assess(agents, self.performance, today.day, settings, TOPICS, past)
        self.steps += advance(self.steps, self.needs, self.performance, past, today.day, settings, agents, TOPICS)

    def _drafted(self, floor: Floor, today: Morning) -> tuple[Session, ...]:
        horizon, settings = one_day(today.day), self._settings
        agents = [*agents_of(today), *floor.trainers]
        taught_by = ((one.agent_id, floor.plan(one.agent_id, today.day)) for one in floor.trainers)
        plans = [*today.working.values(), *(on_day(plan, name, today.day) for name, plan in taught_by if plan)]
        roster = Roster(horizon, tuple(plans))
        absences = [_whole_day(today, n) for n in sorted(today.known)]
        present = agents_open(roster, agents, floor.covers, absences)
        now = standing(self.steps, today.day)
        employed = {agent.agent_id for agent in agents}
        drafted = draft(
            roster=roster,
            agents=agents,
            needs=[need for need in self.needs if need.agent_id in employed],
            topics=TOPICS,
            covers=floor.covers,
            surplus=surplus(present, floor.requirement(today.day, "agents_protected"), UNPLANNED),
            service_level=_expected_level(floor, today),
            agents_open=present,
            settings=settings,
            ledger=self.ledger,
            seed=1,
            absences=absences,
            standing=now,
            suits=format_weights(settings.treatment),
        )
        courses = Courses(self.ledger.planning_from(today.day), TOPICS, today.day)
        self.steps += steps_of_draft(now, drafted.sessions, courses, settings.programme, today.day + timedelta(1))
        return drafted.sessions


@dataclass
class _Intraday:
    """The hours of a day: the load so far says what the rest will be; who is missing is known by opening."""

    floor: Floor
    today: Morning
    sessions: Sequence[Session]
    person: Mapping[str, int]

    def recalls(self) -> Mapping[Session, int]:
        """From which minute after opening each recalled session's agent is on the phones again."""
        back: dict[Session, int] = {}
        for minute in range(LOOKS_FROM, LOOKS_TO + 1, LOOKS_EVERY):
            still = [one for one in self.sessions if one not in back and _minute(one.end) > minute]
            if still:
                back |= self._at(minute, still, back)
        return back

    def _at(self, minute: int, still: Sequence[Session], back: Mapping[Session, int]) -> Mapping[Session, int]:
        at = at_minute(self.today.day, OPENS + minute, ZONE)
        counted, wape = self._counted(minute), dict.fromkeys(self.floor.offered, DAY_WAPE)
        rows, _ = rest_of_day(self.floor.forecast(self.today.day), counted, at, wape, CARRIES_ON)
        called: dict[Session, int] = {}
        for cover in self.floor.covers:
            queue = cover.queues[0]
            contacts = np.array([row.offered for row in rows if row.queue == queue and row.start >= at])
            heads = self.floor.net(queue, contacts)
            lacking = np.ceil(heads - self._heads(queue, {**back, **called})[minute // STEP :] - 1e-9)
            if (lacking > 0).any():
                minutes: Heads = np.repeat(np.maximum(lacking, 0), STEP).astype(np.int64)
                open_blocks = [one for one in still if one not in called]
                pool = OffThePhones(open_blocks, self._serves(queue).__contains__, (), _smallest())
                found = recall(pool, minutes, at)
                called |= {one.session: _minute(one.back) for one in found.recalled}
        return called

    def _counted(self, minute: int) -> list[Counted]:
        starts = [(n, at_minute(self.today.day, OPENS + n * STEP, ZONE)) for n in range(minute // STEP)]
        return [
            Counted(queue, start, float(offered[n]))
            for queue, offered in self.today.offered.items()
            for n, start in starts
        ]

    def _serves(self, queue: str) -> frozenset[str]:
        careers = self.today.people.fate.careers
        return frozenset(career.agent.agent_id for career in careers if queue in career.agent.skills)

    def _heads(self, queue: str, back: Mapping[Session, int]) -> NDArray[np.float64]:
        """Mean heads on the phones per interval, with those who are in the pool away."""
        there = self.today.there
        for one in self.sessions:
            until = min(_minute(one.end), back.get(one, CLOSES))
            there[self.person[one.agent_id], max(0, _minute(one.start)) : max(0, until)] = False
        mine = [queue in career.agent.skills for career in self.today.people.fate.careers]
        heads: NDArray[np.float64] = there[mine].sum(axis=0).reshape(INTERVALS, STEP).mean(axis=1)
        return heads


def _entries(one: Session, had: int, lost: SessionStatus, run: str) -> list[LedgerEntry]:
    """What became of a session, told at the end of the day."""
    told = at_minute(one.date, CLOSES, ZONE)
    begun = one.start + timedelta(minutes=had)
    rows = []
    if had:
        rows.append(
            LedgerEntry(
                told, run, one.agent_id, one.date, one.topic, one.start, begun, had, SessionStatus.ATTENDED
            )
        )
    if had < one.minutes:
        rows.append(
            LedgerEntry(told, run, one.agent_id, one.date, one.topic, begun, one.end, one.minutes - had, lost)
        )
    return rows


def _whole_day(today: Morning, person: int) -> Absence:
    agent_id = today.people.fate.careers[person].agent.agent_id
    begins, ends = (at_minute(today.day + timedelta(days=n), 0, ZONE) for n in (0, 1))
    return Absence(agent_id, begins, ends, AbsenceKind.UNPLANNED, whole_days=True)


def _expected_level(floor: Floor, today: Morning) -> Callable[[str, datetime, float], float]:
    """Service level by cover, interval and agents, for the load of the forecast."""
    load = {(row.queue, row.start): row for row in floor.forecast(today.day)}

    @cache
    def level(cover: str, start: datetime, agents: float) -> float:
        row, queue = load.get((cover, start)), floor.centre.queue(cover)
        if row is None:
            return 1.0
        given = service_figures(
            agents, row.offered, row.aht_seconds, STEP, queue.goal.threshold_seconds, queue.patience_seconds
        )
        return float(given.service_level)

    return level


def _minute(moment: datetime) -> int:
    """Minutes after opening."""
    return minutes_between(moment.replace(hour=0, minute=0), moment) - OPENS


def _smallest() -> Mapping[str, int]:
    return {topic.topic: topic.smallest for topic in TOPICS}
