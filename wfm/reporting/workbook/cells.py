"""Putting values into cells: the only way in, and the one place that decides what may become a formula."""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from unicodedata import east_asian_width

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from wfm.reporting.workbook.looks import Look

LONGEST_TEXT = 32_767
"""Characters that one cell of Excel can hold."""
LETTER_WIDTH = 0.75
"""Columns of print that a letter of the body takes: it is smaller than the font that columns are measured in."""
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML 1.0 does not allow in a text."""
LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula that this program wrote; a plain string never becomes one."""

    text: str


Value = str | int | float | date | datetime | time | timedelta | Formula | None


def put(sheet: Worksheet, row: int, column: int, value: Value, look: Look) -> Cell:
    """Write one value into one cell and dress it."""
    cell = cell_at(sheet, row, column)
    cell.style = look.value
    fill(cell, value)
    return cell


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell itself. Raises TypeError inside a merged range: no sheet of ours has one."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(f"row {row}, column {column} of {sheet.title} lies inside a merged range")
    return cell


def fill(cell: Cell, value: Value) -> None:
    """Give a cell its value: text stays text, only a Formula is one, an endless number is written in words.

    Raises TypeError for a moment with a zone: cells hold wall-clock times.
    """
    match value:
        case str():
            put_text(cell, value)
        case Formula(text):
            cell.value = f"={text}"
        case datetime() if value.tzinfo is not None:
            raise TypeError(f"{value} has a zone; a cell holds wall-clock times")
        case float() if not math.isfinite(value):
            put_text(cell, "n/a" if math.isnan(value) else "endless")
        case _:
            cell.value = value


def put_text(cell: Cell, text: str) -> None:
    """Text from anywhere, as text: unprintable characters dropped, cut at what a cell holds, never a formula."""
    clean = clean_text(text)
    cell.value = clean
    cell.data_type = "s"
    if clean.startswith(LOOKS_LIKE_A_FORMULA):
        cell.quotePrefix = True


def clean_text(text: str) -> str:
    """Text without unprintable characters, cut at what a cell or a note holds."""
    return UNPRINTABLE.sub("", text)[:LONGEST_TEXT]


def link(cell: Cell, sheet: str, reference: str) -> None:
    """Make a cell jump to a place of the same workbook."""
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{sheet}'!{reference}")


@lru_cache(maxsize=65_536)
def width_of(text: str) -> int:
    """Columns of print that a text takes: two for wide East Asian characters (Unicode Standard Annex 11)."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def lines_of(text: str, width: float) -> int:
    """Lines that a text takes when it is wrapped in a column of that width."""
    room = max(1.0, width) / LETTER_WIDTH
    return sum(max(1, math.ceil(width_of(line) / room)) for line in text.splitlines() or [""])
