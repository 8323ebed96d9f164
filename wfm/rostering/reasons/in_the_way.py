"""What stands in the way of a day: limits of the agent's own, or rules that forbid it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from wfm.domain.roster import DayKind, DayPlan
from wfm.domain.time import Horizon
from wfm.rostering.agent_case import AgentCase
from wfm.rostering.duties import Duty
from wfm.rostering.reasons.clash import Clashes, Reason
from wfm.rostering.reasons.published import PublishedTeam
from wfm.rostering.stages import StageKind

TOGETHER = Reason(
    "Rules together", "the rules, limits and hours of his whole horizon leave no legal roster with it"
)
"""What is said of the cases beyond those that are looked into one by one."""


@dataclass
class InTheWay:
    """Asked why an agent cannot have a day. `left`: cases that the solver may still look into, each for a second;
    agents whom the same things hold count once."""

    published: PublishedTeam
    left: int
    known: dict[object, tuple[Reason, ...]] = field(default_factory=dict)

    def reasons(self, case: AgentCase, wanted: Sequence[int]) -> tuple[Reason, ...]:
        """Why the agent can take none of these choices, counted as Course.offsets does."""
        if not any(np.isfinite(case.own_prices[list(wanted)])):
            return tuple(limits_against(case, wanted)) or (TOGETHER,)
        key = (case.course.contract.name, case.past, np.isfinite(case.own_prices).tobytes(), tuple(wanted))
        if key not in self.known and self.left:
            self.left -= 1
            self.known[key] = Clashes(case, lambda: False).smallest(wanted)
        return self.known.get(key) or (TOGETHER,)

    def broken_by(self, case: AgentCase, day: int, duty: Duty | None) -> tuple[str, ...]:
        """Titles of the rules that break when nothing but this day of the agent's published roster changes."""
        agent_id, horizon = case.agent.agent_id, self.published.problem.horizon
        before = self.published.problem.previous_of[agent_id]
        plans = self.published.roster.by_agent[agent_id]
        changed = [_plan(plan, duty, horizon) if plan.date == horizon.dates[day] else plan for plan in plans]
        broken = (rule.title for rule in case.course.rules if any(rule.breaches(case.agent, [*before, *changed])))
        return tuple(broken)


def limits_against(case: AgentCase, wanted: Sequence[int]) -> Iterator[Reason]:
    """The agent's limits that forbid any of these choices."""
    course = case.course
    for limit in case.limits:
        for offset, stage in zip(course.offsets, course.stages, strict=True):
            if stage.kind is StageKind.DAY and stage.index == limit.day:
                within = [number - offset for number in wanted if 0 <= number - offset < stage.choices]
                if any(not limit.allows[number] for number in within):
                    yield Reason(limit.title, limit.text)


def _plan(plan: DayPlan, duty: Duty | None, horizon: Horizon) -> DayPlan:
    """The plan with another duty; its breaks do not matter to rules about the order of days."""
    if duty is None:
        return DayPlan(plan.agent_id, plan.date, DayKind.OFF)
    start, end = horizon.moment(duty.start), horizon.moment(duty.end)
    return DayPlan(plan.agent_id, plan.date, DayKind.SHIFT, duty.shift, start, end, duty.paid_minutes)
