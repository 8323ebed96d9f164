"""A file on disk as a sheet of cells, whatever its format."""

from collections.abc import Collection
from pathlib import Path

from wfm.domain.errors import StorageFailed
from wfm.io.delimited import read_delimited
from wfm.io.parquet import read_parquet
from wfm.io.sheet import Sheet, Unreadable
from wfm.io.workbook_rows import read_workbook

TEXTS = (".csv", ".txt", ".tsv")
FORMATS = (*TEXTS, ".xlsx", ".parquet")


def read_sheet(path: Path, name: str, headers: Collection[str], encoding: str = "") -> Sheet:
    """The cells of a CSV, Excel or Parquet file. `name` is the sheet looked for first, `headers` the known ones.

    Raises Unreadable when it is missing or no such file, StorageFailed when the disk refuses.
    """
    if path.is_dir():
        raise Unreadable("a file", "a directory", "put a file of this name here, or remove the directory")
    try:
        if path.suffix.casefold() in TEXTS:
            return read_delimited(path.read_bytes(), headers, encoding)
        if path.suffix.casefold() == ".xlsx":
            return read_workbook(path, name)
        if path.suffix.casefold() == ".parquet":
            return read_parquet(path)
    except FileNotFoundError:
        raise Unreadable(
            "this file: it is required", hint="`wfm init DIR` writes templates of all inputs"
        ) from None
    except OSError as error:
        raise StorageFailed(f"cannot read {path}: {error.strerror or error}") from error
    raise Unreadable(f"one of {', '.join(FORMATS)}", path.suffix or "no ending", "save it as .xlsx or .csv")
