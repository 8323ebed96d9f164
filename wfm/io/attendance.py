"""Attendance files: what became of the sessions, as a CSV or the TrainingLog sheet of a returned pool.xlsx."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from wfm.domain.centre import Centre
from wfm.domain.errors import InputProblems, Problem
from wfm.domain.time import at_minute
from wfm.io.column import Column, Kind, Table
from wfm.io.hours_text import plain
from wfm.io.near import did_you_mean
from wfm.io.read_table import read_table
from wfm.io.reading import Findings, Reading, ReadingRules, Record

WORDS: Mapping[str, tuple[str, ...]] = {
    "attended": ("attended", "present", "yes", "出席", "已出席", "到课", "已到", "参加", "已参加"),
    "recalled": ("recalled", "called back", "召回", "已召回", "被召回"),
    "missed": (
        *("missed", "absent", "no show", "no", "not attended"),
        *("缺席", "缺勤", "未出席", "未参加", "未到", "缺课", "旷课"),
    ),
    "left early": ("left early", "早退", "中途离开"),
}
"""What trainers write, by what it means."""

ATTENDANCE = Table(
    "traininglog",
    "FILE of wfm pool attend",
    "What became of the sessions; also the sheet TrainingLog of pool.xlsx",
    (
        Column("agent_id", Kind.TEXT, "whose session"),
        Column("date", Kind.DATE, "its day"),
        Column("topic", Kind.TEXT, "unit of the curriculum; may be missing", required=False, default=""),
        Column("start", Kind.CLOCK_OR_MOMENT, "planned start, where a day has several", required=False),
        Column(
            "status",
            Kind.TEXT,
            "attended, recalled, missed or left early; blank: not told",
            required=False,
            default="",
        ),
        Column(
            "minutes",
            Kind.NUMBER,
            "minutes really spent; blank: all of them if attended, else none",
            "minutes",
            required=False,
            least=0,
            most=1440,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """One filled line; `answer` is one of WORDS. `start` None, `topic` "", `minutes` None: it does not say."""

    row: int
    agent_id: str
    date: date
    answer: str
    topic: str
    start: datetime | None
    minutes: int | None


@dataclass(frozen=True)
class AttendanceFile:
    """The lines of a file that say something, its other lines counted, and what was noticed."""

    lines: tuple[AttendanceLine, ...]
    blank: int
    notes: tuple[str, ...]
    reading: Reading

    def problem(self, row: int, column: str, value: str, expected: str, hint: str | None) -> Problem:
        """A problem with a line, in the words of the file."""
        shown = self.reading.header.shown(column)
        return Problem(self.reading.file, expected, row, shown, value or None, hint, self.reading.sheet)


def read_attendance(path: Path, centre: Centre) -> AttendanceFile:
    """Every line on which somebody wrote what became of a session; InputProblems with all that is wrong."""
    if not path.exists():
        raise InputProblems([Problem(str(path), "a file that is there", hint="give its full path")])
    findings = Findings()
    rules = ReadingRules(centre.zone, centre.columns, centre.files)
    reading = read_table(path, path.name, ATTENDANCE, rules, findings)
    if reading is None:
        raise InputProblems(findings.problems)
    if not reading.has("status"):
        expected = "a column 'status' (What became of it, 出席状态): " + ", ".join(WORDS)
        findings.problems.append(
            Problem(reading.file, expected, reading.header.row, None, None, None, reading.sheet)
        )
        raise InputProblems(findings.problems)
    lines, blank = [], 0
    for record in reading.records():
        if not record["status"] and record["minutes"] is None:
            blank += 1
            continue
        answer = _answer(record, findings)
        if answer and record.sound():
            lines.append(_line(record, answer, centre))
    if findings.problems:
        raise InputProblems(findings.problems)
    return AttendanceFile(tuple(lines), blank, tuple(findings.notes), reading)


def _answer(record: Record, findings: Findings) -> str | None:
    said = plain(record["status"]).casefold().replace("_", " ").replace("-", " ")
    found = next((meaning for meaning, words in WORDS.items() if said in words), None)
    if found is None:
        hint = did_you_mean(said, [word for words in WORDS.values() for word in words]) if said else None
        findings.problems.append(
            record.problem("status", f"one of {', '.join(WORDS)}, or 出席, 召回, 缺席, 早退", hint)
        )
    return found


def _line(record: Record, answer: str, centre: Centre) -> AttendanceLine:
    start = record["start"]
    if isinstance(start, timedelta):
        start = at_minute(record["date"], round(start.total_seconds() / 60), centre.zone)
    minutes = None if record["minutes"] is None else round(record["minutes"])
    return AttendanceLine(record.row, record["agent_id"], record["date"], answer, record["topic"], start, minutes)
