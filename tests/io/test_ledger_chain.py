"""A ledger that somebody changed by hand, or that was cut off, is noticed; what stands goes on."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.domain.errors import InputProblems, MemoryChanged, StorageFailed, WorkspaceBusy
from wfm.domain.pool import LedgerEntry, ProgrammeState, ProgrammeStep, SessionStatus
from wfm.io.chain import Head, Line, as_written, chained, first_break, head_of
from wfm.io.chained_table import POOL_LEDGER, PROGRAMME
from wfm.io.database import Database, opened
from wfm.io.ledger_repair import accepted, restored
from wfm.io.memory_check import problem_of

SHANGHAI = timezone(timedelta(hours=8))
RUN = "rosters/2026-12-01_28d"
WRITTEN = datetime(2026, 11, 25, 4, tzinfo=UTC)
TEN = datetime(2026, 12, 1, 10, tzinfo=SHANGHAI)
ENTRIES = tuple(
    LedgerEntry(WRITTEN, RUN, f"A{n}", TEN.date(), "greeting", TEN, TEN + timedelta(minutes=45), 45, status)
    for n, status in enumerate((*[SessionStatus.PLANNED] * 4, SessionStatus.ATTENDED, SessionStatus.MISSED), 1)
)
UNGUARDED = "DROP TRIGGER pool_ledger_keeps; DROP TRIGGER pool_ledger_forgets_nothing;"
ROWS = [(f"line {n}", n) for n in range(1, 7)]
SCHEMA_1 = """
    CREATE TABLE runs (
        run TEXT PRIMARY KEY, kind TEXT NOT NULL, first_day TEXT NOT NULL, days INTEGER NOT NULL,
        published_at TEXT NOT NULL, fingerprint TEXT NOT NULL, status TEXT NOT NULL
    ) STRICT;
    CREATE TABLE pool_ledger (
        entry INTEGER PRIMARY KEY, at TEXT NOT NULL, run TEXT NOT NULL, agent_id TEXT NOT NULL,
        date TEXT NOT NULL, topic TEXT NOT NULL, start TEXT NOT NULL, end TEXT NOT NULL,
        minutes INTEGER NOT NULL CHECK (minutes >= 0), status TEXT NOT NULL
    ) STRICT;
    CREATE INDEX pool_ledger_by_agent ON pool_ledger (agent_id, date);
    CREATE TRIGGER pool_ledger_keeps BEFORE UPDATE ON pool_ledger
        BEGIN SELECT RAISE(ABORT, 'the pool ledger is append-only'); END;
    CREATE TRIGGER pool_ledger_forgets_nothing BEFORE DELETE ON pool_ledger
        BEGIN SELECT RAISE(ABORT, 'the pool ledger is append-only'); END;
    PRAGMA user_version = 1;
