"""What the program itself remembers: the register of runs, the pool ledger, manifests, logs."""

import csv
import json
import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from wfm.domain.errors import MemoryChanged, StorageFailed
from wfm.domain.pool import LedgerEntry, SessionStatus
from wfm.io.database import RunRecord, opened
from wfm.io.fingerprint import fingerprint
from wfm.io.logs import logging_run
from wfm.io.manifest import is_whole, read_manifest, write_manifest

SHANGHAI = timezone(timedelta(hours=8))
RUN = RunRecord(
    "rosters/2026-12-01_28d",
    "roster",
    date(2026, 12, 1),
    28,
    datetime(2026, 11, 25, 4, tzinfo=UTC),
    "f00d",
    "FEASIBLE",
)
SESSION = LedgerEntry(
    at=datetime(2026, 11, 25, 4, tzinfo=UTC),
    run=RUN.run,
    agent_id="A1",
    date=date(2026, 12, 1),
    topic="greeting",
    start=datetime(2026, 12, 1, 10, tzinfo=SHANGHAI),
    end=datetime(2026, 12, 1, 10, 45, tzinfo=SHANGHAI),
    minutes=45,
    status=SessionStatus.PLANNED,
)


def test_the_register_and_the_ledger_come_back_as_they_were_entered(tmp_path: Path) -> None:
    """Otherwise last month's sessions would be forgotten or shifted by a time zone."""
    with opened(tmp_path / "wfm.db") as database:
        database.register(RUN, [SESSION])
    with opened(tmp_path / "wfm.db") as database:
        assert database.runs() == (RUN,)
        assert database.ledger() == (SESSION,)
        assert database.check() == "ok"


def test_entering_a_run_twice_does_not_double_its_sessions(tmp_path: Path) -> None:
    """Otherwise a crash between publishing and entering would count an agent's minutes twice."""
    with opened(tmp_path / "wfm.db") as database:
        database.register(RUN, [SESSION])
        database.register(RUN, [SESSION])
        assert len(database.ledger()) == 1


def test_a_run_that_comes_back_does_not_double_its_sessions(tmp_path: Path) -> None:
    """Otherwise a roster copied back from a backup would use up its agents' minutes a second time."""
    with opened(tmp_path / "wfm.db") as database:
        database.register(RUN, [SESSION])
    with sqlite3.connect(tmp_path / "wfm.db") as connection:
        connection.execute("DELETE FROM runs")
    with opened(tmp_path / "wfm.db") as database:
        database.register(RUN, [SESSION])
        assert (database.runs(), database.ledger()) == ((RUN,), (SESSION,))


@pytest.mark.parametrize("change", ["UPDATE pool_ledger SET minutes = 0", "DELETE FROM pool_ledger"])
def test_the_ledger_is_append_only(tmp_path: Path, change: str) -> None:
    """Otherwise history about people could be rewritten without a trace."""
    with opened(tmp_path / "wfm.db") as database:
        database.register(RUN, [SESSION])
    with (
        sqlite3.connect(tmp_path / "wfm.db") as connection,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        connection.execute(change)


def test_a_refused_session_enters_nothing_of_its_run(tmp_path: Path) -> None:
    """Otherwise a run would be registered with half its ledger and never be completed."""
    with opened(tmp_path / "wfm.db") as database:
        database.register(RUN, [SESSION])
    with sqlite3.connect(tmp_path / "wfm.db") as connection:
        connection.execute("UPDATE heads SET entries = 7 WHERE name = 'pool_ledger'")
    another = replace(RUN, run="rosters/2026-12-29_28d")
    with opened(tmp_path / "wfm.db") as database:
        with pytest.raises(MemoryChanged):
            database.register(another, [SESSION])
        assert database.runs() == (RUN,)


def test_a_damaged_or_newer_database_is_told_and_left_alone(tmp_path: Path) -> None:
    """Otherwise the program would write over a memory that it cannot read (exit 74)."""
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"not a database, not at all" * 400)
    with pytest.raises(StorageFailed, match=r"damaged\.db"), opened(damaged):
        pass
    assert damaged.read_bytes().startswith(b"not a database")
    newer = tmp_path / "newer.db"
    with sqlite3.connect(newer) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StorageFailed, match="newer wfm"), opened(newer):
        pass


def test_the_memory_is_given_back_as_csv(tmp_path: Path) -> None:
    """Otherwise what the program remembers would be locked in a file that no planner can open."""
    with opened(tmp_path / "wfm.db") as database:
        database.register(RUN, [SESSION])
        runs, ledger, _ = database.export(tmp_path)
    [run] = csv.DictReader(runs.open(encoding="utf-8"))
    assert run["run"] == RUN.run
    [row] = csv.DictReader(ledger.open(encoding="utf-8"))
    assert (row["agent_id"], row["start"], row["minutes"]) == ("A1", "2026-12-01T10:00:00+08:00", "45")


def test_a_fingerprint_sees_every_fact_and_no_order() -> None:
    """Otherwise a changed input would be taken for the same run, or the same run be done again."""
    facts = {"seed": 1, "inputs": ["a", "b"], "name": "张伟"}
    assert fingerprint(facts) == fingerprint(dict(reversed(facts.items())))
    assert (
        len({fingerprint(facts), fingerprint({**facts, "seed": 2}), fingerprint({**facts, "inputs": ["b", "a"]})})
        == 3
    )


def test_a_manifest_lists_every_output_and_notices_a_changed_one(tmp_path: Path) -> None:
    """Otherwise nobody could tell a published file from one that was edited afterwards."""
    (tmp_path / "shifts.csv").write_text("agent_id,date\nA1,2026-12-01\nA2,2026-12-01\n", encoding="utf-8")
    write_manifest(tmp_path, {"kind": "roster"})
    manifest = read_manifest(tmp_path)
    outputs = manifest["outputs"]
    assert isinstance(outputs, list)
    [output] = outputs
    assert (output["file"], output["rows"]) == ("shifts.csv", 2)
    assert is_whole(tmp_path)
    (tmp_path / "shifts.csv").write_text("edited", encoding="utf-8")
    assert not is_whole(tmp_path)


def failing_run(folder: Path) -> None:
    with logging_run(folder, "run") as log:
        log.write("step", step="forecast", seconds=1.5)
        raise ValueError("O'Brien scored 41")


def test_the_log_of_a_failure_says_where_and_keeps_what_was_said_out(tmp_path: Path) -> None:
    """Otherwise a name quoted in an error message would stay in a log for ever."""
    with pytest.raises(ValueError, match="O'Brien"):
        failing_run(tmp_path / "logs")
    [log] = (tmp_path / "logs").iterdir()
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [line["event"] for line in lines] == ["begin", "step", "failed"]
    assert lines[-1]["error"] == "ValueError"
    assert "O'Brien" not in log.read_text(encoding="utf-8")
