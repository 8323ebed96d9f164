"""Permitted shifts: an agent who may work only some of his contract's shifts works no other."""

from collections.abc import Iterator, Sequence

from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.plan_check import PlanCheck, Remark


def _remarks(problem: RosterProblem, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Remark]:
    for plan in plans:
        if plan.works and agent.shifts is not None and plan.shift not in agent.shifts:
            text = f"'{plan.shift}' on {plan.date} is not among his shifts: {', '.join(agent.shifts)}"
            yield Remark(plan, 1, text)


PERMITTED_SHIFTS = PlanCheck(
    "Permitted shifts", "an agent with shifts of his own in agents.csv works no other", _remarks
)
