"""Rest days: in any so many days in a row, a day off that lies in a long unbroken rest."""

from collections.abc import Hashable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.time import MINUTES_PER_DAY, at_minute, minutes_between
from wfm.rostering.duties import Duty
from wfm.rostering.rules.sequence_rule import SequenceRule, worked


class SinceRest(NamedTuple):
    """`days`: up to now without a rest day for certain; `off`: whether the rest that is running has a day off;
    `due`: minutes after the coming midnight until it is long enough."""

    days: int
    off: bool
    due: int


class RestDays(SequenceRule[SinceRest]):
    """As weekly rest, but over any days in a row instead of the centre's weeks (China's Labour Law, art. 38: one
    day in seven). A day off after a night shift is no rest day when the next shift comes too soon. A past that
    broke the rule counts as just full."""

    title = "Rest days"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        every = contract.rest_day_every_days
        if every is None:
            return None
        return f"in any {every} days in a row a day off within {_needed(contract) / 60:g} h of unbroken rest"

    @property
    def every(self) -> int:
        return self.contract.rest_day_every_days or 28

    def blank(self) -> SinceRest:
        return SinceRest(0, off=False, due=0)

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        midnight, tomorrow = self.midnight(day), self.midnight(day + 1)
        return tomorrow - midnight, duty and (duty.start - midnight, duty.end - tomorrow)

    def step(self, state: SinceRest, day: int, duty: Duty | None) -> SinceRest | None:
        today, tomorrow = self.midnight(day), self.midnight(day + 1)
        if duty is None:
            due = max(0, state.due - (tomorrow - today))
            return SinceRest(0 if due == 0 else min(state.days + 1, self.every), off=due > 0, due=due)
        rested = duty.start - today >= state.due
        days = 1 if state.off and rested else state.days + 1
        if days >= self.every:
            if day >= 0:
                return None
            days = self.every - 1
        return SinceRest(days, off=False, due=max(0, duty.end + _needed(self.contract) - tomorrow))

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        shifts = sorted(plan.span() for plan in worked(plans))
        days_worked = {plan.date for plan in worked(plans)}

        def is_rest(day: date) -> bool:
            if day in days_worked:
                return False
            midnight = at_minute(day, 0, self.horizon.zone)
            before = max((end for start, end in shifts if start < midnight), default=None)
            after = min((start for start, _ in shifts if start >= midnight), default=None)
            return before is None or after is None or minutes_between(before, after) >= _needed(self.contract)

        for plan in plans:
            days = [plan.date - timedelta(days=n) for n in range(self.every)]
            if self.in_horizon(plan) and days[-1] >= plans[0].date and not any(map(is_rest, days)):
                text = f"no rest day in the {self.every} days to {plan.date}"
                yield self.breach(agent, plan, plan, 1, text)


def _needed(contract: Contract) -> int:
    """Minutes of unbroken rest around a rest day: as long as the weekly rest, at least a day."""
    return max(MINUTES_PER_DAY, contract.weekly_rest_minutes or 0)
