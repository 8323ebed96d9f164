"""What the centre must answer: forecast rows, requirement rows, and how a roster meets them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """Expected contacts of one queue in one interval: mean, quantiles, and handling time."""

    queue: str
    start: datetime
    offered: float
    offered_p10: float
    offered_p50: float
    offered_p80: float
    offered_p90: float
    offered_p95: float
    aht_seconds: float
    model: str


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """Agents needed on contact for one cover in one interval.

    `agents_net` at the expected load, `agents_protected` at the P80 load (the floor the pool may not touch),
    `agents_gross` = net / (1 - shrinkage). The four service figures are what `agents_net` would give;
    `binding` names the goal that decided.
    """

    cover: str
    start: datetime
    erlangs: float
    agents_net: int
    agents_protected: int
    agents_gross: float
    service_level: float
    asa_seconds: float
    occupancy: float
    abandonment: float
    binding: str


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """How a roster meets one cover in one interval.

    `agents_open`: rostered, not on break, training or leave, *before* the pool takes anybody (half an agent
    when a break takes half the interval); `net` = open - in pool - agents_net; the service figures are
    those of the agents who are left.
    """

    cover: str
    start: datetime
    agents_net: int
    agents_protected: int
    agents_open: float
    agents_in_pool: float
    net: float
    service_level: float
    asa_seconds: float
    occupancy: float
    abandonment: float