"""


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    """A database with six entries."""
    path = tmp_path / "wfm.db"
    with opened(path) as database:
        database.append(ENTRIES[:3])
        database.append(ENTRIES[3:])
    return path


@pytest.fixture
def by_hand(memory: Path) -> Callable[[str], Path]:
    """Changes that database past the program."""

    def change(script: str) -> Path:
        with sqlite3.connect(memory) as connection:
            connection.executescript(UNGUARDED + script)
        connection.close()
        return memory

    return change


def complaint(database: Database) -> str:
    with pytest.raises(MemoryChanged) as caught:
        database.ledger()
    assert caught.value.exit_code == 3
    [problem] = caught.value.problems
    return str(problem)


@given(st.integers(0, 5), st.sampled_from(["text", "checksum", "gone", "again", "number"]))
def test_a_change_of_any_line_is_noticed_at_that_line(place: int, change: str) -> None:
    """Otherwise a quiet correction of one session would stand as if the program had written it."""
    lines = list(chained(ROWS))
    head, line = head_of(lines), lines[place]
    if change == "gone":
        del lines[place]
    elif change == "again":
        lines[place:place] = [line]
    else:
        texts = ("changed", 7) if change == "text" else line.texts
        lines[place] = Line(
            99 if change == "number" else line.number, texts, "00" if change == "checksum" else line[2]
        )
    broken = first_break(lines, head)
    assert broken is not None
    assert broken.number == place + (2 if change == "again" else 1)


def test_a_chain_knows_its_end() -> None:
    """Otherwise the last sessions could be deleted without a trace: what is left of a chain is a whole chain."""
    lines = chained(ROWS)
    assert first_break(lines, head_of(lines)) is None
    cut = first_break(lines[:4], head_of(lines))
    assert cut is not None
    assert (cut.number, cut.words) == (5, "entries 5 to 6 have been removed at its end")
    assert first_break(lines, None) is not None
    assert first_break(lines, Head(6, "another")) is not None


def test_lines_after_a_change_are_still_known_as_ours() -> None:
    """Otherwise one edited line would cost everything that was written after it."""
    lines = list(chained(ROWS))
    lines[2] = lines[2]._replace(texts=("changed", 3))
    assert as_written(lines) == {0, 1, 3, 4, 5}
    without = [line for line in lines if line.number != 3]
    assert as_written(without) == {0, 1, 3, 4}  # line 4 hangs on the checksum of line 3, which is gone ...
    assert as_written(without, chained(ROWS)) == {0, 1, 2, 3, 4}  # ... but stands in an export


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("UPDATE pool_ledger SET minutes = 0 WHERE entry = 4", "entry 4 has been changed"),
        ("DELETE FROM pool_ledger WHERE entry = 2", "entry 2 has been removed"),
        ("DELETE FROM pool_ledger WHERE entry > 4", "entries 5 to 6 have been removed at its end"),
        ("DELETE FROM pool_ledger", "entries 1 to 6 have been removed at its end"),
        (
            "INSERT INTO pool_ledger SELECT 7, at, run, 'A9', date, topic, start, end, 600, status, checksum "
            "FROM pool_ledger WHERE entry = 6",
            "entry 7 has been changed, moved or put in",
        ),
        ("DELETE FROM heads", "the count of its entries has been removed"),
    ],
)
def test_a_ledger_changed_by_hand_says_which_entry_and_what_to_do(
    by_hand: Callable[[str], Path], script: str, words: str
) -> None:
    """Otherwise people would be trained, or left out, by a history that somebody has made up."""
    with opened(by_hand(script)) as database:
        told = complaint(database)
        assert words in told
        assert "wfm pool ledger --restore FILE" in told
        assert "--accept" in told


def test_entries_before_the_change_are_named_as_standing(by_hand: Callable[[str], Path]) -> None:
    """Otherwise a planner could not tell how much of the past is lost."""
    with opened(by_hand("UPDATE pool_ledger SET agent_id = 'B' WHERE entry = 5")) as database:
        assert "entries 1 to 4 (written up to 2026-11-25) stand" in complaint(database)


def test_nothing_is_appended_to_a_ledger_whose_end_is_missing(by_hand: Callable[[str], Path]) -> None:
    """Otherwise new entries would bury the gap."""
    with opened(by_hand("DELETE FROM pool_ledger WHERE entry = 6")) as database:
        with pytest.raises(MemoryChanged):
            database.append(ENTRIES[:1])
        assert len(database.lines(POOL_LEDGER)[0]) == 5


def test_a_dropped_guard_alone_changes_nothing_and_comes_back(by_hand: Callable[[str], Path]) -> None:
    """Otherwise a ledger in order would be refused, or stay open to changes for ever."""
    memory = by_hand("")
    with opened(memory) as database:
        assert database.ledger() == ENTRIES
        database.append(ENTRIES[:1])
    connection = sqlite3.connect(memory)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("DELETE FROM pool_ledger")
    connection.close()


def test_the_programme_is_remembered_and_guarded_like_the_ledger(memory: Path) -> None:
    """Otherwise somebody's escalation could be taken out of the record."""
    steps = (
        ProgrammeStep("A1", date(2026, 12, 1), ProgrammeState.DRAFTED, "quality 70 against 84"),
        ProgrammeStep("A1", date(2026, 12, 29), ProgrammeState.RETURNED, "达标"),
    )
    with opened(memory) as database:
        database.append_steps(steps[:1], RUN, WRITTEN)
        database.append_steps(steps[1:], RUN, WRITTEN)
        assert database.programme() == steps
    connection = sqlite3.connect(memory)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("DELETE FROM programme")
    connection.executescript("DROP TRIGGER programme_keeps; UPDATE programme SET state = 'watch' WHERE entry = 2;")
    connection.close()
    with opened(memory) as database:
        with pytest.raises(MemoryChanged, match="record of the programme"):
            database.programme()
        assert database.ledger() == ENTRIES


