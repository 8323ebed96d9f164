"""Preferred hours: shifts and starts that an agent likes on any day, priced for every day worked otherwise."""

from collections.abc import Iterator, Mapping, Sequence

from wfm.domain.breaches import Breach, Severity
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.time import MINUTES_PER_DAY, at_minute
from wfm.rostering.duties import Duty
from wfm.rostering.problem import RosterProblem

TITLE = "Preferred hours"


def words(points: float) -> str:
    """The rule with the centre's value."""
    return f"a day worked otherwise than the agent prefers (agents.csv) costs {points:g} points"


def points(agent: Agent, duties: Sequence[Duty], each: float) -> list[float]:
    """Points of each duty for this agent, `each` where he would like another."""
    if agent.prefers is None:
        return [0.0] * len(duties)
    kinds = dict.fromkeys((duty.shift, duty.wall_start) for duty in duties)
    price = {kind: 0.0 if agent.prefers.suits(*kind) else each for kind in kinds}
    return [price[duty.shift, duty.wall_start] for duty in duties]


def disliked(problem: RosterProblem, plans: Mapping[str, Sequence[DayPlan]]) -> Iterator[Breach]:
    """A soft breach for every agent who works otherwise than he prefers, in days."""
    horizon = problem.horizon
    ends = at_minute(horizon.last, MINUTES_PER_DAY, horizon.zone)
    liking = (agent for agent in problem.agents if agent.prefers is not None)
    for agent in liking if problem.centre.roster.preference_points else ():
        worked = [Duty.of(plan, horizon) for plan in plans.get(agent.agent_id, ()) if plan.works]
        days = sum(points(agent, worked, 1.0))
        if days:
            text = f"{days:g} of {len(worked)} days worked otherwise than preferred"
            yield Breach(TITLE, Severity.SOFT, agent.agent_id, horizon.start, ends, days, text)
