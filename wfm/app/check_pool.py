"""``wfm pool check``: an independent audit of a published retraining pool, from files alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wfm.app.check_roster import AuditResult
from wfm.app.demand import Demand
from wfm.app.opening import Opened, open_workspace
from wfm.app.previous_days import previous_plans
from wfm.app.reading_back import demand_run_of, read_demand
from wfm.app.register import ledger_or_note, register_name
from wfm.app.service import service_of
from wfm.domain.breaches import Severity
from wfm.domain.errors import InputProblems, Problem, WfmError
from wfm.domain.pool import Favor
from wfm.domain.time import Horizon
from wfm.io.columns import INTERVALS, POOL, SHIFTS
from wfm.io.database import opened as opened_database
from wfm.io.fingerprint import file_hash
from wfm.io.manifest import read_json, read_manifest
from wfm.io.runs import Run, find_run
from wfm.io.tables import read_rows
from wfm.pool.audit.book import audit_pool
from wfm.pool.audit.case import PublishedPool
from wfm.pool.ledger import Ledger

LOOKED_AT = ("agents", "training", "absences", "wfm")
"""The files, without their ending, that the audit holds a pool against besides the run's own."""


@dataclass(frozen=True)
class PoolAudit(AuditResult):
    """What the audit found in a pool of so many sessions; `notes`: what it could not look at, or not as it was."""

    sessions: int = 0
    notes: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        return {**AuditResult.as_dict(self), "sessions": self.sessions, "notes": list(self.notes)}


def check_pool(where: Path | None, target: str | None) -> PoolAudit:
    """Audit the pool of a published run (the newest when none is named); nothing is written."""
    opened = open_workspace(where)
    run = find_run(opened.workspace.rosters, target)
    if not (run.path / "pool.csv").is_file():
        raise InputProblems([Problem(f"{run.name}/pool.csv", "a drafted pool", hint="draft one with `wfm pool`")])
    demand = read_demand(demand_run_of(run, opened.workspace), opened)
    manifest = read_manifest(run.path)
    ledger, notes = _ledger_before(opened, run, datetime.fromisoformat(manifest["ended"]))
    favor = Favor(manifest["outcome"].get("favor") or opened.centre.pool.favor)
    first = manifest["outcome"].get("pool_first")
    drawn_from = run.first if first is None else date.fromisoformat(first)
    pool = published_pool(run.path, opened, demand, ledger.planning_from(drawn_from), favor)
    notes = (*notes, *_changed_since(opened, manifest["inputs"], manifest["settings"]))
    return PoolAudit(run.path / "pool.csv", audit_pool(pool), len(pool.sessions), notes)


def refuse_unsound_pool(folder: Path, opened: Opened, demand: Demand, ledger: Ledger, favor: Favor) -> None:
    """Audit what is about to be published, with the ledger that it was drawn with; a pool that breaks a hard rule
    is never handed on. The message names no topic: cron mails it about."""
    breaches = audit_pool(published_pool(folder, opened, demand, ledger, favor))
    hard = [breach for breach in breaches if breach.severity is Severity.HARD]
    if hard:
        found = "; ".join(f"{one.rule}, {one.start:%d %b %H:%M} {one.agent_id}".rstrip() for one in hard[:3])
        raise WfmError(
            f"a bug: the audit of the pool finds {len(hard)} hard breaches, nothing was published ({found})"
        )


def published_pool(folder: Path, opened: Opened, demand: Demand, ledger: Ledger, favor: Favor) -> PublishedPool:
    """A run's files as the audit reads them; `ledger`: what counted when the pool was planned."""
    centre, inputs, horizon = opened.centre, opened.inputs, demand.horizon
    return PublishedPool(
        horizon=horizon,
        settings=centre.pool,
        agents=inputs.agents,
        topics=inputs.topics,
        plans=read_rows(folder / "shifts.csv", SHIFTS, centre.zone),
        requirement=demand.requirement,
        intervals=read_rows(folder / "intervals.csv", INTERVALS, centre.zone),
        sessions=read_rows(folder / "pool.csv", POOL, centre.zone),
        figures=service_of(centre, demand).figures,
        absences=inputs.absences,
        previous=previous_plans(opened, horizon),
        ledger=ledger,
        unplanned=_reserve(folder, opened, horizon),
        favor=favor,
    )


def _reserve(folder: Path, opened: Opened, horizon: Horizon) -> NDArray[np.float64]:
    """The share of people kept for absences that nobody knew yet, per interval, as the run's summary says."""
    told = read_json(folder / "summary.json").get("absence_reserve") or {}
    fixed = opened.centre.shrinkage.unplanned
    shares = list(told.get("shares", {}).values()) or [fixed] * 7
    return np.array([shares[start.weekday()] for start in horizon.interval_starts()])


def _ledger_before(opened: Opened, run: Run, published: datetime) -> tuple[Ledger, tuple[str, ...]]:
    """What the ledger knew when the run was published, without what the run planned itself."""
    if not opened.workspace.database.exists():
        return Ledger(), ("there is no wfm.db: nothing is known of sessions before the run",)
    with opened_database(opened.workspace.database) as database:
        ledger, notes = ledger_or_note(database)
    if ledger is None:
        return Ledger(), ("the ledger in wfm.db was changed by hand: sessions before the run were not looked at",)
    known = [entry for entry in ledger.entries if entry.at < published and entry.run != register_name(run)]
    return Ledger(tuple(known)), notes


def _changed_since(opened: Opened, inputs: list[dict[str, object]], settings: dict[str, object]) -> Iterator[str]:
    """A note for each file that the audit reads and that is not what it was when the run was published."""
    before = {str(known["file"]): known["sha256"] for known in (*inputs, settings)}
    root = opened.workspace.root
    for path in (*opened.inputs.files, opened.workspace.settings):
        name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
        if path.stem in LOOKED_AT and before.get(name) != file_hash(path):
            yield f"{name} has changed since the run was published; the audit goes by the file as it is now"
