"""Earlier rosters: what they asked of everybody counts in the next one, as far back as the centre says."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

from wfm.app.opening import Opened
from wfm.domain.breaches import Breach
from wfm.domain.roster import DayPlan
from wfm.domain.time import Horizon
from wfm.io.columns import BREACHES, SHIFTS
from wfm.io.fingerprint import file_hash
from wfm.io.manifest import read_manifest
from wfm.io.runs import Run, published
from wfm.io.tables import read_rows
from wfm.rostering.balance import EarlierRosters, balances
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules import requests


def with_balances(problem: RosterProblem, opened: Opened) -> RosterProblem:
    """The same problem with what agents carried before it."""
    told = opened.inputs.balance
    return replace(problem, balances=balances(problem, earlier_rosters(opened, problem.horizon), told))


def earlier_rosters(opened: Opened, horizon: Horizon) -> EarlierRosters:
    """The last weeks before the horizon, each day from the newest published roster that holds it; a day that
    inputs/previous_shifts.csv names is as it says there."""
    zone = opened.centre.zone
    plans: dict[tuple[str, date], DayPlan] = {}
    refused: dict[str, int] = {}
    for run, days in _days_by_run(opened, horizon).items():
        shifts: tuple[DayPlan, ...] = read_rows(run.path / "shifts.csv", SHIFTS, zone)
        plans |= {(plan.agent_id, plan.date): plan for plan in shifts if plan.date in days}
        breaches: tuple[Breach, ...] = read_rows(run.path / "breaches.csv", BREACHES, zone)
        for breach in breaches:
            if breach.rule == requests.TITLE and breach.start.astimezone(zone).date() in days:
                refused[breach.agent_id] = refused.get(breach.agent_id, 0) + 1
    window = _window(opened, horizon)
    plans |= {(plan.agent_id, plan.date): plan for plan in opened.inputs.previous if plan.date in window}
    return EarlierRosters(tuple(plans.values()), refused)


def earlier_facts(opened: Opened, horizon: Horizon) -> list[list[str]]:
    """Which published files count, for a fingerprint."""
    return [
        [run.name, *(file_hash(run.path / name) for name in ("shifts.csv", "breaches.csv"))]
        for run in _days_by_run(opened, horizon)
    ]


def _window(opened: Opened, horizon: Horizon) -> frozenset[date]:
    """The days before the horizon that count."""
    days = 7 * opened.centre.roster.balance_weeks
    return frozenset(horizon.first - timedelta(days=back) for back in range(1, days + 1))


def _days_by_run(opened: Opened, horizon: Horizon) -> dict[Run, set[date]]:
    return days_by_run(opened, _window(opened, horizon))


def days_by_run(opened: Opened, window: Collection[date]) -> dict[Run, set[date]]:
    """The days of the window that each published roster is the newest for, in order of publication."""
    days = frozenset(window)
    holding = [run for run in published(opened.workspace.rosters) if days.intersection(_days_of(run))]
    ended = {run: (read_manifest(run.path)["ended"], run.again) for run in holding}
    newest = {day: run for run in sorted(holding, key=lambda run: ended[run]) for day in _days_of(run)}
    return {run: held for run in holding if (held := {day for day in days if newest.get(day) is run})}


def _days_of(run: Run) -> list[date]:
    return [run.first + timedelta(days=number) for number in range(run.days)]
