"""The pool of one day as it stands: what was planned, less what is known to have become of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from wfm.domain.pool import LedgerEntry, Lesson, Session, SessionStatus
from wfm.domain.time import minutes_between
from wfm.pool.ledger import Ledger

Facts = Mapping[SessionStatus, LedgerEntry]


def facts_by_lesson(ledger: Ledger) -> dict[Lesson, dict[SessionStatus, LedgerEntry]]:
    """What the ledger last heard of each lesson, by what became of it."""
    found: dict[Lesson, dict[SessionStatus, LedgerEntry]] = {}
    for entry in sorted(ledger.entries, key=lambda entry: entry.at):
        if entry.happened:
            found.setdefault(entry.lesson, {})[entry.status] = entry
    return found


def plans_by_lesson(ledger: Ledger) -> dict[Lesson, LedgerEntry]:
    """The plan of each lesson of the run that its date belongs to, whatever became of it."""
    plans = [entry for entry in ledger.entries if not entry.happened and entry.agent_id]
    standing = [entry for entry in plans if entry.run == ledger.run_of(entry.date)]
    return {entry.lesson: entry for entry in sorted(standing, key=lambda entry: entry.at)}


@dataclass(frozen=True)
class Today:
    """A day's sessions, and what the ledger knows of them."""

    day: date
    sessions: Sequence[Session]
    ledger: Ledger

    def unreported(self) -> tuple[Session, ...]:
        """Blocks of which nobody has said yet what became of them."""
        facts = facts_by_lesson(self.ledger)
        return tuple(session for session in self.sessions if _lesson(session) not in facts)

    def as_they_stand(self) -> tuple[Session, ...]:
        """Who is off the phones when: recalled blocks end with the recall, missed ones do not count."""
        facts = facts_by_lesson(self.ledger)
        return tuple(filter(None, (_cut(session, facts.get(_lesson(session), {})) for session in self.sessions)))

    def recalled_at(self, at: datetime) -> tuple[Session, ...]:
        """Blocks out of which somebody was recalled at that very moment."""
        facts = facts_by_lesson(self.ledger)
        recalls = ((s, facts.get(_lesson(s), {}).get(SessionStatus.RECALLED)) for s in self.sessions)
        return tuple(session for session, entry in recalls if entry and entry.minutes and entry.start == at)


def fixed_from(ledger: Ledger, day: date) -> Ledger:
    """The ledger for a further draft of `day`: everything planned for it and later stands as if it were done, also
    what was recalled or missed on it, so that caps and cool-down hold and nobody is sent to and fro in a day."""
    past = [entry for entry in ledger.entries if entry.date < day]
    plans = [entry for lesson, entry in plans_by_lesson(ledger).items() if lesson[1] >= day]
    return Ledger((*past, *(replace(entry, status=SessionStatus.ATTENDED) for entry in plans)))


def without(sessions: Iterable[Session], others: Iterable[Session]) -> tuple[Session, ...]:
    """The sessions whose lesson is not among the others."""
    taken = {_lesson(session) for session in others}
    return tuple(session for session in sessions if _lesson(session) not in taken)


def _cut(session: Session, facts: Facts) -> Session | None:
    """The session as far as it took or will take place."""
    lost = next(
        (facts[s] for s in (SessionStatus.RECALLED, SessionStatus.MISSED) if s in facts and facts[s].minutes), None
    )
    if lost is None:
        return session
    end = min(session.end, max(session.start, lost.start))
    had = facts[SessionStatus.ATTENDED].minutes if SessionStatus.ATTENDED in facts else 0
    if not had or end == session.start:
        return None
    return replace(session, end=end, minutes=minutes_between(session.start, end))


def _lesson(session: Session) -> Lesson:
    return session.agent_id, session.date, session.topic
