"""wfm.db: what the program itself must remember — the register of runs and the ledger of the retraining pool."""

import csv
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime
from pathlib import Path

from wfm.domain.errors import StorageFailed
from wfm.io.atomic import storing
from wfm.io.privacy import create_for_owner

_MIGRATIONS = (
    """
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
    """,
)


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One published run in the register; `run` is unique, such as ``rosters/2026-12-01_28d``."""

    run: str
    kind: str
    first_day: date
    days: int
    published_at: datetime
    fingerprint: str
    status: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of the pool ledger: a session as it stood when `run` wrote it."""

    at: datetime
    run: str
    agent_id: str
    date: date
    topic: str
    start: datetime
    end: datetime
    minutes: int
    status: str


class Database:
    """The workspace's memory. Every write is one transaction: all of it or nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def runs(self) -> tuple[RunRecord, ...]:
        """The register in order of publication."""
        rows = self._connection.execute(f"SELECT {_columns(RunRecord)} FROM runs ORDER BY published_at, run")
        return tuple(
            RunRecord(run, kind, date.fromisoformat(first), days, datetime.fromisoformat(at), key, status)
            for run, kind, first, days, at, key, status in rows
        )

    def ledger(self) -> tuple[LedgerRow, ...]:
        """Every line of the pool ledger, oldest first."""
        rows = self._connection.execute(f"SELECT {_columns(LedgerRow)} FROM pool_ledger ORDER BY entry")
        moment = datetime.fromisoformat
        return tuple(
            LedgerRow(
                moment(at), run, agent, date.fromisoformat(day), topic, moment(start), moment(end), minutes, status
            )
            for at, run, agent, day, topic, start, end, minutes, status in rows
        )

    def register(self, record: RunRecord, sessions: Iterable[LedgerRow] = ()) -> None:
        """Enter a published run and its pool sessions; a run that is in the register already changes nothing."""
        with self._connection:
            entered = self._connection.execute(
                f"INSERT OR IGNORE INTO runs ({_columns(RunRecord)}) VALUES (?, ?, ?, ?, ?, ?, ?)", _texts(record)
            )
            if entered.rowcount:
                self._connection.executemany(
                    f"INSERT INTO pool_ledger ({_columns(LedgerRow)}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    [_texts(row) for row in sessions],
                )

    def check(self) -> str:
        """ "ok", or what SQLite finds wrong with the file."""
        return str(self._connection.execute("PRAGMA quick_check").fetchone()[0])

    def export(self, folder: Path) -> tuple[Path, ...]:
        """Write the whole memory as CSV, one file per table; returns the files."""
        paths = (folder / "runs.csv", folder / "pool_ledger.csv")
        _write_table(paths[0], RunRecord, self.runs())
        _write_table(paths[1], LedgerRow, self.ledger())
        return paths


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """The database at `path`, created or brought up to date first; StorageFailed if it cannot be used."""
    create_for_owner(path)
    try:
        connection = sqlite3.connect(path, timeout=10)
    except sqlite3.Error as error:
        raise _unusable(path, error) from error
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        _migrate(connection, path)
        yield Database(connection)
    except sqlite3.Error as error:
        raise _unusable(path, error) from error
    finally:
        connection.close()


def _unusable(path: Path, error: sqlite3.Error) -> StorageFailed:
    return StorageFailed(
        f"cannot use {path}: {error}; if it is damaged move it away, the runs in rosters/ are entered again"
    )


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Apply the missing migrations, each in one transaction with its version number."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(_MIGRATIONS):
        raise StorageFailed(f"{path} was written by a newer wfm (schema {version}); update wfm")
    for number in range(version, len(_MIGRATIONS)):
        connection.executescript(
            f"BEGIN IMMEDIATE; {_MIGRATIONS[number]} PRAGMA user_version = {number + 1}; COMMIT;"
        )


def _write_table(
    path: Path, kind: type[RunRecord] | type[LedgerRow], records: Iterable[RunRecord | LedgerRow]
) -> None:
    with storing(path), open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(field.name for field in fields(kind))
        writer.writerows(_texts(record) for record in records)


def _columns(kind: type[RunRecord] | type[LedgerRow]) -> str:
    return ", ".join(field.name for field in fields(kind))


def _texts(record: RunRecord | LedgerRow) -> tuple[object, ...]:
    return tuple(_text(value) for value in astuple(record))


def _text(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value
