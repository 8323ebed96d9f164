"""The program's own CSV files: rows of the domain out and in again, byte for byte the same each time."""

import csv
import math
from collections.abc import Iterable
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from wfm.domain.errors import InputProblems
from wfm.domain.pool import Finding
from wfm.domain.time import iso
from wfm.io.column import Column, Kind, Table
from wfm.io.columns import SHIFTS
from wfm.io.day_plans import breaks_text, day_plan
from wfm.io.read_table import read_table
from wfm.io.reading import Findings, ReadingRules, Record

LINE_BREAKS = str.maketrans(dict.fromkeys("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))


def write_rows(path: Path, table: Table, rows: Iterable[Any]) -> None:
    """Write rows of the table's domain class as CSV in UTF-8: times with offset, decimals as the columns say.

    A line break inside a text becomes a blank, so that a row stays one line. Raises OSError.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.names)
        columns = [(column.name, column) for column in table.columns]
        writer.writerows([_written(getattr(row, name), column) for name, column in columns] for row in rows)


def read_rows(path: Path, table: Table, zone: ZoneInfo, shown: str | None = None) -> tuple[Any, ...]:
    """The rows of a file that `write_rows` wrote, also when a planner has edited it and saved it in his dialect.

    `shown` is the name of the file in messages. Raises InputProblems with all that is wrong in it.
    """
    findings = Findings()
    reading = read_table(path, shown or path.name, table, ReadingRules(zone), findings)
    rows = []
    for record in reading.records() if reading is not None else ():
        try:
            rows += [_row(record, table)] if record.sound() else []
        except ValueError as error:
            first = next(iter(reading.values)) if reading is not None else ""
            findings.problems.append(record.problem(first, "a row that fits together", str(error)))
    if findings.problems:
        raise InputProblems(findings.problems)
    return tuple(rows)


def _row(record: Record, table: Table) -> Any:
    if table.row is None:
        raise TypeError(f"rows of {table.name} are read by read_inputs")
    return day_plan(record) if table is SHIFTS else table.row(**record.values())


def _written(value: Any, column: Column) -> str:
    """A value as its column is written; None and NaN as nothing."""
    if value is None:
        return ""
    if type(value) is str:  # most values of most files; a word of an Enum is no plain str
        return value.translate(LINE_BREAKS)
    if isinstance(value, float):
        return decimal(value, column.digits)
    if isinstance(value, datetime):
        return iso(value)
    if column.kind is Kind.BREAKS:
        return breaks_text(value)
    if column.kind is Kind.FINDINGS:
        return ";".join(map(_finding, value))
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ";".join(value)
    return str(value).translate(LINE_BREAKS)


def decimal(value: float, digits: int) -> str:
    """A number with at most that many decimals, and none that say nothing: 12.50 as 12.5, 3.0 as 3."""
    if math.isnan(value):
        return ""
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _finding(finding: Finding) -> str:
    figures = (finding.value, finding.peer_median, finding.gap, finding.confidence)
    return ":".join([finding.kpi, *(decimal(float(figure), 4) for figure in figures)])
