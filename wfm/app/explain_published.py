"""A published roster, opened to be explained; and how the answers are told to scripts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wfm.app.opening import open_workspace
from wfm.app.plan import Plan
from wfm.app.reading_back import read_plan
from wfm.domain.breaches import Breach, Severity
from wfm.domain.time import Horizon
from wfm.io.runs import find_run
from wfm.rostering.check import audit
from wfm.rostering.reasons.change import Change
from wfm.rostering.reasons.clash import Reason
from wfm.rostering.reasons.published import PublishedTeam, published_team


@dataclass(frozen=True)
class Published:
    """A published roster with the inputs as they are now, and the team that works it."""

    run: str
    plan: Plan
    team: PublishedTeam

    @property
    def horizon(self) -> Horizon:
        return self.plan.problem.horizon

    def broken_now(self) -> tuple[Breach, ...]:
        """Hard rules that the published plans break with today's inputs."""
        if not self.team.fixed and not self.team.team.groups:
            return ()
        found = audit(self.plan.problem, self.plan.roster)
        return tuple(breach for breach in found if breach.severity is Severity.HARD)


def open_published(where: Path | None, run: str | None) -> Published:
    """The named roster, else the newest; nothing is written. InputProblems when there is none."""
    opened = open_workspace(where)
    found = find_run(opened.workspace.rosters, run)
    plan = read_plan(found, opened)
    return Published(found.name, plan, published_team(plan.problem, plan.roster))


def change_facts(change: Change | None, horizon: Horizon) -> Mapping[str, object]:
    """What a change costs and which days it touches; empty when there is none."""
    if change is None:
        return {"points": None, "costs": {}, "days": []}
    return {
        "points": round(change.points, 3),
        "costs": {name: round(points, 3) for name, points in change.costs.items() if round(points, 3)},
        "days": [horizon.dates[day].isoformat() for day in change.days],
    }


def reason_facts(reasons: Sequence[Reason]) -> list[dict[str, str]]:
    return [{"rule": reason.title, "text": reason.text} for reason in reasons]
