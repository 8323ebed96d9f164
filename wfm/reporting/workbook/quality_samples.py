"""Sheet QualitySamples: whose contacts to sample on which day, with room to tick them off."""

from openpyxl.worksheet.worksheet import Worksheet

from wfm.domain.pool import SampleDue
from wfm.reporting.content import RunContent
from wfm.reporting.workbook.book import Book
from wfm.reporting.workbook.cells import put
from wfm.reporting.workbook.looks import Look
from wfm.reporting.workbook.page import Paper, new_sheet, print_as
from wfm.reporting.workbook.table import Column, write_table

NAME = "QualitySamples"
TOP = 5


def write_quality_samples(book: Book, content: RunContent) -> Worksheet:
    """Every sample due on these days, by date."""
    people = len({sample.agent_id for sample in content.samples})
    sheet = new_sheet(
        book,
        NAME,
        f"Quality samples due · {content.centre.name}",
        f"{content.days_in_words} · {len(content.samples)} samples of {people} people",
    )
    put(
        sheet,
        3,
        1,
        "More of those in the programme and under review, because their figures decide. Tell the number taken in "
        "performance.csv, column evaluations.",
        Look.NOTE,
    )
    write_table(book, sheet, "SamplesTable", TOP, _columns(content), content.samples)
    sheet.freeze_panes = f"A{TOP + 1}"
    print_as(sheet, Paper(title_rows=f"{TOP}:{TOP}"), content)
    return sheet


def _columns(content: RunContent) -> tuple[Column[SampleDue], ...]:
    return (
        Column("Due", 16, Look.DATE, lambda one, _: one.due),
        Column("Agent ID", 11, Look.TEXT, lambda one, _: one.agent_id),
        Column("Name", 20, Look.LABEL, lambda one, _: content.name_of(one.agent_id)),
        Column("Team", 16, Look.TEXT, lambda one, _: content.team_of(one.agent_id)),
        Column("Why", 58, Look.PROSE, lambda one, _: one.reason),
        Column("Done", 9, Look.INPUT_TEXT, lambda _one, _: None),
    )
