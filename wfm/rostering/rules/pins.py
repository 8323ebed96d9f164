"""Pins: what a planner has fixed by hand stays."""

from collections.abc import Iterator, Sequence

from wfm.domain.people import Agent, PinKind
from wfm.domain.roster import DayPlan
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.plan_check import PlanCheck, Remark


def _remarks(problem: RosterProblem, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Remark]:
    by_date = {plan.date: plan for plan in plans}
    for pin in problem.pins_of[agent.agent_id]:
        plan = by_date.get(pin.date)
        if plan is None:
            continue
        if pin.kind is PinKind.OFF:
            kept = not plan.works
        else:
            kept = (
                plan.works
                and pin.shift in ("", plan.shift)
                and pin.start in (None, plan.start)
                and pin.end in (None, plan.end)
            )
        if not kept:
            yield Remark(plan, 1, f"pin '{pin.kind}' on {pin.date} is not kept")


PINS = PlanCheck("Pins", "assignments fixed by hand stay as they are", _remarks)
