"""A table of wfm.db that only grows: its lines are chained, and triggers refuse changes and deletions."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from wfm.io.chain import NOTHING_YET, Head, Line, Texts, chained, head_of


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of the block or nothing, and nobody else writes meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:  # SQLite itself goes back when the disk is full
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def at_one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything that is read in the block is of one moment, however others write meanwhile."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("COMMIT")


@dataclass(frozen=True)
class ChainedTable:
    """One such table: its name in wfm.db, what people call it, its columns between number and checksum."""

    name: str
    words: str
    columns: tuple[str, ...]

    @property
    def guards(self) -> tuple[str, ...]:
        """The statements that make the table append-only, for whoever writes past the program."""
        refusal = f"BEGIN SELECT RAISE(ABORT, 'the {self.words} is append-only'); END"
        return (
            f"CREATE TRIGGER IF NOT EXISTS {self.name}_keeps BEFORE UPDATE ON {self.name} {refusal}",
            f"CREATE TRIGGER IF NOT EXISTS {self.name}_forgets_nothing BEFORE DELETE ON {self.name} {refusal}",
        )

    def lines(self, connection: sqlite3.Connection) -> tuple[Line, ...]:
        """Every line as it stands in the table, by number, whatever has been done to it."""
        columns = ", ".join(self.columns)
        rows = connection.execute(f"SELECT entry, {columns}, checksum FROM {self.name} ORDER BY entry")
        return tuple(Line(row[0], row[1:-1], row[-1]) for row in rows)

    def head(self, connection: sqlite3.Connection) -> Head | None:
        """How many lines there should be, and the last checksum; None when that has been removed."""
        row = connection.execute("SELECT entries, checksum FROM heads WHERE name = ?", (self.name,)).fetchone()
        return None if row is None else Head(*row)

    def ends_as_written(self, connection: sqlite3.Connection) -> bool:
        """Whether the last line is the one that the head knows: a quick look before something is appended."""
        last = connection.execute(
            f"SELECT entry, checksum FROM {self.name} ORDER BY entry DESC LIMIT 1"
        ).fetchone()
        return self.head(connection) == (NOTHING_YET if last is None else Head(*last))

    def append(self, connection: sqlite3.Connection, rows: Iterable[Texts]) -> None:
        """Append rows to a table that ends as written; call it within a transaction."""
        head = self.head(connection) or NOTHING_YET
        self._write(connection, chained(rows, head), head)

    def rewrite(self, connection: sqlite3.Connection, rows: Iterable[Texts]) -> None:
        """Put these rows in place of all lines, chained anew; call it within a transaction."""
        self.unguard(connection)
        connection.execute(f"DELETE FROM {self.name}")
        self._write(connection, chained(rows), NOTHING_YET)

    def unguard(self, connection: sqlite3.Connection) -> None:
        """Drop the triggers; whoever does puts them back in the same transaction."""
        for trigger in ("keeps", "forgets_nothing"):
            connection.execute(f"DROP TRIGGER IF EXISTS {self.name}_{trigger}")

    def _write(self, connection: sqlite3.Connection, lines: tuple[Line, ...], before: Head) -> None:
        columns = ("entry", *self.columns, "checksum")
        places = ", ".join("?" * len(columns))
        connection.executemany(
            f"INSERT INTO {self.name} ({', '.join(columns)}) VALUES ({places})",
            [(line.number, *line.texts, line.checksum) for line in lines],
        )
        head = head_of(lines) if lines else before
        connection.execute("INSERT OR REPLACE INTO heads VALUES (?, ?, ?)", (self.name, *head))
        for statement in self.guards:
            connection.execute(statement)


POOL_LEDGER = ChainedTable(
    "pool_ledger",
    "pool ledger",
    ("at", "run", "agent_id", "date", "topic", "start", "end", "minutes", "status"),
)
PROGRAMME = ChainedTable(
    "programme", "record of the programme", ("at", "run", "agent_id", "date", "state", "reason")
)
CHAINED = (POOL_LEDGER, PROGRAMME)