def old_database(path: Path, script: str = "") -> Path:
    connection = sqlite3.connect(path)
    connection.executescript(SCHEMA_1 + script)
    connection.executemany(
        "INSERT INTO pool_ledger VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(2 * n, WRITTEN.isoformat(), RUN, one.agent_id, one.date.isoformat(), one.topic),
                *(one.start.isoformat(), one.end.isoformat(), one.minutes, str(one.status)),
            )
            for n, one in enumerate(ENTRIES, 1)
        ],
    )
    connection.commit()
    connection.close()
    return path


def test_an_old_database_is_chained_when_it_is_opened(tmp_path: Path) -> None:
    """Otherwise an update would cost the past, or leave it open to changes (here with gaps in its numbers)."""
    with opened(old_database(tmp_path / "wfm.db")) as database:
        assert database.ledger() == ENTRIES
        database.append(ENTRIES[:1])
    with opened(tmp_path / "wfm.db") as database:
        assert database.ledger() == (*ENTRIES, ENTRIES[0])
        assert database.programme() == ()


def test_a_migration_that_fails_leaves_the_old_database_as_it_was(tmp_path: Path) -> None:
    """Otherwise a half migrated database could be opened by no wfm any more."""
    path = old_database(tmp_path / "wfm.db", "CREATE TABLE programme (of_another_program TEXT);")
    with pytest.raises(StorageFailed, match="programme"), opened(path):
        pass
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert connection.execute("SELECT count(*), max(entry) FROM pool_ledger").fetchone() == (6, 12)
    connection.close()


def test_an_old_entry_that_says_nothing_is_told_not_a_crash(tmp_path: Path) -> None:
    """Otherwise a word typed into an old database would end every run in a trace."""
    path = old_database(tmp_path / "wfm.db")
    connection = sqlite3.connect(path)
    connection.executescript(UNGUARDED + "UPDATE pool_ledger SET status = 'perhaps' WHERE entry = 6")
    connection.close()
    with opened(path) as database:
        assert "entry 3 cannot be read" in complaint(database)
        lines, head = database.lines(POOL_LEDGER)
        repair = accepted(POOL_LEDGER, lines, head)
        assert [line.number for line in repair.aside] == [3]
        database.replace(POOL_LEDGER, repair.rows, "accepted", repair.aside)
        assert database.ledger() == (*ENTRIES[:2], *ENTRIES[3:])


def test_an_edited_line_is_put_back_and_later_ones_stay(by_hand: Callable[[str], Path], memory: Path) -> None:
    """Otherwise restoring last week's export would cost what was attended since."""
    with opened(memory) as database:
        export = database.lines(POOL_LEDGER)[0][:4]
    with opened(by_hand("UPDATE pool_ledger SET minutes = 5 WHERE entry = 2")) as database:
        lines, head = database.lines(POOL_LEDGER)
        repair = restored(lines, head, export)
        assert (repair.put_back, repair.kept, [line.number for line in repair.aside]) == (1, 2, [2])
        assert (repair.unreplaced, repair.lost) == ((), 0)
        database.replace(POOL_LEDGER, repair.rows, "restored", repair.aside)
        assert database.ledger() == ENTRIES
    connection = sqlite3.connect(memory)
    repairs = connection.execute("SELECT kind, entries_before, entries FROM repairs").fetchall()
    assert repairs == [("restored", 6, 6)]
    [(number, line)] = connection.execute("SELECT entry, line FROM set_aside").fetchall()
    connection.close()
    assert (number, "A2" in line) == (2, True)


