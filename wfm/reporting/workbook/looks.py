"""How cells look, by what they hold: a few named styles that every sheet shares, so that big books stay fast."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from wfm.reporting.workbook import palette

FONT = "Arial"
"""Found, or replaced by one of the same widths, everywhere; glyphs it lacks come from the system's CJK font."""


class Look(StrEnum):
    """The name is what Excel lists under cell styles."""

    TITLE = "wfm title"
    SUBTITLE = "wfm subtitle"
    SECTION = "wfm section"
    NOTE = "wfm note"
    HEADER = "wfm header"
    HEADER_LEFT = "wfm header left"
    HEADER_UPRIGHT = "wfm header upright"
    HEADER_WEEKEND = "wfm header weekend"
    HEADER_HOLIDAY = "wfm header holiday"
    HEADER_MAKE_UP = "wfm header make-up day"
    WEEKDAY = "wfm weekday"
    WEEKDAY_WEEKEND = "wfm weekday weekend"
    WEEK = "wfm week"
    LABEL = "wfm label"
    LABEL_BARE = "wfm label bare"
    TEXT = "wfm text"
    PROSE = "wfm prose"
    CENTRED = "wfm centred"
    LINK = "wfm link"
    GO_TO = "wfm go to"
    STATUS = "wfm status"
    CODE = "wfm code"
    CODE_PINNED = "wfm code pinned"
    DATE = "wfm date"
    CLOCK = "wfm clock"
    MOMENT = "wfm moment"
    DURATION = "wfm duration"
    COUNT = "wfm count"
    HOURS = "wfm hours"
    SIGNED_HOURS = "wfm signed hours"
    DECIMAL = "wfm decimal"
    SIGNED = "wfm signed"
    SIGNED_SMALL = "wfm signed small"
    PERCENT = "wfm percent"
    CHANGE = "wfm change"
    TOTAL_LABEL = "wfm total label"
    TOTAL_COUNT = "wfm total count"
    TOTAL_HOURS = "wfm total hours"
    INPUT_TEXT = "wfm input"
    INPUT_DATE = "wfm input date"
    INPUT_COUNT = "wfm input count"
    FEED = "wfm chart feed"
    FEED_CLOCK = "wfm chart feed clock"


DATE_FORMAT = "ddd d mmm yyyy"
FORMATS: Mapping[Look, str] = {
    Look.HEADER_UPRIGHT: "d mmm",
    Look.HEADER_WEEKEND: "d mmm",
    Look.HEADER_HOLIDAY: 'd mmm "holiday"',
    Look.HEADER_MAKE_UP: 'd mmm "make-up"',
    Look.WEEKDAY: "ddd",
    Look.WEEKDAY_WEEKEND: "ddd",
    Look.DATE: DATE_FORMAT,
    Look.INPUT_DATE: DATE_FORMAT,
    Look.CLOCK: "hh:mm",
    Look.MOMENT: "ddd d mmm hh:mm",
    Look.FEED_CLOCK: "hh:mm",
    Look.DURATION: "[h]:mm",
    Look.COUNT: "#,##0",
    Look.INPUT_COUNT: "#,##0",
    Look.TOTAL_COUNT: "#,##0",
    Look.HOURS: "#,##0.0",
    Look.TOTAL_HOURS: "#,##0.0",
    Look.SIGNED_HOURS: "+#,##0.0;-#,##0.0;0.0",
    Look.DECIMAL: "#,##0.00",
    Look.SIGNED: "+0.0;-0.0;0",
    Look.SIGNED_SMALL: "+0.0;-0.0;0",
    Look.PERCENT: "0.0%",
    Look.CHANGE: '+#,##0.0#;-#,##0.0#;"–"',
    Look.FEED: "0.0",
}


@dataclass(frozen=True, slots=True)
class Ink:
    """What a look's letters differ in from the body's."""

    size: float = 9
    bold: bool = False
    color: str = palette.INK
    underline: Literal["single"] | None = None


