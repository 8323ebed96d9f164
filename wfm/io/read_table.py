"""One file against its column table: everything that can be read, everything that is wrong, everything noticed."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from wfm.domain.errors import Problem
from wfm.io.column import Column, Kind, Table
from wfm.io.header import (
    Header,
    find_header,
    known_headers,
    missing_columns,
    repeated_headers,
    totals_rows,
    unused_columns,
)
from wfm.io.moments import needs_order, order_vote
from wfm.io.numbers import decimal_vote
from wfm.io.percentages import in_percent
from wfm.io.reading import FAILED, Findings, Reading, ReadingRules
from wfm.io.sheet import Cell, Line, Sheet, Unreadable, is_blank
from wfm.io.source import read_sheet
from wfm.io.values import BadValue, Manner, Reader, is_unknown, reader_of

NUMBERS = (Kind.NUMBER, Kind.COUNT, Kind.SHARE, Kind.DURATION)
DATES = (Kind.DATE, Kind.MOMENT, Kind.DATE_OR_MOMENT, Kind.CLOCK_OR_MOMENT)


def read_table(path: Path, shown: str, table: Table, rules: ReadingRules, findings: Findings) -> Reading | None:
    """Read a file; None when there is nothing in it to look at. Raises StorageFailed."""
    try:
        sheet = read_sheet(path, table.name, known_headers(table, rules.columns), rules.files.encoding)
    except Unreadable as error:
        findings.problems.append(Problem(shown, error.expected, error.row, None, error.found, error.hint))
        return None
    findings.notes += [f"{shown}: {note}" for note in sheet.notes]
    if not sheet.lines:
        findings.problems.append(
            Problem(shown, f"a header: {', '.join(table.names)}", None, None, "an empty file")
        )
        return None
    header = find_header(sheet, table, rules.columns)
    problems = _header_problems(shown, sheet, header, table)
    if problems:
        findings.problems += problems
        return None
    lines = _data_lines(shown, sheet, header, table, findings)
    return _read_columns(shown, sheet.name, lines, header, table, rules, findings)


def _header_problems(shown: str, sheet: Sheet, header: Header, table: Table) -> list[Problem]:
    problems = [
        Problem(
            shown, f"a column '{column.name}': {column.meaning}", header.row, column.name, None, hint, sheet.name
        )
        for column, hint in missing_columns(header, table)
    ]
    return problems + [
        Problem(shown, "this header once", header.row, header.shown(name), None, None, sheet.name)
        for name in header.twice
    ]


def _data_lines(shown: str, sheet: Sheet, header: Header, table: Table, findings: Findings) -> list[Line]:
    """The lines below the header that hold data; the others are told."""
    below = sheet.lines[header.index + 1 :]
    totals = [] if table.is_ours else totals_rows(below)
    headers = repeated_headers(below, sheet.lines[header.index])
    unused = None if table.is_ours else unused_columns(header, table)
    for told, rows in (
        ("title lines skipped", [row for row, _ in sheet.lines[: header.index]]),
        ("totals left out", totals),
        ("repeated headers left out", headers),
    ):
        if rows:
            findings.notes.append(f"{shown}: {told}: {'row' if len(rows) == 1 else 'rows'} {_listed(rows)}")
    if unused:
        findings.notes.append(f"{shown}: {unused}")
    left_out = {*totals, *headers}
    lines = [line for line in below if line[0] not in left_out]
    too_wide = _too_wide(lines, len(header.spelled))
    for row, count in too_wide.items():
        expected = f"{len(header.spelled)} cells as in the header"
        hint = "put a text that holds the separator in quotation marks"
        findings.problems.append(Problem(shown, expected, row, None, f"{count} cells", hint, sheet.name))
    return [line for line in lines if line[0] not in too_wide]


def _too_wide(lines: list[Line], width: int) -> dict[int, int]:
    """Rows with filled cells beyond the header, and how many cells they have."""
    return {
        row: len(cells) for row, cells in lines if len(cells) > width and not all(map(is_blank, cells[width:]))
    }


def _listed(rows: list[int]) -> str:
    return ", ".join(map(str, rows[:10])) + (f" … ({len(rows)} in all)" if len(rows) > 10 else "")


def _read_columns(
    shown: str,
    sheet: str | None,
    lines: list[Line],
    header: Header,
    table: Table,
    rules: ReadingRules,
    findings: Findings,
) -> Reading:
    cells = {
        name: [line[place] if place < len(line) else "" for _, line in lines]
        for name, place in header.places.items()
    }
    values: dict[str, list[Any]] = {}
    reading = Reading(shown, sheet, table, header, tuple(row for row, _ in lines), cells, values)
    manners = _manners(table, cells, rules)
    in_percents = [header.shown(name) for name, manner in manners.items() if manner.percent]
    if in_percents:
        findings.notes.append(f"{shown}: read as percent (0-100): {', '.join(in_percents)}")
    for name, column_cells in cells.items():
        column = table.by_name[name]
        values[name] = _read_column(column, column_cells, manners[name], reading, findings)
    return reading


def _read_column(
    column: Column, cells: list[Cell], manner: Manner, reading: Reading, findings: Findings
) -> list[Any]:
    """The values of a column; each distinct cell is read once, since interval files repeat themselves."""
    read = reader_of(column, manner)
    blank = math.nan if reading.table.is_ours and column.kind in (Kind.NUMBER, Kind.SHARE) else None
    answers: dict[Cell, Any] = {}
    values = []
    for index, cell in enumerate(cells):
        if cell not in answers:
            try:
                answers[cell] = _read_cell(cell, column, read, blank)
            except BadValue as error:
                answers[cell] = error
        answer = answers[cell]
        if isinstance(answer, BadValue):
            findings.problems.append(reading.problem(index, column.name, answer.expected, answer.hint))
            answer = FAILED
        values.append(answer)
    return values


def _read_cell(cell: Cell, column: Column, read: Reader, blank: Any) -> Any:
    unknown = is_unknown(cell, column)
    if not unknown and not is_blank(cell):
        return read(cell)
    if column.required and blank is None and not (unknown and column.may_be_unknown):
        raise BadValue(column.expected, "the cell is blank" if is_blank(cell) else None)
    return blank


def _manners(table: Table, cells: Mapping[str, list[Cell]], rules: ReadingRules) -> dict[str, Manner]:
    """How each column writes numbers and dates: its own evidence first, else that of the file's other columns."""
    texts = {name: {cell for cell in column if isinstance(cell, str)} for name, column in cells.items()}
    marks = {name: decimal_vote(found) for name, found in texts.items() if table.by_name[name].kind in NUMBERS}
    orders = {
        name: order_vote(found, in_a_row=table.by_name[name].kind is Kind.MOMENT)
        for name, found in texts.items()
        if table.by_name[name].kind in DATES and any(map(needs_order, found))
    }
    manners = {
        name: Manner(
            rules.zone,
            rules.files.decimal_mark or marks.get(name) or _unanimous(marks.values()),
            rules.files.date_order or orders.get(name) or _unanimous(orders.values()),
        )
        for name in cells
    }
    return (
        manners
        if table.is_ours
        else {name: _shares(table.by_name[name], cells[name], manner) for name, manner in manners.items()}
    )


def _shares(column: Column, cells: list[Cell], manner: Manner) -> Manner:
    """The same manner, in percent where a column of shares is written so."""
    return replace(manner, percent=column.kind is Kind.SHARE and in_percent(cells, manner.decimal_mark))


def _unanimous(votes: Iterable[str]) -> str:
    """What all columns that say anything say; "" when they differ or are silent."""
    said = {vote for vote in votes if vote}
    return said.pop() if len(said) == 1 else ""
