"""The one kind of chart that planners look at: agents there are as bars, agents it takes as lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from openpyxl.worksheet.worksheet import Worksheet

from wfm.reporting.workbook import palette

LINE_WIDTH, HAIRLINE = 22_000, 6_000
"""In English Metric Units: 12,700 to the point."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One column of the sheet and how it is drawn; `dash` only for lines."""

    column: int
    colour: str
    dash: Literal["solid", "sysDash"] = "solid"


@dataclass(frozen=True, slots=True)
class Feed:
    """Where the data stand: `header` is the row of the series' names, `clock` the column of the categories."""

    header: int
    last: int
    clock: int
    clock_format: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The cells at its upper left and lower right corner, and what the vertical axis counts."""

    first: str
    last: str
    counts: str


def add_chart(sheet: Worksheet, feed: Feed, bars: Sequence[Drawn], lines: Sequence[Drawn], frame: Frame) -> None:
    """Stacked bars with lines over them."""
    columns = BarChart(barDir="col", grouping="stacked", overlap=100, gapWidth=25)
    _add(sheet, columns, feed, [drawn.column for drawn in bars])
    for series, drawn in zip(columns.series, bars, strict=True):
        series.graphicalProperties = GraphicalProperties(solidFill=drawn.colour)
    above = LineChart()
    _add(sheet, above, feed, [drawn.column for drawn in lines])
    for series, drawn in zip(above.series, lines, strict=True):
        stroke = LineProperties(solidFill=drawn.colour, prstDash=drawn.dash, w=LINE_WIDTH)
        series.graphicalProperties = GraphicalProperties(ln=stroke)
        series.smooth = False
    columns += above
    _finish(columns, feed, frame)
    sheet.add_chart(columns)


def _corner(cell: str) -> AnchorMarker:
    letters, row = coordinate_from_string(cell)
    return AnchorMarker(col=column_index_from_string(letters) - 1, row=row - 1)


def _add(sheet: Worksheet, chart: Any, feed: Feed, columns: Sequence[int]) -> None:
    for column in columns:
        data = Reference(sheet, min_col=column, min_row=feed.header, max_row=feed.last)
        chart.add_data(data, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=feed.clock, min_row=feed.header + 1, max_row=feed.last))


def _finish(chart: Any, feed: Feed, frame: Frame) -> None:
    """Axes shown (openpyxl leaves them out unless told), a hairline grid, the legend on top, all in its place."""
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.number_format = feed.clock_format
    chart.y_axis.title = frame.counts
    grid = GraphicalProperties(ln=LineProperties(solidFill=palette.LINE, w=HAIRLINE))
    chart.y_axis.majorGridlines = ChartLines(spPr=grid)
    chart.legend.position = "t"
    chart.anchor = TwoCellAnchor(_from=_corner(frame.first), to=_corner(frame.last))
