"""The cells of one sheet of an Excel workbook."""

import re
import warnings
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from wfm.io.sheet import Cell, Line, Sheet, Unreadable, header_key, is_blank
from wfm.io.workbook_gate import RESAVE, check_workbook

DAMAGE = (
    BadZipFile,
    zlib.error,
    ParseError,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
)


def read_workbook(path: Path, name: str) -> Sheet:
    """The sheet called `name`, else the first one with anything in it.

    Raises Unreadable when the gate refuses the file or openpyxl finds it damaged.
    """
    check_workbook(path)
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and validations, which are not read
            book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
            try:
                return _sheet(book, name)
            finally:
                book.close()
    except OSError as error:
        if error.errno is not None:
            raise  # the disk's refusal, not openpyxl's
        raise _damaged(error) from None
    except DAMAGE as error:
        raise _damaged(error) from None


def _damaged(error: Exception) -> Unreadable:
    return Unreadable("a sound Excel workbook", f"a damaged one ({error})", RESAVE)


def _sheet(book: Any, name: str) -> Sheet:
    ordered = sorted(book.worksheets, key=lambda ws: (header_key(ws.title) != name, ws.sheet_state != "visible"))
    for worksheet in ordered:
        lines = tuple(_lines(worksheet))
        if lines:
            others = [ws.title for ws in book.worksheets if ws is not worksheet]
            notes = (f"read sheet '{worksheet.title}', not {', '.join(others)}",) if others else ()
            return Sheet(lines, worksheet.title, notes)
    return Sheet(())


def _lines(worksheet: Any) -> Iterator[Line]:
    """Every row that has a cell in it. The size a sheet claims is not believed: rows would be lost silently."""
    worksheet.reset_dimensions()
    for number, row in enumerate(worksheet.iter_rows(), start=1):
        cells = tuple(_cell(cell) for cell in row)
        if not all(map(is_blank, cells)):
            yield number, cells


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float | str):
        return value
    if isinstance(value, datetime):
        return _moment(value, cell.number_format)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M:%S")
    if isinstance(value, timedelta):
        whole = round(value.total_seconds())
        return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"
    return str(value)


def _moment(value: datetime, number_format: str) -> str:
    """A midnight that the sheet shows without hours is a day. Excel's fractions of days miss whole seconds."""
    rounded = value + timedelta(microseconds=500_000)
    shown = re.sub(r'"[^"]*"|\[[^\]]*\]', "", number_format or "").casefold()
    if rounded.time().replace(microsecond=0) == time(0) and "h" not in shown:
        return rounded.date().isoformat()
    return rounded.replace(microsecond=0).isoformat()
