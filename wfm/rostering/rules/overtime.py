"""Overtime: hours beyond the normal day and week, limited by day and calendar month.

China's Labour Law, art. 41, allows 3 h a day and 36 h a month. The month is the calendar's, whatever is planned at
once: what its earlier days have used is taken from the previous rosters.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from math import inf
from typing import NamedTuple

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.wording import counted
from wfm.domain.working_time import OvertimeTerms
from wfm.rostering.calendar_months import month_ends, same_month
from wfm.rostering.duties import Duty
from wfm.rostering.rules.counting_rule import CountingRule
from wfm.rostering.rules.sequence_rule import Tally, worked
from wfm.rostering.week_terms import make_up_days

NO_TERMS = OvertimeTerms(24 * 60)


class Extra(NamedTuple):
    """Minutes of this week within normal days, at most the normal week; overtime of this month's planned days."""

    normal: int
    overtime: int


class Overtime(CountingRule[Extra]):
    """A part that has no limit and no price is not counted."""

    title = "Overtime"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        terms = contract.overtime
        if terms is None:
            return None
        week = f" and {terms.normal_week_minutes / 60:g} h a week" if terms.normal_week_minutes is not None else ""
        limits = ((terms.most_per_day_minutes, "day"), (terms.most_per_month_minutes, "calendar month"))
        said = [f"at most {most / 60:g} h a {span}" for most, span in limits if most is not None]
        said += [f"{counted(terms.points_per_hour, 'point')} per hour"] if terms.points_per_hour else []
        beyond = f"what is beyond {terms.normal_day_minutes / 60:g} h a day{week}"
        return f"{beyond}: {', '.join(said) or 'no limit and no price'}"

    @property
    def terms(self) -> OvertimeTerms:
        return self.contract.overtime or NO_TERMS

    def blank(self) -> Extra:
        return Extra(0, 0)

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        return None if duty is None else (duty.paid_minutes, self._normal_week(self.date_of(day)))

    def step(self, state: Extra, day: int, duty: Duty | None) -> Extra | None:
        if duty is None:
            return state
        if day >= 0 and not self.contract.permits_overtime(duty.paid_minutes):
            return None
        if not self._counts:
            return state
        beyond_day = self.terms.beyond_day(duty.paid_minutes)
        normal, beyond_week = state.normal, 0
        normal_week = self._normal_week(self.date_of(day))
        if normal_week is not None:
            normal += duty.paid_minutes - beyond_day
            beyond_week = max(0, normal - normal_week)
        overtime = state.overtime + beyond_day + beyond_week if day >= 0 else 0
        most = self.terms.most_per_month_minutes
        return None if most is not None and overtime > most else Extra(normal - beyond_week, overtime)

    def end_week(self, state: Extra, week: int, tally: Tally | None) -> Extra | None:
        return Extra(0, state.overtime)

    def _normal_week(self, day: date) -> int | None:
        """Normal minutes of the week that holds `day`: a normal day more for every make-up day that counts."""
        normal, week = self.terms.normal_week_minutes, self.horizon.week_index(day)
        if normal is None or not self.contract.more_on_make_up_days:
            return normal
        return normal + make_up_days(self.contract, week, self.problem) * self.terms.normal_day_minutes

    @property
    def _counts(self) -> bool:
        return self.terms.most_per_month_minutes is not None or self.terms.points_per_hour > 0

    def closing_days(self) -> tuple[int, ...]:
        return month_ends(self.horizon) if self._counts else ()

    def counted(self, state: Extra) -> int:
        return state.overtime

    def reopened(self, state: Extra) -> Extra:
        return Extra(state.normal, 0)

    def points(self, agent: Agent, closing: int, amounts: Sequence[int]) -> tuple[float, ...]:
        left = self._left(agent, closing)
        return tuple(
            inf if left is not None and amount > left else amount / 60 * self.terms.points_per_hour
            for amount in amounts
        )

    def expected(self, agent: Agent, closing: int) -> str:
        left, day = self._left(agent, closing), self._day(closing)
        allowed = "any" if left is None else f"at most {left / 60:g} h of"
        return f"{allowed} overtime in {day:%B %Y} from {max(self.horizon.first, day.replace(day=1))} on"

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        for plan in worked(plans):
            if self.in_horizon(plan) and not self.contract.permits_overtime(plan.paid_minutes):
                beyond = self.terms.beyond_day(plan.paid_minutes)
                yield self.breach(agent, plan, plan, beyond, f"{beyond / 60:g} h of overtime on {plan.date}")
        overtime = self._by_day(plans)
        for closing in range(len(self.closing_days())):
            last = self._day(closing)
            planned = [plan for plan in plans if self.in_horizon(plan) and same_month(plan.date, last)]
            used = sum(overtime.get(plan.date, 0) for plan in planned)
            left = self._left(agent, closing)
            if left is not None and used > left:
                text = f"{used / 60:g} h of overtime; expected {self.expected(agent, closing)}"
                yield self.breach(agent, planned[0], planned[-1], used - left, text)

    def _day(self, closing: int) -> date:
        return self.horizon.dates[self.closing_days()[closing]]

    def _left(self, agent: Agent, closing: int) -> int | None:
        """Minutes that the month's limit leaves to the days planned; 0 when earlier days have used more."""
        most, last = self.terms.most_per_month_minutes, self._day(closing)
        if most is None:
            return None
        before = self._by_day(self.problem.previous_of[agent.agent_id])
        return max(0, most - sum(minutes for day, minutes in before.items() if same_month(day, last)))

    def _by_day(self, plans: Sequence[DayPlan]) -> Mapping[date, int]:
        """Overtime of each day: by how much it lets the week's overtime grow. A week's overtime is the larger of
        what is beyond its normal days and what is beyond the normal week."""
        found: dict[date, int] = {}
        weeks: dict[int, list[DayPlan]] = {}
        for plan in worked(plans):
            weeks.setdefault(self.horizon.week_index(plan.date), []).append(plan)
        for week in weeks.values():
            beyond_days = paid = overtime = 0
            for plan in week:
                beyond_days += self.terms.beyond_day(plan.paid_minutes)
                paid += plan.paid_minutes
                normal = self._normal_week(plan.date)
                before, overtime = overtime, max(beyond_days, 0 if normal is None else paid - normal)
                found[plan.date] = overtime - before
        return found
