"""``wfm roster explain AGENT [DATE]``: why an agent works as he does, or why nobody can roster him."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wfm.app.explain_published import Published, change_facts, open_published, reason_facts
from wfm.app.opening import Opened, open_workspace
from wfm.app.previous_days import previous_plans
from wfm.app.reading_back import is_staffed, read_roster, requirement_run
from wfm.app.special_days import special_days
from wfm.domain.breaches import Breach
from wfm.domain.errors import InputProblems, Problem
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.time import Horizon, iso, minutes_between
from wfm.io.manifest import newest
from wfm.io.near import did_you_mean
from wfm.io.runs import Run, find_run, latest, published
from wfm.rostering.agent_case import AgentCase, agent_cases
from wfm.rostering.duties import Duty
from wfm.rostering.explain import conflict_of
from wfm.rostering.problem import RosterProblem
from wfm.rostering.reasons.agent_day import Alternative, alternatives
from wfm.rostering.reasons.wishes import RefusedWish, refused_wishes
from wfm.rostering.rules.requests import grants


@dataclass(frozen=True)
class Explanation:
    """One agent. `rules` are those of his contract, `fixed` what limits his days and weeks, `days` what he does
    and which wishes that keeps; `conflict` says why no roster is legal, None when one is.

    `why`: on one day of a published roster, what else he could do and why not; None otherwise.
    """

    agent_id: str
    contract: str
    rules: tuple[str, ...]
    fixed: tuple[str, ...]
    days: tuple[str, ...]
    conflict: str | None
    why: "WhyThisDay | None" = None

    def as_dict(self) -> dict[str, object]:
        return {
            "agent_id": self.agent_id,
            "contract": self.contract,
            "rules": list(self.rules),
            "fixed": list(self.fixed),
            "days": list(self.days),
            "conflict": self.conflict,
            **({} if self.why is None else self.why.as_dict()),
        }


@dataclass(frozen=True)
class WhyThisDay:
    """The other things an agent could do on one day, cheapest first, and his refused wishes for it.

    `broken_now`: rules that his published plans break with today's inputs; then nothing can be weighed.
    """

    horizon: Horizon
    alternatives: tuple[Alternative, ...]
    wishes: tuple[RefusedWish, ...]
    broken_now: tuple[Breach, ...]

    def as_dict(self) -> dict[str, object]:
        return {
            "alternatives": [self._alternative(one) for one in self.alternatives],
            "refused_wishes": [wish_facts(one, self.horizon) for one in self.wishes],
            "broken_now": [f"{breach.rule}: {breach.message}" for breach in self.broken_now],
        }

    def _alternative(self, one: Alternative) -> dict[str, object]:
        moment = self.horizon.moment
        return {
            "shift": None if one.duty is None else one.duty.shift,
            "start": None if one.duty is None else iso(moment(one.duty.start)),
            "end": None if one.duty is None else iso(moment(one.duty.end)),
            **change_facts(one.change, self.horizon),
            "alone_breaks": list(one.alone_breaks),
            "forbidden": reason_facts(one.forbidden),
        }


def wish_facts(one: RefusedWish, horizon: Horizon) -> dict[str, object]:
    """A refused wish as scripts read it; `worth` and `price` in points."""
    granted = one.change is not None
    return {
        "agent_id": one.wish.agent_id,
        "date": one.wish.date.isoformat(),
        "kind": str(one.wish.kind),
        "value": one.wish.value,
        "weight": one.wish.weight,
        "worth": round(one.worth, 3) if granted else None,
        "price": round(one.price, 3) if granted else None,
        "change": change_facts(one.change, horizon),
        "forbidden": reason_facts(one.forbidden),
    }


def explain_agent(where: Path | None, agent_id: str, day: date | None, run: str | None = None) -> Explanation:
    """Explain an agent in the newest roster or the named one (one day or all of it), or for the newest requirement
    while its days have no roster; nothing is written."""
    opened = open_workspace(where)
    agent = _known(agent_id, opened)
    found = find_run(opened.workspace.rosters, run) if run else _newest_roster(opened)
    problem = _problem(found, agent, opened)
    [case] = agent_cases(problem)
    plans: tuple[DayPlan, ...] = ()
    if found is not None:
        plans = read_roster(found.path / "shifts.csv", problem.horizon).by_agent.get(agent_id, ())
    if day is not None and day not in problem.horizon.dates:
        first, last = problem.horizon.first, problem.horizon.last
        raise InputProblems([Problem("DATE", f"a day from {first} to {last}", value=day.isoformat())])
    legal = case.legal()
    weighed = found is not None and legal
    return Explanation(
        agent_id=agent_id,
        contract=agent.contract,
        rules=tuple(f"{rule.title}: {rule.words(case.course.contract)}" for rule in case.course.rules),
        fixed=_fixed(case),
        days=tuple(_told(plan, problem) for plan in plans if day in (None, plan.date)),
        conflict=None if legal else f"These cannot all hold:\n{conflict_of(case, lambda: False).reasons}",
        why=_why(open_published(where, run), agent_id, day) if day is not None and weighed else None,
    )


def _why(opened: Published, agent_id: str, day: date) -> WhyThisDay:
    horizon, team = opened.horizon, opened.team
    if agent_id not in team.number_of:
        broken = tuple(breach for breach in opened.broken_now() if breach.agent_id == agent_id)
        return WhyThisDay(horizon, (), (), broken)
    others = alternatives(team, team.number_of[agent_id], horizon.day_index(day))
    wishes = tuple(one for one in refused_wishes(team, agent_id) if one.wish.date == day)
    return WhyThisDay(horizon, others, wishes, ())


def _newest_roster(opened: Opened) -> Run | None:
    """The newest roster; None when it is for other days than the newest requirement, and those have none yet."""
    rosters = published(opened.workspace.rosters)
    staffed = [run for run in published(opened.workspace.forecasts) if is_staffed(run)]
    if staffed and not any(_same_days(newest(staffed), roster) for roster in rosters):
        return None
    return latest(opened.workspace.rosters)


def _same_days(one: Run, other: Run) -> bool:
    return (one.first, one.days) == (other.first, other.days)


def _known(agent_id: str, opened: Opened) -> Agent:
    for agent in opened.inputs.agents:
        if agent.agent_id == agent_id:
            return agent
    known = [agent.agent_id for agent in opened.inputs.agents]
    hint = did_you_mean(agent_id, known)
    raise InputProblems([Problem("inputs/agents.csv", "a known agent_id", value=agent_id, hint=hint)])


def _problem(run: Run | None, agent: Agent, opened: Opened) -> RosterProblem:
    """What this agent alone answers to, on the days of the roster or of the newest requirement."""
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
        special_days(opened, horizon),
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
