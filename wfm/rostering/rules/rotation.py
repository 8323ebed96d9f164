"""Rotation: days are worked as the cycle of the agent or of his team says.

A pin set by hand goes before the rotation, and so does leave; a day on which the contract has no shift is off.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from wfm.domain.centre import Centre
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.rotations import DAYS_OF_WEEK, Entry, Rotation, permits
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.plan_check import PlanCheck, Remark

TITLE = "Rotation"


def words(centre: Centre) -> str | None:
    """The centre's rotations, or None if it has none."""
    told = "; ".join(_told(rotation) for rotation in centre.rotations.values())
    return f"days are worked as the rotation says; leave and pins go before it: {told}" if told else None


def _told(rotation: Rotation) -> str:
    entries = ", ".join(in_words(entry) for entry in rotation.entries)
    each = "week" if rotation.days_each == DAYS_OF_WEEK else "day"
    return f"{rotation.name}: {entries}, one a {each} from {rotation.anchor} on"


def in_words(entry: Entry) -> str:
    return " or ".join(entry)


def entry_of(agent: Agent, day: date, problem: RosterProblem) -> Entry | None:
    """What the agent's rotation says about a day of the horizon; None when it says nothing."""
    found = problem.centre.rotation_of(agent)
    if found is None or problem.horizon.day_index(day) in problem.leave_of[agent.agent_id]:
        return None
    pinned = any(pin.date == day for pin in problem.pins_of[agent.agent_id])
    rotation, ahead = found
    return None if pinned or not _has_shifts(agent, day, problem) else rotation.entry(day, ahead)


def _has_shifts(agent: Agent, day: date, problem: RosterProblem) -> bool:
    """Whether the agent's contract has any shift on that day."""
    patterns = (problem.centre.shifts[name] for name in problem.contract_of(agent).shifts)
    return any(problem.day_types.weekday(day) in pattern.weekdays for pattern in patterns)


def _remarks(problem: RosterProblem, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Remark]:
    for plan in plans:
        entry = entry_of(agent, plan.date, problem)
        if entry is not None and not permits(entry, plan.shift if plan.works else None):
            found = plan.shift if plan.works else plan.kind
            yield Remark(plan, 1, f"{found} on {plan.date}; the rotation has {in_words(entry)}")


ROTATION = PlanCheck(TITLE, "days are worked as the cycle of the agent or of his team says", _remarks)
