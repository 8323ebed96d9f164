"""What a command prints: lines for a person, or one JSON document for a script."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from unicodedata import east_asian_width


class Result(Protocol):
    """What every use-case returns."""

    def as_dict(self) -> Mapping[str, object]: ...


@dataclass(frozen=True, slots=True)
class Output:
    """How this command was asked to speak. Results go to stdout, everything else to stderr."""

    json: bool = False
    quiet: bool = False
    verbose: bool = False

    def result(self, result: Result, lines: Iterable[str]) -> None:
        """Print the result: as JSON, as lines, or not at all."""
        if self.json:
            print_json(result.as_dict())
        elif not self.quiet:
            for line in lines:
                print(line)

    def remark(self, text: str) -> None:
        """Say something besides the result, to a person only."""
        if not (self.json or self.quiet):
            print(text, file=sys.stderr, flush=True)


def print_json(document: Mapping[str, object]) -> None:
    """One JSON document on stdout; plain print, because rich would wrap it."""
    print(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False, default=str))


def columns(rows: Sequence[Sequence[str]], *, right: Iterable[int] = ()) -> list[str]:
    """Rows as aligned lines; `right` are the columns to align right. East Asian characters count double."""
    aligned_right = set(right)
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            _padded(cell, width, position in aligned_right)
            for position, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _padded(text: str, width: int, right: bool) -> str:
    blank = " " * (width - _width(text))
    return blank + text if right else text + blank
