"""The pool's memory: append-only entries of what was planned and what became of it, and what follows from them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from wfm.domain.pool import LedgerEntry, Lesson, Session, SessionStatus

OFF_THE_PHONES = (SessionStatus.PLANNED, SessionStatus.ATTENDED)
WHAT_HAPPENED = (SessionStatus.ATTENDED, SessionStatus.RECALLED, SessionStatus.MISSED)


def planned_entries(
    sessions: Iterable[Session], dates: Iterable[date], run: str, at: datetime
) -> tuple[LedgerEntry, ...]:
    """What a run appends to the ledger: its sessions, and a line without an agent for each date it left empty."""
    entries = [
        LedgerEntry(at, run, s.agent_id, s.date, s.topic, s.start, s.end, s.minutes, SessionStatus.PLANNED)
        for s in sessions
    ]
    filled = {entry.date for entry in entries}
    empty = [
        LedgerEntry(at, run, "", day, "", at, at, 0, SessionStatus.PLANNED) for day in dates if day not in filled
    ]
    return tuple(sorted(entries + empty, key=lambda entry: (entry.date, entry.start, entry.agent_id)))


@dataclass(frozen=True, slots=True)
class Account:
    """What became of one lesson, in minutes. `carried`: those that it lost and did not get back itself, which are
    carried over to later lessons of the topic."""

    date: date
    agent_id: str
    topic: str
    planned: int
    attended: int
    recalled: int
    missed: int
    carried: int


@dataclass(frozen=True)
class Ledger:
    """Everything ever written, oldest first. Questions are answered from the entries that *stand*:

    what happened stands, whatever was planned; of plans only the latest run of a date counts (a date on which
    something happened belongs to the run it happened under), and only until it is known what became of them.
    A plan of the past of which nothing was reported counts as attended.
    """

    entries: tuple[LedgerEntry, ...] = ()

    def and_then(self, entries: Iterable[LedgerEntry]) -> "Ledger":
        return Ledger((*self.entries, *entries))

    def planning_from(self, first: date) -> "Ledger":
        """This ledger for whoever plans anew from `first` on: plans from that date on are his to make."""
        return Ledger(tuple(entry for entry in self.entries if entry.happened or entry.date < first))

    @cached_property
    def standing(self) -> Mapping[str, tuple[LedgerEntry, ...]]:
        """The entries that count, by agent, in order of date and start."""
        run_of = self._run_of_each_date
        facts = {(entry.lesson, entry.status): entry for entry in self._in_time if entry.happened}
        settled = {lesson for lesson, _ in facts}
        plans = [
            entry
            for entry in self._in_time
            if not entry.happened and entry.run == run_of[entry.date] and entry.lesson not in settled
        ]
        by_agent: dict[str, list[LedgerEntry]] = {}
        true = [entry for entry in facts.values() if entry.minutes]  # 0: what was reported first proved wrong
        for entry in sorted([*true, *plans], key=lambda e: (e.date, e.start)):
            if entry.agent_id:
                by_agent.setdefault(entry.agent_id, []).append(entry)
        return {agent_id: tuple(rows) for agent_id, rows in by_agent.items()}

    def run_of(self, day: date) -> str | None:
        """The run that a date belongs to; None when none has planned it."""
        return self._run_of_each_date.get(day)

    def accounts(self) -> tuple[Account, ...]:
        """Every lesson that counts, by date and agent: a plan of which nothing was reported has planned minutes
        only, what happened without a plan has none."""
        accounts = []
        for agent_id, rows in self.standing.items():
            for lesson, own in _by_lesson(rows).items():
                minutes = {entry.status: entry.minutes for entry in own}
                carried = self._lessons[agent_id][lesson][1]
                planned = self._planned.get(lesson, 0)
                attended, recalled, missed = (minutes.get(status, 0) for status in WHAT_HAPPENED)
                accounts.append(
                    Account(lesson[1], agent_id, lesson[2], planned, attended, recalled, missed, carried)
                )
        return tuple(sorted(accounts, key=lambda one: (one.date, one.agent_id, one.topic)))

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
    def _in_time(self) -> Sequence[LedgerEntry]:
        return sorted(self.entries, key=lambda entry: entry.at)

    @cached_property
    def _planned(self) -> Mapping[Lesson, int]:
        """Minutes of every lesson that was ever planned, by the plan written last."""
        return {entry.lesson: entry.minutes for entry in self._in_time if not entry.happened}

    @cached_property
    def _run_of_each_date(self) -> Mapping[date, str]:
        planned = {entry.date: entry.run for entry in self._in_time if not entry.happened}
        return planned | {entry.date: entry.run for entry in self._in_time if entry.happened}

    def _taken(self, agent_id: str, first: date, last: date) -> Sequence[LedgerEntry]:
        """Entries of time off the phones: attended, or planned and not yet reported on."""
        rows = self.standing.get(agent_id, ())
        return [entry for entry in rows if entry.status in OFF_THE_PHONES and first <= entry.date <= last]

    @cached_property
    def _lessons(self) -> Mapping[str, Mapping[Lesson, tuple[int, int]]]:
        """Minutes taken and lost of each agent's lessons, by date. Lost is what was recalled and missed, but no
        more than planned less attended: a miss that was corrected to an attendance is not owed."""
        lessons: dict[str, dict[Lesson, tuple[int, int]]] = {}
        for agent_id, rows in self.standing.items():
            of_agent = lessons.setdefault(agent_id, {})
            for lesson, own in _by_lesson(rows).items():
                taken = sum(entry.minutes for entry in own if entry.status in OFF_THE_PHONES)
                lost = sum(entry.minutes for entry in own if entry.status not in OFF_THE_PHONES)
                of_agent[lesson] = taken, min(lost, max(0, self._planned.get(lesson, taken + lost) - taken))
        return lessons


def _by_lesson(rows: Iterable[LedgerEntry]) -> Mapping[Lesson, Sequence[LedgerEntry]]:
    """One agent's entries by lesson, in their order."""
    lessons: dict[Lesson, list[LedgerEntry]] = {}
    for entry in rows:
        lessons.setdefault(entry.lesson, []).append(entry)
    return lessons
