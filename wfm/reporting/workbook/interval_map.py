"""Sheet Interval: one cover's net staffing as a map of days and times, and one day of it as a chart."""

from datetime import date, time

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from wfm.reporting.content import RunContent
from wfm.reporting.workbook import interval_data, palette
from wfm.reporting.workbook.book import Book
from wfm.reporting.workbook.cells import Formula, lines_of, put
from wfm.reporting.workbook.charts import Drawn, Feed, Frame, add_chart
from wfm.reporting.workbook.codes import COVER_LIST
from wfm.reporting.workbook.looks import Look
from wfm.reporting.workbook.page import Paper, new_sheet, print_as, set_widths
from wfm.reporting.workbook.signals import short_or_spare
from wfm.reporting.workbook.table import LINE_HEIGHT

NAME = "Interval"
COVER_CELL, DAY_CELL = "$A$4", "$A$6"
MAP_TOP = 24
CHART_SERIES = ("Time", "On the phones", "In pool", "Required", "Protected")
CHOOSER_WIDTH = 24


def write_interval_map(book: Book, content: RunContent) -> Worksheet:
    """Chooser and chart on top, map below; what feeds the chart stands right of the printed page.

    Only titles and times are frozen: with the chart frozen too, nothing would scroll on a laptop.
    """
    sheet = new_sheet(
        book,
        NAME,
        f"Intervals · {content.centre.name}",
        f"{content.days_in_words} · {content.zone_in_words} · agents on contact per "
        f"{content.centre.interval_minutes} minutes, after the retraining pool",
    )
    if not content.intervals:
        put(sheet, 4, 1, "Nothing is open on these days.", Look.NOTE)
        return sheet
    times, days = _times(content), content.horizon.dates
    _chooser(sheet, content)
    _map(sheet, times, content)
    feed = 3 + len(days)
    _feed(sheet, times, feed, content)
    _chart(sheet, feed, len(times))
    set_widths(sheet, [CHOOSER_WIDTH, *[5.8] * len(days), 3, 7, *[10] * (len(CHART_SERIES) - 1)])
    sheet.freeze_panes = "B3"
    last = f"{get_column_letter(1 + len(days))}{MAP_TOP + len(times)}"
    print_as(sheet, Paper(area=f"A1:{last}", one_page=len(days) <= 35), content)
    return sheet


def _times(content: RunContent) -> list[time]:
    return sorted({content.wall(row.start).time() for row in content.intervals})


def _chooser(sheet: Worksheet, content: RunContent) -> None:
    """Two input cells with lists, and what the chosen day comes to."""
    put(sheet, 3, 1, "Cover shown (pick)", Look.NOTE)
    put(sheet, 4, 1, content.covers[0], Look.INPUT_TEXT)
    sheet.row_dimensions[4].height = 2 + LINE_HEIGHT * max(
        lines_of(name, CHOOSER_WIDTH - 4) for name in content.covers
    )
    put(sheet, 5, 1, "Day in the chart (pick)", Look.NOTE)
    put(sheet, 6, 1, _shortest_day(content), Look.INPUT_DATE)
    cover_list = DataValidation("list", formula1=COVER_LIST, allow_blank=False)
    cover_list.add("A4")
    last = get_column_letter(1 + content.horizon.days)
    day_list = DataValidation("list", formula1=f"$B${MAP_TOP}:${last}${MAP_TOP}", allow_blank=False)
    day_list.add("A6")
    sheet.add_data_validation(cover_list)
    sheet.add_data_validation(day_list)
    for row, label, condition, sign in ((8, "Short that day, h", "<0", -1), (10, "Spare that day, h", ">0", 1)):
        put(sheet, row, 1, label, Look.NOTE)
        hours = _sum_if_net(condition, content)
        put(sheet, row + 1, 1, Formula(f"{sign * content.centre.interval_minutes / 60!r}*{hours}"), Look.HOURS)
    put(sheet, 13, 1, "Map below:", Look.NOTE)
    put(sheet, 14, 1, "- and orange: short", Look.NOTE)
    put(sheet, 15, 1, "+ and blue: spare", Look.NOTE)
    put(sheet, 16, 1, "empty: closed", Look.NOTE)


