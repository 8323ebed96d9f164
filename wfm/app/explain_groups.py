"""``wfm roster explain``: hard rules across agents that cannot hold on the days to be planned next."""

from dataclasses import dataclass
from pathlib import Path

from wfm.app.opening import Opened, open_workspace
from wfm.app.previous_days import previous_plans
from wfm.app.reading_back import is_staffed, read_demand
from wfm.app.roster_plan import problem_of
from wfm.io.manifest import newest
from wfm.io.runs import published
from wfm.rostering.agent_case import agent_cases
from wfm.rostering.group_conflicts import group_conflicts


@dataclass(frozen=True)
class ImpossibleGroups:
    """What cannot hold for the newest requirement, in words; `run` is its directory."""

    run: str
    conflicts: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        return {"forecast_run": self.run, "impossible_rules_across_agents": list(self.conflicts)}


def explain_groups(where: Path | None) -> ImpossibleGroups | None:
    """The rules across agents that nobody could keep on the days of the newest requirement; None when all could
    hold or there is nothing to hold them against. Nothing is written."""
    opened = open_workspace(where)
    staffed = [run for run in published(opened.workspace.forecasts) if is_staffed(run)]
    if not staffed or not _any_is_hard(opened):
        return None
    run = newest(staffed)
    demand = read_demand(run, opened)
    problem = problem_of(opened, demand, previous_plans(opened, demand.horizon))
    conflicts = group_conflicts(problem, agent_cases(problem))
    return ImpossibleGroups(run.name, conflicts) if conflicts else None


def _any_is_hard(opened: Opened) -> bool:
    rules = opened.centre.groups
    hard = [rule.hard for rule in rules.on_duty] + [rule.hard for rule in rules.team_shifts]
    hard += [group.hard for group in opened.inputs.groups]
    return any(hard) or (rules.mentoring is not None and rules.mentoring.hard)
