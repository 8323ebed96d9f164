"""What a roster should keep free for training before it is built: who wants how much, and when it would suit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from wfm.domain.people import Agent, Role
from wfm.domain.pool import Need, ProgrammeStep, Session, Topic, TrainingFormat
from wfm.domain.queues import Cover
from wfm.domain.time import Horizon
from wfm.pool.drafting.curriculum import DEVELOPMENT, Case, Curriculum, WishKind
from wfm.pool.drafting.diary import Diary
from wfm.pool.drafting.offer import why_held_back
from wfm.pool.ledger import Ledger
from wfm.pool.surplus import ROUNDING

Floats = NDArray[np.float64]
Heads = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A topic that one agent should have in a week of the horizon, and what a minute of it is worth."""

    agent_id: str
    topic: Topic
    week: int
    points: float

    @property
    def teaching_minutes(self) -> float:
        """What it takes of a trainer, if his groups are full."""
        if self.topic.format is TrainingFormat.SELF:
            return 0.0
        return self.topic.minutes / self.topic.seats


@dataclass(frozen=True, slots=True)
class Limits:
    """Minutes in each week of the horizon: those in which `taught` topics can be given, by trainers and rooms, and
    those that all agents together may be `away` from the phones for training."""

    taught: tuple[float, ...]
    away: tuple[float, ...]

    def kept(self, lessons: Iterable[Lesson]) -> Iterator[Lesson]:
        """The lessons for which there is room, in their order."""
        taught, away = list(self.taught), list(self.away)
        for lesson in lessons:
            week = lesson.week
            if lesson.teaching_minutes <= taught[week] + 1e-9 and lesson.topic.minutes <= away[week]:
                taught[week] -= lesson.teaching_minutes
                away[week] -= lesson.topic.minutes
                yield lesson


def wanted(
    needs: Sequence[Need],
    curriculum: Curriculum,
    ledger: Ledger,
    horizon: Horizon,
    days: Mapping[str, Sequence[date]],
    limits: Limits,
    standing: Mapping[str, ProgrammeStep],
) -> tuple[Lesson, ...]:
    """What everybody should be taught in the horizon if the phones never stood in the way, greatest worth first.

    Need and mandatory topics due, as curriculum, caps, cool-down and prerequisites allow on the `days` on which
    each agent could be at work; development takes what is left over and wants no reserve.
    """
    found = [
        lesson
        for need in needs
        for lesson in _of_agent(
            need,
            curriculum,
            Diary(need.agent_id, ledger, horizon, curriculum.settings),
            days.get(need.agent_id, ()),
            horizon,
            why_held_back(standing.get(need.agent_id)),
        )
    ]
    return tuple(limits.kept(sorted(found, key=lambda one: (-one.points, one.agent_id, one.topic.topic))))


def _of_agent(
    need: Need, curriculum: Curriculum, diary: Diary, days: Sequence[date], horizon: Horizon, held_back: str
) -> Iterator[Lesson]:
    """Day by day the best topic that his calendar has room for."""
    for day in days:
        done = {topic: on for topic, on in diary.done.items() if on < day}
        case = Case(need, day, done, diary.owed, horizon.first, horizon.last, held_back)
        for wish in curriculum.wishes(case):
            if wish.kind is not WishKind.DEVELOPMENT and diary.hindrance(wish.topic, day) is None:
                diary.enter(wish.topic, day)
                yield Lesson(need.agent_id, wish.topic, horizon.week_index(day), wish.points)


def of_those_wanted(sessions: Iterable[Session], lessons: Iterable[Lesson]) -> tuple[Session, ...]:
    """The sessions that are wanted; the others are development."""
    names = {(lesson.agent_id, lesson.topic.topic) for lesson in lessons}
    return tuple(session for session in sessions if (session.agent_id, session.topic) in names)


def is_due(session: Session) -> bool:
    """Whether a session is for a need or for a mandatory topic due: what a reserve is for."""
    return not session.reason.startswith(DEVELOPMENT)


def lifted(surplus: Mapping[str, Heads], spare: Mapping[str, Floats], lift: int) -> dict[str, Heads]:
    """A surplus that is not there yet but could be: `lift` heads more wherever the roster is not short, `spare`
    being the agents on contact above what is required (below 0: short; NaN: closed)."""
    return {
        cover: heads + lift * (np.nan_to_num(spare[cover], nan=-1.0) >= 0).astype(np.int64)
        for cover, heads in surplus.items()
    }


def heads_away(
    sessions: Sequence[Session], agents: Sequence[Agent], covers: Sequence[Cover], horizon: Horizon
) -> dict[str, Heads]:
    """Whole heads per cover and interval that these sessions take, trainers who count to a cover among them."""
    skills = {agent.agent_id: agent.skills for agent in agents}
    away = {cover.name: np.zeros(horizon.intervals, dtype=np.int64) for cover in covers}
    spans = {(session.agent_id, *session.off_phones) for session in sessions}
    spans |= {(one.trainer_id, one.start, one.end) for one in sessions if one.trainer_id}
    for agent_id, start, end in sorted(spans):
        for cover in covers:
            if cover.counts(skills.get(agent_id, ())):
                away[cover.name][_intervals(horizon.elapsed(start), horizon.elapsed(end), horizon)] += 1
    return away


def trainers_teaching(sessions: Sequence[Session], agents: Sequence[Agent], horizon: Horizon) -> Floats:
    """How many trainers without a queue of their own teach in each interval."""
    free = {agent.agent_id for agent in agents if agent.role is Role.TRAINER and not agent.skills}
    teaching = np.zeros(horizon.intervals)
    spans = {(one.trainer_id, one.start, one.end) for one in sessions if one.trainer_id in free}
    for _, start, end in sorted(spans):
        teaching[_intervals(horizon.elapsed(start), horizon.elapsed(end), horizon)] += 1
    return teaching


def beyond_protected(heads: Heads, protected: Floats, unplanned: float | Floats) -> Floats:
    """Agents on contact above the protected requirement at which the surplus is so many heads: the least whole
    number that does after the share of unplanned absence; 0 where nobody is wanted or it is closed."""
    there = np.ceil((protected + heads) / (1 - np.asarray(unplanned)) - ROUNDING)
    wanted_there: Floats = np.where((heads > 0) & ~np.isnan(protected), there - protected, 0.0)
    return wanted_there


def _intervals(start: int, end: int, horizon: Horizon) -> slice:
    length = horizon.interval_minutes
    return slice(max(0, start // length), -(-end // length))
