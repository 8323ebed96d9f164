"""Queues, the goals they are held to, and the sets of queues an agent can cover."""

from collections.abc import Collection
from dataclasses import dataclass

from wfm.domain.time import OpeningHours


@dataclass(frozen=True, slots=True)
class Goal:
    """What "good service" means for one queue. Shares are 0-1; None means: no such goal.

    The service level is the share of *offered* contacts answered within `threshold_seconds`.
    """

    service_level: float | None = 0.80
    threshold_seconds: float = 20.0
    asa_seconds: float | None = None
    max_abandonment: float | None = 0.05
    max_occupancy: float = 0.85
    minimum_agents: int = 0

    def __post_init__(self) -> None:
        for name in ("service_level", "max_abandonment"):
            share = getattr(self, name)
            if share is not None and not 0 < share < 1:
                raise ValueError(f"{name} is {share}; expected a share between 0 and 1")
        if not 0 < self.max_occupancy <= 1:
            raise ValueError(f"max_occupancy is {self.max_occupancy}; expected above 0 and at most 1")
        if self.threshold_seconds < 0 or self.minimum_agents < 0:
            raise ValueError("threshold_seconds and minimum_agents cannot be negative")
        if self.asa_seconds is not None and self.asa_seconds <= 0:
            raise ValueError(f"asa_seconds is {self.asa_seconds}; expected above 0")


@dataclass(frozen=True, slots=True)
class Queue:
    """A stream of contacts with its own goal. `patience_seconds` None: callers never abandon (Erlang C)."""

    name: str
    goal: Goal
    patience_seconds: float | None = 180.0
    opening: OpeningHours | None = None

    def __post_init__(self) -> None:
        if not self.name or "+" in self.name or ";" in self.name:
            raise ValueError(f"queue name {self.name!r} must not be empty or hold '+' or ';'")
        if self.patience_seconds is not None and self.patience_seconds <= 0:
            raise ValueError(f"queue {self.name}: patience_seconds is {self.patience_seconds}; expected above 0")


@dataclass(frozen=True, slots=True, order=True)
class Cover:
    """A set of queues whose pooled load must be met by the agents who can serve any of them."""

    queues: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.queues or list(self.queues) != sorted(set(self.queues)):
            raise ValueError(f"a cover needs distinct queues in order, not {self.queues}")

    @classmethod
    def of(cls, queues: Collection[str]) -> "Cover":
        return cls(tuple(sorted(set(queues))))

    @classmethod
    def parse(cls, name: str) -> "Cover":
        return cls.of(name.split("+"))

    @property
    def name(self) -> str:
        return "+".join(self.queues)

    def counts(self, skills: Collection[str]) -> bool:
        """Whether an agent with these skills serves this cover."""
        return not set(self.queues).isdisjoint(skills)
