"""Several queues staffed as one: their work together, and the strictest of their goals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf, sqrt

from wfm.domain.demand import ForecastRow
from wfm.domain.queues import Goal, Queue

P80_DEVIATIONS = 0.8416212335729143  # standard normal quantile at 0.80


@dataclass(frozen=True, slots=True)
class PooledWork:
    """Work of several queues in one interval: contacts, contacts at the P80 load, mean handling time."""

    offered: float
    offered_protected: float
    aht_seconds: float


def pooled_work(rows: Sequence[ForecastRow]) -> PooledWork:
    """The volumes added, the handling time weighted by volume, and the P80 of the pooled load.

    The P80 of a sum is less than the sum of the P80s only as far as the queues err independently. What
    each queue's P80 keeps above its mean is therefore split: the chance of single calls (variance = mean,
    Poisson) is independent and adds up in squares; the rest is error in the day's level, which queues of
    one centre share, and adds up in full. So the pool is protected by at most the sum of the P80s, at
    least their independent sum, and a single queue by exactly its own P80.
    """
    offered = sum(row.offered for row in rows)
    if offered > 0:
        aht = sum(row.offered / offered * row.aht_seconds for row in rows)
    else:
        aht = max(row.aht_seconds for row in rows)
    chance, shared = 0.0, 0.0
    for row in rows:
        weight = row.aht_seconds / aht if aht > 0 else 1.0  # of one contact, in contacts of the pool
        variance = (max(row.offered_p80 - row.offered, 0.0) / P80_DEVIATIONS) ** 2
        poisson = min(variance, row.offered)
        chance += weight**2 * poisson
        shared += weight * sqrt(variance - poisson)
    return PooledWork(offered, offered + P80_DEVIATIONS * sqrt(chance + shared**2), aht)


def strictest_goal(queues: Sequence[Queue]) -> Goal:
    """One goal that is at least as strict as that of every queue; minimum agents are added up.

    Its threshold is the shortest among the queues that have a service-level goal.
    """
    goals = [queue.goal for queue in queues]
    held = [goal for goal in goals if goal.service_level is not None] or goals
    return Goal(
        service_level=max((goal.service_level for goal in goals if goal.service_level is not None), default=None),
        threshold_seconds=min(goal.threshold_seconds for goal in held),
        asa_seconds=_least(goal.asa_seconds for goal in goals),
        max_abandonment=_least(goal.max_abandonment for goal in goals),
        max_occupancy=min(goal.max_occupancy for goal in goals),
        minimum_agents=sum(goal.minimum_agents for goal in goals),
    )


def shortest_patience(queues: Sequence[Queue]) -> float:
    """Seconds, of the callers who give up first; infinite if none ever does."""
    return min(inf if queue.patience_seconds is None else queue.patience_seconds for queue in queues)


def _least(limits: Iterable[float | None]) -> float | None:
    return min((limit for limit in limits if limit is not None), default=None)
