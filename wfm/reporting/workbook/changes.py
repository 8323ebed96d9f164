"""Sheet Changes: every day that is not as it was published, so that whoever is concerned can be told."""

from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from wfm.domain.changes import Amendment, Change
from wfm.reporting.content import RunContent
from wfm.reporting.workbook.book import Book
from wfm.reporting.workbook.cells import clean_text
from wfm.reporting.workbook.looks import Look
from wfm.reporting.workbook.page import Paper, new_sheet, print_as
from wfm.reporting.workbook.table import Column, write_table

NAME = "Changes"
TOP = 4
NOTE_WIDTH, NOTE_HEIGHT = 220, 70
"""Points of the note that opens over a changed cell of sheet Roster."""


def write_changes(book: Book, content: RunContent) -> Worksheet | None:
    """The list to tell people from; no sheet for a roster that changes no other."""
    told = content.amendment
    if told is None:
        return None
    moved = len(told.changes) - len(told.days)
    sheet = new_sheet(
        book,
        NAME,
        f"Changes since {told.based_on}",
        f"{len(told.days)} days of agents changed, breaks moved on {moved} more. Everything else is as published.",
    )
    columns = (
        Column[Change]("Agent ID", 12, Look.TEXT, lambda change, _: change.agent_id),
        Column[Change]("Name", 22, Look.TEXT, lambda change, _: content.name_of(change.agent_id)),
        Column[Change]("Team", 18, Look.TEXT, lambda change, _: content.team_of(change.agent_id)),
        Column[Change]("Date", 16, Look.DATE, lambda change, _: change.date),
        Column[Change]("Before", 34, Look.PROSE, lambda change, _: change.before or "not in the roster"),
        Column[Change]("Now", 34, Look.PROSE, lambda change, _: change.after or "not in the roster"),
        Column[Change]("Why", 40, Look.PROSE, lambda change, _: change.reason),
        Column[Change]("Told", 9, Look.INPUT_TEXT, lambda _change, _: None),
    )
    ordered = (*told.days, *(change for change in told.changes if change.only_breaks))
    placed = write_table(book, sheet, "ChangeTable", TOP, columns, ordered)
    sheet.freeze_panes = f"C{placed.first}"
    print_as(sheet, Paper(title_rows=f"{TOP}:{TOP}"), content)
    return sheet


def note_of(change: Change, told: Amendment) -> Comment:
    """The note over a changed cell: what it was, and why it is not any more."""
    text = f"{told.based_on}: {change.before or 'not in the roster'}\n{change.reason}"
    return Comment(clean_text(text), "wfm", height=NOTE_HEIGHT, width=NOTE_WIDTH)
