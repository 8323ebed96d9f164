"""Shift catalogue: only shifts that the contract has, at starts and lengths that the centre offers."""

from collections.abc import Iterator, Sequence

from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.time import minutes_between
from wfm.rostering.duties import Duty
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.plan_check import PlanCheck, Remark


def _remarks(problem: RosterProblem, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Remark]:
    for plan in plans:
        if not plan.works:
            continue
        pattern = problem.centre.shifts.get(plan.shift)
        if pattern is None or plan.shift not in problem.contract_of(agent).shifts:
            yield Remark(plan, 1, f"shift '{plan.shift}' on {plan.date} is not in contract {agent.contract}")
            continue
        start = Duty.of(plan, problem.horizon).wall_start
        offered = problem.day_types.weekday(plan.date) in pattern.weekdays and start in pattern.starts
        long = minutes_between(*plan.span())
        if not offered or long != pattern.minutes or plan.paid_minutes != pattern.paid_minutes:
            text = (
                f"{plan.date}: '{plan.shift}' at {start // 60:02d}:{start % 60:02d} for {long} min is not on offer"
            )
            yield Remark(plan, 1, text)


SHIFT_CATALOGUE = PlanCheck(
    "Shift catalogue", "only the contract's shifts, at the starts and lengths on offer", _remarks
)
