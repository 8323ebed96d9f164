"""Availability: nobody works outside the hours in which he may."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.time import at_minute
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.plan_check import PlanCheck, Remark


def _remarks(problem: RosterProblem, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Remark]:
    if agent.availability is None:
        return
    zone = problem.horizon.zone
    for plan in plans:
        if not plan.works:
            continue
        start, end = plan.span()
        days = (plan.date + timedelta(days=offset) for offset in (-1, 0, 1))
        hours = sorted(
            (at_minute(day, opens, zone), at_minute(day, closes, zone))
            for day in days
            for opens, closes in agent.availability.get(day.weekday(), ())
        )
        reach = start
        for opens, closes in hours:
            if opens <= reach:
                reach = max(reach, closes)
        if reach < end:
            yield Remark(plan, 1, f"shift on {plan.date} lies outside the hours available")


AVAILABILITY = PlanCheck("Availability", "no work outside an agent's hours", _remarks)
