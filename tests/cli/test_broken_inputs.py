"""Ten broken inputs: each ends with exit 3 and names the place, and nothing is written."""

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from wfm.cli.main import exit_code_of

TINY = Path(__file__).parent.parent / "data" / "tiny"


def absences(*rows: str) -> Callable[[Path], None]:
    def spoil(inputs: Path) -> None:
        (inputs / "absences.csv").write_text("\n".join(["agent_id,start,end,kind", *rows, ""]), encoding="utf-8")

    return spoil


def history_row(number: int, old: str, new: str) -> Callable[[Path], None]:
    def spoil(inputs: Path) -> None:
        path = inputs / "history.csv"
        lines = path.read_text(encoding="utf-8").splitlines()
        assert old in lines[number - 1]
        lines[number - 1] = lines[number - 1].replace(old, new)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    return spoil


def doubled_interval(inputs: Path) -> None:
    path = inputs / "history.csv"
    second = path.read_text(encoding="utf-8").splitlines()[1]
    with path.open("a", encoding="utf-8") as file:
        file.write(second.replace(",16,", ",17,") + "\n")


def no_agents(inputs: Path) -> None:
    (inputs / "agents.csv").unlink()


def directory_for_agents(inputs: Path) -> None:
    (inputs / "agents.csv").unlink()
    (inputs / "agents.csv").mkdir()


def junk_for_requests(inputs: Path) -> None:
    (inputs / "requests.csv").write_bytes(bytes(range(256)) * 40)


def swollen_workbook(inputs: Path) -> None:
    """A workbook of a few bytes that claims to unpack to a gigabyte."""
    (inputs / "agents.csv").unlink()
    with zipfile.ZipFile(inputs / "agents.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
        archive.filelist[1].file_size = 1_000_000_000


BROKEN: dict[str, tuple[Callable[[Path], None], str]] = {
    "wrong column": (history_row(1, "offered", "offerings"), "inputs/history.csv:1, column 'offered'"),
    "duplicate interval": (doubled_interval, "inputs/history.csv:"),
    "unknown agent": (absences("A9,2026-01-30,2026-01-30,planned"), "inputs/absences.csv:2, column 'agent_id'"),
    "overlapping absences": (
        absences("A1,2026-01-28,2026-01-30,planned", "A1,2026-01-30,2026-01-31,planned"),
        "inputs/absences.csv:3",
    ),
    "negative handling time": (history_row(2, ",240", ",-240"), "inputs/history.csv:2, column 'aht_seconds'"),
    "end before start": (absences("A1,2026-01-30,2026-01-29,planned"), "inputs/absences.csv:2, column 'end'"),
    "missing file": (no_agents, "inputs/agents.csv"),
    "directory instead of a file": (directory_for_agents, "inputs/agents.csv"),
    "binary junk as CSV": (junk_for_requests, "inputs/requests.csv"),
    "gigabyte of a workbook": (swollen_workbook, "inputs/agents.xlsx"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_input_names_its_place_and_writes_nothing(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Otherwise a planner would search for the error, or plan a month on wrong data."""
    root = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    spoil, place = BROKEN[name]
    spoil(root / "inputs")
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    assert exit_code_of(["run", "-w", str(root), "--from", "2026-01-26", "--days", "7"]) == 3
    told = capsys.readouterr()
    assert place in told.err
    assert "expected" in told.err
    assert "Traceback" not in told.err
    assert told.out == ""
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before
