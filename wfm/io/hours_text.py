"""Weekdays and hours as people write them: '07:00-24:00', 'mon-fri 08:00-16:00; sat 20:00-24:00'."""

import itertools
import re
import unicodedata
from collections.abc import Mapping

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::00)?")
RANGE = re.compile(r"(\S+?)\s*[-–~]\s*(\S+)")
Ranges = tuple[tuple[int, int], ...]


def plain(text: str) -> str:
    """Full-width digits, colons and separators as their plain forms, without outer blanks."""
    return unicodedata.normalize("NFKC", text).strip()


def minute_of_day(text: str, latest: int = 1440) -> int:
    """'07:30' as 450. Raises ValueError unless it is a time from 00:00 to `latest` minutes."""
    found = CLOCK.fullmatch(plain(text))
    if found is None or int(found[2]) > 59 or int(found[1]) * 60 + int(found[2]) > latest:
        raise ValueError(f"'{text}' is not a time of day such as 07:30")
    return int(found[1]) * 60 + int(found[2])


def clock(minute: int) -> str:
    """450 as '07:30'."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def hours(text: str, past_midnight: bool = False) -> Ranges:
    """'07:00-12:00; 14:00-18:00' as minute ranges in order; '' as none.

    With `past_midnight`, '22:00-06:00' ends on the next day (1320 to 1800). Raises ValueError otherwise.
    """
    ranges = []
    for part in re.split(r"[;,]", plain(text).replace("、", ";")):
        if not part.strip():
            continue
        found = RANGE.fullmatch(part.strip())
        if found is None:
            raise ValueError(f"'{part.strip()}' is not a range such as 07:00-24:00")
        opens, closes = minute_of_day(found[1]), minute_of_day(found[2])
        if closes <= opens and past_midnight:
            closes += 1440
        if closes <= opens:
            raise ValueError(
                f"'{part.strip()}' ends before it starts; hours past midnight belong to the next day too"
            )
        ranges.append((opens, closes))
    ranges.sort()
    if any(following[0] < before[1] for before, following in itertools.pairwise(ranges)):
        raise ValueError(f"the hours '{text}' overlap")
    return tuple(ranges)


def one_range(key: str, text: str) -> tuple[int, int]:
    """Hours of every day that stand under a key, perhaps past midnight. Raises ValueError unless one range."""
    ranges = hours(text, past_midnight=True)
    if len(ranges) != 1:
        raise ValueError(f"{key} '{text}' is not one range such as 23:00-06:00")
    return ranges[0]


def availability(text: str) -> Mapping[int, Ranges]:
    """'mon-fri 08:00-16:00; sat 20:00-24:00' by weekday (Monday = 0); days without hours are whole days.

    Raises ValueError on anything else.
    """
    found: dict[int, Ranges] = {}
    for part in filter(str.strip, re.split(r"[;\n]", plain(text))):
        days, _, times = part.strip().partition(" ")
        ranges = hours(times, past_midnight=True) if times.strip() else ((0, 1440),)
        for day in _days(days):
            found[day] = tuple(sorted(found.get(day, ()) + ranges))
    return found


def _days(text: str) -> list[int]:
    """'mon', 'mon-fri' or 'mon,wed': weekday numbers; 'fri-mon' runs over the week's end."""
    days: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        begin = _weekday(first)
        end = _weekday(last) if last else begin
        days += [(begin + step) % 7 for step in range((end - begin) % 7 + 1)]
    return days


def _weekday(text: str) -> int:
    name = text.strip().casefold()[:3]
    if name not in WEEKDAYS or not text.strip().isalpha():
        raise ValueError(f"'{text}' is not a weekday; expected {', '.join(WEEKDAYS)}")
    return WEEKDAYS.index(name)
