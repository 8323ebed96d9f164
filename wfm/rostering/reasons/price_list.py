"""What every soft rule costs in this roster, and how often it is felt."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from wfm.rostering.reasons.published import PublishedTeam
from wfm.rostering.rules import cover, fairness, requests
from wfm.rostering.team import Team
from wfm.rostering.week_targets import BROKEN_WEEKS


@dataclass(frozen=True, slots=True)
class Price:
    """One soft rule: `points` that it costs, for `amount` of `unit`."""

    rule: str
    points: float
    amount: float
    unit: str


def price_list(published: PublishedTeam) -> tuple[Price, ...]:
    """The soft rules that are felt, dearest first; their points add up to the objective."""
    team = published.team
    costs = dict(team.breakdown())
    del costs["staffing"]
    found = [*_staffing(published), *(_named(name, points, team) for name, points in costs.items())]
    return tuple(sorted((price for price in found if price.points), key=lambda price: -price.points))


def _staffing(published: PublishedTeam) -> Iterator[Price]:
    """Agent-hours are counted in every cover: an agent of several skills is missed in each of them."""
    cost, present = published.team.cost, published.team.present
    points, agents = cost.of(present), present / cost.units_per_agent
    hours = published.problem.horizon.interval_minutes / 60
    short = agents < cost.net
    between = ~short & (agents < cost.protected)
    parts = (
        ("short of the requirement", short, cost.net - agents),
        ("short of the protected requirement", between, cost.protected - agents),
        ("above the protected requirement", agents > cost.protected, agents - cost.protected),
    )
    for text, where, off in parts:
        amount = float(off[where].sum()) * hours
        yield Price(f"{cover.TITLE}: {text}", float(points[where].sum()), amount, "agent-hours, all covers")


def _named(name: str, points: float, team: Team) -> Price:
    """One part of the objective besides staffing, in the planner's words."""
    match name:
        case "requests":
            refused = sum(line.wish_points > 0 for line in team.lines)
            return Price(requests.TITLE, points, refused, "agents with a refused wish")
        case "fairness":
            agents = zip(team.cases, team.lines, strict=True)
            unfair = [team.fairness.cost(case.agent.agent_id, line.burden) > 0 for case, line in agents]
            return Price(fairness.TITLE, points, int(np.sum(unfair)), "agents above their share")
        case "broken_weeks":
            off = sum(line.week_points > 0 for line in team.lines)
            return Price(BROKEN_WEEKS, points, off, "agents off their share")
    return Price(name.replace("_", " ").capitalize(), points, 0, "")
