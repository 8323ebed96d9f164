"""With whom somebody is compared: the same tenure stage and queues, and openly wider where those are too few."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wfm.domain.people import TenureStage

Queues = frozenset[str]
SIMILAR = 0.5
"""Queues are similar when at least half of those that either of two agents serves are served by both."""


class Place(NamedTuple):
    """Where an agent works: his tenure stage and the queues he serves."""

    stage: TenureStage
    queues: Queues


@dataclass(frozen=True, slots=True)
class Peers:
    """Those whom everybody of one place is compared with, he himself among them, and what they are called."""

    agent_ids: tuple[str, ...]
    words: str


class Circle(NamedTuple):
    """One way to be a peer, from the closest to the widest."""

    words: str
    holds: Callable[[Place, Place], bool]


def _same_stage(one: Place, other: Place) -> bool:
    return one.stage is other.stage and one.stage is not TenureStage.UNKNOWN


def similar(one: Queues, other: Queues) -> bool:
    """Whether two agents serve much the same queues (Jaccard index)."""
    return len(one & other) >= SIMILAR * len(one | other)


CIRCLES = (
    Circle("{stage}, same queues", lambda a, b: _same_stage(a, b) and a.queues == b.queues),
    Circle("{stage}, similar queues", lambda a, b: _same_stage(a, b) and similar(a.queues, b.queues)),
    Circle("{stage}, all queues", _same_stage),
    Circle("all stages, similar queues", lambda a, b: similar(a.queues, b.queues)),
    Circle("all stages and queues", lambda a, b: True),
)


def peers_of(places: Mapping[str, Place], judged: Sequence[str], minimum: int) -> Mapping[Place, Peers]:
    """For every place the closest circle of `judged` agents with at least `minimum` others, else everybody."""
    known = {agent_id: places[agent_id] for agent_id in judged}
    return {place: _closest(place, known, minimum) for place in dict.fromkeys(places.values())}


def _closest(place: Place, known: Mapping[str, Place], minimum: int) -> Peers:
    closest = None
    for circle in CIRCLES:
        found = tuple(agent_id for agent_id, other in known.items() if circle.holds(place, other))
        closest = len(found) if closest is None else closest
        if len(found) > minimum or circle is CIRCLES[-1]:
            break
    words = f"{circle.words.format(stage=place.stage)}, {len(found)} people"
    if circle is CIRCLES[0]:
        return Peers(found, words)
    if place.stage is TenureStage.UNKNOWN:
        return Peers(found, f"{words}, hire date unknown")
    return Peers(found, f"{words}, only {closest} of his stage with his queues")
