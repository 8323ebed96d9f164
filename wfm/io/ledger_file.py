"""An exported ledger, as `wfm pool ledger --restore` takes it back."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from wfm.domain.errors import InputProblems, Problem
from wfm.domain.pool import LedgerEntry, SessionStatus
from wfm.io.atomic import storing
from wfm.io.chain import Line, chained, link
from wfm.io.column import Column, Kind, Table
from wfm.io.read_table import read_table
from wfm.io.reading import Findings, ReadingRules, Record
from wfm.io.sheet import text_of

LEDGER_FILE = Table(
    "pool_ledger",
    "pool_ledger.csv",
    "Every entry of the pool ledger, as `wfm pool ledger --export` writes it",
    (
        Column("entry", Kind.COUNT, "its number", required=False, least=1),
        Column("at", Kind.MOMENT, "when it was written"),
        Column("run", Kind.TEXT, "the run that wrote it"),
        Column("agent_id", Kind.TEXT, "whose; blank: the run drafted nobody that day", required=False, default=""),
        Column("date", Kind.DATE, "the day of the session"),
        Column("topic", Kind.TEXT, "unit of the curriculum", required=False, default=""),
        Column("start", Kind.MOMENT, "start of the block"),
        Column("end", Kind.MOMENT, "end of the block"),
        Column("minutes", Kind.COUNT, "minutes planned, attended, recalled or missed", "minutes", least=0),
        Column("status", Kind.CHOICE, "what the entry says", choice=SessionStatus),
        Column("checksum", Kind.TEXT, "over this line and all before it", required=False, default=""),
    ),
    LedgerEntry,
)
AS_IT_IS = "use another export; or take the file as it is: delete its columns entry and checksum"


@dataclass(frozen=True)
class LedgerFile:
    """An exported ledger as it was read. `cut_row`: the row on which it was cut off; that line is not among
    `lines`. `checked`: the file has checksums, and they fit."""

    shown: str
    lines: tuple[Line, ...]
    checked: bool
    cut_row: int | None = None


def read_ledger_file(path: Path, zone: ZoneInfo) -> LedgerFile:
    """Read an export, also one that a planner has saved in his dialect; InputProblems with all that is wrong.

    A last line without an end that does not hold what a line holds was cut off: the lines before it are read.
    """
    if not path.exists():
        raise InputProblems([Problem(path.name, "a file that `wfm pool ledger --export` has written")])
    findings = Findings()
    file = _read(path, path.name, zone, findings)
    if findings.problems and (whole_lines := _before_a_cut(path)) is not None:
        findings = Findings()
        with tempfile.TemporaryDirectory() as folder:
            shortened = Path(folder) / path.name
            with storing(path):
                shortened.write_bytes(whole_lines)
            file = _read(shortened, path.name, zone, findings, cut_row=whole_lines.count(b"\n") + 1)
    if findings.problems:
        raise InputProblems(findings.problems)
    return file


def _before_a_cut(path: Path) -> bytes | None:
    """The complete lines of a file whose last line has no end; None when it has one."""
    with storing(path):
        data = path.read_bytes() if path.is_file() else b""
    whole, end, cut = data.rpartition(b"\n")
    return whole + end if cut.strip() and end else None


def _read(path: Path, shown: str, zone: ZoneInfo, findings: Findings, cut_row: int | None = None) -> LedgerFile:
    reading = read_table(path, shown, LEDGER_FILE, ReadingRules(zone), findings)
    records = () if reading is None else tuple(record for record in reading.records() if record.sound())
    checked = reading is not None and reading.has("entry") and reading.has("checksum")
    if not checked or findings.problems:
        return LedgerFile(shown, chained(map(_texts, records)), False, cut_row)
    lines = [Line(record["entry"] or 0, _texts(record), record["checksum"]) for record in records]
    findings.problems += _breaks(records, lines)
    return LedgerFile(shown, tuple(lines), True, cut_row)


def _texts(record: Record) -> tuple[object, ...]:
    """The record as wfm.db keeps it: moments with the offset with which they were written."""
    return tuple(_text(record, column) for column in LEDGER_FILE.columns[1:-1])


def _text(record: Record, column: Column) -> object:
    value = record[column.name]
    if column.kind is Kind.MOMENT:
        return _as_written(record, column.name, value).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value if isinstance(value, int) else str(value)


def _as_written(record: Record, column: str, value: datetime) -> datetime:
    """The reader gives moments in the centre's zone; an export keeps the offset that it finds."""
    try:
        written = datetime.fromisoformat(text_of(record.reading.cells[column][record.index]))
    except ValueError:
        return value
    return written if written.tzinfo is not None else value


def _breaks(records: Sequence[Record], lines: Sequence[Line]) -> Iterator[Problem]:
    """Every line that is not as it was exported; each is held against the checksum that stands before it."""
    before, checksum = 0, ""
    for record, line in zip(records, lines, strict=True):
        if line.number != before + 1:
            yield record.problem("entry", f"entry {before + 1}: lines have been removed, added or moved", AS_IT_IS)
        elif line.checksum != link(checksum, line.number, line.texts):
            yield record.problem("checksum", "the checksum of this line: it has been changed", AS_IT_IS)
        before, checksum = line.number, line.checksum
