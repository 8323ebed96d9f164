"""Keeping the register of runs and the pool ledger in step with the published directories.

The directories are the truth: a run that was published but not entered (the machine died in between, or the
database was moved away) is entered when the workspace is next taken in hand.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from wfm.domain.errors import MemoryChanged
from wfm.domain.pool import LedgerEntry, Session
from wfm.domain.time import Horizon
from wfm.io.columns import POOL
from wfm.io.database import Database, RunRecord
from wfm.io.manifest import read_manifest
from wfm.io.runs import Run, published
from wfm.io.tables import read_rows
from wfm.io.workspace import Workspace
from wfm.pool.ledger import Ledger, planned_entries


def enter_missing_runs(workspace: Workspace, database: Database) -> tuple[str, ...]:
    """Enter every published run that the register does not know; returns their names."""
    known = {record.run for record in database.runs()}
    on_shelves = [run for shelf in workspace.shelves for run in published(shelf)]
    missing = [run for run in on_shelves if register_name(run) not in known]
    return tuple(register_name(run) for run in missing if enter_run(database, run))


def enter_run(database: Database, run: Run) -> bool:
    """Enter one published run, and what its pool planned, in one transaction.

    A run with a pool waits (False) while the ledger is not as it was written: its directory is the truth, and it
    is entered as soon as somebody has set the ledger right.
    """
    manifest = read_manifest(run.path)
    record = RunRecord(
        run=register_name(run),
        kind=manifest["kind"],
        first_day=run.first,
        days=run.days,
        published_at=datetime.fromisoformat(manifest["ended"]),
        fingerprint=manifest["fingerprint"],
        status=manifest["status"],
    )
    try:
        database.register(record, _planned(run, manifest, record))
    except MemoryChanged:
        return False
    return True


def register_name(run: Run) -> str:
    """``rosters/2026-12-01_28d``: the run with its shelf, as the register names it."""
    return f"{run.path.parent.name}/{run.name}"


def ledger_of(database: Database) -> Ledger:
    """The pool's memory as the pool reads it; MemoryChanged when somebody changed it by hand."""
    return Ledger(database.ledger())


def ledger_or_note(database: Database) -> tuple[Ledger | None, tuple[str, ...]]:
    """The pool's memory; or, when it was changed by hand, None and what that means for the run.

    Without it nobody knows who was trained lately: a pool would take the same people again, beyond their caps. So
    none is drawn, while forecast and roster do not need it.
    """
    try:
        return ledger_of(database), ()
    except MemoryChanged as changed:
        why = "; ".join(f"{problem.expected}; {problem.hint}" for problem in changed.problems)
        return None, (
            f"no retraining pool was drawn: the ledger in wfm.db does not hold {why}; then run `wfm pool`",
        )


def _planned(run: Run, manifest: Mapping[str, Any], record: RunRecord) -> tuple[LedgerEntry, ...]:
    plan = run.path / "pool.csv"
    if not plan.is_file():
        return ()
    zone = ZoneInfo(manifest["timezone"])
    sessions: tuple[Session, ...] = read_rows(plan, POOL, zone)
    dates = Horizon(run.first, run.days, 60, zone).dates
    return planned_entries(sessions, dates, record.run, record.published_at)
