"""What is kept of a published roster when it is changed, and what a changed day costs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from wfm.domain.changes import ChangeReason
from wfm.domain.roster import DayPlan
from wfm.domain.time import Horizon
from wfm.rostering.duties import Duty

Day = tuple[str, date]
"""An agent's id and a date."""


class Keep(StrEnum):
    """How much of a published day stays; each asks for all that the one before it asks.

    WORKING_DAYS: who had a shift has one. SHIFTS: the same shift, its start may move; days off stay. TIMES: the
    same shift to the minute, breaks may move. EVERYTHING: breaks stay as well.
    """

    NOTHING = "nothing"
    WORKING_DAYS = "working_days"
    SHIFTS = "shifts"
    TIMES = "times"
    EVERYTHING = "everything"


UNAVOIDABLE = (ChangeReason.ABSENT, ChangeReason.LEAVE_WITHDRAWN, ChangeReason.PINNED)
"""Reasons for which a day cannot stay whatever it costs."""


@dataclass(frozen=True)
class Keeping:
    """The published plans of run `based_on`, and what stays of them: `keep` on the days from `first` to `last`
    (None: no end on that side), everything outside.

    `points`: the price of every agent's day that is changed. `freed`: days of which nothing has to stay, and why.
    """

    based_on: str
    published: tuple[DayPlan, ...]
    keep: Keep = Keep.NOTHING
    points: float = 0.0
    first: date | None = None
    last: date | None = None
    freed: Mapping[Day, ChangeReason] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.points < 0:
            raise ValueError(f"a changed day costs {self.points} points; expected 0 or more")
        if self.first and self.last and self.last < self.first:
            raise ValueError(f"the days that may change end on {self.last}, before they begin on {self.first}")

    @cached_property
    def plan_of(self) -> Mapping[Day, DayPlan]:
        """The published plan of every agent's day."""
        return {(plan.agent_id, plan.date): plan for plan in self.published}

    def asked(self, plan: DayPlan) -> Keep:
        """How much of a published day has to stay."""
        if (plan.agent_id, plan.date) in self.freed:
            return Keep.NOTHING
        before = self.first is not None and plan.date < self.first
        after = self.last is not None and plan.date > self.last
        return Keep.EVERYTHING if before or after else self.keep

    def allows(self, plan: DayPlan, duty: Duty | None, horizon: Horizon) -> bool:
        """Whether a day with `duty` (None: off) keeps what has to stay of the published plan, breaks aside."""
        match self.asked(plan):
            case Keep.NOTHING:
                return True
            case Keep.WORKING_DAYS:
                return duty is not None or not plan.works
            case Keep.SHIFTS:
                return (plan.shift if plan.works else None) == (None if duty is None else duty.shift)
            case Keep.TIMES | Keep.EVERYTHING:
                return is_as_published(plan, duty, horizon)

    def breaks_stay(self, plan: DayPlan) -> bool:
        """Whether the breaks of a day whose shift stays to the minute have to stay too.

        Nobody should be told of a break that moved for nothing; they only move freely when that is what was asked
        for or when changes cost nothing.
        """
        asked = self.asked(plan)
        return asked is Keep.EVERYTHING or (asked is not Keep.TIMES and self.points > 0)

    def price(self, plan: DayPlan) -> float:
        """Points of giving the agent another day than this one; nothing where it cannot stay."""
        reason = self.freed.get((plan.agent_id, plan.date))
        return 0.0 if reason in UNAVOIDABLE else self.points


def is_as_published(plan: DayPlan, duty: Duty | None, horizon: Horizon) -> bool:
    """Whether a day with `duty` (None: off) has the shift of `plan` to the minute."""
    if duty is None or not plan.works:
        return duty is None and not plan.works
    start, end = plan.span()
    same_time = horizon.elapsed(start) == duty.start and horizon.elapsed(end) == duty.end
    return plan.shift == duty.shift and same_time


def in_words(plan: DayPlan, horizon: Horizon) -> str:
    """``07:30-16:00 full``, ``off``, ``absent`` or ``training``."""
    if not plan.works:
        return str(plan.kind)
    start, end = (moment.astimezone(horizon.zone) for moment in plan.span())
    return f"{start:%H:%M}-{end:%H:%M} {plan.shift}"
