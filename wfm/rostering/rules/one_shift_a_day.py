"""One shift a day: every agent has exactly one plan for every day of the horizon."""

from collections import Counter
from collections.abc import Iterator, Sequence

from wfm.domain.people import Agent
from wfm.domain.roster import DayKind, DayPlan
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.plan_check import PlanCheck, Remark


def _remarks(problem: RosterProblem, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Remark]:
    counted = Counter(plan.date for plan in plans)
    for plan in plans:
        if counted[plan.date] > 1:
            yield Remark(plan, counted[plan.date], f"{counted[plan.date]} plans on {plan.date}; expected one")
    for day in problem.horizon.dates:
        if day not in counted:
            missing = DayPlan(agent.agent_id, day, DayKind.OFF)
            yield Remark(missing, 1, f"no plan on {day}; expected one")


ONE_SHIFT_A_DAY = PlanCheck("One shift a day", "every agent has exactly one plan for every day", _remarks)
