"""``wfm roster check``: an independent audit, from the files alone and without the solver."""

from dataclasses import dataclass
from pathlib import Path

from wfm.app.earlier_rosters import with_balances
from wfm.app.opening import Opened, open_workspace
from wfm.app.previous_days import previous_plans
from wfm.app.special_days import special_days
from wfm.domain.breaches import Breach, Severity
from wfm.domain.demand import RequirementRow
from wfm.domain.errors import InputProblems, Problem
from wfm.domain.headcounts import headcounts_on
from wfm.domain.roster import DayPlan, Roster
from wfm.domain.time import Horizon, iso
from wfm.io.columns import INTERVALS, SHIFTS
from wfm.io.runs import find_run
from wfm.io.tables import read_rows
from wfm.rostering.check import audit
from wfm.rostering.problem import RosterProblem


@dataclass(frozen=True)
class AuditResult:
    """What the audit found in a roster."""

    audited: Path
    breaches: tuple[Breach, ...]

    @property
    def hard(self) -> tuple[Breach, ...]:
        return tuple(breach for breach in self.breaches if breach.severity is Severity.HARD)

    def as_dict(self) -> dict[str, object]:
        return {
            "audited": str(self.audited),
            "hard_breaches": len(self.hard),
            "soft_breaches": len(self.breaches) - len(self.hard),
            "breaches": [
                {
                    "rule": breach.rule,
                    "severity": str(breach.severity),
                    "agent_id": breach.agent_id,
                    "start": iso(breach.start),
                    "end": iso(breach.end),
                    "amount": breach.amount,
                    "message": breach.message,
                }
                for breach in self.breaches
            ],
        }


def check_roster(where: Path | None, target: str | None) -> AuditResult:
    """Audit a shifts.csv or a published run (the newest when none is named); nothing is written."""
    opened = open_workspace(where)
    path = _shifts_file(opened, target)
    plans: tuple[DayPlan, ...] = read_rows(path, SHIFTS, opened.centre.zone)
    horizon = _horizon(plans, path, opened)
    problem = RosterProblem(
        centre=opened.centre,
        horizon=horizon,
        agents=opened.inputs.agents,
        requirement=_requirement(path.with_name("intervals.csv"), opened),
        absences=opened.inputs.absences,
        requests=opened.inputs.requests,
        pins=opened.inputs.pins,
        groups=opened.inputs.groups,
        previous=previous_plans(opened, horizon),
        events=special_days(opened, horizon),
        headcounts=headcounts_on(opened.inputs.headcounts, horizon.dates),
    )
    return AuditResult(path, audit(with_balances(problem, opened), Roster(horizon, plans)))


def _shifts_file(opened: Opened, target: str | None) -> Path:
    if target is not None and Path(target).is_file():
        return Path(target).resolve()
    return find_run(opened.workspace.rosters, target).path / "shifts.csv"


def _horizon(plans: tuple[DayPlan, ...], path: Path, opened: Opened) -> Horizon:
    """The days that the file itself speaks of."""
    if not plans:
        raise InputProblems([Problem(str(path), "at least one row")])
    first, last = min(plan.date for plan in plans), max(plan.date for plan in plans)
    return opened.centre.horizon(first, (last - first).days + 1)


def _requirement(path: Path, opened: Opened) -> tuple[RequirementRow, ...]:
    """What the intervals.csv beside the roster says was needed; nothing when there is none."""
    if not path.is_file():
        return ()
    return tuple(
        RequirementRow(
            cover=row.cover,
            start=row.start,
            erlangs=0.0,
            agents_net=row.agents_net,
            agents_protected=row.agents_protected,
            agents_gross=0.0,
            service_level=row.service_level,
            asa_seconds=row.asa_seconds,
            occupancy=row.occupancy,
            abandonment=row.abandonment,
            binding="",
        )
        for row in read_rows(path, INTERVALS, opened.centre.zone)
    )
