"""Long tables: one column definition says header, width, look and where the value comes from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from wfm.reporting.workbook.book import Book
from wfm.reporting.workbook.cells import Value, lines_of, put
from wfm.reporting.workbook.looks import WRAPPED, Look
from wfm.reporting.workbook.page import set_widths

Row = TypeVar("Row")
LINE_HEIGHT = 12.5
"""Points of one printed line of the body font."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """`value` gets the row and the number of its sheet row, which formulas need. Width in characters."""

    header: str
    width: float
    look: Look
    value: Callable[[Row, int], Value]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a table stands: its sheet, and its first and last row of data."""

    sheet: str
    first: int
    last: int

    def column(self, number: int) -> str:
        """An absolute reference to one column's data, for formulas of any sheet."""
        letter = get_column_letter(number)
        return f"'{self.sheet}'!${letter}${self.first}:${letter}${self.last}"


def write_table(
    book: Book, sheet: Worksheet, name: str, top: int, columns: Sequence[Column[Row]], rows: Sequence[Row]
) -> Placed:
    """Write headers in row `top` and the rows below it as an Excel table that filters; none without rows."""
    write_headers(sheet, top, [column.header for column in columns])
    set_widths(sheet, [column.width for column in columns])
    write_rows(book, sheet, top + 1, columns, rows)
    last = top + len(rows)
    if rows:
        table = Table(displayName=name, ref=f"A{top}:{get_column_letter(len(columns))}{last}")
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        sheet.add_table(table)
    return Placed(sheet.title, top + 1, max(last, top + 1))


def write_headers(sheet: Worksheet, row: int, headers: Sequence[str]) -> None:
    """A row of column headers."""
    for column, header in enumerate(headers, 1):
        put(sheet, row, column, header, Look.HEADER)
    sheet.row_dimensions[row].height = 30


def write_rows(
    book: Book, sheet: Worksheet, top: int, columns: Sequence[Column[Row]], rows: Sequence[Row]
) -> None:
    """The rows alone, from row `top` on, which must be the next free one; tall enough for wrapped text."""
    wrapped = [column.look in WRAPPED for column in columns]
    for number, row in enumerate(rows, top):
        values = [column.value(row, number) for column in columns]
        book.append(sheet, [(value, column.look) for value, column in zip(values, columns, strict=True)])
        lines = [
            lines_of(value, column.width)
            for value, column, wraps in zip(values, columns, wrapped, strict=True)
            if wraps and isinstance(value, str)
        ]
        if lines and max(lines) > 1:
            sheet.row_dimensions[number].height = LINE_HEIGHT * max(lines) + 2
