"""What the audit of a pool looks at: the files of a run as they are, and what follows from them by counting."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from wfm.domain.breaches import Breach, Severity
from wfm.domain.centre import PoolSettings
from wfm.domain.demand import IntervalRow, RequirementRow
from wfm.domain.people import Absence, Agent
from wfm.domain.pool import Favor, Session, Topic, TrainingFormat
from wfm.domain.queues import Cover
from wfm.domain.roster import DayPlan
from wfm.domain.time import Horizon, at_minute
from wfm.pool.ledger import Ledger

Floats = NDArray[np.float64]
Span = tuple[int, int]
"""Half-open, in elapsed minutes of the horizon."""


class Figures(Protocol):
    """Service of one cover, one number per interval."""

    @property
    def service_level(self) -> Floats: ...
    @property
    def asa_seconds(self) -> Floats: ...
    @property
    def occupancy(self) -> Floats: ...
    @property
    def abandonment(self) -> Floats: ...


class Lesson(NamedTuple):
    """What a trainer gives in one place at one time."""

    topic: str
    trainer_id: str
    start: int
    end: int


class Off(NamedTuple):
    """Somebody off the phones, the way there and back included; `lesson` of a trainer, else his session."""

    agent_id: str
    start: int
    end: int
    session: Session
    teaches: bool = False


@dataclass(frozen=True)
class PublishedPool:
    """A pool and all that it must answer to.

    `plans`: the roster, as in shifts.csv; `previous`: those of the days before, whose last shifts may reach into
    the horizon. `ledger`: what was known of the time before when the pool was drawn. `unplanned`: share (0-1) of
    people nobody knew yet to be absent, one for all or one per interval. `figures(cover, agents)`: service that so
    many agents per interval of the horizon give.
    """

    horizon: Horizon
    settings: PoolSettings
    agents: Sequence[Agent]
    topics: Sequence[Topic]
    plans: Sequence[DayPlan]
    requirement: Sequence[RequirementRow]
    intervals: Sequence[IntervalRow]
    sessions: Sequence[Session]
    figures: Callable[[str, Floats], Figures]
    absences: Sequence[Absence] = ()
    previous: Sequence[DayPlan] = ()
    ledger: Ledger = field(default_factory=Ledger)
    unplanned: float | Floats = 0.0
    favor: Favor = Favor.SERVICE

    @cached_property
    def agent(self) -> Mapping[str, Agent]:
        return {agent.agent_id: agent for agent in self.agents}

    @cached_property
    def topic(self) -> Mapping[str, Topic]:
        return {topic.topic: topic for topic in self.topics}

    @cached_property
    def covers(self) -> tuple[Cover, ...]:
        return tuple(Cover.parse(name) for name in dict.fromkeys(row.cover for row in self.requirement))

    def covers_of(self, agent_id: str) -> tuple[str, ...]:
        """The covers that lose a head when he leaves the phones."""
        agent = self.agent.get(agent_id)
        return () if agent is None else tuple(cover.name for cover in self.covers if cover.counts(agent.skills))

    def span(self, start: datetime, end: datetime) -> Span:
        return self.horizon.elapsed(start), self.horizon.elapsed(end)

    @cached_property
    def shift(self) -> Mapping[tuple[str, date], DayPlan]:
        """The shift of an agent that starts on a date."""
        return {(plan.agent_id, plan.date): plan for plan in self.plans if plan.works}

    @cached_property
    def absent(self) -> Mapping[str, Sequence[Span]]:
        found: dict[str, list[Span]] = {}
        for absence in self.absences:
            found.setdefault(absence.agent_id, []).append(self.span(absence.start, absence.end))
        return found

    @cached_property
    def lessons(self) -> Mapping[Lesson, tuple[Session, ...]]:
        """Who is in each lesson that a trainer gives."""
        members: dict[Lesson, list[Session]] = {}
        for one in self.sessions:
            if one.trainer_id:
                lesson = Lesson(one.topic, one.trainer_id, *self.span(one.start, one.end))
                members.setdefault(lesson, []).append(one)
        return {lesson: tuple(sessions) for lesson, sessions in members.items()}

    @cached_property
    def learners(self) -> tuple[Off, ...]:
        return tuple(self.off(one) for one in self.sessions)

    @cached_property
    def teachers(self) -> tuple[Off, ...]:
        """Each trainer once per lesson."""
        way = self.settings.transition_minutes
        return tuple(
            Off(lesson.trainer_id, lesson.start - way, lesson.end + way, members[0], teaches=True)
            for lesson, members in self.lessons.items()
        )

    def off(self, session: Session) -> Off:
        """The agent of a session off the phones."""
        start, end = self.span(session.start, session.end)
        way = self.settings.transition_minutes
        return Off(session.agent_id, start - way, end + way, session)

    def is_taught(self, session: Session) -> bool:
        """Whether the topic takes a trainer; a topic that nobody knows does not tell."""
        topic = self.topic.get(session.topic)
        return topic is not None and topic.format is not TrainingFormat.SELF

    @cached_property
    def on_contact(self) -> Mapping[str, Floats]:
        """Mean agents per cover and interval who are on shift, in no break and not absent, before the pool."""
        steps = {cover.name: np.zeros(self.horizon.minutes + 1) for cover in self.covers}
        covers = {agent.agent_id: self.covers_of(agent.agent_id) for agent in self.agents}
        eve = [plan for plan in self.previous if plan.works and plan.span()[1] > self.horizon.start]
        for plan in (*eve, *self.shift.values()):
            for start, end in self._at_the_phone(plan):
                for cover in covers.get(plan.agent_id, ()):
                    steps[cover][start] += 1
                    steps[cover][end] -= 1
        return {cover: self._mean(np.cumsum(changes[:-1])) for cover, changes in steps.items()}

    @cached_property
    def in_pool(self) -> Mapping[str, Floats]:
        """Mean heads per cover and interval off the phones for the pool; whoever is in two blocks is away once."""
        away = {cover.name: np.zeros(self.horizon.intervals) for cover in self.covers}
        gone: dict[str, set[int]] = {}
        for off in (*self.learners, *self.teachers):
            gone.setdefault(off.agent_id, set()).update(
                range(max(0, off.start), min(off.end, self.horizon.minutes))
            )
        step = self.horizon.interval_minutes
        for agent_id, minutes in gone.items():
            counted = np.bincount([minute // step for minute in minutes], minlength=self.horizon.intervals)
            for cover in self.covers_of(agent_id):
                away[cover] += counted / step
        return away

    def _at_the_phone(self, plan: DayPlan) -> list[Span]:
        """The shift's minutes within the horizon less breaks and absences."""
        start, end = self.span(*plan.span())
        begin, end = max(0, start), min(end, self.horizon.minutes)
        pauses = [self.span(pause.start, pause.end) for pause in plan.breaks]
        found = []
        for stops, resumes in sorted([*pauses, *self.absent.get(plan.agent_id, ())]):
            if begin < min(stops, end):
                found.append((begin, min(stops, end)))
            begin = max(begin, resumes)
        return [*found, (begin, end)] if begin < end else found

    def _mean(self, minutes: Floats) -> Floats:
        mean: Floats = minutes.reshape(-1, self.horizon.interval_minutes).mean(axis=1)
        return mean

    def interval_of(self, start: datetime) -> int:
        return self.horizon.elapsed(start) // self.horizon.interval_minutes

    def intervals_of(self, start: int, end: int) -> range:
        """The intervals that a span touches, as far as they lie in the horizon."""
        step = self.horizon.interval_minutes
        return range(max(0, start // step), min(-(-end // step), self.horizon.intervals))

    def days(self) -> Mapping[date, tuple[Session, ...]]:
        """The sessions of each date."""
        found: dict[date, list[Session]] = {}
        for one in self.sessions:
            found.setdefault(one.date, []).append(one)
        return {day: tuple(sessions) for day, sessions in found.items()}

    def of_agents(self) -> Mapping[str, tuple[Session, ...]]:
        """The sessions of each agent, in order of time."""
        found: dict[str, list[Session]] = {}
        for one in sorted(self.sessions, key=lambda session: session.start):
            found.setdefault(one.agent_id, []).append(one)
        return {agent_id: tuple(sessions) for agent_id, sessions in found.items()}


def overlap(one: Span, other: Span) -> int:
    """Minutes that two spans have in common."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def breach_of(rule: str, session: Session, amount: float, message: str) -> Breach:
    """A hard breach by one session."""
    text = f"{session.agent_id} {session.topic} {session.start:%d %b %H:%M}: {message}"
    return Breach(rule, Severity.HARD, session.agent_id, session.start, session.end, amount, text)


def breach_of_day(rule: str, day: date, horizon: Horizon, amount: float, message: str) -> Breach:
    """A hard breach by a day's pool as a whole."""
    begins, ends = (at_minute(on, 0, horizon.zone) for on in (day, day + timedelta(days=1)))
    return Breach(rule, Severity.HARD, "", begins, ends, amount, f"{day}: {message}")
