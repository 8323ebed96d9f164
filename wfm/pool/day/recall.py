"""Who goes back to the phones when the day needs him, from when, and what he is owed for it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wfm.domain.pool import LedgerEntry, Session, SessionStatus
from wfm.domain.time import minutes_between

Heads = NDArray[np.int64]
"""Heads per minute, from the moment of the recall on."""


def recall_order(sessions: Iterable[Session], at: datetime | None = None) -> tuple[Session, ...]:
    """One day's sessions in the order in which they are recalled: lowest need first, then shortest remaining.

    Remaining is seen from `at`, before the day the whole block; blocks that are over by then are left out.
    """
    remaining = {s: minutes_between(max(s.start, at) if at else s.start, s.end) for s in sessions}
    open_blocks = [session for session, minutes in remaining.items() if minutes > 0]
    return tuple(sorted(open_blocks, key=lambda s: (s.need, remaining[s], -s.start.timestamp(), s.agent_id)))


@dataclass(frozen=True, slots=True)
class OffThePhones:
    """The blocks of a day of which nobody has reported yet what became of them.

    `helps`: whether somebody counts to where heads are missing. `absent`: people known not to be there.
    `smallest`: fewest agents with which a group of that topic begins; others begin with one.
    """

    sessions: Sequence[Session]
    helps: Callable[[str], bool]
    absent: Collection[str] = ()
    smallest: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recalled:
    """Somebody who goes back: on the phones from `back`, where he would have been again from `until` on anyway.
    Of his block he has had `had` minutes; `carried` are carried over."""

    session: Session
    back: datetime
    until: datetime
    had: int
    carried: int
    helps: bool
    reason: str


@dataclass(frozen=True, slots=True)
class FreedTrainer:
    """A trainer whose lesson nobody is left in."""

    trainer_id: str
    back: datetime
    until: datetime
    helps: bool


@dataclass(frozen=True, slots=True)
class Shortage:
    """Heads that are missing all the time from `start` to `end`."""

    start: datetime
    end: datetime
    heads: int


@dataclass(frozen=True, slots=True)
class Recall:
    """Who is recalled at `at`, first come first; `going_on`: groups that go on with fewer, in words; `absent`: who
    of the pool is no help; `next_in_line`: who would be called after them; `short`: what the pool cannot give."""

    at: datetime
    recalled: tuple[Recalled, ...]
    trainers: tuple[FreedTrainer, ...]
    going_on: tuple[str, ...]
    absent: tuple[Session, ...]
    next_in_line: tuple[Session, ...]
    short: tuple[Shortage, ...]

    def entries(self, run: str, at: datetime) -> tuple[LedgerEntry, ...]:
        """What the ledger is told: the minutes had until the recall, and those lost from it on."""
        entries = []
        for one in self.recalled:
            s = one.session
            if one.had:
                begun = SessionStatus.ATTENDED
                entries.append(LedgerEntry(at, run, s.agent_id, s.date, s.topic, s.start, self.at, one.had, begun))
            lost = SessionStatus.RECALLED
            entries.append(LedgerEntry(at, run, s.agent_id, s.date, s.topic, self.at, s.end, one.carried, lost))
        return tuple(entries)

    @property
    def carried(self) -> int:
        """Minutes carried over in all."""
        return sum(one.carried for one in self.recalled)

    @property
    def carried_by_topic(self) -> Mapping[str, int]:
        """Minutes carried over, by topic."""
        found: dict[str, int] = {}
        for one in self.recalled:
            found[one.session.topic] = found.get(one.session.topic, 0) + one.carried
        return found


def recall(pool: OffThePhones, lacking: Heads, at: datetime) -> Recall:
    """Recall as few as are needed so that, minute by minute from `at`, `lacking` heads come back.

    Lowest need first, then shortest remaining block; somebody whose return fills no gap is left alone, also when
    others called after him fill it. A trainer who counts is called when agents are not enough; then his lesson
    ends. A group that has not begun and would be too small is called off, one that has begun goes on.
    """
    return _Recalling(pool, lacking, at).result()


def brought_back(pool: OffThePhones, recalled: Sequence[Session], minutes: int, at: datetime) -> Heads:
    """Heads that those `recalled` at `at` before, beside the blocks of `pool`, have brought back, in each of so
    many minutes from `at` on; a trainer with nobody left to teach is one of them where he counts."""
    everybody = replace(pool, sessions=(*pool.sessions, *recalled))
    many = np.full(minutes, 2 * len(everybody.sessions), dtype=np.int64)
    return many - _Recalling(everybody, many, at).left_by(recalled)


class _Window(NamedTuple):
    """Minutes from the recall on in which a recall puts somebody on the phones."""

    back: int
    until: int


class _Lesson(NamedTuple):
    topic: str
    trainer_id: str
    start: datetime
    end: datetime


Move = tuple[Session, ...]


class _Recalling:
    """A recall in the making: moves, each of one session or of a whole lesson, until nothing lacks."""

    def __init__(self, pool: OffThePhones, lacking: Heads, at: datetime) -> None:
        self.pool, self.lacking, self.at = pool, lacking, at
        there = [s for s in pool.sessions if s.agent_id not in pool.absent]
        self.absent = tuple(s for s in pool.sessions if s.agent_id in pool.absent and s.end > at)
        self.order = tuple(s for s in recall_order(there, at) if self._window(s) is not None)
        self.lessons: dict[_Lesson, list[Session]] = {}
        for session in self.order:
            if session.trainer_id:
                self.lessons.setdefault(_lesson_of(session), []).append(session)
        self.taken: list[Move] = []
        self.without_trainer = tuple(
            session
            for lesson, members in self.lessons.items()
            if lesson.trainer_id in pool.absent
            for session in members
        )

    def result(self) -> Recall:
        self._take_what_helps()
        self._leave_out_what_is_not_needed()
        chosen = self._chosen(self.taken)
        recalled = tuple(self._recalled(session, reason) for session, reason in chosen.items())
        rest = tuple(s for s in self.order if s not in chosen and self.pool.helps(s.agent_id))
        return Recall(
            self.at,
            recalled,
            tuple(self._freed(lesson) for lesson in self._emptied(chosen)),
            tuple(self._going_on(chosen)),
            self.absent,
            rest,
            tuple(self._shortages(chosen)),
        )

    def left_by(self, recalled: Iterable[Session]) -> Heads:
        """What lacks, minute by minute, when just these go back."""
        return self._left(dict.fromkeys(recalled, ""))

    def _moves(self) -> Iterable[Move]:
        """Agents who count, one by one; then whole lessons whose trainer counts."""
        yield from ((session,) for session in self.order if self.pool.helps(session.agent_id))
        for lesson, members in self.lessons.items():
            if self.pool.helps(lesson.trainer_id) and lesson.trainer_id not in self.pool.absent:
                yield tuple(members)

    def _take_what_helps(self) -> None:
        missing = self._missing(self._chosen(self.taken))
        for move in self._moves():
            if not missing:
                return
            with_it = self._missing(self._chosen([*self.taken, move]))
            if with_it < missing:
                self.taken.append(move)
                missing = with_it

    def _leave_out_what_is_not_needed(self) -> None:
        """Whoever was called for a gap that those called after him fill as well stays; the greatest need first."""
        missing = self._missing(self._chosen(self.taken))
        for move in tuple(reversed(self.taken)):
            others = [other for other in self.taken if other is not move]
            if self._missing(self._chosen(others)) <= missing:
                self.taken = others

    def _chosen(self, taken: Sequence[Move]) -> dict[Session, str]:
        """Everybody who goes back, with the reason: without a trainer, called, or of a group called off."""
        chosen = {session: f"no lesson: {session.trainer_id} is absent" for session in self.without_trainer}
        for move in taken:
            for session in move:
                trainer = "" if len(move) == 1 and self.pool.helps(session.agent_id) else session.trainer_id
                chosen.setdefault(session, f"his trainer {trainer} is called back" if trainer else "called back")
        for lesson, members in self.lessons.items():
            left = [session for session in members if session not in chosen]
            least = self.pool.smallest.get(lesson.topic, 1)
            if left and len(left) < least and lesson.start > self.at:
                chosen |= dict.fromkeys(left, f"group called off: {len(left)} left, it takes {least}")
        return chosen

    def _missing(self, chosen: Mapping[Session, str]) -> int:
        """Head-minutes that lack."""
        return int(self._left(chosen).sum())

    def _left(self, chosen: Mapping[Session, str]) -> Heads:
        left = self.lacking.copy()
        windows = [self._window(session) for session in chosen if self.pool.helps(session.agent_id)]
        windows += [
            self._window(self.lessons[one][0]) for one in self._emptied(chosen) if self.pool.helps(one.trainer_id)
        ]
        for window in windows:
            if window is not None:
                left[window.back : window.until] -= 1
        return np.maximum(left, 0)

    def _emptied(self, chosen: Mapping[Session, str]) -> list[_Lesson]:
        """Lessons of trainers who are there in which nobody is left."""
        return [
            lesson
            for lesson, members in self.lessons.items()
            if lesson.trainer_id not in self.pool.absent and all(session in chosen for session in members)
        ]

    def _window(self, session: Session) -> _Window | None:
        """When his recall puts him on the phones; None when he could not be there before his block ends anyway."""
        way = session.transition_minutes
        leaves, until = minutes_between(self.at, session.start) - way, minutes_between(self.at, session.end) + way
        back = leaves if leaves >= 0 else min(way, -leaves)
        return _Window(back, until) if session.end > self.at and back < until else None

    def _recalled(self, session: Session, reason: str) -> Recalled:
        back, until = self._moments(session)
        had = min(session.minutes, max(0, minutes_between(session.start, self.at)))
        helps = self.pool.helps(session.agent_id)
        return Recalled(session, back, until, had, session.minutes - had, helps, reason)

    def _freed(self, lesson: _Lesson) -> FreedTrainer:
        back, until = self._moments(self.lessons[lesson][0])
        return FreedTrainer(lesson.trainer_id, back, until, self.pool.helps(lesson.trainer_id))

    def _moments(self, session: Session) -> tuple[datetime, datetime]:
        window = self._window(session) or _Window(0, 0)
        return self._moment(window.back), self._moment(window.until)

    def _moment(self, minute: int) -> datetime:
        return later(self.at, minute)

    def _going_on(self, chosen: Mapping[Session, str]) -> Iterable[str]:
        for lesson, members in self.lessons.items():
            left = sum(session not in chosen for session in members)
            if 0 < left < len(members) and lesson.start <= self.at:
                begun = f"{lesson.topic}, begun {lesson.start:%H:%M}"
                yield f"{begun}, goes on with {left} of {len(members)} and {lesson.trainer_id}"

    def _shortages(self, chosen: Mapping[Session, str]) -> Iterable[Shortage]:
        minute = 0
        for heads, run in groupby(self._left(chosen).tolist()):
            length = len(list(run))
            if heads:
                yield Shortage(self._moment(minute), self._moment(minute + length), heads)
            minute += length


def later(moment: datetime, minutes: int) -> datetime:
    """That many elapsed minutes after a moment, on the same clock."""
    return (moment.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(moment.tzinfo)


def _lesson_of(session: Session) -> _Lesson:
    return _Lesson(session.topic, session.trainer_id, session.start, session.end)
