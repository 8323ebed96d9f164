"""Whole weekends: a weekend is worked on all of its days or on none."""

from collections.abc import Hashable, Iterator, Sequence
from datetime import date, timedelta
from enum import Enum
from functools import cached_property
from itertools import pairwise

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.rostering.duties import Duty
from wfm.rostering.rules.leave import LIKE_NO_DUTY, SparesLeave


class Weekend(Enum):
    """The weekend that is running; OPEN when none is, or when nobody knows yet."""

    OPEN = "open"
    WORKED = "worked"
    FREE = "free"


class WholeWeekends(SparesLeave[Weekend]):
    """State: how the weekend that is running began. Days on which the contract has no shift are not asked for."""

    title = "Whole weekends"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        if not contract.whole_weekends:
            return None
        return "all days of a weekend are worked or none; a weekend with leave is spared"

    def blank(self) -> Weekend:
        return Weekend.OPEN

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        today = self.date_of(day)
        goes_on = self._in_weekend(today) and self._in_weekend(today + timedelta(days=1))
        return self._is_asked(today), goes_on, duty is not None

    def step(self, state: Weekend, day: int, duty: Duty | None) -> Weekend | None:
        today = self.date_of(day)
        if not self._in_weekend(today):
            return Weekend.OPEN
        if today.weekday() in self._offered:
            now = Weekend.FREE if duty is None else Weekend.WORKED
            if state not in (Weekend.OPEN, now) and day >= 0:
                return None
            state = now
        return state if self._in_weekend(today + timedelta(days=1)) else Weekend.OPEN

    def seen_leave(self, day: int) -> Hashable:
        return LIKE_NO_DUTY if self._is_asked(self.date_of(day)) else self.seen(day, None)

    def leave(self, state: Weekend, day: int) -> Weekend | None:
        asked = self._is_asked(self.date_of(day))
        return Weekend.OPEN if asked else self.step(state, day, None)

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        asked = [plan for plan in self.every_day(plans) if self._is_asked(plan.date)]
        for earlier, later in pairwise(asked):
            between = (later.date - earlier.date).days
            same = all(self._in_weekend(earlier.date + timedelta(days=n)) for n in range(between))
            spared = self.on_leave(earlier) or self.on_leave(later)
            if same and earlier.works != later.works and not spared and self.in_horizon(later):
                worked, free = (earlier, later) if earlier.works else (later, earlier)
                text = f"weekend of {earlier.date}: {worked.date} is worked, {free.date} is not"
                yield self.breach(agent, earlier, later, 1, text)

    @cached_property
    def _offered(self) -> frozenset[int]:
        shifts = self.problem.centre.shifts
        return frozenset(day for name in self.contract.shifts for day in shifts[name].weekdays)

    def _is_asked(self, day: date) -> bool:
        return self._in_weekend(day) and day.weekday() in self._offered

    def _in_weekend(self, day: date) -> bool:
        return self.problem.day_types.is_weekend(day)
