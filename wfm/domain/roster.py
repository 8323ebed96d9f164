"""A roster: what every agent does on every day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from wfm.domain.time import Horizon, minutes_between


class DayKind(StrEnum):
    SHIFT = "shift"
    OFF = "off"
    ABSENT = "absent"
    TRAINING = "training"


@dataclass(frozen=True, slots=True)
class Pause:
    """A break as it was placed."""

    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        return minutes_between(self.start, self.end)


@dataclass(frozen=True, slots=True)
class DayPlan:
    """One agent's day: a row of shifts.csv. The day owns the shift that starts on it, also past midnight."""

    agent_id: str
    date: date
    kind: DayKind
    shift: str = ""
    start: datetime | None = None
    end: datetime | None = None
    paid_minutes: int = 0
    breaks: tuple[Pause, ...] = ()
    pinned: bool = False

    def __post_init__(self) -> None:
        if self.kind is DayKind.SHIFT:
            if self.start is None or self.end is None or self.end <= self.start:
                raise ValueError(f"{self.agent_id} {self.date}: a shift needs a start and a later end")
        elif self.start is not None or self.end is not None:
            raise ValueError(f"{self.agent_id} {self.date}: only a shift has a start and an end")

    @property
    def works(self) -> bool:
        return self.kind is DayKind.SHIFT

    def span(self) -> tuple[datetime, datetime]:
        """Start and end of the shift; ValueError on a day without one."""
        if self.start is None or self.end is None:
            raise ValueError(f"{self.agent_id} has no shift on {self.date}")
        return self.start, self.end


@dataclass(frozen=True)
class Roster:
    """Every agent's plan for every day of the horizon, ordered by agent, then day."""

    horizon: Horizon
    plans: tuple[DayPlan, ...]

    @cached_property
    def by_agent(self) -> Mapping[str, tuple[DayPlan, ...]]:
        days: dict[str, list[DayPlan]] = {}
        for plan in self.plans:
            days.setdefault(plan.agent_id, []).append(plan)
        return {agent_id: tuple(sorted(plans, key=lambda p: p.date)) for agent_id, plans in days.items()}
