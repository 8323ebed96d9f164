"""How wfm.db came to its present shape: every step that a database of an older wfm still has to take."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from wfm.domain.errors import StorageFailed
from wfm.io.chained_table import POOL_LEDGER, PROGRAMME, transaction

Migration = Callable[[sqlite3.Connection], None]

_FIRST = (
    """CREATE TABLE runs (
        run TEXT PRIMARY KEY, kind TEXT NOT NULL, first_day TEXT NOT NULL, days INTEGER NOT NULL,
        published_at TEXT NOT NULL, fingerprint TEXT NOT NULL, status TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE pool_ledger (
        entry INTEGER PRIMARY KEY, at TEXT NOT NULL, run TEXT NOT NULL, agent_id TEXT NOT NULL,
        date TEXT NOT NULL, topic TEXT NOT NULL, start TEXT NOT NULL, end TEXT NOT NULL,
        minutes INTEGER NOT NULL CHECK (minutes >= 0), status TEXT NOT NULL
    ) STRICT""",
)
_CHAINED_LEDGER = (
    "DROP TABLE pool_ledger",
    """CREATE TABLE pool_ledger (
        entry INTEGER PRIMARY KEY, at TEXT NOT NULL, run TEXT NOT NULL, agent_id TEXT NOT NULL,
        date TEXT NOT NULL, topic TEXT NOT NULL, start TEXT NOT NULL, end TEXT NOT NULL,
        minutes INTEGER NOT NULL CHECK (minutes >= 0), status TEXT NOT NULL, checksum TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX pool_ledger_by_agent ON pool_ledger (agent_id, date)",
    """CREATE TABLE programme (
        entry INTEGER PRIMARY KEY, at TEXT NOT NULL, run TEXT NOT NULL, agent_id TEXT NOT NULL,
        date TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, checksum TEXT NOT NULL
    ) STRICT""",
    "CREATE TABLE heads (name TEXT PRIMARY KEY, entries INTEGER NOT NULL, checksum TEXT NOT NULL) STRICT",
    """CREATE TABLE repairs (
        at TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, entries_before INTEGER NOT NULL,
        checksum_before TEXT NOT NULL, entries INTEGER NOT NULL, checksum TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE set_aside (
        at TEXT NOT NULL, name TEXT NOT NULL, entry INTEGER NOT NULL, line TEXT NOT NULL
    ) STRICT""",
)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Take the missing steps, all in one transaction; StorageFailed for a database of a newer wfm."""
    if _version(connection, path) == len(MIGRATIONS):
        return
    with transaction(connection):
        for number in range(_version(connection, path), len(MIGRATIONS)):  # another process may have been faster
            MIGRATIONS[number](connection)
            connection.execute(f"PRAGMA user_version = {number + 1}")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        raise StorageFailed(f"{path} was written by a newer wfm (schema {version}); update wfm")
    return version


def _create(connection: sqlite3.Connection) -> None:
    """The register of runs and the pool ledger."""
    for statement in _FIRST:
        connection.execute(statement)


def _chain(connection: sqlite3.Connection) -> None:
    """Chained checksums, for the entries that are there as well; the record of the programme beside the ledger."""
    columns = ", ".join(POOL_LEDGER.columns)
    rows = connection.execute(f"SELECT {columns} FROM pool_ledger ORDER BY entry").fetchall()
    for statement in _CHAINED_LEDGER:
        connection.execute(statement)
    POOL_LEDGER.append(connection, rows)
    PROGRAMME.append(connection, ())


MIGRATIONS: tuple[Migration, ...] = (_create, _chain)
