"""Which line of a file is its header, which column is which, and which lines are no data."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wfm.io.column import Column, Table
from wfm.io.near import nearest
from wfm.io.sheet import Cell, Line, Sheet, header_key, is_blank, text_of

LINES_SEARCHED = 15
TOTALS = re.compile(
    r"(grand |sub)?totals?:?|(合计|小计|总计|汇总)[:：]?|(gesamt|summe|zwischensumme):?", re.IGNORECASE
)


@dataclass(frozen=True)
class Header:
    """The header of one file. `places`: our columns by position; `spelled`: what stands there;
    `index`: its position among the sheet's lines; `unused`: headers that nobody asked for."""

    row: int
    index: int
    spelled: tuple[str, ...]
    places: Mapping[str, int]
    unused: tuple[str, ...]
    twice: tuple[str, ...]

    def shown(self, name: str) -> str:
        """A column as the planner's file names it."""
        return self.spelled[self.places[name]] if name in self.places else name


def known_headers(table: Table, own_names: Mapping[str, str]) -> dict[str, str]:
    """Our column for every header key; `own_names`, the [columns] of wfm.toml, come first."""
    known = {header_key(header): name for name in table.names for header in table.headers(name)}
    known.update({header_key(name): name for name in table.names})
    known.update({header_key(header): name for header, name in own_names.items() if name in table.by_name})
    return known


def find_header(sheet: Sheet, table: Table, own_names: Mapping[str, str]) -> Header:
    """The line with the most known headers among the first 15, the earliest of equals."""
    known = known_headers(table, own_names)
    searched = sheet.lines[:LINES_SEARCHED]
    counts = [len({known[key] for key in map(header_key, cells) if key in known}) for _, cells in searched]
    index = counts.index(max(counts))
    row, cells = sheet.lines[index]
    spelled = tuple(map(text_of, cells))
    places: dict[str, int] = {}
    for place, header in enumerate(spelled):
        name = known.get(header_key(header), "")
        if name and header_key(header) == header_key(name):
            places.setdefault(name, place)
    for place, header in enumerate(spelled):
        name = known.get(header_key(header), "")
        if name:
            places.setdefault(name, place)
    counts_of = Counter(map(header_key, spelled))
    return Header(
        row=row,
        index=index,
        spelled=spelled,
        places=places,
        unused=tuple(header for place, header in enumerate(spelled) if header and place not in places.values()),
        twice=tuple(name for name in places if counts_of[header_key(spelled[places[name]])] > 1),
    )


def missing_columns(header: Header, table: Table) -> list[tuple[Column, str]]:
    """Required columns that the file lacks, each with what to do about it."""
    missing = [column for column in table.columns if column.required and column.name not in header.places]
    return [(column, _advice(header, table, column)) for column in missing]


def _advice(header: Header, table: Table, column: Column) -> str:
    by_key = {header_key(unused): unused for unused in header.unused}
    for name in table.headers(column.name):
        found = nearest(header_key(name), by_key)
        if found is not None:
            return f"did you mean '{by_key[found]}'? rename it, or map it in [columns] of wfm.toml"
    others = ", ".join(f"'{name}'" for name in header.unused[:8]) or "no other headers"
    return f"not used so far: {others}; map the right one in [columns] of wfm.toml"


def unused_columns(header: Header, table: Table) -> str | None:
    """A note that names the columns nobody reads, with a guess where one looks misspelt."""
    optional = {header_key(name): name for name in table.names if name not in header.places}
    texts = []
    for name in header.unused:
        near = nearest(header_key(name), optional)
        texts.append(f"'{name}'" + (f" (did you mean '{optional[near]}'?)" if near else ""))
    return f"columns not used: {', '.join(texts)}" if texts else None


def totals_rows(lines: Sequence[Line]) -> list[int]:
    """The rows in which one of the first three filled cells says that they sum up others."""
    words = {cell for _, cells in lines for cell in cells if isinstance(cell, str)}
    totals = {word for word in words if TOTALS.fullmatch(word.strip())}
    suspects = [line for line in lines if totals.intersection(line[1])] if totals else []
    return [row for row, cells in suspects if totals.intersection(_first_filled(cells))]


def repeated_headers(lines: Sequence[Line], header: Line) -> list[int]:
    """Printed reports repeat their header on every page."""
    return [row for row, cells in lines if cells == header[1]]


def _first_filled(cells: tuple[Cell, ...]) -> list[Cell]:
    return [cell for cell in cells if not is_blank(cell)][:3]