WHITE_BOLD = Ink(bold=True, color=palette.WHITE)
FONTS: Mapping[Look, Ink] = {
    Look.TITLE: Ink(size=16, bold=True, color=palette.HEADER),
    Look.SUBTITLE: Ink(color=palette.PALE_INK),
    Look.SECTION: Ink(size=11, bold=True, color=palette.HEADER),
    Look.NOTE: Ink(color=palette.PALE_INK),
    Look.HEADER: WHITE_BOLD,
    Look.HEADER_LEFT: WHITE_BOLD,
    Look.HEADER_UPRIGHT: WHITE_BOLD,
    Look.HEADER_WEEKEND: WHITE_BOLD,
    Look.HEADER_HOLIDAY: WHITE_BOLD,
    Look.HEADER_MAKE_UP: WHITE_BOLD,
    Look.WEEKDAY: Ink(color=palette.PALE_INK),
    Look.WEEKDAY_WEEKEND: Ink(bold=True, color=palette.HEADER_WEEKEND),
    Look.WEEK: Ink(bold=True, color=palette.HEADER),
    Look.LABEL: Ink(bold=True),
    Look.LINK: Ink(underline="single", color=palette.LINK),
    Look.GO_TO: Ink(underline="single", color=palette.LINK),
    Look.STATUS: Ink(size=12, bold=True),
    Look.CODE: Ink(size=8),
    Look.SIGNED_SMALL: Ink(size=8),
    Look.CODE_PINNED: Ink(size=8, bold=True, underline="single"),
    Look.TOTAL_LABEL: Ink(bold=True),
    Look.TOTAL_COUNT: Ink(bold=True),
    Look.TOTAL_HOURS: Ink(bold=True),
    Look.FEED: Ink(size=8, color=palette.PALE_INK),
    Look.FEED_CLOCK: Ink(size=8, color=palette.PALE_INK),
}

FILLS: Mapping[Look, str] = {
    **dict.fromkeys((Look.HEADER, Look.HEADER_LEFT, Look.HEADER_UPRIGHT, Look.HEADER_MAKE_UP), palette.HEADER),
    Look.HEADER_WEEKEND: palette.HEADER_WEEKEND,
    Look.HEADER_HOLIDAY: palette.HEADER_HOLIDAY,
    **dict.fromkeys((Look.WEEK, Look.TOTAL_LABEL, Look.TOTAL_COUNT, Look.TOTAL_HOURS), palette.BAND),
    **dict.fromkeys((Look.INPUT_TEXT, Look.INPUT_DATE, Look.INPUT_COUNT), palette.INPUT),
}

UNLINED_LEFT = (Look.TITLE, Look.SUBTITLE, Look.SECTION, Look.NOTE, Look.WEEK, Look.GO_TO, Look.LABEL_BARE)
UNLINED = (*UNLINED_LEFT, Look.STATUS, Look.WEEKDAY, Look.WEEKDAY_WEEKEND)
LEFT = (
    *UNLINED_LEFT,
    Look.HEADER_LEFT,
    Look.STATUS,
    Look.LABEL,
    Look.TEXT,
    Look.PROSE,
    Look.LINK,
    Look.TOTAL_LABEL,
    Look.INPUT_TEXT,
)
UPRIGHT = (Look.HEADER_UPRIGHT, Look.HEADER_WEEKEND, Look.HEADER_HOLIDAY, Look.HEADER_MAKE_UP)
WRAPPED = (Look.PROSE, Look.HEADER, Look.HEADER_LEFT, Look.INPUT_TEXT)


def style_of(look: Look) -> NamedStyle:
    """The named style behind a look."""
    ink, line = FONTS.get(look, Ink()), Side("thin", color=palette.LINE)
    return NamedStyle(
        name=look.value,
        font=Font(name=FONT, size=ink.size, bold=ink.bold, color=ink.color, underline=ink.underline),
        fill=PatternFill("solid", fgColor=FILLS[look]) if look in FILLS else PatternFill(),
        border=Border() if look in UNLINED else Border(line, line, line, line),
        alignment=_alignment(look),
        number_format=FORMATS.get(look, "General"),
    )


def _alignment(look: Look) -> Alignment:
    across = "left" if look in LEFT else "center"
    return Alignment(
        horizontal=across,
        indent=1 if across == "left" and look not in UNLINED_LEFT else 0,
        vertical="center",
        wrap_text=look in WRAPPED,
        text_rotation=90 if look in UPRIGHT else 0,
    )
