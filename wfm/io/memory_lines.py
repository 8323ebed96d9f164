"""A record of the program's memory as a line of a table, and back."""

from datetime import date, datetime
from enum import StrEnum

from wfm.domain.pool import LedgerEntry, ProgrammeState, ProgrammeStep, SessionStatus
from wfm.io.chain import Texts


def text_of(value: object) -> object:
    """A value as a table keeps it: moments with seconds and offset."""
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value


def ledger_entry(texts: Texts) -> LedgerEntry:
    """The entry that a line of the ledger holds. Raises ValueError when it can be none."""
    at, run, agent, day, topic, start, end, minutes, status = map(str, texts)
    moments = [datetime.fromisoformat(moment) for moment in (at, start, end)]
    if any(moment.tzinfo is None for moment in moments):
        raise ValueError("a moment without its offset from UTC")
    written, begins, ends = moments
    day_of_it = date.fromisoformat(day)
    return LedgerEntry(written, run, agent, day_of_it, topic, begins, ends, int(minutes), SessionStatus(status))


def programme_step(texts: Texts) -> ProgrammeStep:
    """The change of state that a line of the record of the programme holds. Raises ValueError."""
    _, _, agent, day, state, reason = map(str, texts)
    return ProgrammeStep(agent, date.fromisoformat(day), ProgrammeState(state), reason)
