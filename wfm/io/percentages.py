"""Whether a column of shares is written in percent without saying so: decided over all of it, and told."""

from collections.abc import Iterable

from wfm.io.hours_text import plain
from wfm.io.numbers import number
from wfm.io.sheet import Cell, is_blank

LEAST_CELLS = 2
"""A single 78 may be a slip for 0.78."""


def in_percent(cells: Iterable[Cell], decimal_mark: str) -> bool:
    """Whether no number of the column is a share above 0, and most of at least two are above 1 and at most 100."""
    found = [_number_in(cell, decimal_mark) for cell in cells]
    told = [value for value in found if value]
    percents = [value for value in told if 1 < value <= 100]
    return len(percents) >= LEAST_CELLS and 2 * len(percents) > len(told) and not any(0 < v <= 1 for v in told)


def _number_in(cell: Cell, decimal_mark: str) -> float | None:
    """The number in a cell; None where there is none, or a percent sign says it all."""
    if is_blank(cell) or (isinstance(cell, str) and plain(cell).endswith("%")):
        return None
    try:
        return number(cell, decimal_mark or ".")
    except ValueError:
        return None
