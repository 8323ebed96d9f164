"""Hours of the calendar month: so many paid hours in every month, whatever days are planned at once."""

from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from math import inf

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.wording import at_most, counted
from wfm.rostering.calendar_months import month_ends, same_month
from wfm.rostering.duties import Duty
from wfm.rostering.month_targets import MonthTarget, month_target
from wfm.rostering.rules.counting_rule import CountingRule
from wfm.rostering.rules.sequence_rule import worked
from wfm.rostering.week_targets import POINTS_PER_HOUR_OFF_SHARE


class MonthHours(CountingRule[int]):
    """State: paid minutes of this month's planned days. What earlier rosters have put into the month, leave, and
    what its other days may still bring differ from agent to agent (month_targets.py). Without a most, what is
    beyond the least is not counted on."""

    title = "Hours of the calendar month"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        said = _said(contract.min_minutes_in_month, contract.max_minutes_in_month)
        if said is None:
            return None
        return (
            f"{said} in a calendar month; a day of leave counts as worked; of a month seen in part planned days "
            f"take their share, {POINTS_PER_HOUR_OFF_SHARE} points per hour off it"
        )

    def blank(self) -> int:
        return 0

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        return duty and duty.paid_minutes

    def step(self, state: int, day: int, duty: Duty | None) -> int | None:
        if duty is None or day < 0:
            return state
        minutes, most = state + duty.paid_minutes, self.contract.max_minutes_in_month
        if most is None:
            return min(minutes, self.contract.min_minutes_in_month or 0)
        return minutes if minutes <= most else None

    def closing_days(self) -> tuple[int, ...]:
        return month_ends(self.horizon)

    def counted(self, state: int) -> int:
        return state

    def reopened(self, state: int) -> int:
        return 0

    def points(self, agent: Agent, closing: int, amounts: Sequence[int]) -> tuple[float, ...]:
        target = self._target(agent, closing)
        return tuple(target.points(amount) if target.holds(amount) else inf for amount in amounts)

    def expected(self, agent: Agent, closing: int) -> str:
        target, last = self._target(agent, closing), self._last(closing)
        said = _said(target.least, target.most) or "any hours"
        return f"{said} from {max(self.horizon.first, last.replace(day=1))} to {last}"

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        for closing in range(len(self.closing_days())):
            last = self._last(closing)
            planned = [plan for plan in plans if self.in_horizon(plan) and same_month(plan.date, last)]
            minutes = sum(plan.paid_minutes for plan in worked(planned))
            if not self._target(agent, closing).holds(minutes):
                text = f"{counted(minutes / 60, 'paid hour')}; expected {self.expected(agent, closing)}"
                yield self.breach(agent, planned[0], planned[-1], minutes / 60, text)

    def _last(self, closing: int) -> date:
        """The last planned day of the month."""
        return self.horizon.dates[self.closing_days()[closing]]

    def _target(self, agent: Agent, closing: int) -> MonthTarget:
        return month_target(agent, self._last(closing), self.problem)


def _said(least: int | None, most: int | None) -> str | None:
    """The limits in words; None when there are none."""
    if most is None:
        return f"at least {counted(least / 60, 'paid hour')}" if least else None
    if least == most:
        return f"exactly {counted(most / 60, 'paid hour')}"
    said = at_most(most / 60, "paid hour")
    return f"at least {least / 60:g} and {said}" if least else said
