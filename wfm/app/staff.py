"""``wfm staff``: from a published forecast to the agents it takes."""

from dataclasses import dataclass
from pathlib import Path

from wfm.app.demand import Demand
from wfm.app.desk import at_desk
from wfm.app.opening import open_workspace
from wfm.app.provenance import Provenance
from wfm.app.publish import publish_demand
from wfm.app.reading_back import read_demand
from wfm.app.recognise import key_of
from wfm.app.register import register_name
from wfm.app.steps import Steps, Watcher
from wfm.io.columns import AGENTS
from wfm.io.runs import find_run
from wfm.pool.ledger import Ledger

WHAT_STAFFING_READS = (AGENTS.name,)
"""Figures or a curriculum with mistakes need not keep a forecast from being staffed."""


@dataclass(frozen=True, slots=True)
class CoverNeed:
    """What one cover takes over all days, in agent hours, and the most agents at one time."""

    cover: str
    net_hours: float
    protected_hours: float
    gross_hours: float
    most_agents: int


@dataclass(frozen=True)
class StaffResult:
    """A published requirement."""

    run: Path
    source: str
    needs: tuple[CoverNeed, ...]

    def as_dict(self) -> dict[str, object]:
        return {
            "run": f"{self.run.parent.name}/{self.run.name}",
            "path": str(self.run),
            "source": self.source,
            "covers": [
                {
                    "cover": need.cover,
                    "net_hours": need.net_hours,
                    "protected_hours": need.protected_hours,
                    "gross_hours": need.gross_hours,
                    "most_agents": need.most_agents,
                }
                for need in self.needs
            ],
        }


def staff(where: Path | None, run_name: str | None, watcher: Watcher) -> StaffResult:
    """Staff the newest (or the named) forecast, also one whose forecast.csv was changed by hand.

    The requirement is published beside a copy of its forecast; the forecast's own directory stays as it is.
    """
    steps = Steps(watcher)
    with steps.step("read"):
        opened = open_workspace(where, WHAT_STAFFING_READS)
    with at_desk(opened.workspace, "staff", steps) as desk:
        source = find_run(opened.workspace.forecasts, run_name)
        with steps.step("staffing"):
            demand = read_demand(source, opened).staffed(opened.centre, opened.inputs.agents)
        key = key_of("requirement", opened, demand.horizon, (), Ledger())
        run = publish_demand(demand, Provenance(opened, demand.horizon, key), desk, register_name(source))
    return StaffResult(run.path, register_name(source), _needs(demand, opened.centre.interval_minutes))


def _needs(demand: Demand, interval_minutes: int) -> tuple[CoverNeed, ...]:
    hours = interval_minutes / 60
    needs = []
    for cover in demand.covers:
        rows = [row for row in demand.requirement if row.cover == cover.name]
        needs.append(
            CoverNeed(
                cover=cover.name,
                net_hours=round(sum(row.agents_net for row in rows) * hours, 1),
                protected_hours=round(sum(row.agents_protected for row in rows) * hours, 1),
                gross_hours=round(sum(row.agents_gross for row in rows) * hours, 1),
                most_agents=max(row.agents_net for row in rows),
            )
        )
    return tuple(needs)
