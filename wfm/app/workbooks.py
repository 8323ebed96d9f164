"""The workbooks that team leads and trainers get, filled from a plan."""

from collections.abc import Mapping
from pathlib import Path

from wfm.app.plan import Plan
from wfm.app.summary import Summary
from wfm.reporting.content import RunContent
from wfm.reporting.workbook.pool_book import write_pool_workbook
from wfm.reporting.workbook.roster_book import write_roster_workbook
from wfm.rostering.rulebook import describe


def write_workbooks(plan: Plan, summary: Summary, facts: Mapping[str, object], folder: Path) -> tuple[Path, ...]:
    """Write roster.xlsx and, when a pool was drafted, pool.xlsx.

    They are apart because who is in retraining is not every lead's business. `facts` are those of the
    run's manifest with its name.
    """
    content = run_content(plan, summary, facts)
    roster_book = folder / "roster.xlsx"
    write_roster_workbook(content, roster_book)
    if plan.pool is None:
        return (roster_book,)
    pool_book = folder / "pool.xlsx"
    write_pool_workbook(content, pool_book)
    return roster_book, pool_book


def run_content(plan: Plan, summary: Summary, facts: Mapping[str, object]) -> RunContent:
    """Everything a workbook shows, as domain objects."""
    pool = plan.pool
    return RunContent(
        centre=plan.problem.centre,
        horizon=plan.problem.horizon,
        agents=plan.problem.agents,
        roster=plan.roster,
        forecast=plan.demand.forecast,
        requirement=plan.demand.requirement,
        intervals=plan.intervals,
        sessions=plan.sessions,
        refusals=() if pool is None else pool.refusals,
        needs=() if pool is None else pool.needs,
        breaches=plan.breaches,
        summary=summary,
        accuracy=plan.demand.accuracy,
        rule_table=tuple(describe(plan.problem.centre)),
        requests=plan.wishes(),
        notes=plan.demand.notes,
        manifest=facts,
        amendment=plan.amendment,
        standings=plan.standings,
    )
