"""The workbooks that team leads and trainers get, filled from a plan."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from wfm.app.plan import Plan
from wfm.app.summary import Summary
from wfm.domain.events import EventKind
from wfm.domain.time import MINUTES_PER_DAY, at_minute
from wfm.domain.working_time import BankStanding
from wfm.reporting.content import RunContent
from wfm.reporting.workbook.pool_book import write_pool_workbook
from wfm.reporting.workbook.roster_book import write_roster_workbook
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rulebook import describe
from wfm.rostering.rules.hours_bank import normal_minutes


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
    pool, types = plan.pool, plan.problem.day_types
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
        programme=() if pool is None else pool.programme,
        samples=() if pool is None else pool.samples,
        breaches=plan.breaches,
        summary=summary,
        accuracy=plan.demand.accuracy,
        rule_table=tuple(describe(plan.problem.centre)),
        requests=plan.wishes(),
        notes=plan.demand.notes,
        manifest=facts,
        amendment=plan.amendment,
        standings=plan.standings,
        banks=dict(_banks(plan.problem)),
        holidays=_holidays(plan.problem),
        make_up_days={day: types.weekday(day) for day in sorted(types.make_up_days)},
    )


def _banks(problem: RosterProblem) -> Iterator[tuple[str, BankStanding]]:
    """The hours banks of all whose contract has one."""
    for agent in problem.agents:
        if problem.contract_of(agent).hours_bank is not None:
            yield agent.agent_id, BankStanding(agent.hours_balance, normal_minutes(agent, problem) / 60)


def _holidays(problem: RosterProblem) -> dict[date, str]:
    """The public holidays of the horizon by name; the planner's own names come first."""
    found: dict[date, str] = {}
    for event in problem.events:
        if event.kind is EventKind.HOLIDAY and event.queue == "*":
            for day in problem.horizon.dates:
                if event.start < at_minute(day, MINUTES_PER_DAY, problem.horizon.zone) and (
                    at_minute(day, 0, problem.horizon.zone) < event.end
                ):
                    found.setdefault(day, event.name)
    return found
