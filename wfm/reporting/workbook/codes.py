"""Sheet Codes: what may stand in the roster grid, what each code pays, and the covers to choose from."""

from openpyxl.worksheet.worksheet import Worksheet

from wfm.reporting.content import RunContent
from wfm.reporting.workbook.book import Book
from wfm.reporting.workbook.cells import put
from wfm.reporting.workbook.looks import Look
from wfm.reporting.workbook.page import Paper, new_sheet, print_as, set_widths
from wfm.reporting.workbook.shift_code import LEAVE, OFF, TRAINING, ShiftCode, codes_on_offer
from wfm.reporting.workbook.table import Column, write_table

NAME = "Codes"
CODE_LIST, HOURS_LIST, COVER_LIST = "RosterCodes", "RosterCodeHours", "Covers"
TOP = 4


def write_codes(book: Book, content: RunContent) -> Worksheet:
    """The list behind the drop-downs and the live hours of sheet Roster."""
    sheet = new_sheet(
        book, NAME, "Codes of the roster", "A code is the start on the clock, a slash, and the hours it pays."
    )
    rows: list[tuple[str, float, str]] = [
        (OFF, 0.0, "no shift"),
        (LEAVE, 0.0, "counts as a day of the contract; credited in column Leave h of Roster"),
        (TRAINING, 0.0, "training all day; credited like leave"),
        *((code.text, code.paid_hours, _shifts_with(code, content)) for code in codes_on_offer(content)),
    ]
    columns = (
        Column[tuple[str, float, str]]("Code", 12, Look.CENTRED, lambda row, _: row[0]),
        Column[tuple[str, float, str]]("Paid h", 9, Look.DECIMAL, lambda row, _: row[1]),
        Column[tuple[str, float, str]]("Shift", 64, Look.TEXT, lambda row, _: row[2]),
    )
    placed = write_table(book, sheet, "CodeTable", TOP, columns, rows)
    book.name(CODE_LIST, placed.column(1))
    book.name(HOURS_LIST, placed.column(2))
    _covers(book, sheet, content)
    sheet.freeze_panes = f"A{TOP + 1}"
    print_as(sheet, Paper(landscape=False, title_rows=f"{TOP}:{TOP}"), content)
    return sheet


def _covers(book: Book, sheet: Worksheet, content: RunContent) -> None:
    """The list behind the cover drop-downs, beside the codes."""
    put(sheet, TOP, 5, "Cover", Look.HEADER_LEFT)
    for row, cover in enumerate(content.covers, TOP + 1):
        put(sheet, row, 5, cover, Look.TEXT)
    set_widths(sheet, [3, 60], 4)
    book.name(COVER_LIST, f"'{NAME}'!$E${TOP + 1}:$E${TOP + max(1, len(content.covers))}")


def _shifts_with(code: ShiftCode, content: RunContent) -> str:
    names = [
        name
        for name, pattern in content.centre.shifts.items()
        if code.start in pattern.starts and code.paid_minutes == pattern.paid_minutes
    ]
    return ", ".join(names) or "fixed by hand"
