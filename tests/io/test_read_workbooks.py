"""Excel files: what people make in them, and what others hide in them."""

import importlib.util
import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from wfm.io.inputs import Inputs
from wfm.io.sheet import Unreadable
from wfm.io.workbook_gate import check_workbook
from wfm.io.workbook_rows import read_workbook

Row = Iterable[object]
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def workbook(*sheets: tuple[str, Iterable[Row]]) -> bytes:
    """A workbook with these sheets as Excel would save it."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        worksheet = book.create_sheet(title)
        for row in rows:
            worksheet.append(list(row))
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def archive(**parts: str | bytes) -> bytes:
    """A zip with these parts; `sheet` is the first worksheet."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", TYPES)
        for name, content in parts.items():
            target.writestr("xl/worksheets/sheet1.xml" if name == "sheet" else name, content)
    return packed.getvalue()


def test_real_dates_times_and_numbers(read_small: Callable[..., Inputs]) -> None:
    """Without it every workbook would have to be turned into CSV first."""
    rows: list[Row] = [
        ["Report of March", None, None, None],
        ["queue", "start", "offered", "aht"],
        ["sales", datetime.fromisoformat("2026-03-02T08:00"), 10, time(0, 4, 0)],
    ]
    inputs = read_small(
        {
            "history.csv": "queue,start,offered,aht\nsales,2026-03-02T08:30,12,250\n",
            "history_march.xlsx": workbook(("history", rows)),
        }
    )
    assert inputs.history is not None
    assert inputs.history["offered"].tolist() == [10, 12]
    assert inputs.history["aht_seconds"].tolist() == [240, 250]
    assert [path.name for path in inputs.files[:2]] == ["history.csv", "history_march.xlsx"]


def test_whole_days_and_midnights_stay_apart(read_small: Callable[..., Inputs]) -> None:
    """Without it leave until 4 March inclusive would end when 4 March begins: Excel keeps both as midnight."""
    midnight = datetime.fromisoformat("2026-03-06T00:00")
    rows: list[Row] = [
        ["agent_id", "start", "end", "kind"],
        ["A1", date(2026, 3, 2), date(2026, 3, 4), "planned"],
        ["A2", datetime.fromisoformat("2026-03-05T12:00"), midnight, "planned"],
    ]
    first, second = read_small({"absences.xlsx": workbook(("Sheet1", rows))}).absences
    assert (first.whole_days, first.end.date()) == (True, date(2026, 3, 5))
    assert (second.whole_days, second.end.replace(tzinfo=None)) == (False, midnight)


def test_agent_numbers_stay_texts(read_small: Callable[..., Inputs]) -> None:
    """Without it agent 1001 would be called 1001.0 and be unknown everywhere."""
    rows: list[Row] = [
        ["agent_id", "name", "team", "contract", "skills", "speed"],
        [1001, "Ann", "North", "full", "sales", 0.9],
    ]
    [agent] = read_small({"agents.xlsx": workbook(("agents", rows))}, without=["agents.csv"]).agents
    assert agent.agent_id == "1001"


def test_the_named_sheet_comes_first(tmp_path: Path) -> None:
    """Without it a cover sheet would be read in place of the data."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook(("Cover", [["hello"]]), ("History", [["queue"], ["sales"]])))
    sheet = read_workbook(path, "history")
    assert sheet.name == "History"
    assert [cells for _, cells in sheet.lines] == [("queue",), ("sales",)]
    assert sheet.notes == ("read sheet 'History', not Cover",)


def test_a_wrong_size_tag_loses_no_rows(tmp_path: Path) -> None:
    """Without it openpyxl believes the size a sheet claims and silently leaves out the rest."""
    path = tmp_path / "book.xlsx"
    packed = io.BytesIO(workbook(("history", [[n, n] for n in range(50)])))
    rewritten = io.BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(rewritten, "w") as target:
        for part in source.namelist():
            data = source.read(part)
            target.writestr(part, data.replace(b'<dimension ref="A1:B50"', b'<dimension ref="A1:A2"'))
    path.write_bytes(rewritten.getvalue())
    sheet = read_workbook(path, "history")
    assert [cells for _, cells in sheet.lines] == [(n, n) for n in range(50)]


def test_long_durations(tmp_path: Path) -> None:
    """Without it 26 hours in a cell would come back as two."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook(("x", [[timedelta(hours=26, minutes=3)], [True]])))
    assert [cells for _, cells in read_workbook(path, "x").lines] == [("26:03:00",), ("true",)]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (
            archive(
                sheet='<worksheet><sheetData><row r="1048576"><c r="XFD1048576"/></row></sheetData></worksheet>'
            ),
            "row",
        ),
        (archive(sheet='<worksheet><c s="1"  r="ZZZ3"><v>1</v></c></worksheet>'), "cell ZZZ3"),
        (archive(sheet="<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet/>"), "entit|declares"),
        (archive(sheet=" " * 1_048_500 + "<!DOCTYPE x>"), "declares"),  # split across two chunks
        (archive(sheet="<worksheet/>".encode("utf-16")), "UTF-16"),
        (archive(sheet=b" " * (3 * 1024 * 1024)), "packed 200-fold"),
        (archive(**{"xl/vbaProject.bin": "x"}), "macros"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "password-protected"),
        (b"<html><table></table></html>", "web page"),
        (b"queue,start\nsales,1\n", "text file under the name"),
        (b"", "empty"),
        (bytes(range(256)), "binary"),
    ],
)
def test_the_gate(tmp_path: Path, content: bytes, found: str) -> None:
    """Without it each of these hangs the reader, fills the memory, or ends in a stack trace."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    with pytest.raises(Unreadable) as refused:
        check_workbook(path)
    assert any(word in (refused.value.found or "") for word in found.split("|"))


def test_the_gate_lets_pass_what_people_make(tmp_path: Path) -> None:
    """Without it a gate that refuses everything would pass its own test."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook(("x", [[f"name {n}", n, date(2026, 1, 1)] for n in range(2000)])))
    check_workbook(path)


def test_a_damaged_sheet_is_no_stack_trace(tmp_path: Path) -> None:
    """Without it the reader's own error would be the planner's message."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(archive(sheet="<worksheet><sheetData><row>"))
    with pytest.raises(Unreadable, match="sound Excel workbook"):
        read_workbook(path, "x")


def test_parquet_without_its_reader_names_the_extra(complaints: Callable[..., list[str]]) -> None:
    """Without it a missing package would look like a damaged file."""
    if importlib.util.find_spec("pyarrow") is not None:
        pytest.skip("pyarrow is installed here")
    [text] = complaints({"history_old.parquet": b"PAR1"})
    assert 'pip install "wfm[parquet]"' in text
