"""A workbook is looked over, byte stream by byte stream, before any reader opens it.

A 5 kB file with one value in the last cell hangs openpyxl, and 600 MB fit into a zip of 600 kB; people make the
first kind by formatting whole columns. Nothing is unpacked to disk, at most one chunk is in memory.
"""

import re
import zlib
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from wfm.io.sheet import Unreadable

MEGABYTE = 1024 * 1024
LARGEST_FILE = 25 * MEGABYTE
LARGEST_PART = 150 * MEGABYTE
LARGEST_UNPACKED = 300 * MEGABYTE
HIGHEST_RATIO = 200
MOST_PARTS = 2_000
MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
MOST_CELLS = 5_000_000
CHUNK = MEGABYTE
OVERLAP = 8192  # longer than any tag that a program writes, so that none hides across two chunks
ENCRYPTED_FLAG = 0x1
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
CELL = re.compile(rb"<(?:\w+:)?c(?:\s[^<>]*?\br\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"'])?[\s/>]")
ROW = re.compile(rb"<(?:\w+:)?row\s[^<>]*?\br\s*=\s*[\"'](\d{1,9})[\"']")
RESAVE = "open it in Excel or LibreOffice and save it as .xlsx"
TOO_WIDE = "copy the table alone into a new workbook: rows or columns far away hold formats or stray values"


def check_workbook(path: Path) -> None:
    """Raises Unreadable unless the file is a plain .xlsx of a size that people make."""
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise Unreadable("a workbook of at most 25 MB", f"{size / MEGABYTE:.0f} MB", "save the table as CSV")
    with path.open("rb") as file:
        _check_start(file.read(512))
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
            _check_parts(parts)
            for part in parts:
                if part.filename.casefold().endswith((".xml", ".rels")):
                    _check_part(archive, part)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError):
        raise Unreadable("a sound Excel workbook", "a damaged file", RESAVE) from None


def _check_start(start: bytes) -> None:
    if start.startswith(b"PK"):
        return
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("an .xlsx workbook", "an old .xls or a password-protected workbook", RESAVE)
    if not start:
        raise Unreadable("an .xlsx workbook", "an empty file")
    if start.lstrip()[:1] == b"<":
        raise Unreadable("an .xlsx workbook", "a web page (HTML) or XML under the name .xlsx", RESAVE)
    if b"\x00" not in start:
        raise Unreadable("an .xlsx workbook", "a text file under the name .xlsx", "name it .csv")
    raise Unreadable("an .xlsx workbook", "binary data", RESAVE)


def _check_parts(parts: list[ZipInfo]) -> None:
    """What the archive says of itself, before anything is unpacked."""
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or len(set(names)) < len(names):
        raise Unreadable("an .xlsx workbook", f"an archive of {len(parts)} parts, or parts of one name", RESAVE)
    unpacked = sum(part.file_size for part in parts)
    largest = max(parts, key=lambda part: part.file_size, default=None)
    if unpacked > LARGEST_UNPACKED or (largest is not None and largest.file_size > LARGEST_PART):
        raise Unreadable(
            "a workbook of at most 300 MB unpacked", f"{unpacked / MEGABYTE:.0f} MB unpacked", TOO_WIDE
        )
    for part in parts:
        if part.file_size > MEGABYTE and part.file_size > HIGHEST_RATIO * max(1, part.compress_size):
            raise Unreadable("a workbook with contents", f"{part.filename} packed {HIGHEST_RATIO}-fold", TOO_WIDE)
        if part.flag_bits & ENCRYPTED_FLAG:
            raise Unreadable("a workbook without a password", "an encrypted one", "save it without the password")
        if part.filename.casefold().endswith("vbaproject.bin"):
            raise Unreadable("a workbook without macros", "one with macros", "save it as .xlsx")
    if "[Content_Types].xml" not in names:
        raise Unreadable("an .xlsx workbook", "a zip archive of something else", RESAVE)


def _check_part(archive: ZipFile, part: ZipInfo) -> None:
    """One part of the archive, chunk by chunk: no declared entities, no far cells, not too many cells."""
    cells = 0
    kept = b""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            text = kept + chunk
            if not kept and text.startswith(UTF16_MARKS):
                raise Unreadable("a workbook in UTF-8", f"{part.filename} in UTF-16", RESAVE)
            if DECLARATION.search(text):
                raise Unreadable("a workbook without entities", f"{part.filename} declares some", RESAVE)
            cells += _cells_within(text, len(kept))
            if cells > MOST_CELLS:
                raise Unreadable(f"at most {MOST_CELLS:,} cells", f"more in {part.filename}", "save it as CSV")
            kept = text[-OVERLAP:]


def _cells_within(text: bytes, seen: int) -> int:
    """The number of cells that end after the `seen` bytes of the chunk before. Raises Unreadable for a far one."""
    for row in ROW.finditer(text):
        if int(row[1]) > MOST_ROWS:
            raise Unreadable(f"at most {MOST_ROWS:,} rows", f"row {int(row[1]):,}", TOO_WIDE)
    count = 0
    for cell in CELL.finditer(text):
        if cell.end() <= seen:
            continue
        count += 1
        if cell[1] and (_column_number(cell[1]) > MOST_COLUMNS or int(cell[2]) > MOST_ROWS):
            place = (cell[1] + cell[2]).decode()
            raise Unreadable(
                f"at most {MOST_ROWS:,} rows and {MOST_COLUMNS:,} columns", f"a cell {place}", TOO_WIDE
            )
    return count


def _column_number(letters: bytes) -> int:
    """A as 1, XFD as 16384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
