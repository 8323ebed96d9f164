"""``wfm roster explain``: why an agent works as he does, or why nobody can roster him."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wfm.app.opening import Opened, open_workspace
from wfm.app.previous_days import previous_plans
from wfm.app.reading_back import read_roster, requirement_run
from wfm.domain.errors import InputProblems, Problem
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.time import minutes_between
from wfm.io.near import did_you_mean
from wfm.io.runs import Run, latest
from wfm.rostering.agent_case import AgentCase, agent_cases
from wfm.rostering.duties import Duty
from wfm.rostering.explain import conflict_of
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.requests import grants


@dataclass(frozen=True)
class Explanation:
    """One agent. `rules` are those of his contract, `fixed` what limits his days and weeks, `days` what he does
    and which wishes that keeps; `conflict` says why no roster is legal, None when one is."""

    agent_id: str
    contract: str
    rules: tuple[str, ...]
    fixed: tuple[str, ...]
    days: tuple[str, ...]
    conflict: str | None

    def as_dict(self) -> dict[str, object]:
        return {
            "agent_id": self.agent_id,
            "contract": self.contract,
            "rules": list(self.rules),
            "fixed": list(self.fixed),
            "days": list(self.days),
            "conflict": self.conflict,
        }


def explain_agent(where: Path | None, agent_id: str, day: date | None) -> Explanation:
    """Explain an agent in the newest roster (one day or all of it), or for the newest requirement before there is
    a roster; nothing is written."""
    opened = open_workspace(where)
    agent = _known(agent_id, opened)
    run = latest(opened.workspace.rosters)
    problem = _problem(run, agent, opened)
    [case] = agent_cases(problem)
    plans: tuple[DayPlan, ...] = ()
    if run is not None:
        plans = read_roster(run.path / "shifts.csv", problem.horizon).by_agent.get(agent_id, ())
    return Explanation(
        agent_id=agent_id,
        contract=agent.contract,
        rules=tuple(f"{rule.title}: {rule.words(case.course.contract)}" for rule in case.course.rules),
        fixed=_fixed(case),
        days=tuple(_told(plan, problem) for plan in plans if day in (None, plan.date)),
        conflict=None if case.legal() else str(conflict_of(case, lambda: False)),
    )


def _known(agent_id: str, opened: Opened) -> Agent:
    for agent in opened.inputs.agents:
        if agent.agent_id == agent_id:
            return agent
    known = [agent.agent_id for agent in opened.inputs.agents]
    hint = did_you_mean(agent_id, known)
    raise InputProblems([Problem("inputs/agents.csv", "a known agent_id", value=agent_id, hint=hint)])


def _problem(run: Run | None, agent: Agent, opened: Opened) -> RosterProblem:
    """What this agent alone answers to, on the days of the newest roster or requirement."""
    planned = run or requirement_run(opened, None, None, None)
    horizon = opened.centre.horizon(planned.first, planned.days)
    inputs = opened.inputs
    return RosterProblem(
        opened.centre,
        horizon,
        (agent,),
        (),
        inputs.absences,
        inputs.requests,
        inputs.pins,
        previous_plans(opened, horizon),
    )


def _fixed(case: AgentCase) -> tuple[str, ...]:
    """Limits of single days, and what each week owes."""
    weeks = [
        f"week of {case.course.problem.horizon.days_of_week(target.week)[0]:%a %d %b}, leave taken off: "
        f"{target.days.least}-{target.days.most} days, "
        f"{target.minutes.least / 60:g}-{target.minutes.most / 60:g} h"
        for target in case.targets
    ]
    return (*(limit.text for limit in case.limits), *weeks)


def _told(plan: DayPlan, problem: RosterProblem) -> str:
    """One day in words, with the wishes for it."""
    text = f"{plan.date:%a %d %b}: {plan.kind}"
    if plan.works:
        start, end = plan.span()
        breaks = sum(minutes_between(pause.start, pause.end) for pause in plan.breaks)
        text = f"{plan.date:%a %d %b}: {plan.shift} {start:%H:%M}-{end:%H:%M}, {breaks} min of breaks"
    duty = Duty.of(plan, problem.horizon) if plan.works else None
    wishes = [wish for wish in problem.requests_of[plan.agent_id] if wish.date == plan.date]
    answers = [
        f"{wish.kind} {wish.value}".strip() + (" kept" if grants(wish, duty) else " refused") for wish in wishes
    ]
    pinned = ["pinned"] if plan.pinned else []
    return "; ".join([text, *pinned, *(f"wish {answer}" for answer in answers)])
