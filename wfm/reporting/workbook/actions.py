"""Sheet Actions: what a person must decide or look at, the weightiest first, each with a link to the place."""

from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from wfm.reporting.content import RunContent
from wfm.reporting.workbook import palette
from wfm.reporting.workbook.action_list import Action, actions_of
from wfm.reporting.workbook.book import Book
from wfm.reporting.workbook.cells import cell_at, link
from wfm.reporting.workbook.looks import Look
from wfm.reporting.workbook.page import Paper, new_sheet, print_as
from wfm.reporting.workbook.signals import when
from wfm.reporting.workbook.table import Column, write_table

NAME = "Actions"
TOP = 4
COLUMNS: tuple[Column[Action], ...] = (
    Column("#", 6, Look.COUNT, lambda _, at: at - TOP),
    Column("Urgency", 10, Look.CENTRED, lambda action, _: action.urgency.value),
    Column("About", 17, Look.TEXT, lambda action, _: action.about),
    Column("Date", 16, Look.DATE, lambda action, _: action.day),
    Column("Who", 22, Look.TEXT, lambda action, _: action.who),
    Column("What", 48, Look.PROSE, lambda action, _: action.what),
    Column("What to do", 36, Look.PROSE, lambda action, _: action.advice),
    Column("Go to", 27, Look.LINK, lambda action, _: f"{action.sheet} {action.cell}"),
    Column("Done", 9, Look.INPUT_TEXT, lambda _action, _: None),
    Column("Remark", 18, Look.INPUT_TEXT, lambda _action, _: None),
)


def write_actions(book: Book, content: RunContent) -> Worksheet:
    """The list to work through before the roster goes out."""
    actions = actions_of(content)
    sheet = new_sheet(
        book,
        NAME,
        "Actions",
        f"{len(actions)} things to decide or to look at, the weightiest first. 'Go to' jumps to the place.",
    )
    placed = write_table(book, sheet, "ActionTable", TOP, COLUMNS, actions)
    for row, action in enumerate(actions, placed.first):
        link(cell_at(sheet, row, 8), action.sheet, action.cell)
    done = DataValidation("list", formula1='"done,accepted,open"', allow_blank=True)
    done.add(f"I{placed.first}:I{placed.last}")
    sheet.add_data_validation(done)
    urgency = f"B{placed.first}:B{placed.last}"
    for word, colour in (("decide", palette.SHORT), ("look", palette.SHORT_TINT), ("know", palette.SPARE_TINT)):
        rule = when(f'B{placed.first}="{word}"', colour, Font(bold=word == "decide"))
        sheet.conditional_formatting.add(urgency, rule)
    sheet.freeze_panes = f"A{placed.first}"
    print_as(sheet, Paper(title_rows=f"{TOP}:{TOP}"), content)
    return sheet
