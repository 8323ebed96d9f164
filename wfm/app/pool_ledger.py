"""``wfm pool ledger``: every planned, attended, recalled, missed and carried minute of the retraining pool."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from wfm.app.opening import open_centre
from wfm.domain.errors import InputProblems, Problem
from wfm.domain.pool import LedgerEntry
from wfm.io.chain import NOTHING_YET, Head
from wfm.io.chained_table import POOL_LEDGER
from wfm.io.database import opened as opened_database
from wfm.io.memory_check import problem_of
from wfm.io.memory_files import write_ledger
from wfm.io.memory_lines import ledger_entry, text_of
from wfm.io.privacy import keep_to_owner
from wfm.pool.ledger import Account, Ledger

FIGURES = ("planned", "attended", "recalled", "missed", "carried")


@dataclass(frozen=True, slots=True)
class LedgerView:
    """What of the ledger is wanted: one agent's, from a day on, up to a day; None: all."""

    agent_id: str | None = None
    first: date | None = None
    last: date | None = None

    def shows(self, agent_id: str, day: date) -> bool:
        return self.is_of(agent_id) and (self.first or date.min) <= day <= (self.last or date.max)

    def is_of(self, agent_id: str) -> bool:
        return self.agent_id in (None, agent_id)


@dataclass(frozen=True, slots=True)
class Owed:
    """Minutes of a topic that are still carried over."""

    agent_id: str
    topic: str
    minutes: int


@dataclass(frozen=True)
class PoolLedger:
    """What the ledger says. `accounts`: the lessons that count; `entries`: every line with its number as it was
    written, also plans that were replaced later; `problem`: why nothing from its row on counts."""

    accounts: tuple[Account, ...]
    owed: tuple[Owed, ...]
    entries: tuple[tuple[int, LedgerEntry], ...]
    head: Head
    problem: Problem | None = None
    exported: Path | None = None

    @property
    def exit_code(self) -> int:
        """That of wrong inputs when somebody changed the ledger by hand."""
        return 0 if self.problem is None else InputProblems.exit_code

    @property
    def totals(self) -> dict[str, int]:
        """Minutes by what became of them."""
        return {name: sum(getattr(one, name) for one in self.accounts) for name in FIGURES}

    def as_dict(self) -> dict[str, object]:
        return {
            "whole": self.problem is None,
            "problem": None if self.problem is None else asdict(self.problem),
            "counted_entries": self.head.lines,
            "checksum": self.head.checksum,
            "minutes": self.totals,
            "lessons": [_told(one) for one in self.accounts],
            "owed": [_told(one) for one in self.owed],
            "entries": [{"entry": number, **_told(entry)} for number, entry in self.entries],
            "exported": None if self.exported is None else str(self.exported),
        }


def pool_ledger(where: Path | None, view: LedgerView, export_to: Path | None = None) -> PoolLedger:
    """The lessons that count and all entries; with `export_to` the whole ledger as a CSV file to be restored from.

    Of a ledger that somebody changed by hand the entries before the change are shown; it is exported as it stands.
    """
    workspace, _ = open_centre(where)
    if not workspace.database.exists():
        return PoolLedger((), (), (), NOTHING_YET)
    with opened_database(workspace.database) as database:
        lines, head = database.lines(POOL_LEDGER)
    if export_to is not None:
        write_ledger(export_to, POOL_LEDGER, lines)
        keep_to_owner([export_to])
    problem = problem_of(POOL_LEDGER, lines, head)
    stand = lines if problem is None or problem.row is None else lines[: problem.row - 1]
    entries = [(line.number, ledger_entry(line.texts)) for line in stand]
    ledger = Ledger(tuple(entry for _, entry in entries))
    return PoolLedger(
        tuple(one for one in ledger.accounts() if view.shows(one.agent_id, one.date)),
        tuple(_owed(ledger, view)),
        tuple((number, entry) for number, entry in entries if view.shows(entry.agent_id, entry.date)),
        head or NOTHING_YET,
        problem,
        export_to,
    )


def _owed(ledger: Ledger, view: LedgerView) -> Iterator[Owed]:
    """What is carried over in the end, whatever days are shown."""
    for agent_id in sorted(filter(view.is_of, ledger.standing)):
        for topic, minutes in sorted(ledger.carried_over(agent_id, date.max).items()):
            yield Owed(agent_id, topic, minutes)


def _told(record: Account | Owed | LedgerEntry) -> dict[str, object]:
    return {name: text_of(value) for name, value in asdict(record).items()}
