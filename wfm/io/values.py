"""One cell at a time: from what stands there to what it means, by the kind of its column."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from wfm.domain.pool import Finding
from wfm.io.column import Column, Kind
from wfm.io.hours_text import availability, minute_of_day, plain
from wfm.io.moments import Stamp, local_moment, stamp
from wfm.io.near import did_you_mean
from wfm.io.numbers import is_undecided, number, seconds
from wfm.io.sheet import Cell, text_of

UNKNOWN = re.compile(r"-+|–|—|\*+|n/?a\.?|nan|null|none|无|#(N/A|DIV/0!|VALUE!|REF!)", re.IGNORECASE)
YES = ("true", "yes", "1", "y", "是")
NO = ("false", "no", "0", "n", "否", "")
TWO_HOURS = "Excel may have read m:ss as h:mm; write seconds instead"


class BadValue(Exception):
    """A cell that does not hold what its column holds: what was expected, and what to do."""

    def __init__(self, expected: str, hint: str | None = None) -> None:
        super().__init__(expected)
        self.expected = expected
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Manner:
    """How one column of one file writes its values: decided over the whole column, never cell by cell.

    `percent`: its shares are from 0 to 100."""

    zone: ZoneInfo
    decimal_mark: str = "."
    date_order: str = ""
    percent: bool = False


Reader = Callable[[Cell], Any]


def reader_of(column: Column, manner: Manner) -> Reader:
    """The function that reads a filled cell of this column. It raises BadValue."""
    read = READERS[column.kind]

    def value_of(cell: Cell) -> Any:
        try:
            value = read(cell, column, manner)
        except ValueError as error:
            raise BadValue(column.expected, _hint(column, cell, str(error))) from None
        if isinstance(value, int | float) and not isinstance(value, bool):
            _check_range(value, column)
        return value

    return value_of


def is_unknown(cell: Cell, column: Column) -> bool:
    """Whether the cell says that nobody knows: '-', '*****', 'n/a'; texts may say so and mean it."""
    return column.kind is not Kind.TEXT and isinstance(cell, str) and UNKNOWN.fullmatch(plain(cell)) is not None


def wall_pauses(text: str) -> list[tuple[str, str]]:
    """'10:15-10:30;12:00-12:30' as texts of starts and ends. Raises ValueError."""
    clock = r"(\d{2}:\d{2}(?:[+-]\d{2}:\d{2})?)"
    pauses = []
    for part in filter(None, text.split(";")):
        found = re.fullmatch(clock + "-" + clock, part.strip())
        if found is None:
            raise ValueError(f"'{part}' is not a break such as 10:15-10:30")
        pauses.append((found[1], found[2]))
    return pauses


def _check_range(value: float, column: Column) -> None:
    low = column.least is not None and value < column.least
    high = column.most is not None and value > column.most
    if low or high or (math.isinf(value) and column.least is not None):
        hint = TWO_HOURS if high and column.kind is Kind.DURATION else None
        raise BadValue(column.expected, hint)


def _hint(column: Column, cell: Cell, reason: str) -> str | None:
    if column.choice is not None:
        return did_you_mean(text_of(cell), [str(choice.value) for choice in column.choice])
    if column.kind in (Kind.NUMBER, Kind.COUNT, Kind.DURATION, Kind.TEXT):
        return None
    return reason


def _text(cell: Cell, column: Column, manner: Manner) -> str:
    return text_of(cell)


def _names(cell: Cell, column: Column, manner: Manner) -> tuple[str, ...]:
    parts = re.split(r"[;；、|]", text_of(cell))
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _number(cell: Cell, column: Column, manner: Manner) -> float:
    if not manner.decimal_mark and is_undecided(cell):
        raise BadValue(
            f"{column.expected} whose decimal mark is certain",
            "is this a decimal comma or a thousands comma? set decimal_mark in [files] of wfm.toml",
        )
    if isinstance(cell, str) and plain(cell).lower() == "inf":
        return math.inf
    return number(cell, manner.decimal_mark or ".")


def _count(cell: Cell, column: Column, manner: Manner) -> int:
    value = _number(cell, column, manner)
    if not value.is_integer():
        raise ValueError(f"{value} is not whole")
    return int(value)


def _share(cell: Cell, column: Column, manner: Manner) -> float:
    value = _number(cell, column, manner)
    percent = manner.percent or (isinstance(cell, str) and plain(cell).endswith("%"))
    if not percent and value > 1:
        raise BadValue(column.expected, f"write {value / 100:g} or {value:g}% if it is a percentage")
    return value / 100 if percent else value


def _duration(cell: Cell, column: Column, manner: Manner) -> float:
    return seconds(cell, manner.decimal_mark or ".")


def _stamp(cell: Cell, column: Column, manner: Manner) -> Stamp:
    if not isinstance(cell, str):
        raise BadValue(column.expected, "a bare number: give the cells a date format in Excel")
    try:
        return stamp(cell, manner.date_order)
    except ValueError as error:
        hint = str(error)
        if hint.endswith("first?"):
            hint += " set date_order = 'dmy' or 'mdy' in [files] of wfm.toml, or write 2026-12-01"
        raise BadValue(column.expected, hint) from None


def _date(cell: Cell, column: Column, manner: Manner) -> date:
    found = _stamp(cell, column, manner)
    if found.clock is not None and found.wall.time() != datetime.min.time():
        raise BadValue(column.expected, "a day without a time of day")
    return found.day


def _moment(cell: Cell, column: Column, manner: Manner) -> datetime:
    found = _stamp(cell, column, manner)
    if found.clock is None:
        raise BadValue(column.expected, "the time of day is missing")
    return _localised(found, manner)


def _date_or_moment(cell: Cell, column: Column, manner: Manner) -> date:
    found = _stamp(cell, column, manner)
    return found.day if found.clock is None else _localised(found, manner)


def _clock_or_moment(cell: Cell, column: Column, manner: Manner) -> timedelta | datetime:
    """A time of day as the time since midnight, by the wall clock."""
    text = plain(text_of(cell))
    if re.fullmatch(r"\d{1,2}:\d{2}(:00)?", text):
        return timedelta(minutes=minute_of_day(text, latest=2880))
    return _moment(cell, column, manner)


def _localised(found: Stamp, manner: Manner) -> datetime:
    if found.offset is not None:
        return found.wall.replace(tzinfo=found.offset).astimezone(manner.zone)
    return local_moment(found.wall, manner.zone)


def _choice(cell: Cell, column: Column, manner: Manner) -> Enum:
    text = re.sub(r"[\s-]+", "_", plain(text_of(cell)).casefold())
    for choice in column.choice or ():
        if choice.value == text:
            return choice
    raise ValueError(f"'{text}' is not known")


def _yes_no(cell: Cell, column: Column, manner: Manner) -> bool:
    text = plain(text_of(cell)).casefold()
    if text not in YES + NO:
        raise ValueError(f"'{text}' is neither true nor false")
    return text in YES


def _availability(cell: Cell, column: Column, manner: Manner) -> Mapping[int, tuple[tuple[int, int], ...]]:
    return availability(text_of(cell))


def _breaks(cell: Cell, column: Column, manner: Manner) -> list[tuple[str, str]]:
    return wall_pauses(plain(text_of(cell)))


def _findings(cell: Cell, column: Column, manner: Manner) -> tuple[Finding, ...]:
    parts = [part.split(":") for part in text_of(cell).split(";") if part]
    if any(len(part) not in (4, 5) for part in parts):
        raise ValueError("each finding has five parts, or four in files of earlier versions")
    return tuple(Finding(kpi, *map(float, figures)) for kpi, *figures in parts)


READERS: Mapping[Kind, Callable[[Cell, Column, Manner], Any]] = {
    Kind.TEXT: _text,
    Kind.NAMES: _names,
    Kind.NUMBER: _number,
    Kind.COUNT: _count,
    Kind.SHARE: _share,
    Kind.DURATION: _duration,
    Kind.DATE: _date,
    Kind.MOMENT: _moment,
    Kind.DATE_OR_MOMENT: _date_or_moment,
    Kind.CLOCK_OR_MOMENT: _clock_or_moment,
    Kind.CHOICE: _choice,
    Kind.YES_NO: _yes_no,
    Kind.AVAILABILITY: _availability,
    Kind.BREAKS: _breaks,
    Kind.FINDINGS: _findings,
}
