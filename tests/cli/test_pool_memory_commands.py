"""``wfm pool ledger`` and ``wfm pool effect`` on the command line: for people, for scripts, and gone wrong."""

import json
import shutil
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from wfm.cli.main import exit_code_of
from wfm.domain.pool import LedgerEntry, SessionStatus
from wfm.io.database import opened

TINY = Path(__file__).parent.parent / "data" / "tiny"
TEN = datetime(2026, 1, 6, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
FEBRUARY = "A{n},2026-02-01,2026-02-28,400,240,{score},0.80,4.5,4,1,20,0.95,\n"
Printed = pytest.CaptureFixture[str]


def entry(agent_id: str, minutes: int, status: SessionStatus, days: int = 0) -> LedgerEntry:
    start = TEN + timedelta(days=days)
    end = start + timedelta(hours=1)
    return LedgerEntry(
        end, "rosters/2026-01-05_7d", agent_id, start.date(), "listening", start, end, minutes, status
    )


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    """The tiny centre: Ben had his listening hour, but for the last 20 minutes; figures go on in February."""
    root = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    with opened(root / "wfm.db") as database:
        database.append([entry("A2", 60, SessionStatus.PLANNED), entry("A3", 60, SessionStatus.PLANNED, 1)])
        database.append([entry("A2", 40, SessionStatus.ATTENDED), entry("A2", 20, SessionStatus.RECALLED)])
        database.append([entry("A3", 60, SessionStatus.MISSED, 1)])
    with (root / "inputs" / "performance.csv").open("a", encoding="utf-8") as file:
        file.writelines(FEBRUARY.format(n=n, score=score) for n, score in ((1, 90), (2, 75), (3, 80)))
    return root


def test_every_minute_is_told_to_people_and_to_scripts(centre: Path, capsys: Printed) -> None:
    """Otherwise a team lead who asks what became of an hour would get no answer."""
    assert exit_code_of(["pool", "ledger", "-w", str(centre)]) == 0
    told = capsys.readouterr().out
    assert "2026-01-06  A2     listening" in told
    assert "still carried over:" in told
    assert "as it was written: 5 entries" in told
    assert exit_code_of(["pool", "ledger", "-w", str(centre), "--json", "--to", "2026-01-06"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["minutes"] == {"planned": 60, "attended": 40, "recalled": 20, "missed": 0, "carried": 20}
    assert document["whole"] is True
    assert {one["agent_id"]: one["minutes"] for one in document["owed"]} == {"A2": 20, "A3": 60}


def test_every_entry_can_be_seen_as_it_was_written(centre: Path, capsys: Printed) -> None:
    """Otherwise nobody could check how the sums came about."""
    assert exit_code_of(["pool", "ledger", "-w", str(centre), "--entries", "--agent", "A2"]) == 0
    told = capsys.readouterr().out
    assert [word in told for word in ("planned", "attended", "recalled", "missed")] == [True, True, True, False]


def test_a_change_by_hand_is_code_3_until_it_is_set_right(centre: Path, tmp_path: Path, capsys: Printed) -> None:
    """Otherwise cron would go on with a past that somebody has edited."""
    export = str(tmp_path / "ledger.csv")
    assert exit_code_of(["pool", "ledger", "-w", str(centre), "--export", export, "-q"]) == 0
    connection = sqlite3.connect(centre / "wfm.db")
    connection.executescript(
        "DROP TRIGGER pool_ledger_keeps; UPDATE pool_ledger SET minutes = 60 WHERE entry = 3;"
    )
    connection.close()
    assert exit_code_of(["pool", "ledger", "-w", str(centre), "-q"]) == 3
    told = capsys.readouterr().err
    assert "wfm.db (pool ledger):3: expected entries as the program wrote them: entry 3 has been changed" in told
    assert exit_code_of(["pool", "effect", "-w", str(centre)]) == 3
    assert exit_code_of(["pool", "ledger", "-w", str(centre), "--restore", export]) == 0
    assert "5 entries: 1 put back, 0 kept" in capsys.readouterr().out
    assert exit_code_of(["pool", "ledger", "-w", str(centre), "-q"]) == 0
    assert exit_code_of(["pool", "ledger", "-w", str(centre), "--accept"]) == 0
    assert "nothing to do" in capsys.readouterr().out


def test_options_that_exclude_each_other_are_code_2(centre: Path, tmp_path: Path, capsys: Printed) -> None:
    """Otherwise a typing error could throw away a ledger that an export would have mended."""
    export = str(tmp_path / "ledger.csv")
    assert exit_code_of(["pool", "ledger", "-w", str(centre), "--accept", "--restore", export]) == 2
    assert exit_code_of(["pool", "ledger", "-w", str(centre), "--accept-cut"]) == 2
    assert exit_code_of(["pool", "ledger", "-w", str(centre), "--restore", export]) == 3
    assert "ledger.csv" in capsys.readouterr().err


def test_figures_before_and_after_are_told_with_what_they_bear(centre: Path, capsys: Printed) -> None:
    """Otherwise one good month of one agent would be sold as the success of a topic."""
    assert exit_code_of(["pool", "effect", "-w", str(centre), "--agent", "A2"]) == 0
    told = capsys.readouterr().out
    assert "listening" in told
    assert "too little to say" in told
    assert "no proof" in told
    assert not {"because", "thanks to", "caused", "led to"} & set(told.casefold().split())
    assert exit_code_of(["pool", "effect", "-w", str(centre), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    [quality] = [one for one in document["before_after"] if one["figure"] == "qa_score"]
    assert (quality["before"], quality["after"], quality["change"]) == (60, 75, 15)
    assert quality["low"] < 15 < quality["high"]


def test_an_unknown_agent_or_topic_is_told(centre: Path, capsys: Printed) -> None:
    """Otherwise a typing error would look like an agent without any effect."""
    assert exit_code_of(["pool", "effect", "-w", str(centre), "--agent", "A9"]) == 3
    assert exit_code_of(["pool", "effect", "-w", str(centre), "--topic", "listning"]) == 3
    assert "training.csv names" in capsys.readouterr().err


def test_a_workspace_without_a_memory_has_an_empty_ledger(centre: Path, capsys: Printed) -> None:
    """Otherwise the first look of a new planner would end in an error, or write a database."""
    for path in centre.glob("wfm.db*"):
        path.unlink()
    assert exit_code_of(["pool", "ledger", "-w", str(centre)]) == 0
    assert exit_code_of(["pool", "effect", "-w", str(centre)]) == 0
    assert "nobody was trained yet" in capsys.readouterr().out
    assert not (centre / "wfm.db").exists()


def test_a_day_that_is_none_is_code_2(centre: Path) -> None:
    """Otherwise a mistyped day would show the ledger of another one."""
    assert exit_code_of(["pool", "ledger", "-w", str(centre), "--from", "2026-02-30"]) == 2
