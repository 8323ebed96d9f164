"""CSV in all its dialects: comma, semicolon, tab or bar between the cells."""

import csv
import io
from collections.abc import Collection, Iterator
from itertools import islice

from wfm.io.encoding import NotText, decode
from wfm.io.sheet import Cell, Line, Sheet, Unreadable, header_key

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
LARGEST_FILE = 500 * 1024 * 1024
FIRST_LINES = 30
PLAIN = ("utf-8", "utf-8-sig")


def read_delimited(data: bytes, headers: Collection[str], encoding: str = "") -> Sheet:
    """The cells of a CSV file. `headers`: keys of the headers by which the right separator is known.

    Raises Unreadable for anything that is not a table of text.
    """
    if len(data) > LARGEST_FILE:
        raise Unreadable("a file of at most 500 MB", f"{len(data) / 1024**2:.0f} MB", "split it by month")
    try:
        text, used = decode(data, encoding)
    except NotText as error:
        raise Unreadable("a text file (CSV)", error.found, error.hint) from None
    if text.lstrip()[:15].casefold().startswith(("<!doctype html", "<html", "<table")):
        raise Unreadable("a text file (CSV)", "a web page (HTML)", "export a CSV or Excel file instead")
    separator = _separator(text, headers)
    notes = [] if used in PLAIN else [f"read as {used}"]
    if separator != ",":
        notes.append(f"cells separated by {SEPARATORS[separator]}")
    return Sheet(tuple(_lines(text, separator)), notes=tuple(notes))


def _separator(text: str, headers: Collection[str]) -> str:
    """The one that gives the most known headers in a line, then the most cells in a usual line."""

    def score(separator: str) -> tuple[int, int]:
        first = [cells for _, cells in islice(_lines(text, separator, strict=False), FIRST_LINES)]
        known = max((sum(header_key(cell) in headers for cell in cells) for cells in first), default=0)
        widths = sorted(len(cells) for cells in first)
        return known, widths[len(widths) // 2] if widths else 0

    return max(SEPARATORS, key=score)


def _lines(text: str, separator: str, strict: bool = True) -> Iterator[Line]:
    """Every line that has a cell in it, numbered by the line of the file on which it begins."""
    seen: dict[str, Cell] = {}  # an interval file repeats few texts many times: each is kept once
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
    number = 1
    while True:
        try:
            cells = next(rows, None)
        except csv.Error as error:
            hint = "look for a quotation mark that is opened and never closed"
            raise Unreadable("cells separated evenly", str(error), hint, number) from None
        if cells is None:
            return
        if not "".join(cells).isspace() and any(cells):
            yield number, tuple(map(seen.setdefault, cells, cells))
        number = rows.line_num + 1
