"""Chained checksums: a line that was changed, added, moved or removed by hand is noticed.

The checksum of a line is the SHA-256 of the checksum before it, its number and its text; the head, kept apart,
knows how many lines there are and the last checksum. Whoever writes past the program breaks the chain. It guards
against accidents and quiet corrections, not against somebody who writes a whole new chain.
"""

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

Texts = tuple[object, ...]
"""What stands in a line: texts and whole numbers, in the order of the columns."""


class Line(NamedTuple):
    """A line as it is kept: its number from 1, what stands in it, its checksum."""

    number: int
    texts: Texts
    checksum: str


class Head(NamedTuple):
    """How many lines there are, and the checksum of the last one."""

    lines: int
    checksum: str


NOTHING_YET = Head(0, "")


class Break(NamedTuple):
    """Where a chain breaks first: the number of the line, and what is wrong with it, in words."""

    number: int
    words: str


def link(previous: str, number: int, texts: Sequence[object]) -> str:
    """The checksum of a line, 64 hexadecimal digits; `previous`: that of the line before it, "" for the first."""
    line = json.dumps([previous, number, *texts], ensure_ascii=False, separators=(",", ":"))
    return sha256(line.encode("utf-8", errors="surrogatepass")).hexdigest()


def chained(rows: Iterable[Texts], head: Head = NOTHING_YET) -> tuple[Line, ...]:
    """These rows as the lines that follow `head`."""
    lines, (number, checksum) = [], head
    for texts in rows:
        number += 1
        checksum = link(checksum, number, texts)
        lines.append(Line(number, texts, checksum))
    return tuple(lines)


def head_of(lines: Sequence[Line]) -> Head:
    """The head of a chain that ends with these lines."""
    return Head(lines[-1].number, lines[-1].checksum) if lines else NOTHING_YET


def first_break(lines: Sequence[Line], head: Head | None) -> Break | None:
    """Where the lines (in order of their numbers) are not what was written; None for a whole chain.

    `head` None: it has been removed.
    """
    checksum = ""
    for expected, line in enumerate(lines, start=1):
        if line.number != expected:
            return Break(expected, f"entry {expected} has been removed or renumbered")
        checksum = link(checksum, expected, line.texts)
        if line.checksum != checksum:
            return Break(expected, f"entry {expected} has been changed, moved or put in by hand")
    if head is None:
        return Break(len(lines) + 1, "the count of its entries has been removed")
    if len(lines) < head.lines:
        return Break(len(lines) + 1, f"entries {len(lines) + 1} to {head.lines} have been removed at its end")
    if len(lines) > head.lines:
        return Break(head.lines + 1, f"entry {head.lines + 1} has been put in by hand")
    return None if checksum == head.checksum else Break(len(lines), "its last entries have been replaced by hand")


def as_written(lines: Iterable[Line], more: Iterable[Line] = ()) -> frozenset[int]:
    """The positions in `lines` of those that the program wrote: each links on to a checksum that is known for
    the number before it. `more` are lines whose checksums count as known too, such as those of an export."""
    kept = tuple(lines)
    known: dict[int, set[str]] = {0: {""}}
    for line in (*kept, *more):
        known.setdefault(line.number, set()).add(line.checksum)
    return frozenset(
        place
        for place, line in enumerate(kept)
        if any(line.checksum == link(before, line.number, line.texts) for before in known.get(line.number - 1, ()))
    )
