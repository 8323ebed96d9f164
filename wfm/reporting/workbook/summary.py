"""Sheet Summary: is this roster good, on one page."""

from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from wfm.reporting.content import RunContent
from wfm.reporting.workbook import interval_data, palette, roster_grid
from wfm.reporting.workbook.book import Book
from wfm.reporting.workbook.cells import Formula, link, put
from wfm.reporting.workbook.charts import Drawn, Feed, Frame, add_chart
from wfm.reporting.workbook.headline import headline
from wfm.reporting.workbook.looks import Look
from wfm.reporting.workbook.page import Paper, new_sheet, print_as, set_widths
from wfm.reporting.workbook.signals import bar, when

NAME = "Summary"
KPI_TOP = 6
DAY_HEADERS = ("Day", "Required h", "Open h", "In pool h", "Short h", "Spare h", "Agents on")
DAY_COLUMN = 6
CHART_ROWS = 15
CONTENTS = (
    ("Actions", "what to decide or to look at"),
    ("Roster", "everybody's days; edit here"),
    ("Shifts", "times and breaks in rows; pin and override here"),
    ("Interval", "net staffing by day and time, one day as a chart"),
    ("Fairness", "late and weekend shifts, wishes"),
    ("Rules audit", "the rules and what the audit found"),
    ("Forecast", "volumes and how good the forecast was"),
    ("Inputs and assumptions", "where the numbers come from"),
)


def write_summary(book: Book, content: RunContent) -> Worksheet:
    """Status, headline figures, where to look, and every day of the widest cover."""
    sheet = new_sheet(
        book,
        NAME,
        f"Roster summary · {content.centre.name}",
        f"{content.days_in_words} · {len(content.staff)} people · {content.zone_in_words} · {content.run_name}",
    )
    _status(sheet, content)
    last = _figures(sheet, content)
    _contents(sheet, last + 2)
    _days(sheet, content)
    _chart(sheet, content, last + 3 + len(CONTENTS))
    set_widths(sheet, (38, 13, 13, 10, 3, 16, *[11] * (len(DAY_HEADERS) - 1)))
    sheet.freeze_panes = f"A{KPI_TOP}"
    print_as(sheet, Paper(one_page=content.horizon.days <= 35), content)
    return sheet


def _status(sheet: Worksheet, content: RunContent) -> None:
    text, colour = status_in_words(content)
    for column in range(1, 5):
        cell = put(sheet, 4, column, text if column == 1 else None, Look.STATUS)
        cell.fill = PatternFill("solid", fgColor=colour)
    sheet.row_dimensions[4].height = 22


def status_in_words(content: RunContent) -> tuple[str, str]:
    """One line that says whether the roster can go out, and its colour."""
    stopped = content.summary.get("stopped_by")
    if content.hard_breaches:
        return f"Not to be published: {len(content.hard_breaches)} hard breaches", palette.SHORT
    if stopped not in (None, "work_done"):
        return f"Legal, search stopped early ({stopped})", palette.SHORT_TINT
    if content.summary.get("status") == "optimal":
        return "Legal and proved best possible", palette.SPARE_TINT
    return "Legal: 0 hard breaches", palette.SPARE_TINT


def _figures(sheet: Worksheet, content: RunContent) -> int:
    """The headline table; the number of its last row."""
    for column, header in enumerate(("Measure", "As generated", "Live", "Change"), 1):
        put(sheet, KPI_TOP, column, header, Look.HEADER_LEFT if column == 1 else Look.HEADER)
    row = KPI_TOP
    for row, figure in enumerate(headline(content), KPI_TOP + 1):
        put(sheet, row, 1, figure.label, Look.TEXT)
        put(sheet, row, 2, figure.generated, figure.look)
        put(sheet, row, 3, figure.live, figure.look)
        change = Formula(f"ROUND(C{row}-B{row},2)") if figure.live else None
        put(sheet, row, 4, change, Look.CHANGE)
    changed = when(f"AND(ISNUMBER(D{KPI_TOP + 1}),D{KPI_TOP + 1}<>0)", palette.SHORT_TINT, Font(bold=True))
    sheet.conditional_formatting.add(f"D{KPI_TOP + 1}:D{row}", changed)
    return row


def _contents(sheet: Worksheet, top: int) -> None:
    for row, (name, text) in enumerate(CONTENTS, top):
        link(put(sheet, row, 1, f"{name}: {text}", Look.GO_TO), name, "A1")


def _days(sheet: Worksheet, content: RunContent) -> None:
    """Live figures of the widest cover by day: they follow sheets Roster and Interval data."""
    for column, header in enumerate(DAY_HEADERS, DAY_COLUMN):
        put(sheet, KPI_TOP, column, header, Look.HEADER)
    sheet.row_dimensions[KPI_TOP].height = 26
    if content.covers:
        put(sheet, KPI_TOP - 1, DAY_COLUMN, f"Cover {content.covers[0]}, agent-hours (live)", Look.NOTE)
    for row, day in enumerate(content.horizon.dates, KPI_TOP + 1):
        put(sheet, row, DAY_COLUMN, day, Look.DATE)
        for column, figure in enumerate(_day_figures(row, content), DAY_COLUMN + 1):
            put(sheet, row, column, Formula(figure), Look.HOURS)
        letter = roster_grid.column_of(day, content)
        agents = f"'{roster_grid.NAME}'!{letter}{roster_grid.FIRST_ROW + len(content.staff)}"
        put(sheet, row, DAY_COLUMN + len(DAY_HEADERS) - 1, Formula(agents), Look.COUNT)
    bottom = KPI_TOP + content.horizon.days
    for offset, colour in ((4, palette.SHORT), (5, palette.SPARE)):
        letter = get_column_letter(DAY_COLUMN + offset)
        sheet.conditional_formatting.add(f"{letter}{KPI_TOP + 1}:{letter}{bottom}", bar(colour))


def _day_figures(row: int, content: RunContent) -> list[str]:
    where, hour = interval_data.placed(content), content.centre.interval_minutes / 60
    cover, dates, required, opened, pool, net = (
        where.column(number)
        for number in (
            interval_data.COVER, interval_data.DATE, interval_data.REQUIRED,
            interval_data.OPEN, interval_data.POOL, interval_data.NET,
        )
    )  # fmt: skip
    this = f"{cover},INDEX({cover},{content.first_row_of_widest}),{dates},$F{row}"
    return [
        *(f"{hour!r}*SUMIFS({figure},{this})" for figure in (required, opened, pool)),
        f'-{hour!r}*SUMIFS({net},{this},{net},"<0")',
        f'{hour!r}*SUMIFS({net},{this},{net},">0")',
    ]


def _chart(sheet: Worksheet, content: RunContent, row: int) -> None:
    """Open agent-hours against required ones, day by day."""
    add_chart(
        sheet,
        Feed(KPI_TOP, KPI_TOP + content.horizon.days, clock=DAY_COLUMN, clock_format="d mmm"),
        [Drawn(DAY_COLUMN + 2, palette.OPEN)],
        [Drawn(DAY_COLUMN + 1, palette.STRONG_SHORT)],
        Frame(f"A{row}", f"D{row + CHART_ROWS}", counts="agent-hours"),
    )
