"""In which line of a TOML text a key stands, so that a message can name it."""

import re
from collections.abc import Sequence

Step = str | int
HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
ASSIGNMENT = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
KEY = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")


def line_of(text: str, path: Sequence[Step]) -> int | None:
    """The line (from 1) of the key at `path`, or of the nearest table that holds it; None when there is none.

    An item of an inline list is found at the line of the list's key.
    """
    lines = _key_lines(text)
    for length in range(len(path), 0, -1):
        if tuple(path[:length]) in lines:
            return lines[tuple(path[:length])]
    return None


def _key_lines(text: str) -> dict[tuple[Step, ...], int]:
    lines: dict[tuple[Step, ...], int] = {}
    table: tuple[Step, ...] = ()
    counts: dict[tuple[Step, ...], int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := HEADER.match(line):
            table = tuple(_keys(header[2]))
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            lines.setdefault(table, number)
        elif assignment := ASSIGNMENT.match(line):
            lines.setdefault((*table, *_keys(assignment[1])), number)
    return lines


def _keys(dotted: str) -> list[str]:
    return [key.strip("\"'") for key in KEY.findall(dotted)]
