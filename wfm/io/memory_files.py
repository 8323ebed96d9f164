"""The program's memory as CSV files."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from wfm.io.atomic import storing
from wfm.io.chain import Line
from wfm.io.chained_table import ChainedTable


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Rows of text as CSV in UTF-8; every line ends with a line break, so that a cut file shows."""
    with storing(path), open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_ledger(path: Path, table: ChainedTable, lines: Iterable[Line]) -> None:
    """The lines of a chained table with their numbers and checksums."""
    rows = ((line.number, *line.texts, line.checksum) for line in lines)
    write_table(path, ("entry", *table.columns, "checksum"), rows)
