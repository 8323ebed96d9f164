"""Breaks: every break of the shift, in its window, apart from the others; windows count from the shift's start."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.time import minutes_between
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.plan_check import PlanCheck, Remark


def _remarks(problem: RosterProblem, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Remark]:
    for plan in plans:
        pattern = problem.centre.shifts.get(plan.shift)
        if not plan.works or pattern is None:
            continue
        if len(plan.breaks) != len(pattern.breaks):
            text = f"{len(plan.breaks)} breaks on {plan.date}; expected {len(pattern.breaks)}"
            yield Remark(plan, abs(len(plan.breaks) - len(pattern.breaks)), text)
            continue
        for pause, rule in zip(plan.breaks, pattern.breaks, strict=True):
            into = minutes_between(plan.span()[0], pause.start)
            if pause.minutes != rule.minutes or not rule.earliest <= into <= rule.latest:
                text = (
                    f"{plan.date}: {rule.name} of {pause.minutes} min {into} min into the shift; "
                    f"expected {rule.minutes} min between {rule.earliest} and {rule.latest}"
                )
                yield Remark(plan, 1, text)
        for earlier, later in pairwise(plan.breaks):
            apart = minutes_between(earlier.end, later.start)
            if apart < pattern.break_gap:
                yield Remark(plan, pattern.break_gap - apart, f"{plan.date}: breaks only {apart} min apart")


BREAKS = PlanCheck("Breaks", "every break of the shift, in its window and apart from the others", _remarks)
