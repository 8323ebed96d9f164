"""Sheet TrainingLog: the trainer's answer, one row per session, yellow columns to fill in."""

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from wfm.domain.pool import Session, SessionStatus
from wfm.reporting.content import RunContent
from wfm.reporting.workbook.book import Book
from wfm.reporting.workbook.cells import put
from wfm.reporting.workbook.flex_pool import trainer, words
from wfm.reporting.workbook.looks import Look
from wfm.reporting.workbook.page import Paper, new_sheet, print_as
from wfm.reporting.workbook.table import Column, write_table

NAME = "TrainingLog"
TOP = 5
ANSWERS = (SessionStatus.ATTENDED, SessionStatus.RECALLED, SessionStatus.MISSED, "left early")
LONGEST_MINUTES, HIGHEST_SCORE = 480, 100


def write_training_log(book: Book, content: RunContent) -> Worksheet:
    """Every planned session with room for what became of it."""
    sheet = new_sheet(
        book, NAME, f"Training log · {content.centre.name}", f"{content.days_in_words} · {content.zone_in_words}"
    )
    put(
        sheet,
        3,
        1,
        f"Trainers fill in the yellow columns: what became of it ({', '.join(ANSWERS)}), minutes really spent, "
        f"score 0-{HIGHEST_SCORE} of the closing check, remark. Leave a row empty while it lies ahead.",
        Look.NOTE,
    )
    placed = write_table(book, sheet, "TrainingTable", TOP, _columns(content), content.sessions)
    answer = DataValidation("list", formula1=f'"{",".join(ANSWERS)}"', allow_blank=True, showErrorMessage=True)
    answer.add(f"J{placed.first}:J{placed.last}")
    sheet.add_data_validation(answer)
    for letter, most in (("K", LONGEST_MINUTES), ("L", HIGHEST_SCORE)):
        between = DataValidation(
            "decimal",
            operator="between",
            formula1="0",
            formula2=str(most),
            allow_blank=True,
            showErrorMessage=True,
        )
        between.error = f"A number from 0 to {most}."
        between.add(f"{letter}{placed.first}:{letter}{placed.last}")
        sheet.add_data_validation(between)
    sheet.freeze_panes = f"D{TOP + 1}"
    print_as(sheet, Paper(title_rows=f"{TOP}:{TOP}"), content)
    return sheet


def _columns(content: RunContent) -> tuple[Column[Session], ...]:
    return (
        Column("Date", 16, Look.DATE, lambda one, _: one.date),
        Column("Agent ID", 11, Look.TEXT, lambda one, _: one.agent_id),
        Column("Name", 20, Look.LABEL, lambda one, _: content.name_of(one.agent_id)),
        Column("Team", 16, Look.TEXT, lambda one, _: content.team_of(one.agent_id)),
        Column("Topic", 24, Look.TEXT, lambda one, _: words(one.topic)),
        Column("With", 18, Look.TEXT, lambda one, _: trainer(one, content)),
        Column("From", 7, Look.CLOCK, lambda one, _: content.wall(one.start)),
        Column("To", 7, Look.CLOCK, lambda one, _: content.wall(one.end)),
        Column("Planned min", 9, Look.COUNT, lambda one, _: one.minutes),
        Column("What became of it", 12, Look.INPUT_TEXT, lambda _one, _: None),
        Column("Minutes", 9, Look.INPUT_COUNT, lambda _one, _: None),
        Column("Score", 9, Look.INPUT_COUNT, lambda _one, _: None),
        Column("Remark", 34, Look.INPUT_TEXT, lambda _one, _: None),
    )
