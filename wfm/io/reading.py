"""A file as it was read against its column table, and the notes and problems that were found on the way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from wfm.domain.centre import FileHabits
from wfm.domain.errors import Problem
from wfm.io.column import Table
from wfm.io.header import Header
from wfm.io.sheet import Cell, text_of

FAILED = object()


@dataclass(frozen=True)
class ReadingRules:
    """What the centre says about its files: its zone, its own column names, its habits."""

    zone: ZoneInfo
    columns: Mapping[str, str] = field(default_factory=dict)
    files: FileHabits = field(default_factory=FileHabits)


@dataclass
class Findings:
    """Problems and notes of all files, in the order in which they were found."""

    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Reading:
    """A file that has been read: its values by column, None where a cell was blank or said 'unknown'.

    A value that could not be read is `FAILED`; it has been reported and is not looked at again.
    """

    file: str
    sheet: str | None
    table: Table
    header: Header
    rows: tuple[int, ...]
    cells: Mapping[str, list[Cell]]
    values: Mapping[str, list[Any]]

    def records(self) -> Iterator["Record"]:
        return (Record(self, index) for index in range(len(self.rows)))

    def has(self, column: str) -> bool:
        return column in self.values

    def problem(self, index: int, column: str, expected: str, hint: str | None = None) -> Problem:
        """A problem at a cell of this file."""
        cell = text_of(self.cells[column][index]) if column in self.cells else None
        return Problem(self.file, expected, self.rows[index], self.header.shown(column), cell, hint, self.sheet)


@dataclass(frozen=True, slots=True)
class Record:
    """One row, by column names."""

    reading: Reading
    index: int

    def __getitem__(self, column: str) -> Any:
        """The value; the column's default where it is blank or missing."""
        column_values = self.reading.values.get(column)
        value = None if column_values is None else column_values[self.index]
        return self.reading.table.by_name[column].default if value is None else value

    def sound(self, *columns: str) -> bool:
        """Whether all these columns could be read; without names, every column."""
        names = columns or self.reading.table.names
        return all(self[name] is not FAILED for name in names)

    def values(self) -> dict[str, Any]:
        """Every column of the table by name."""
        return {name: self[name] for name in self.reading.table.names}

    @property
    def row(self) -> int:
        return self.reading.rows[self.index]

    def problem(self, column: str, expected: str, hint: str | None = None) -> Problem:
        return self.reading.problem(self.index, column, expected, hint)
