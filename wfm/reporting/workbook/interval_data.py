"""Sheet Interval data: one row per cover and interval, net figures as live formulas."""

from openpyxl.worksheet.worksheet import Worksheet

from wfm.domain.demand import IntervalRow
from wfm.reporting.content import RunContent
from wfm.reporting.workbook.book import Book
from wfm.reporting.workbook.cells import Formula
from wfm.reporting.workbook.looks import Look
from wfm.reporting.workbook.page import Paper, new_sheet, print_as
from wfm.reporting.workbook.signals import short_or_spare
from wfm.reporting.workbook.table import Column, Placed, write_table

NAME = "Interval data"
TOP = 4
FULL_COLOUR = 5
"""Agents short or spare from which the colours do not deepen any more."""
COVER, DATE, FROM, REQUIRED, PROTECTED, OPEN, POOL, NET, ABOVE = range(1, 10)


def placed(content: RunContent) -> Placed:
    """Where the rows stand, for the live formulas of other sheets."""
    return Placed(NAME, TOP + 1, TOP + max(1, len(content.intervals)))


def row_number(row: IntervalRow, content: RunContent) -> int:
    """The sheet row of an interval."""
    return TOP + 1 + content.interval_number[row.cover, row.start]


def write_interval_data(book: Book, content: RunContent) -> Worksheet:
    """Everything behind sheet Interval, to filter and to copy."""
    sheet = new_sheet(
        book,
        NAME,
        "Intervals in rows",
        "Agents on contact. Net = open - in pool - required; above protected = open - in pool - protected. "
        "Service figures are those of the agents who are left.",
    )
    write_table(book, sheet, "IntervalTable", TOP, _columns(content), content.intervals)
    where = placed(content)
    sheet.conditional_formatting.add(f"H{where.first}:I{where.last}", short_or_spare(FULL_COLOUR))
    sheet.freeze_panes = f"D{TOP + 1}"
    print_as(sheet, Paper(landscape=False, title_rows=f"{TOP}:{TOP}"), content)
    return sheet


def _columns(content: RunContent) -> tuple[Column[IntervalRow], ...]:
    return (
        Column("Cover", 30, Look.TEXT, lambda row, _: row.cover),
        Column("Date", 16, Look.DATE, lambda row, _: content.day_of(row.start)),
        Column("From", 8, Look.CLOCK, lambda row, _: content.wall(row.start).time()),
        Column("Required", 10, Look.COUNT, lambda row, _: row.agents_net),
        Column("Protected", 10, Look.COUNT, lambda row, _: row.agents_protected),
        Column("Open", 9, Look.HOURS, lambda row, _: row.agents_open),
        Column("In pool", 9, Look.HOURS, lambda row, _: row.agents_in_pool),
        Column("Net", 9, Look.SIGNED, lambda _, at: Formula(f"F{at}-G{at}-D{at}")),
        Column("Above protected", 10, Look.SIGNED, lambda _, at: Formula(f"F{at}-G{at}-E{at}")),
        Column("Service level", 9, Look.PERCENT, lambda row, _: row.service_level),
        Column("ASA s", 9, Look.HOURS, lambda row, _: row.asa_seconds),
        Column("Occupancy", 10, Look.PERCENT, lambda row, _: row.occupancy),
        Column("Abandoned", 10, Look.PERCENT, lambda row, _: row.abandonment),
    )
