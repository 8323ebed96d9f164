"""Publishing what was planned: complete run directories, then their entry in the register."""

from collections.abc import Iterator
from pathlib import Path

from wfm.app.check_pool import refuse_unsound_pool
from wfm.app.demand import Demand
from wfm.app.desk import Desk
from wfm.app.plan import Plan
from wfm.app.provenance import Provenance
from wfm.app.register import enter_run, ledger_or_note, register_name
from wfm.app.run_result import RunResult
from wfm.app.summary import Summary, summarise
from wfm.app.workbooks import write_workbooks
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
from wfm.io.manifest import write_json, write_manifest
from wfm.io.privacy import keep_to_owner
from wfm.io.runs import Run, find_run, published_name, publishing
from wfm.io.tables import write_rows
from wfm.pool.ledger import Ledger

PERSONAL_FILES = ("pool*", "programme*", "quality_samples*")


def publish_demand(demand: Demand, origin: Provenance, desk: Desk, source: str | None = None) -> Run:
    """Publish forecast and (once staffed) requirement under forecasts/; `source`: the forecast it is from."""
    horizon = demand.horizon
    with desk.steps.step("publish"), publishing(desk.workspace.forecasts, horizon.first, horizon.days) as staged:
        write_rows(staged / "forecast.csv", FORECAST, demand.forecast)
        if demand.requirement:
            write_rows(staged / "requirement.csv", REQUIREMENT, demand.requirement)
        write_json(staged / "accuracy.json", demand.accuracy)
        kind = "requirement" if demand.requirement else "forecast"
        facts = origin.manifest(
            kind, "OK", desk.steps.seconds, source=source, notes=list(demand.notes), interrupted=None
        )
        write_manifest(staged, facts)
    return entered(staged, desk)


def publish_plan(plan: Plan, demand_run: Run, origin: Provenance, desk: Desk, *, workbooks: bool) -> RunResult:
    """Publish roster, coverage, audit and pool under rosters/, with the workbooks if wanted; a pool that breaks a
    hard rule is not published, and nothing else then."""
    horizon, interrupted = plan.problem.horizon, desk.interruption.name
    summary = summarise(plan, interrupted)
    with publishing(desk.workspace.rosters, horizon.first, horizon.days) as staged:
        with desk.steps.step("tables"):
            write_plan(plan, summary, staged)
        if plan.pool is not None:
            with desk.steps.step("pool audit"):
                ledger, _ = ledger_or_note(desk.database)
                past = (ledger or Ledger()).planning_from(plan.pool.first or plan.problem.horizon.first)
                refuse_unsound_pool(staged, origin.opened, plan.demand, past, plan.pool.favor)
        facts = origin.manifest(
            "roster",
            plan.outcome.status,
            desk.steps.seconds,
            interrupted=interrupted,
            forecast_run=register_name(demand_run),
            outcome=outcome_facts(plan),
            notes=list(plan.demand.notes),
            based_on=None if plan.amendment is None else plan.amendment.based_on,
        )
        if workbooks:
            with desk.steps.step("workbooks"):
                write_workbooks(plan, summary, {**facts, "run": published_name(staged)}, staged)
        keep_to_owner(personal_files(staged))
        write_manifest(staged, {**facts, "seconds": dict(desk.steps.seconds)})
    return RunResult(
        entered(staged, desk).path,
        summary,
        interruption_code=desk.interruption.exit_code,
        notes=plan.demand.notes,
        readings=origin.opened.inputs.notes,
    )


def personal_files(folder: Path) -> Iterator[Path]:
    """Those of a run's files that say how single people do."""
    return (path for pattern in PERSONAL_FILES for path in folder.glob(pattern))


def write_plan(plan: Plan, summary: Summary, folder: Path) -> None:
    """The plan's rows as the CSV files of the contract, and its headline figures."""
    write_rows(folder / "shifts.csv", SHIFTS, plan.roster.plans)
    write_rows(folder / "intervals.csv", INTERVALS, plan.intervals)
    write_rows(folder / "breaches.csv", BREACHES, plan.breaches)
    if plan.amendment is not None:
        write_rows(folder / "changes.csv", CHANGES, plan.amendment.changes)
    if plan.pool is not None:
        write_rows(folder / "pool.csv", POOL, plan.pool.sessions)
        write_rows(folder / "pool_candidates.csv", CANDIDATES, plan.pool.needs)
        write_rows(folder / "pool_refusals.csv", REFUSALS, plan.pool.refusals)
        write_rows(folder / "programme.csv", PROGRAMME, plan.pool.programme)
        write_rows(folder / "quality_samples.csv", SAMPLES, plan.pool.samples)
    write_json(folder / "summary.json", summary)


def outcome_facts(plan: Plan) -> dict[str, object]:
    """How the search ended, so that a later command can read it back."""
    outcome = plan.outcome
    return {
        "status": outcome.status,
        "objective": outcome.objective,
        "bound": outcome.bound,
        "gap": outcome.gap,
        "excess": outcome.excess,
        "seconds": outcome.seconds,
        "stopped_by": outcome.stopped_by,
        "costs": dict(outcome.costs),
        "training": outcome.training,
        "pool_status": None if plan.pool is None else plan.pool.status,
        "absence_reserve": None if plan.pool is None else plan.pool.absence_reserve,
        "favor": None if plan.pool is None else str(plan.pool.favor),
        "favor_cost": None if plan.pool is None else plan.pool.favor_cost,
        "pool_first": None if plan.pool is None or plan.pool.first is None else plan.pool.first.isoformat(),
    }


def entered(staged: Path, desk: Desk) -> Run:
    """The run that was just published from `staged`, entered in the register."""
    run = find_run(staged.parent, published_name(staged))
    enter_run(desk.database, run)
    return run
