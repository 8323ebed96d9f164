"""Numbers and durations as reports print them."""

import re
from collections import Counter
from collections.abc import Iterable

from wfm.io.hours_text import plain
from wfm.io.sheet import Cell

BLANKS = re.compile(r"[\s'’]")
WITH_POINT = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?([eE][+-]?\d+)?")
CLOCK_LENGTH = re.compile(r"(?:(\d+):)?(\d{1,4}):(\d{2}(?:\.\d+)?)")
THREE_DIGITS_AFTER = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")


def decimal_vote(texts: Iterable[str]) -> str:
    """The decimal mark that most of these numbers show, "." or ","; "" when none shows any."""
    votes = Counter(mark for mark in map(_shown_mark, texts) if mark)
    return votes.most_common(1)[0][0] if votes else ""


def is_undecided(cell: Cell) -> bool:
    """Whether this is 1,234: twelve hundred to some, one and a quarter to others."""
    return isinstance(cell, str) and THREE_DIGITS_AFTER.fullmatch(_compact(cell)) is not None


def number(cell: Cell, mark: str) -> float:
    """The number in a cell, with `mark` "." or "," before its decimals. Raises ValueError."""
    if not isinstance(cell, str):
        return float(cell)
    text = _compact(cell)
    if mark == ",":
        text = text.translate(str.maketrans(",.", ".,"))
    if not WITH_POINT.fullmatch(text):
        raise ValueError(f"'{cell}' is not a number")
    return float(text.replace(",", ""))


def seconds(cell: Cell, mark: str) -> float:
    """A duration in seconds from a number, m:ss or h:mm:ss. Raises ValueError."""
    found = CLOCK_LENGTH.fullmatch(plain(cell).replace(",", ".")) if isinstance(cell, str) else None
    if found is None:
        return number(cell, mark)
    hours, minutes, rest = int(found[1] or 0), int(found[2]), float(found[3])
    if rest >= 60 or (found[1] is not None and minutes >= 60):
        raise ValueError(f"'{cell}' is not a duration")
    return hours * 3600 + minutes * 60 + rest


def _compact(text: str) -> str:
    return BLANKS.sub("", plain(text)).rstrip("%")


def _shown_mark(text: str) -> str:
    """The mark that this number alone proves; 1,234 proves none, 1.234 is taken as a point."""
    text = _compact(text)
    commas, points = text.count(","), text.count(".")
    if commas and points:
        return "," if text.rfind(",") > text.rfind(".") else "."
    if commas > 1 or points > 1:
        return "." if commas else ","
    if points:
        return "."
    return "," if commas and not is_undecided(text) else ""
