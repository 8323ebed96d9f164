"""Published runs, read back as what they were when they were published."""

from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from wfm.app.demand import Demand
from wfm.app.opening import Opened
from wfm.app.plan import Outcome, Plan, PoolPlan
from wfm.app.previous_days import previous_plans
from wfm.app.roster_plan import problem_of
from wfm.app.service import service_of
from wfm.domain.changes import Amendment
from wfm.domain.errors import InputProblems, Problem
from wfm.domain.pool import Favor
from wfm.domain.roster import Roster
from wfm.domain.time import Horizon
from wfm.io.column import Table
from wfm.io.columns import (
    BREACHES,
    CANDIDATES,
    CHANGES,
    FORECAST,
    INTERVALS,
    POOL,
    PROGRAMME,
    REFUSALS,
    REQUIREMENT,
    SAMPLES,
    SHIFTS,
)
from wfm.io.manifest import newest, read_json, read_manifest
from wfm.io.runs import Run, find_run, published
from wfm.io.tables import read_rows
from wfm.io.workspace import Workspace


def read_demand(run: Run, opened: Opened) -> Demand:
    """Forecast, accuracy and, if it was staffed, the requirement of a published forecast."""
    zone, needs = opened.centre.zone, run.path / "requirement.csv"
    return Demand(
        horizon=opened.centre.horizon(run.first, run.days),
        forecast=read_rows(run.path / "forecast.csv", FORECAST, zone),
        accuracy=read_json(run.path / "accuracy.json"),
        notes=tuple(read_manifest(run.path)["notes"]),
        requirement=read_rows(needs, REQUIREMENT, zone) if needs.is_file() else (),
    )


def demand_run_of(run: Run, workspace: Workspace) -> Run:
    """The forecast that a published roster was built for."""
    return find_run(workspace.forecasts, Path(read_manifest(run.path)["forecast_run"]).name)


def read_plan(run: Run, opened: Opened) -> Plan:
    """A published roster with the inputs as they are now."""
    zone = opened.centre.zone
    demand = read_demand(demand_run_of(run, opened.workspace), opened)
    horizon = opened.centre.horizon(run.first, run.days)
    return Plan(
        problem=problem_of(opened, demand, previous_plans(opened, horizon)),
        demand=demand,
        service=service_of(opened.centre, demand),
        roster=read_roster(run.path / "shifts.csv", horizon),
        outcome=_outcome(run),
        breaches=read_rows(run.path / "breaches.csv", BREACHES, zone),
        intervals=read_rows(run.path / "intervals.csv", INTERVALS, zone),
        pool=_pool(run, opened),
        amendment=_amendment(run, opened),
    )


def read_roster(path: Path, horizon: Horizon) -> Roster:
    """The plans of a shifts.csv."""
    return Roster(horizon, read_rows(path, SHIFTS, horizon.zone))


def _amendment(run: Run, opened: Opened) -> Amendment | None:
    based_on = read_manifest(run.path).get("based_on")
    if based_on is None:
        return None
    return Amendment(based_on, read_rows(run.path / "changes.csv", CHANGES, opened.centre.zone))


def _pool(run: Run, opened: Opened) -> PoolPlan | None:
    zone = opened.centre.zone
    if not (run.path / "pool.csv").is_file():
        return None
    return PoolPlan(
        sessions=read_rows(run.path / "pool.csv", POOL, zone),
        refusals=read_rows(run.path / "pool_refusals.csv", REFUSALS, zone),
        needs=read_rows(run.path / "pool_candidates.csv", CANDIDATES, zone),
        status=read_manifest(run.path)["outcome"]["pool_status"],
        programme=_rows_if_any(run.path / "programme.csv", PROGRAMME, zone),
        samples=_rows_if_any(run.path / "quality_samples.csv", SAMPLES, zone),
        absence_reserve=read_manifest(run.path)["outcome"].get("absence_reserve"),
        favor=Favor(read_manifest(run.path)["outcome"].get("favor") or Favor.SERVICE),
        favor_cost=read_manifest(run.path)["outcome"].get("favor_cost"),
        first=_day(read_manifest(run.path)["outcome"].get("pool_first")),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _rows_if_any(path: Path, table: Table, zone: ZoneInfo) -> tuple[Any, ...]:
    """The rows of a file that runs of an older wfm do not have."""
    return read_rows(path, table, zone) if path.is_file() else ()


def _outcome(run: Run) -> Outcome:
    facts = dict(read_manifest(run.path)["outcome"])
    del facts["pool_status"]
    for fact in ("absence_reserve", "favor", "favor_cost", "pool_first"):
        facts.pop(fact, None)
    return Outcome(**facts)


def requirement_run(opened: Opened, name: str | None, first: date | None, days: int | None) -> Run:
    """The published forecast to build for: the named one, else the newest that was staffed for these days."""
    shelf = opened.workspace.forecasts
    if name is not None:
        run = find_run(shelf, name)
        staffed = [run] if is_staffed(run) else []
    else:
        staffed = [run for run in published(shelf) if is_staffed(run)]
        staffed = [run for run in staffed if first in (None, run.first) and days in (None, run.days)]
    if not staffed:
        wanted = name or " ".join(str(part) for part in (first, days and f"{days} days") if part) or "latest"
        hint = "make one with `wfm forecast` and `wfm staff`, or do all with `wfm run`"
        raise InputProblems([Problem("forecasts/", "a forecast with requirement.csv", value=wanted, hint=hint)])
    return newest(staffed)


def is_staffed(run: Run) -> bool:
    return (run.path / "requirement.csv").is_file()
