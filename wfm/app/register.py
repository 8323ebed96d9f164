"""Keeping the register of runs and the pool ledger in step with the published directories.

The directories are the truth: a run that was published but not entered (the machine died in between, or the
database was moved away) is entered when the workspace is next taken in hand.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from wfm.domain.pool import Session, SessionStatus
from wfm.domain.time import Horizon
from wfm.io.columns import POOL
from wfm.io.database import Database, LedgerRow, RunRecord
from wfm.io.manifest import read_manifest
from wfm.io.runs import Run, published
from wfm.io.tables import read_rows
from wfm.io.workspace import Workspace
from wfm.pool.ledger import Entry, Ledger, planned_entries


def enter_missing_runs(workspace: Workspace, database: Database) -> tuple[str, ...]:
    """Enter every published run that the register does not know; returns their names."""
    known = {record.run for record in database.runs()}
    on_shelves = [run for shelf in (workspace.forecasts, workspace.rosters) for run in published(shelf)]
    missing = [run for run in on_shelves if register_name(run) not in known]
    for run in missing:
        enter_run(database, run)
    return tuple(register_name(run) for run in missing)


def enter_run(database: Database, run: Run) -> None:
    """Enter one published run, and what its pool planned, in one transaction."""
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
    database.register(record, _ledger_rows(run, manifest, record))


def register_name(run: Run) -> str:
    """``rosters/2026-12-01_28d``: the run with its shelf, as the register names it."""
    return f"{run.path.parent.name}/{run.name}"


def ledger_of(database: Database) -> Ledger:
    """The pool's memory as the pool reads it."""
    return Ledger(
        tuple(
            Entry(
                row.at,
                row.run,
                row.agent_id,
                row.date,
                row.topic,
                row.start,
                row.end,
                row.minutes,
                SessionStatus(row.status),
            )
            for row in database.ledger()
        )
    )


def _ledger_rows(run: Run, manifest: Mapping[str, Any], record: RunRecord) -> tuple[LedgerRow, ...]:
    plan = run.path / "pool.csv"
    if not plan.is_file():
        return ()
    zone = ZoneInfo(manifest["timezone"])
    sessions: tuple[Session, ...] = read_rows(plan, POOL, zone)
    dates = Horizon(run.first, run.days, 60, zone).dates
    return tuple(
        LedgerRow(
            entry.at,
            entry.run,
            entry.agent_id,
            entry.date,
            entry.topic,
            entry.start,
            entry.end,
            entry.minutes,
            entry.status,
        )
        for entry in planned_entries(sessions, dates, record.run, record.published_at)
    )
