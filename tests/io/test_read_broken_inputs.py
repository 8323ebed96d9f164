"""Broken inputs: each is named with file, row, column, value and what was expected; nothing is corrected."""

import io
import zipfile
from collections.abc import Callable

import pytest

from wfm.domain.errors import InputProblems
from wfm.io.inputs import read_inputs
from wfm.io.settings import read_centre
from wfm.io.workspace import Workspace

Complaints = Callable[..., list[str]]


def test_wrong_column(complaints: Complaints) -> None:
    """Without it a misspelt header would be an empty column, and nobody would know."""
    [text] = complaints({"history.csv": "queue,start,offred,aht_seconds\nsales,2026-03-02T08:00,10,240\n"})
    assert text.startswith("inputs/history.csv:1, column 'offered': expected a column 'offered'")
    assert "did you mean 'offred'?" in text


def test_duplicate_interval(complaints: Complaints) -> None:
    """Without it an interval that was exported twice would count double."""
    first, second = "sales,2026-03-02T08:00,10,9\n", "sales,2026-03-02T08:30,9,9\n"
    rows = "queue,start,offered,aht\n" + first + second + first
    [text] = complaints({"history.csv": rows})
    assert "inputs/history.csv:4, column 'start': found '2026-03-02T08:00'" in text
    assert "one row per queue and interval" in text
    assert "row 2" in text


def test_unknown_agent_in_absences(complaints: Complaints) -> None:
    """Without it a mistyped number would leave the right agent on the roster during his leave."""
    [text] = complaints({"absences.csv": "agent_id,start,end,kind\nA11,2026-03-02,2026-03-03,planned\n"})
    assert "inputs/absences.csv:2, column 'agent_id': found 'A11'; expected an agent_id of agents.csv" in text
    assert "did you mean 'A1'?" in text


def test_overlapping_absences(complaints: Complaints) -> None:
    """Without it the same day would be counted as absent twice; days that touch do not overlap."""
    rows = (
        "agent_id,start,end,kind\n"
        "A1,2026-03-02,2026-03-04,planned\n"
        "A1,2026-03-04,2026-03-05,planned\n"
        "A2,2026-03-02,2026-03-03,planned\n"
        "A2,2026-03-04,2026-03-04,planned\n"
    )
    [text] = complaints({"absences.csv": rows})
    assert "inputs/absences.csv:3, column 'start': found '2026-03-04'" in text
    assert "row 2 covers" in text


def test_every_absence_inside_a_long_one_is_told(complaints: Complaints) -> None:
    """Without it only neighbours would be compared, and the third would surface later."""
    days = ("2026-03-01,2026-03-31", "2026-03-05,2026-03-06", "2026-03-20,2026-03-21")
    rows = "".join(f"A1,{span},planned\n" for span in days)
    texts = complaints({"absences.csv": "agent_id,start,end,kind\n" + rows})
    assert [text.split(",")[0] for text in texts] == ["inputs/absences.csv:3", "inputs/absences.csv:4"]
    assert all("row 2 covers" in text for text in texts)


def test_negative_handling_time(complaints: Complaints) -> None:
    """Without it a negative load would hide agents that are needed."""
    [text] = complaints(
        {"history.csv": "queue,start,offered,aht\nsales,2026-03-02T08:00,10,-240\nsales,2026-03-02T08:30,1,9\n"}
    )
    assert (
        "inputs/history.csv:2, column 'aht': found '-240'; expected seconds, m:ss or h:mm:ss from 0 to 7200"
        in text
    )


def test_end_before_start(complaints: Complaints) -> None:
    """Without it a swapped pair of dates would be an absence of no days."""
    [text] = complaints({"absences.csv": "agent_id,start,end,kind\nA1,2026-03-05,2026-03-02,planned\n"})
    assert "inputs/absences.csv:2, column 'end': found '2026-03-02'; expected no earlier than start" in text


def test_missing_file(small_centre: Callable[..., Workspace]) -> None:
    """Without it a workspace without agents would be a roster without people."""
    workspace = small_centre()
    (workspace.inputs / "agents.csv").unlink()
    (workspace.inputs / "history.csv").unlink()
    with pytest.raises(InputProblems) as caught:
        read_inputs(workspace, read_centre(workspace.settings))
    assert [problem.file for problem in caught.value.problems] == ["inputs/history.csv", "inputs/agents.csv"]
    assert "this file: it is required" in str(caught.value)


def test_a_directory_instead_of_a_file(small_centre: Callable[..., Workspace]) -> None:
    """Without it the operating system's error would reach the planner."""
    workspace = small_centre()
    (workspace.inputs / "requests.csv").mkdir()
    with pytest.raises(InputProblems, match=r"inputs/requests.csv: found 'a directory'; expected a file"):
        read_inputs(workspace, read_centre(workspace.settings))


@pytest.mark.parametrize(
    "junk",
    [
        bytes(range(256)) * 40,
        b"\x89PNG\r\n\x1a\n" + bytes(50),
        b"PK\x03\x04" + bytes(100),
        b"%PDF-1.7",
        b"a,b\x00\n" * 9,
    ],
)
def test_binary_junk_as_csv(complaints: Complaints, junk: bytes) -> None:
    """Without it noise would be decoded as some alphabet and reported cell by cell."""
    [text] = complaints({"agents.csv": junk})
    assert text.startswith("inputs/agents.csv: found ")
    assert "expected a text file (CSV)" in text


def test_zip_that_looks_like_a_gigabyte_as_workbook(
    small_centre: Callable[..., Workspace], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Without it one file of a megabyte would fill the memory of the server at night."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(200):
                part.write(b"\x20" * 1024 * 1024)
    workspace = small_centre({"requests.xlsx": packed.getvalue()})
    with pytest.raises(InputProblems, match=r"inputs/requests.xlsx: found '200 MB unpacked'"):
        read_inputs(workspace, read_centre(workspace.settings))


def test_everything_wrong_is_told_at_once(complaints: Complaints) -> None:
    """Without it a planner would run the check once per mistake."""
    texts = complaints(
        {
            "history.csv": "queue,start,offered,aht_seconds\nsalse,2026-03-02T08:00,ten,240\n",
            "agents.csv": "agent_id,name,team,contract,skills\nA1,Ann,North,ful,sales\nA1,Bo,North,full,slaes\n",
            "absences.csv": "agent_id,start,end,kind\nA9,2026-03-05,2026-03-06,holiday\n",
            "pins.csv": "agent_id,date,kind,shift\nA1,2026-03-09,shift,dya\n",
        }
    )
    assert [text.split(";")[0] for text in texts] == [
        "inputs/history.csv:2, column 'offered': found 'ten'",
        "inputs/history.csv:2, column 'queue': found 'salse'",
        "inputs/agents.csv:2, column 'contract': found 'ful'",
        "inputs/agents.csv:3, column 'agent_id': found 'A1'",
        "inputs/agents.csv:3, column 'skills': found 'slaes'",
        "inputs/absences.csv:2, column 'kind': found 'holiday'",
        "inputs/absences.csv:2, column 'agent_id': found 'A9'",
        "inputs/pins.csv:2, column 'shift': found 'dya'",
    ]
    assert all("expected" in text for text in texts)


def test_a_failed_field_is_told_once(complaints: Complaints) -> None:
    """Without it an unreadable start would also be called later than its end, and a blank agent unknown."""
    texts = complaints({"absences.csv": "agent_id,start,end,kind\n,2026-13-45,2026-03-02,planned\n"})
    assert len(texts) == 2
    assert "column 'agent_id'" in texts[0]
    assert "column 'start': found '2026-13-45'" in texts[1]
