"""The pool's memory: append-only entries of what was planned and what became of it, and what follows from them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from wfm.domain.pool import Session, SessionStatus

Lesson = tuple[str, date, str]
"""Whose, when, which topic."""

OFF_THE_PHONES = (SessionStatus.PLANNED, SessionStatus.ATTENDED)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: what `run` wrote at `at` about one agent's topic on one date.

    `minutes` are those of the status: planned, attended, lost by recall or missed; a half attended block is an
    attended entry and a recalled one. A planned entry without an agent says that the run drafted nobody that day.
    """

    at: datetime
    run: str
    agent_id: str
    date: date
    topic: str
    start: datetime
    end: datetime
    minutes: int
    status: SessionStatus

    def __post_init__(self) -> None:
        if self.minutes < 0 or self.end < self.start:
            raise ValueError(
                f"ledger entry of {self.agent_id} {self.date}: {self.start} to {self.end}, {self.minutes} min"
            )

    @property
    def lesson(self) -> Lesson:
        return self.agent_id, self.date, self.topic

    @property
    def happened(self) -> bool:
        return self.status is not SessionStatus.PLANNED


def planned_entries(
    sessions: Iterable[Session], dates: Iterable[date], run: str, at: datetime
) -> tuple[Entry, ...]:
    """What a run appends to the ledger: its sessions, and a line without an agent for each date it left empty."""
    entries = [
        Entry(at, run, s.agent_id, s.date, s.topic, s.start, s.end, s.minutes, SessionStatus.PLANNED)
        for s in sessions
    ]
    filled = {entry.date for entry in entries}
    empty = [Entry(at, run, "", day, "", at, at, 0, SessionStatus.PLANNED) for day in dates if day not in filled]
    return tuple(sorted(entries + empty, key=lambda entry: (entry.date, entry.start, entry.agent_id)))


@dataclass(frozen=True)
class Ledger:
    """Everything ever written, oldest first. Questions are answered from the entries that *stand*:

    what happened stands, whatever was planned; of plans only the latest run of a date counts (a date on which
    something happened belongs to the run it happened under), and only until it is known what became of them.
    A plan of the past of which nothing was reported counts as attended.
    """

    entries: tuple[Entry, ...] = ()

    def and_then(self, entries: Iterable[Entry]) -> "Ledger":
        return Ledger((*self.entries, *entries))

    def planning_from(self, first: date) -> "Ledger":
        """This ledger for whoever plans anew from `first` on: plans from that date on are his to make."""
        return Ledger(tuple(entry for entry in self.entries if entry.happened or entry.date < first))

    @cached_property
    def standing(self) -> Mapping[str, tuple[Entry, ...]]:
        """The entries that count, by agent, in order of date and start."""
        run_of = self._run_of_each_date()
        facts = {(entry.lesson, entry.status): entry for entry in self._in_time if entry.happened}
        settled = {lesson for lesson, _ in facts}
        plans = [
            entry
            for entry in self._in_time
            if not entry.happened and entry.run == run_of[entry.date] and entry.lesson not in settled
        ]
        by_agent: dict[str, list[Entry]] = {}
        for entry in sorted([*facts.values(), *plans], key=lambda e: (e.date, e.start)):
            if entry.agent_id:
                by_agent.setdefault(entry.agent_id, []).append(entry)
        return {agent_id: tuple(rows) for agent_id, rows in by_agent.items()}

    def minutes_in_week(self, agent_id: str, day: date) -> int:
        """Minutes of retraining, attended or planned, in the seven days that end with `day`."""
        return sum(entry.minutes for entry in self._taken(agent_id, day - timedelta(days=6), day))

    def minutes_on(self, agent_id: str, day: date) -> int:
        return sum(entry.minutes for entry in self._taken(agent_id, day, day))

    def blocks_on(self, agent_id: str, day: date) -> int:
        return len({entry.lesson for entry in self._taken(agent_id, day, day)})

    def sessions_since(self, agent_id: str, first: date, last: date) -> int:
        """How many sessions he took or is planned for from `first` to `last`, both included."""
        return len({entry.lesson for entry in self._taken(agent_id, first, last)})

    def last_session(self, agent_id: str, before: date) -> date | None:
        """The date of his latest session before that date; None if he never had one."""
        dates = [entry.date for entry in self._taken(agent_id, date.min, before - timedelta(days=1))]
        return max(dates, default=None)

    def carried_over(self, agent_id: str, before: date) -> Mapping[str, int]:
        """Minutes per topic that were recalled or missed before that date and not made good since."""
        owed: dict[str, int] = {}
        for (_, day, topic), (taken, lost) in self._lessons.get(agent_id, {}).items():
            if day < before:
                owed[topic] = owed.get(topic, 0) + lost if lost else max(0, owed.get(topic, 0) - taken)
        return {topic: minutes for topic, minutes in owed.items() if minutes > 0}

    def topics_done(self, agent_id: str, before: date) -> Mapping[str, date]:
        """The topics he has had in full before that date, each with the date of the last time."""
        owed = self.carried_over(agent_id, before)
        taken = self._taken(agent_id, date.min, before - timedelta(days=1))
        return {entry.topic: entry.date for entry in taken if entry.topic not in owed}

    @cached_property
    def _in_time(self) -> Sequence[Entry]:
        return sorted(self.entries, key=lambda entry: entry.at)

    def _run_of_each_date(self) -> Mapping[date, str]:
        planned = {entry.date: entry.run for entry in self._in_time if not entry.happened}
        return planned | {entry.date: entry.run for entry in self._in_time if entry.happened}

    def _taken(self, agent_id: str, first: date, last: date) -> Sequence[Entry]:
        """Entries of time off the phones: attended, or planned and not yet reported on."""
        rows = self.standing.get(agent_id, ())
        return [entry for entry in rows if entry.status in OFF_THE_PHONES and first <= entry.date <= last]

    @cached_property
    def _lessons(self) -> Mapping[str, Mapping[Lesson, tuple[int, int]]]:
        """Minutes taken and lost of each agent's lessons, by date. Lost is what was recalled and missed, but no
        more than planned less attended: a miss that was corrected to an attendance is not owed."""
        planned = {entry.lesson: entry.minutes for entry in self._in_time if not entry.happened}
        lessons: dict[str, dict[Lesson, tuple[int, int]]] = {}
        for agent_id, rows in self.standing.items():
            of_agent = lessons.setdefault(agent_id, {})
            for lesson in dict.fromkeys(entry.lesson for entry in rows):
                taken = sum(e.minutes for e in rows if e.lesson == lesson and e.status in OFF_THE_PHONES)
                lost = sum(e.minutes for e in rows if e.lesson == lesson and e.status not in OFF_THE_PHONES)
                of_agent[lesson] = taken, min(lost, max(0, planned.get(lesson, taken + lost) - taken))
        return lessons
