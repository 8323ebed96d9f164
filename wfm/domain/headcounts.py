"""Demand as head-counts: so many people on a shift that day, instead of so many on contact in every interval."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from wfm.domain.people import Agent

UNDER_POINTS, OVER_POINTS = 100.0, 20.0
"""Points per head short and over where a planner says nothing."""
HARD_POINTS = 100_000.0
"""Points per head beyond a hard limit: more than all wishes of a day together."""


class GroupKind(StrEnum):
    """What the heads that count have in common."""

    ALL = "all"
    ROLE = "role"
    SKILL = "skill"
    TEAM = "team"
    STAGE = "stage"
    CONTRACT = "contract"


@dataclass(frozen=True, slots=True)
class CountedGroup:
    """Who counts: everybody, or the agents whose role, skill, team, tenure stage or contract is `name`."""

    kind: GroupKind = GroupKind.ALL
    name: str = ""

    def __post_init__(self) -> None:
        if (self.kind is GroupKind.ALL) != (self.name == ""):
            raise ValueError(f"group {self}: expected all, or role, skill, team, stage or contract with a name")

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}" if self.name else str(self.kind)

    def counts(self, agent: Agent, day: date) -> bool:
        """Whether the agent is one of them on `day`."""
        match self.kind:
            case GroupKind.ALL:
                return True
            case GroupKind.ROLE:
                return agent.role == self.name
            case GroupKind.SKILL:
                return self.name in agent.skills
            case GroupKind.TEAM:
                return agent.team == self.name
            case GroupKind.STAGE:
                return agent.stage(day) == self.name
            case GroupKind.CONTRACT:
                return agent.contract == self.name


@dataclass(frozen=True, slots=True)
class HeadcountRow:
    """How many of a group start one of the `shifts` on a day.

    Every head short of `wanted` costs `under` points, every head above it `over`; fewer than `least` or more than
    `most` (None: no limit) breaks a hard rule.
    """

    date: date
    shifts: tuple[str, ...]
    wanted: int = 0
    under: float = UNDER_POINTS
    over: float = OVER_POINTS
    least: int = 0
    most: int | None = None
    group: CountedGroup = CountedGroup()

    def __post_init__(self) -> None:
        if not self.shifts or len(set(self.shifts)) != len(self.shifts):
            raise ValueError(
                f"head-count of {self.date} names {self.shifts}; expected one or several shifts, once"
            )
        if self.wanted < 0 or self.least < 0:
            raise ValueError(
                f"head-count of {self.date}: {self.wanted} wanted, at least {self.least}; expected 0 up"
            )
        if self.most is not None and self.most < self.least:
            raise ValueError(f"head-count of {self.date}: at least {self.least} and at most {self.most}")
        if self.under < 0 or self.over < 0:
            raise ValueError(f"head-count of {self.date}: prices {self.under} and {self.over}; expected 0 or more")

    def points(self, heads: int) -> float:
        """What so many heads cost; convex."""
        wished = self.under * max(0, self.wanted - heads) + self.over * max(0, heads - self.wanted)
        return wished + HARD_POINTS * self.beyond(heads)

    def beyond(self, heads: int) -> int:
        """Heads by which the hard limits are broken."""
        above = 0 if self.most is None else max(0, heads - self.most)
        return max(0, self.least - heads) + above


@dataclass(frozen=True, slots=True)
class HeadcountDemand:
    """What a planner asks for on one `day`, or (None) on every one of the `weekdays` (Monday = 0).

    `row`: the head-count without its date being looked at.
    """

    row: HeadcountRow
    day: date | None = None
    weekdays: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if (self.day is None) != bool(self.weekdays):
            raise ValueError("a head-count is for a date or for weekdays, one of them")


def headcounts_on(demands: Sequence[HeadcountDemand], dates: Sequence[date]) -> tuple[HeadcountRow, ...]:
    """The head-counts of these dates.

    What is said of a date replaces what is said of its weekday for the same shifts and group.
    """
    of_date = {(one.day, one.row.shifts, one.row.group) for one in demands if one.day is not None}
    found = []
    for day in dates:
        for one in demands:
            replaced = (day, one.row.shifts, one.row.group) in of_date
            if one.day == day or (day.weekday() in one.weekdays and not replaced):
                found.append(replace(one.row, date=day))
    return tuple(found)
