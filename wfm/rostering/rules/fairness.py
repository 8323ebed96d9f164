"""Fairness: late and weekend shifts are shared among agents of the same contract and skills.

Each agent has a fair share, the average of his group rounded up. Shifts above it cost the square of their number
times the weight; nobody is charged for having fewer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import fmean
from typing import NamedTuple

from wfm.domain.breaches import Breach, Severity
from wfm.domain.centre import RosterSettings
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.time import Horizon, at_minute
from wfm.rostering.duties import Duty

TITLE = "Fair share of late and weekend shifts"


class Burden(NamedTuple):
    """Unpopular shifts of one agent over the horizon."""

    late: int = 0
    weekend: int = 0


def words(settings: RosterSettings) -> str:
    """The rule with the centre's values."""
    after = f"{settings.late_after // 60:02d}:{settings.late_after % 60:02d}"
    return (
        f"shifts above the group's average cost {settings.late_weight} (end after {after}) and "
        f"{settings.weekend_weight} (weekend) points times the square of their number"
    )


def burden_of(duty: Duty, weekday: int, settings: RosterSettings) -> Burden:
    """What one duty adds."""
    late = duty.wall_start + duty.end - duty.start > settings.late_after
    return Burden(int(late), int(weekday in settings.weekend))


def total(burdens: Iterable[Burden]) -> Burden:
    """The sum of several burdens."""
    counted = list(burdens)
    return Burden(sum(one.late for one in counted), sum(one.weekend for one in counted))


def burden_of_plans(plans: Iterable[DayPlan], horizon: Horizon, settings: RosterSettings) -> Burden:
    """The burden of finished plans."""
    worked = (plan for plan in plans if plan.works)
    return total(burden_of(Duty.of(plan, horizon), plan.date.weekday(), settings) for plan in worked)


@dataclass(frozen=True, slots=True)
class Fairness:
    """Fair shares by agent, and what it costs to exceed them."""

    shares: Mapping[str, Burden]
    settings: RosterSettings

    def cost(self, agent_id: str, burden: Burden) -> float:
        """Points of an agent with that burden."""
        share = self.shares[agent_id]
        late = max(0, burden.late - share.late) ** 2 * self.settings.late_weight
        return late + max(0, burden.weekend - share.weekend) ** 2 * self.settings.weekend_weight

    def tangent(self, agent_id: str, burden: Burden) -> tuple[float, float]:
        """Points of one more late and one more weekend shift at `burden`: the slopes of the cost there."""
        share = self.shares[agent_id]
        late = 2 * max(0, burden.late - share.late) * self.settings.late_weight
        return late, 2 * max(0, burden.weekend - share.weekend) * self.settings.weekend_weight


def fair_shares(agents: Iterable[Agent], burdens: Mapping[str, Burden]) -> Mapping[str, Burden]:
    """Each agent's share: the average burden of those with his contract and skills, rounded up."""
    groups: dict[tuple[str, frozenset[str]], list[str]] = {}
    for agent in agents:
        groups.setdefault((agent.contract, frozenset(agent.skills)), []).append(agent.agent_id)
    shares: dict[str, Burden] = {}
    for members in groups.values():
        share = Burden(
            ceil(fmean(burdens[member].late for member in members)),
            ceil(fmean(burdens[member].weekend for member in members)),
        )
        shares.update(dict.fromkeys(members, share))
    return shares


def unfair(
    agents: Sequence[Agent], plans: Mapping[str, Sequence[DayPlan]], horizon: Horizon, settings: RosterSettings
) -> Iterator[Breach]:
    """A soft breach for every agent above the fair share of his group, in shifts."""
    burdens = {
        agent.agent_id: burden_of_plans(plans.get(agent.agent_id, ()), horizon, settings) for agent in agents
    }
    ends = at_minute(horizon.last, 1440, horizon.zone)
    for agent_id, share in fair_shares(agents, burdens).items():
        held = burdens[agent_id]
        for name, has, fair in (("late", held.late, share.late), ("weekend", held.weekend, share.weekend)):
            if has > fair:
                text = f"{has} {name} shifts; fair share {fair}"
                yield Breach(TITLE, Severity.SOFT, agent_id, horizon.start, ends, has - fair, text)