def _sum_if_net(condition: str, content: RunContent) -> str:
    net, cover, day = _columns(content, interval_data.NET, interval_data.COVER, interval_data.DATE)
    return f'SUMIFS({net},{cover},{COVER_CELL},{day},{DAY_CELL},{net},"{condition}")'


def _shortest_day(content: RunContent) -> date:
    """The day that lacks most in the widest cover: what a planner asks to see first."""
    lack = dict.fromkeys(content.horizon.dates, 0.0)
    for row in content.intervals:
        if row.cover == content.covers[0] and content.day_of(row.start) in lack:
            lack[content.day_of(row.start)] += max(0.0, row.agents_net - row.agents_open)
    return max(lack, key=lambda day: lack[day])


def _map(sheet: Worksheet, times: list[time], content: RunContent) -> None:
    net, cover, dates, clock = _columns(
        content, interval_data.NET, interval_data.COVER, interval_data.DATE, interval_data.FROM
    )
    put(sheet, MAP_TOP, 1, "Net agents at", Look.HEADER)
    sheet.row_dimensions[MAP_TOP].height = 40
    for column, day in enumerate(content.horizon.dates, 2):
        weekend = content.is_weekend(day)
        put(sheet, MAP_TOP - 1, column, day, Look.WEEKDAY_WEEKEND if weekend else Look.WEEKDAY)
        put(sheet, MAP_TOP, column, day, Look.HEADER_WEEKEND if weekend else Look.HEADER_UPRIGHT)
    for row, moment in enumerate(times, MAP_TOP + 1):
        put(sheet, row, 1, moment, Look.CLOCK)
        for column in range(2, 2 + content.horizon.days):
            day_cell = f"{get_column_letter(column)}${MAP_TOP}"
            where = f"{cover},{COVER_CELL},{dates},{day_cell},{clock},$A{row}"
            put(sheet, row, column, Formula(f'IFERROR(AVERAGEIFS({net},{where}),"")'), Look.SIGNED_SMALL)
    last = f"{get_column_letter(1 + content.horizon.days)}{MAP_TOP + len(times)}"
    scale = short_or_spare(interval_data.FULL_COLOUR)
    sheet.conditional_formatting.add(f"B{MAP_TOP + 1}:{last}", scale)


def _feed(sheet: Worksheet, times: list[time], first: int, content: RunContent) -> None:
    """The chosen day in rows; #N/A where closed, so that the chart's lines break there."""
    opened, pool, needed, floor, cover, dates, clock = _columns(
        content,
        interval_data.OPEN,
        interval_data.POOL,
        interval_data.REQUIRED,
        interval_data.PROTECTED,
        interval_data.COVER,
        interval_data.DATE,
        interval_data.FROM,
    )
    for column, header in enumerate(CHART_SERIES, first):
        put(sheet, MAP_TOP, column, header, Look.FEED)
    for row, moment in enumerate(times, MAP_TOP + 1):
        put(sheet, row, first, moment, Look.FEED_CLOCK)
        where = f"{cover},{COVER_CELL},{dates},{DAY_CELL},{clock},$A{row}"
        mean = {name: f"AVERAGEIFS({name},{where})" for name in (opened, pool, needed, floor)}
        for column, figure in enumerate(
            (f"{mean[opened]}-{mean[pool]}", mean[pool], mean[needed], mean[floor]), first + 1
        ):
            put(sheet, row, column, Formula(f"IFERROR({figure},NA())"), Look.FEED)


def _chart(sheet: Worksheet, feed: int, intervals: int) -> None:
    """The agents there are, stacked on those in the pool, against the agents it takes."""
    add_chart(
        sheet,
        Feed(header=MAP_TOP, last=MAP_TOP + intervals, clock=feed, clock_format="hh:mm"),
        [Drawn(feed + 1, palette.OPEN), Drawn(feed + 2, palette.STRONG_SPARE)],
        [Drawn(feed + 3, palette.STRONG_SHORT), Drawn(feed + 4, palette.PALE_INK, "sysDash")],
        Frame("B3", f"{get_column_letter(feed - 2)}{MAP_TOP - 3}", counts="agents"),
    )


def _columns(content: RunContent, *numbers: int) -> list[str]:
    where = interval_data.placed(content)
    return [where.column(number) for number in numbers]