def test_after_a_loss_the_export_and_what_the_runs_entered_again_come_together() -> None:
    """Otherwise moving a damaged wfm.db away would double all plans, or cost all attendance."""
    export = chained([("planned", 1), ("attended", 1), ("planned", 2)])
    entered_again = chained([("planned", 1), ("planned", 2), ("planned", 3)])
    repair = restored(entered_again, head_of(entered_again), export)
    assert repair.rows == (("planned", 1), ("attended", 1), ("planned", 2), ("planned", 3))
    assert (repair.put_back, repair.kept, repair.aside, repair.lost) == (1, 1, (), 0)


@given(st.integers(0, 6), st.integers(0, 6))
def test_restoring_brings_back_every_line_of_both(written: int, exported: int) -> None:
    """Whatever part was exported and whatever part is left, nothing that the program wrote is lost or doubled."""
    lines = chained(ROWS)
    repair = restored(lines[:written], Head(written, ""), lines[:exported])
    assert repair.rows == tuple(ROWS[: max(written, exported)])
    assert repair.put_back == max(0, exported - written)


@pytest.mark.parametrize("content", [b"", b"date,agent\n2026-12-01,A1\n" * 300])
def test_an_empty_or_foreign_file_is_told_and_left_alone(tmp_path: Path, content: bytes) -> None:
    """Otherwise the program would write over what may be the rest of somebody's memory (exit 74)."""
    path = tmp_path / "wfm.db"
    path.write_bytes(content)
    with pytest.raises(StorageFailed, match=r"left as it is"), opened(path):
        pass
    assert path.read_bytes() == content


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_database_that_was_cut_off_is_told_and_left_alone(tmp_path: Path, share: float) -> None:
    """Otherwise a copy that ran out of disk would be written to until nothing of it can be saved."""
    path = tmp_path / "wfm.db"
    with opened(path) as database:
        for n in range(40):
            database.append(replace(entry, topic=f"topic {n}") for entry in ENTRIES)
    whole = path.read_bytes()
    cut = whole[: int(len(whole) * share)]
    path.write_bytes(cut)
    with pytest.raises(StorageFailed, match=r"wfm\.db"), opened(path) as database:
        database.append(ENTRIES)
    assert path.read_bytes() == cut


def test_a_left_over_log_of_a_lost_database_is_not_taken_for_a_new_one(tmp_path: Path) -> None:
    """Otherwise pages of the old database would be written into the new one."""
    (tmp_path / "wfm.db-wal").write_bytes(b"pages of a database that is gone")
    with pytest.raises(StorageFailed, match=r"wfm\.db-wal"), opened(tmp_path / "wfm.db"):
        pass
    assert not (tmp_path / "wfm.db").exists()


def test_a_database_in_another_hand_is_busy_not_damaged(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise a planner would move away a memory that is only being written to (exit 75)."""
    monkeypatch.setattr("wfm.io.database.PATIENCE_SECONDS", 0.05)
    other = sqlite3.connect(memory)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(WorkspaceBusy), opened(memory) as database:
        database.append(ENTRIES)
    other.close()


def test_what_is_wrong_is_an_input_problem_with_its_entry() -> None:
    """Otherwise a script could not tell from which entry on the ledger does not count."""
    lines = chained([("2026-11-25T04:00:00+00:00", *["x"] * 8)])
    problem = problem_of(PROGRAMME, chained([("2026", "run", "A1", "2026-12-01", "nowhere", "why")]), None)
    assert problem is not None
    assert (problem.file, problem.row) == ("wfm.db (record of the programme)", 2)
    unread = problem_of(POOL_LEDGER, lines, head_of(lines))
    assert unread is not None
    assert unread.row == 1
    assert issubclass(MemoryChanged, InputProblems)


def test_a_ledger_that_grows_while_it_is_read_is_not_called_changed(memory: Path) -> None:
    """Otherwise a look at the ledger during the night run would tell of a forgery."""

    def write() -> None:
        with opened(memory) as database:
            for _ in range(60):
                database.append(ENTRIES)

    writer = Thread(target=write)
    writer.start()
    sizes = []
    with opened(memory) as database:
        while writer.is_alive():
            sizes.append(len(database.ledger()))  # refuses what is not as it was written
    writer.join()
    assert sizes == sorted(sizes)
    assert all(size % len(ENTRIES) == 0 for size in sizes)
