"""An exported ledger comes back as it was, and what was changed or cut off in it is named."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from wfm.domain.errors import InputProblems
from wfm.domain.pool import LedgerEntry, SessionStatus
from wfm.io.chained_table import POOL_LEDGER
from wfm.io.database import opened
from wfm.io.ledger_file import LedgerFile, read_ledger_file
from wfm.io.memory_files import write_ledger

ZONE = ZoneInfo("Asia/Shanghai")
TEN = datetime(2026, 12, 1, 10, tzinfo=timezone(timedelta(hours=8)))
WRITTEN = datetime(2026, 11, 25, 4, 0, 7, tzinfo=UTC)
ENTRIES = tuple(
    LedgerEntry(WRITTEN, "rosters/2026-12-01_28d", agent, TEN.date(), topic, TEN, TEN, minutes, status)
    for agent, topic, minutes, status in (
        ("1001", "投诉处理, 初级", 45, SessionStatus.PLANNED),
        ("", "", 0, SessionStatus.PLANNED),
        ("1001", "投诉处理, 初级", 30, SessionStatus.ATTENDED),
        ("1001", "投诉处理, 初级", 15, SessionStatus.RECALLED),
    )
)
Change = Callable[[str], str]


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """The export of four entries."""
    with opened(tmp_path / "wfm.db") as database:
        database.append(ENTRIES)
        lines, _ = database.lines(POOL_LEDGER)
    write_ledger(tmp_path / "ledger.csv", POOL_LEDGER, lines)
    return tmp_path / "ledger.csv"


def complaints(path: Path) -> list[str]:
    with pytest.raises(InputProblems) as caught:
        read_ledger_file(path, ZONE)
    return [str(problem) for problem in caught.value.problems]


def put_into(path: Path, file: LedgerFile) -> tuple[LedgerEntry, ...]:
    with opened(path) as database:
        database.replace(POOL_LEDGER, [line.texts for line in file.lines], "restored", ())
        return database.ledger()


def test_an_export_comes_back_as_it_was(export: Path, tmp_path: Path) -> None:
    """Otherwise a backup would be worth nothing on the day it is needed."""
    file = read_ledger_file(export, ZONE)
    assert (file.checked, file.cut_row) == (True, None)
    assert put_into(tmp_path / "new.db", file) == ENTRIES
    with opened(tmp_path / "new.db") as new, opened(tmp_path / "wfm.db") as old:
        assert new.lines(POOL_LEDGER) == old.lines(POOL_LEDGER)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text.replace("\n", "\r\n"),
        lambda text: text.replace('"投诉处理, 初级"', "投诉处理。初级").replace(",", ";").replace("。", ", "),
        lambda text: text.replace("2026-12-01,", "2026/12/1,"),
    ],
)
def test_an_export_that_a_spreadsheet_has_saved_comes_back_too(export: Path, change: Change) -> None:
    """Otherwise opening the backup in Excel would make it useless."""
    before = read_ledger_file(export, ZONE)
    export.write_text(change(export.read_text(encoding="utf-8")), encoding="utf-8", newline="")
    assert read_ledger_file(export, ZONE) == before


def test_every_changed_line_is_named_and_no_other(export: Path) -> None:
    """Otherwise one edited line would make all that follow look false."""
    text = export.read_text(encoding="utf-8")
    export.write_text(text.replace(",45,planned", ",90,planned").replace(",15,", ",5,"), encoding="utf-8")
    first, second = complaints(export)
    assert first.startswith("ledger.csv:2, column 'checksum'")
    assert second.startswith("ledger.csv:5, column 'checksum'")
    assert "it has been changed" in first


def test_a_removed_line_is_named(export: Path) -> None:
    """Otherwise a session could be taken out of the backup without a trace."""
    lines = export.read_text(encoding="utf-8").splitlines(keepends=True)
    export.write_text("".join(lines[:2] + lines[3:]), encoding="utf-8")
    [told] = complaints(export)
    assert "ledger.csv:3, column 'entry': found '3'; expected entry 2" in told


def test_cells_that_can_be_no_entry_are_all_named(export: Path) -> None:
    """Otherwise a planner would mend one cell after the other."""
    text = export.read_text(encoding="utf-8")
    wrong = (
        text.replace(",45,planned", ",-45,planned").replace("attended", "perhaps").replace("T04:00", "T25:00", 1)
    )
    export.write_text(wrong, encoding="utf-8")
    told = complaints(export)
    assert len(told) == 3
    assert {"'minutes'" in line or "'status'" in line or "'at'" in line for line in told} == {True}


@pytest.mark.parametrize("cut", [3, 40, 90, 150])
def test_a_file_cut_off_in_a_line_gives_the_lines_before(export: Path, cut: int) -> None:
    """Otherwise half a copy would be taken for the whole ledger, or be refused altogether."""
    data = export.read_bytes()
    export.write_bytes(data[:-cut])
    file = read_ledger_file(export, ZONE)
    assert (len(file.lines), file.cut_row, file.checked) == (3, 5, True)


def test_a_last_line_without_its_line_break_is_whole(export: Path) -> None:
    """Otherwise an editor that drops the last line break would cost an entry."""
    export.write_bytes(export.read_bytes().rstrip(b"\n"))
    file = read_ledger_file(export, ZONE)
    assert (len(file.lines), file.cut_row) == (4, None)


def test_a_file_without_checksums_is_taken_and_says_so(export: Path, tmp_path: Path) -> None:
    """Otherwise the exports of an older wfm could not be restored."""
    rows = [line.split(",", 1)[1].rsplit(",", 1)[0] for line in export.read_text(encoding="utf-8").splitlines()]
    export.write_text("\n".join(rows) + "\n", encoding="utf-8")
    file = read_ledger_file(export, ZONE)
    assert not file.checked
    assert put_into(tmp_path / "new.db", file) == ENTRIES


def test_a_file_that_is_no_ledger_is_told(tmp_path: Path) -> None:
    """Otherwise restoring the wrong file would empty the ledger."""
    (tmp_path / "other.csv").write_text("agent_id,name\nA1,Ann\n", encoding="utf-8")
    assert any("column 'status'" in told for told in complaints(tmp_path / "other.csv"))
    assert "other2.csv" in complaints(tmp_path / "other2.csv")[0]
