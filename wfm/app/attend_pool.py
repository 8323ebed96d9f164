"""``wfm pool attend``: what became of the sessions, from the trainers' file into the ledger."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from wfm.app.desk import at_desk
from wfm.app.opening import open_centre
from wfm.app.register import ledger_of
from wfm.app.steps import NobodyWatches, Steps
from wfm.domain.errors import InputProblems
from wfm.domain.pool import LedgerEntry, SessionStatus
from wfm.io.attendance import AttendanceFile, read_attendance
from wfm.pool.day.attendance import Answer, Report, Settled, settle
from wfm.pool.ledger import Ledger


@dataclass(frozen=True)
class Attendance:
    """What a file brought. `lines`: those that say something, `blank`: those left empty; `silent_days`: days with
    sessions that are over and unreported, and how many."""

    file: str
    lines: int
    blank: int
    settled: Settled
    silent_days: tuple[tuple[date, int], ...]
    notes: tuple[str, ...]

    @property
    def minutes(self) -> dict[str, int]:
        """Minutes entered, by what became of them."""
        entries = self.settled.entries
        kinds = (SessionStatus.ATTENDED, SessionStatus.RECALLED, SessionStatus.MISSED)
        return {str(kind): sum(entry.minutes for entry in entries if entry.status is kind) for kind in kinds}

    @property
    def sessions(self) -> int:
        """Sessions of which the ledger heard something new."""
        return len({entry.lesson for entry in self.settled.entries})

    def as_dict(self) -> dict[str, object]:
        return {
            "file": self.file,
            "lines": self.lines,
            "blank_lines": self.blank,
            "sessions_entered": self.sessions,
            "minutes_entered": self.minutes,
            "corrected": self.settled.corrected,
            "known_already": self.settled.known,
            "assumed_missed": self.settled.assumed,
            "counted_as_attended_without_report": [
                {"date": day.isoformat(), "sessions": count} for day, count in self.silent_days
            ],
            "entries": [_told(entry) for entry in self.settled.entries],
            "notes": list(self.notes),
        }


def attend_pool(
    where: Path | None, file: Path, *, assume_missed: bool = False, now: datetime | None = None
) -> Attendance:
    """Enter an attendance file. The same file again adds nothing; a corrected one adds the corrections.

    Raises InputProblems with everything that is wrong with it; then nothing has been entered.
    """
    workspace, centre = open_centre(where)
    moment = (now or datetime.now().astimezone()).astimezone(centre.zone)
    read = read_attendance(file, centre)
    with at_desk(workspace, "pool attend", Steps(NobodyWatches())) as desk:
        settled = _settled(read, ledger_of(desk.database), moment, assume_missed=assume_missed)
        desk.database.append(settled.entries)
    counted: dict[date, int] = {}
    for plan in settled.silent:
        counted[plan.date] = counted.get(plan.date, 0) + 1
    return Attendance(
        read.reading.file, len(read.lines), read.blank, settled, tuple(sorted(counted.items())), read.notes
    )


def _settled(read: AttendanceFile, ledger: Ledger, now: datetime, *, assume_missed: bool) -> Settled:
    reports = [
        Report(one.row, one.agent_id, one.date, Answer(one.answer), one.topic, one.start, one.minutes)
        for one in read.lines
    ]
    settled = settle(reports, ledger, now, assume_missed=assume_missed)
    if settled.mismatches:
        raise InputProblems(
            [read.problem(m.report.row, m.column, m.value, m.expected, m.hint) for m in settled.mismatches]
        )
    return settled


def _told(entry: LedgerEntry) -> dict[str, object]:
    told = asdict(entry)
    names = ("agent_id", "date", "topic", "minutes", "status")
    return {name: str(told[name]) if name in ("date", "status") else told[name] for name in names}
