"""Parquet files of history, where pyarrow is installed."""

import importlib.util
from pathlib import Path

from wfm.io.sheet import Cell, Sheet, Unreadable


def read_parquet(path: Path) -> Sheet:
    """The cells of a Parquet file, its column names as the header. Raises Unreadable without pyarrow."""
    path.stat()
    if importlib.util.find_spec("pyarrow") is None:
        raise Unreadable(
            "a CSV or Excel file, or pyarrow to read this one",
            "a Parquet file",
            'install it with: pip install "wfm[parquet]"',
        )
    import pandas

    try:
        frame = pandas.read_parquet(path)
    except (ValueError, OSError) as error:
        raise Unreadable("a sound Parquet file", str(error)[:200]) from None
    columns = [[_cell(value) for value in frame[name]] for name in frame.columns]
    rows = zip(*columns, strict=True)
    header: tuple[Cell, ...] = tuple(map(str, frame.columns))
    return Sheet(((1, header), *((number, cells) for number, cells in enumerate(rows, start=2))))


def _cell(value: object) -> Cell:
    """Missing values are not equal to themselves; moments are written as ISO texts."""
    if value is None or value != value:
        return ""
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        return value
    iso = getattr(value, "isoformat", None)
    return str(iso()) if iso else str(value)
