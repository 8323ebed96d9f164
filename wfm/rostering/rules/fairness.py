"""Fairness: unpopular shifts and refused wishes are shared among agents of the same contract and skills.

Each agent has a fair share, the average of his group rounded up; who carried more than his share in earlier
rosters has a smaller one now, who carried less a larger one. What is carried above it costs its square times the
weight of its kind, so that the same burden costs least when it is spread; nobody is charged for having less.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import ceil
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from wfm.domain.breaches import Breach, Severity
from wfm.domain.burdens import Burden, BurdenKind, BurdenStanding
from wfm.domain.centre import RosterSettings
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.time import MINUTES_PER_DAY, at_minute
from wfm.rostering.burdens import burdens_of
from wfm.rostering.problem import RosterProblem

TITLE = "Fair shares"
NOTHING = Burden()


def words(settings: RosterSettings) -> str:
    """The rule with the centre's values."""
    if not any(settings.burden_weights):
        return "nothing is shared: every weight in [roster] is 0"
    kinds = [
        f"{_asked(kind, settings)} {weight}"
        for kind, weight in zip(BurdenKind, settings.burden_weights, strict=True)
        if weight
    ]
    before = ""
    if settings.balance_weeks:
        before = f"; what was carried in the last {settings.balance_weeks} weeks counts"
    return f"points for the square of what is carried above the group's average: {', '.join(kinds)}{before}"


def _asked(kind: BurdenKind, settings: RosterSettings) -> str:
    match kind:
        case BurdenKind.LATE:
            return f"late shifts (end after {_clock(settings.late_after)})"
        case BurdenKind.EARLY:
            return f"early shifts (start before {_clock(settings.early_before)})"
        case BurdenKind.NIGHT:
            return f"night shifts (any work from {_clock(settings.night[0])} to {_clock(settings.night[1])})"
        case _:
            return kind.words


@dataclass(frozen=True)
class Fairness:
    """Fair shares by agent (None: not known yet, nothing costs anything), and what it costs to exceed them.

    `balances`: what each agent carried above (+) or below (-) his share before; nothing of those not named. The
    share of who carried far too much lies below zero: every further burden then costs more than the one before.
    """

    shares: Mapping[str, Burden] | None
    settings: RosterSettings
    balances: Mapping[str, Burden] = field(default_factory=dict)

    @classmethod
    def unshared(cls, problem: RosterProblem) -> "Fairness":
        """Fairness before anybody knows how much there is to share."""
        return cls(None, problem.centre.roster, problem.balances)

    def shared(self, agents: Iterable[Agent], burdens: Mapping[str, Burden]) -> "Fairness":
        """With the fair shares of these burdens: the average of those with the same contract and skills."""
        shares: dict[str, Burden] = {}
        for members in alike(agents):
            carried = [(burdens[member], self.balances.get(member, NOTHING)) for member in members]
            share = [
                ceil(fmean(burden[at] + balance[at] for burden, balance in carried)) for at in range(len(NOTHING))
            ]
            for member, (_, balance) in zip(members, carried, strict=True):
                shares[member] = Burden(*(mean - before for mean, before in zip(share, balance, strict=True)))
        return replace(self, shares=shares)

    def cost(self, agent_id: str, burden: Burden) -> float:
        """Points of an agent with that burden: 0 with none at all, convex in every kind."""
        if self.shares is None:
            return 0.0
        share, points = self.shares[agent_id], 0
        for at, weight in self._weighed:
            points += weight * (max(0, burden[at] - share[at]) ** 2 - max(0, -share[at]) ** 2)
        return float(points)

    def costs(self, agent_id: str, burdens: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points of an agent with each of several burdens, shape (burdens, kinds)."""
        if self.shares is None:
            return np.zeros(len(burdens))
        share = np.array(self.shares[agent_id])
        above = np.maximum(burdens - share, 0.0) ** 2 - np.maximum(-share, 0.0) ** 2
        points: NDArray[np.float64] = above @ np.array(self.settings.burden_weights, dtype=np.float64)
        return points

    def tangent(self, agent_id: str, burden: Burden) -> tuple[float, ...]:
        """Points of one more of each kind at `burden`: the slopes of the cost there."""
        if self.shares is None:
            return (0.0,) * len(NOTHING)
        share = self.shares[agent_id]
        return tuple(
            2.0 * max(0, has - fair) * weight
            for has, fair, weight in zip(burden, share, self.settings.burden_weights, strict=True)
        )

    @cached_property
    def _weighed(self) -> tuple[tuple[int, int], ...]:
        """The kinds that are shared at all, by their place, with their weights."""
        return tuple((at, weight) for at, weight in enumerate(self.settings.burden_weights) if weight)


def alike(agents: Iterable[Agent]) -> list[list[str]]:
    """The agents who share with one another: those of one contract and the same skills."""
    groups: dict[tuple[str, frozenset[str]], list[str]] = {}
    for agent in agents:
        groups.setdefault((agent.contract, frozenset(agent.skills)), []).append(agent.agent_id)
    return list(groups.values())


def standings(problem: RosterProblem, plans: Mapping[str, Sequence[DayPlan]]) -> Mapping[str, BurdenStanding]:
    """How every agent stands with finished plans of the horizon."""
    burdens = burdens_of(problem, plans)
    shares = Fairness.unshared(problem).shared(problem.agents, burdens).shares or {}
    return {
        agent_id: BurdenStanding(
            burden, Burden(*(max(0, fair) for fair in shares[agent_id])), problem.balances.get(agent_id, NOTHING)
        )
        for agent_id, burden in burdens.items()
    }


def unfair(problem: RosterProblem, plans: Mapping[str, Sequence[DayPlan]]) -> Iterator[Breach]:
    """A soft breach for every agent above his fair share of a kind that is shared."""
    horizon, weights = problem.horizon, problem.centre.roster.burden_weights
    ends = at_minute(horizon.last, MINUTES_PER_DAY, horizon.zone)
    for agent_id, standing in standings(problem, plans).items():
        for kind, weight, has, fair, before in zip(BurdenKind, weights, *_parts(standing), strict=True):
            if weight and has > fair:
                text = f"{has} {kind.words}; fair share {fair}"
                text += f" ({before:+d} from earlier rosters)" if before else ""
                yield Breach(TITLE, Severity.SOFT, agent_id, horizon.start, ends, has - fair, text)


def _parts(standing: BurdenStanding) -> tuple[Burden, Burden, Burden]:
    return standing.burden, standing.share, standing.balance


def _clock(minute: int) -> str:
    hour, rest = divmod(minute % MINUTES_PER_DAY, 60)
    return f"{hour:02d}:{rest:02d}"
