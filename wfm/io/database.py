"""wfm.db: what the program itself must remember — the register of runs, the ledger of the retraining pool, and who
went through which state of the programme."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from wfm.domain.errors import MemoryChanged, StorageFailed, WfmError, WorkspaceBusy
from wfm.domain.pool import LedgerEntry, ProgrammeStep, SessionStatus
from wfm.io.atomic import storing, sync_directory
from wfm.io.chain import Head, Line, Texts, first_break
from wfm.io.chained_table import POOL_LEDGER, PROGRAMME, ChainedTable, at_one_moment, transaction
from wfm.io.memory_check import problem_of
from wfm.io.memory_files import write_ledger, write_table
from wfm.io.memory_lines import ledger_entry, programme_step, text_of
from wfm.io.migrations import migrate
from wfm.io.privacy import create_for_owner

SIDECARS = ("-wal", "-shm")
PATIENCE_SECONDS = 10.0
"""How long to wait for another process that is writing."""
Found = TypeVar("Found")


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

    def ledger(self) -> tuple[LedgerEntry, ...]:
        """Every entry of the pool ledger, oldest first; MemoryChanged when it is not as it was written."""
        return self._read(POOL_LEDGER, ledger_entry)

    def programme(self) -> tuple[ProgrammeStep, ...]:
        """Every change of state, oldest first; MemoryChanged when the record is not as it was written."""
        return self._read(PROGRAMME, programme_step)

    def programme_by_run(self) -> tuple[tuple[str, ProgrammeStep], ...]:
        """The same, each with the run that found it."""
        return self._read(PROGRAMME, lambda texts: (str(texts[1]), programme_step(texts)))

    def register(
        self,
        record: RunRecord,
        sessions: Iterable[LedgerEntry] = (),
        steps: Iterable[ProgrammeStep] = (),
    ) -> None:
        """Enter a published run, its pool sessions and the changes of state that it found; a run that is in the
        register already changes nothing.

        Raises MemoryChanged when it has sessions and the ledger does not end as it was written.
        """
        rows = [_texts(entry) for entry in sessions]
        changes = [(text_of(record.published_at), record.run, *_texts(step)) for step in steps]
        with transaction(self._connection):
            entered = self._connection.execute(
                f"INSERT OR IGNORE INTO runs ({_columns(RunRecord)}) VALUES (?, ?, ?, ?, ?, ?, ?)",
                _texts(record),
            )
            if entered.rowcount and rows and not self._has_plans_of(record.run):
                self._append(POOL_LEDGER, rows)
            if entered.rowcount and changes and not self._has_steps_of(record.run):
                self._append(PROGRAMME, changes)

    def append(self, entries: Iterable[LedgerEntry]) -> None:
        """Enter what the day brings: attended, recalled, missed. Raises MemoryChanged as `register` does."""
        with transaction(self._connection):
            self._append(POOL_LEDGER, [_texts(entry) for entry in entries])

    def append_steps(self, steps: Iterable[ProgrammeStep], run: str, at: datetime) -> None:
        """Enter changes of state that `run` found at `at`."""
        rows = [(text_of(at), run, *_texts(step)) for step in steps]
        with transaction(self._connection):
            self._append(PROGRAMME, rows)

    def lines(self, table: ChainedTable) -> tuple[tuple[Line, ...], Head | None]:
        """The lines of a table and its head as they stand at one moment, whatever has been done to them."""
        with at_one_moment(self._connection):
            return table.lines(self._connection), table.head(self._connection)

    def replace(self, table: ChainedTable, rows: Iterable[Texts], kind: str, aside: Iterable[Line]) -> None:
        """Put these rows in place of the table's, chained anew. What they replace is noted in the tables `repairs`
        and, line by line, for those that find no place any more (`aside`), in `set_aside`."""
        before = table.head(self._connection) or Head(0, "")
        at = text_of(datetime.now().astimezone())
        with transaction(self._connection):
            table.rewrite(self._connection, rows)
            after = table.head(self._connection) or Head(0, "")
            self._connection.execute(
                "INSERT INTO repairs VALUES (?, ?, ?, ?, ?, ?, ?)", (at, table.name, kind, *before, *after)
            )
            self._connection.executemany(
                "INSERT INTO set_aside VALUES (?, ?, ?, ?)",
                [(at, table.name, line.number, " | ".join(map(str, line.texts))) for line in aside],
            )

    def check(self) -> str:
        """ "ok", or what SQLite finds wrong with the file."""
        return str(self._connection.execute("PRAGMA quick_check").fetchone()[0])

    def export(self, folder: Path) -> tuple[Path, ...]:
        """Write the whole memory as CSV, one file per table, as it stands; returns the files."""
        paths = tuple(folder / name for name in ("runs.csv", "pool_ledger.csv", "programme.csv"))
        write_table(paths[0], [field.name for field in fields(RunRecord)], map(_texts, self.runs()))
        for path, table in zip(paths[1:], (POOL_LEDGER, PROGRAMME), strict=True):
            write_ledger(path, table, table.lines(self._connection))
        return paths

    def _has_plans_of(self, run: str) -> bool:
        """A run's directory may come back after the ledger that knows it: from a backup, or by hand."""
        query = "SELECT 1 FROM pool_ledger WHERE run = ? AND status = ? LIMIT 1"
        return self._connection.execute(query, (run, str(SessionStatus.PLANNED))).fetchone() is not None

    def _has_steps_of(self, run: str) -> bool:
        query = "SELECT 1 FROM programme WHERE run = ? LIMIT 1"
        return self._connection.execute(query, (run,)).fetchone() is not None

    def _read(self, table: ChainedTable, reader: Callable[[Texts], Found]) -> tuple[Found, ...]:
        lines, head = self.lines(table)
        if first_break(lines, head) is None:
            with suppress(ValueError):
                return tuple(reader(line.texts) for line in lines)
        problem = problem_of(table, lines, head)
        raise MemoryChanged([] if problem is None else [problem])

    def _append(self, table: ChainedTable, rows: list[Texts]) -> None:
        """Refuses a table that does not end as written; a change in its middle is noticed when it is read."""
        if not table.ends_as_written(self._connection):
            self._read(table, tuple)
        table.append(self._connection, rows)


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """The database at `path`, created or brought up to date first.

    Raises StorageFailed if it cannot be used; then nothing has been written to it. WorkspaceBusy when another
    process does not let go of it.
    """
    with _told(path):
        with storing(path):
            if not path.exists():
                _create(path)
            elif path.stat().st_size == 0:
                raise _unusable(path, "it is empty")
        with closing(_connected(path)) as connection:
            _look_for_damage(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            migrate(connection, path)
            yield Database(connection)


def _texts(record: RunRecord | LedgerEntry | ProgrammeStep) -> Texts:
    return tuple(text_of(getattr(record, field.name)) for field in fields(record))


def _columns(kind: type[RunRecord]) -> str:
    return ", ".join(field.name for field in fields(kind))


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what SQLite says into a planner's words."""
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise WorkspaceBusy(
                f"{path} is being written by another process; try again when it is done"
            ) from error
        raise _unusable(path, str(error)) from error


def _unusable(path: Path, why: str) -> WfmError:
    name = path.name
    return StorageFailed(
        f"cannot use {path}: {why}; it has been left as it is. If it is damaged, put back a copy, or move it away "
        f"with {name}-wal and {name}-shm if they are there: the runs in rosters/ are then entered again, and what "
        "happened to their sessions comes back with `wfm pool ledger --restore FILE`"
    )


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=PATIENCE_SECONDS, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _look_for_damage(connection: sqlite3.Connection, path: Path) -> None:
    """Before anything is written: a file that was cut off may still open."""
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise _unusable(path, str(verdict))


def _create(path: Path) -> None:
    """A new database appears whole or not at all, so that an empty file is always a damaged one."""
    left = [path.name + end for end in SIDECARS if path.with_name(path.name + end).exists()]
    if left:
        raise StorageFailed(
            f"{path} is missing, but {' and '.join(left)} of it {'is' if len(left) == 1 else 'are'} there; "
            f"put {path.name} back, or move these away as well"
        )
    staged = path.with_name(f".{path.name}.{os.getpid()}.partial")
    staged.unlink(missing_ok=True)
    create_for_owner(staged)
    try:
        with closing(_connected(staged)) as connection:
            migrate(connection, staged)
        os.rename(staged, path)
        sync_directory(path.parent)
    finally:
        staged.unlink(missing_ok=True)
