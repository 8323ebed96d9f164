"""Sheet Shifts: one row per agent and day, with real times, and the columns in which a team lead answers."""

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from wfm.domain.roster import DayPlan
from wfm.reporting.content import RunContent
from wfm.reporting.workbook.book import Book
from wfm.reporting.workbook.cells import Value, put
from wfm.reporting.workbook.codes import CODE_LIST
from wfm.reporting.workbook.looks import Look
from wfm.reporting.workbook.page import Paper, new_sheet, print_as
from wfm.reporting.workbook.table import Column, write_table

NAME = "Shifts"
TOP = 5
PIN = "pin"


def write_shifts(book: Book, content: RunContent) -> Worksheet:
    """The long form of the roster."""
    sheet = new_sheet(
        book,
        NAME,
        f"Shifts · {content.centre.name}",
        f"{content.days_in_words} · {content.zone_in_words} · an end after midnight is on the next day",
    )
    put(
        sheet,
        3,
        1,
        f"Yellow columns are yours. Pin = '{PIN}' keeps the day as it is in the next run. Override = another code "
        "(list; sheet Codes explains them) asks for a change. Leave both empty to let the planner decide.",
        Look.NOTE,
    )
    plans = [plan for agent in content.staff for plan in content.plans_of(agent.agent_id)]
    columns = _columns(content)
    placed = write_table(book, sheet, "ShiftTable", TOP, columns, plans)
    pin, override = (
        DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=True)
        for source in (f'"{PIN}"', CODE_LIST)
    )
    pin.add(f"L{placed.first}:L{placed.last}")
    override.add(f"M{placed.first}:M{placed.last}")
    sheet.add_data_validation(pin)
    sheet.add_data_validation(override)
    sheet.freeze_panes = f"C{TOP + 1}"
    print_as(sheet, Paper(title_rows=f"{TOP}:{TOP}"), content)
    return sheet


def _columns(content: RunContent) -> tuple[Column[DayPlan], ...]:
    return (
        Column("Agent ID", 11, Look.TEXT, lambda plan, _: plan.agent_id),
        Column("Name", 20, Look.TEXT, lambda plan, _: content.name_of(plan.agent_id)),
        Column("Team", 16, Look.TEXT, lambda plan, _: content.team_of(plan.agent_id)),
        Column("Date", 16, Look.DATE, lambda plan, _: plan.date),
        Column("Kind", 9, Look.CENTRED, lambda plan, _: plan.kind.value),
        Column("Shift", 13, Look.CENTRED, lambda plan, _: plan.shift),
        Column("Start", 7, Look.CLOCK, lambda plan, _: content.wall(plan.start) if plan.start else None),
        Column("End", 7, Look.CLOCK, lambda plan, _: content.wall(plan.end) if plan.end else None),
        Column("Clock", 10, Look.CENTRED, lambda plan, _: _offset(plan, content)),
        Column("Paid", 7, Look.DURATION, lambda plan, _: plan.paid_minutes / 1440 if plan.works else None),
        Column("Breaks", 38, Look.TEXT, lambda plan, _: breaks_in_words(plan, content)),
        Column("Pin", 7, Look.INPUT_TEXT, lambda plan, _: PIN if plan.pinned else None),
        Column("Override", 10, Look.INPUT_TEXT, lambda _plan, _: None),
        Column("Note", 26, Look.INPUT_TEXT, lambda _plan, _: None),
    )


def breaks_in_words(plan: DayPlan, content: RunContent) -> str:
    """``10:15-10:30, 12:00-12:30``."""
    return ", ".join(f"{content.wall(rest.start):%H:%M}-{content.wall(rest.end):%H:%M}" for rest in plan.breaks)


def _offset(plan: DayPlan, content: RunContent) -> Value:
    """Hours ahead of UTC when the shift starts: differs within a horizon that holds a clock change."""
    if plan.start is None:
        return None
    offset = plan.start.astimezone(content.centre.zone).strftime("%z")
    return f"UTC{offset[:3]}:{offset[3:]}"
