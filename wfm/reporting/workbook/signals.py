"""Colours that follow the content of cells, live: conditions, the short-or-spare scale, and bars."""

from openpyxl.formatting.rule import ColorScale, DataBar, FormatObject, Rule
from openpyxl.styles import Border, Color, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle

from wfm.reporting.workbook import palette


def when(
    condition: str,
    colour: str | None = None,
    font: Font | None = None,
    border: Border | None = None,
    *,
    last: bool = False,
) -> Rule:
    """Dress cells for which `condition` (a formula without =, relative to the first cell) holds; `last`: no rule
    after this one is asked."""
    fill = None if colour is None else PatternFill("solid", start_color=colour, end_color=colour)
    return Rule(
        type="expression",
        formula=[condition],
        dxf=DifferentialStyle(font=font, fill=fill, border=border),
        stopIfTrue=last,
    )


def short_or_spare(full: float) -> Rule:
    """Orange below 0, blue above, at full strength from `full` agents on either side; white at 0."""
    steps = [FormatObject(type="num", val=value) for value in (-full, 0, full)]
    colours = [Color(rgb=f"FF{colour}") for colour in (palette.SHORT, palette.EVEN, palette.SPARE)]
    return Rule(type="colorScale", colorScale=ColorScale(cfvo=steps, color=colours))


def bar(colour: str) -> Rule:
    """A bar in the cell, from 0 to the largest value of the range."""
    ends = [FormatObject(type="num", val=0), FormatObject(type="max")]
    return Rule(
        type="dataBar", dataBar=DataBar(cfvo=ends, minLength=0, maxLength=90, color=Color(rgb=f"FF{colour}"))
    )
