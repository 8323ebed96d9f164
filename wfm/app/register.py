"""Keeping the register of runs and the pool ledger in step with the published directories.

The directories are the truth: a run that was published but not entered (the machine died in between, or the
database was moved away) is entered when the workspace is next taken in hand.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from wfm.domain.errors import MemoryChanged
from wfm.domain.pool import LedgerEntry, ProgrammeLine, ProgrammeStep, Session
from wfm.domain.time import Horizon
from wfm.io.columns import POOL, PROGRAMME
from wfm.io.database import Database, RunRecord
from wfm.io.database import opened as opened_database
from wfm.io.manifest import read_manifest
from wfm.io.runs import Run, published
from wfm.io.tables import read_rows
from wfm.io.workspace import Workspace
from wfm.pool.ledger import Ledger, planned_entries
from wfm.pool.programme.record import eve_of, in_force


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
        database.register(record, _planned(run, manifest, record), _steps(run, manifest))
    except MemoryChanged:
        return False
    return True


def register_name(run: Run) -> str:
    """``rosters/2026-12-01_28d``: the run with its shelf, as the register names it."""
    return f"{run.path.parent.name}/{run.name}"


def ledger_of(database: Database) -> Ledger:
    """The pool's memory as the pool reads it; MemoryChanged when somebody changed it by hand."""
    return Ledger(database.ledger())


def ledger_as_it_is(workspace: Workspace) -> Ledger:
    """The pool's memory without taking the workspace in hand; empty before the first run."""
    if not workspace.database.is_file():
        return Ledger()
    with opened_database(workspace.database) as database:
        return ledger_of(database)


def ledger_or_note(database: Database) -> tuple[Ledger | None, tuple[str, ...]]:
    """The pool's memory; or, when it was changed by hand, None and what that means for the run.

    Without it nobody knows who was trained lately: a pool would take the same people again, beyond their caps. So
    none is drawn, while forecast and roster do not need it.
    """
    try:
        database.programme()
        return ledger_of(database), ()
    except MemoryChanged as changed:
        why = "; ".join(f"{problem.expected}; {problem.hint}" for problem in changed.problems)
        return None, (
            f"no retraining pool was drawn: the ledger in wfm.db does not hold {why}; then run `wfm pool`",
        )


def steps_of(database: Database) -> tuple[ProgrammeStep, ...]:
    """The changes of state that stand, whoever planned what since; MemoryChanged when somebody changed them."""
    return tuple(step for _, step in in_force(database.programme_by_run(), database.ledger()))


def steps_before(database: Database, day: date) -> tuple[ProgrammeStep, ...]:
    """The changes of state that a plan from `day` on begins with; MemoryChanged as above."""
    return eve_of(in_force(database.programme_by_run(), database.ledger()), day)


def _steps(run: Run, manifest: Mapping[str, Any]) -> tuple[ProgrammeStep, ...]:
    """The changes that the run found; how everybody stood before it is in its file as well."""
    path = run.path / "programme.csv"
    if not path.is_file():
        return ()
    lines: tuple[ProgrammeLine, ...] = read_rows(path, PROGRAMME, ZoneInfo(manifest["timezone"]))
    return tuple(line.step for line in lines if line.date >= _pool_first(run, manifest))


def _pool_first(run: Run, manifest: Mapping[str, Any]) -> date:
    """The day from which on a run's pool was drawn; the days before it keep theirs."""
    told = manifest.get("outcome", {}).get("pool_first")
    return run.first if told is None else date.fromisoformat(told)


def _planned(run: Run, manifest: Mapping[str, Any], record: RunRecord) -> tuple[LedgerEntry, ...]:
    plan = run.path / "pool.csv"
    if not plan.is_file():
        return ()
    zone = ZoneInfo(manifest["timezone"])
    sessions: tuple[Session, ...] = read_rows(plan, POOL, zone)
    if "adds_to" in manifest:
        return planned_entries(sessions, (), manifest["adds_to"], record.published_at)
    first = _pool_first(run, manifest)
    dates = [day for day in Horizon(run.first, run.days, 60, zone).dates if day >= first]
    return planned_entries(sessions, dates, record.run, record.published_at)
