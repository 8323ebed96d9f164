"""Demand as head-counts: so many people on a shift that day, instead of so many on contact in every interval."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from wfm.domain.groups import EVERYBODY, Who
from wfm.domain.hard_points import HARD_POINTS

UNDER_POINTS, OVER_POINTS = 100.0, 20.0
"""Points per head short and over where a planner says nothing."""


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
    group: Who = EVERYBODY

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
