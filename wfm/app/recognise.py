"""Knowing a run again: the same inputs, settings, versions, days, seed and past give the same result."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from wfm.app.absence_record import reserve_facts
from wfm.app.earlier_rosters import earlier_facts
from wfm.app.opening import Opened
from wfm.domain.pool import ProgrammeStep
from wfm.domain.roster import DayPlan
from wfm.domain.time import Horizon, iso
from wfm.io.fingerprint import file_hash, fingerprint
from wfm.io.manifest import is_whole, read_manifest, versions
from wfm.io.runs import Run, published
from wfm.pool.ledger import Ledger


def key_of(
    kind: str,
    opened: Opened,
    horizon: Horizon,
    previous: Sequence[DayPlan],
    ledger: Ledger,
    more: Mapping[str, object] | None = None,
) -> str:
    """The fingerprint of a run of that kind: everything that decides its result; `more` than all runs have."""
    search = opened.centre.roster
    return fingerprint(
        {
            "kind": kind,
            "first": horizon.first.isoformat(),
            "days": horizon.days,
            "settings": file_hash(opened.workspace.settings),
            "inputs": sorted([opened.workspace.shown(path), file_hash(path)] for path in opened.inputs.files),
            "seed": search.seed,
            "time_limit_seconds": search.time_limit_seconds,
            "versions": versions(),
            "previous": [_told(plan) for plan in previous],
            "earlier": earlier_facts(opened, horizon),
            "absences": reserve_facts(opened, horizon),
            "pool": _pool_before(ledger, horizon.first),
            **(more or {}),
        }
    )


def published_already(shelf: Path, key: str) -> Run | None:
    """The newest published run with that fingerprint; one that was interrupted or damaged does not count."""
    for run in reversed(published(shelf)):
        manifest = read_manifest(run.path)
        if manifest["fingerprint"] == key and not manifest["interrupted"] and is_whole(run.path):
            return run
    return None


def programme_facts(steps: Sequence[ProgrammeStep]) -> list[list[str]]:
    """How everybody came to stand in the programme."""
    return [[step.agent_id, step.date.isoformat(), step.state] for step in steps]


def _told(plan: DayPlan) -> list[str]:
    span = [iso(moment) for moment in (plan.start, plan.end) if moment is not None]
    return [plan.agent_id, plan.date.isoformat(), plan.kind, *span]


def _pool_before(ledger: Ledger, first: date) -> list[list[object]]:
    """What the pool remembers when it plans from `first` on."""
    standing = ledger.planning_from(first).standing
    return [
        [entry.agent_id, entry.date.isoformat(), entry.topic, entry.minutes, entry.status]
        for entries in standing.values()
        for entry in entries
    ]
