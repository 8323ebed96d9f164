"""A table of cells as it stands in a file, before anybody knows what they mean."""

import re
import unicodedata
from dataclasses import dataclass, field

Cell = str | int | float
Line = tuple[int, tuple[Cell, ...]]


class Unreadable(Exception):
    """A file that cannot be read as a table: what it is, what was expected, what to do, perhaps where."""

    def __init__(
        self, expected: str, found: str | None = None, hint: str | None = None, row: int | None = None
    ) -> None:
        super().__init__(expected)
        self.expected = expected
        self.found = found
        self.hint = hint
        self.row = row


@dataclass(frozen=True)
class Sheet:
    """Lines with their row numbers as the planner sees them; numbers are numbers only where the file says so."""

    lines: tuple[Line, ...]
    name: str | None = None
    notes: tuple[str, ...] = field(default=())


def is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def text_of(cell: Cell) -> str:
    """The cell as a text without outer blanks; 1001.0 as '1001'."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def header_key(cell: Cell) -> str:
    """A header without what makes no difference: case, width, blanks, underscores, hyphens, a unit in brackets."""
    text = unicodedata.normalize("NFKC", str(cell)).casefold()
    return re.sub(r"\([^()]*\)|[\s_\-]+", "", text)
