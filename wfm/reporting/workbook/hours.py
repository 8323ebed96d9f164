"""Hours of one agent over the horizon against what his contract asks, as the roster grid shows them."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from wfm.domain.contracts import Contract, Span
from wfm.domain.people import Agent
from wfm.reporting.content import RunContent
from wfm.reporting.workbook.shift_code import LEAVE, TRAINING, code_of


@dataclass(frozen=True, slots=True)
class Hours:
    """All in hours; `leave` is what days of leave or training count for, `least` and `most` are the contract's."""

    worked: float
    leave: float
    least: float
    most: float

    @property
    def over_or_under(self) -> float:
        """Above 0: more than the contract's most; below 0: less than its least; 0: within."""
        counted = self.worked + self.leave
        beyond = max(0.0, counted - self.most) + min(0.0, counted - self.least)
        return round(beyond, 2)


@dataclass(frozen=True, slots=True)
class LeaveCredit:
    """What a day of leave counts for, in hours, and on how many days of a week at most."""

    hours_per_day: float
    days_per_week: int


def leave_credit(agent: Agent, content: RunContent) -> LeaveCredit:
    """A day's share of the contract's weekly hours, on no more days than the contract has."""
    contract = content.centre.contracts.get(agent.contract)
    if contract is None or contract.days_per_week.most == 0:
        return LeaveCredit(0.0, 0)
    days = contract.days_per_week.most
    return LeaveCredit(contract.week_minutes.most // days / 60, days)


def weeks_of(content: RunContent) -> tuple[tuple[date, ...], ...]:
    """The days of the horizon, week by week of the centre."""
    horizon = content.horizon
    return tuple(tuple(days) for _, days in groupby(horizon.dates, key=horizon.week_index))


def hours_of(agent: Agent, content: RunContent) -> Hours:
    """The agent's hours as generated; of a week that is only partly planned he owes what its other days cannot
    bring."""
    plans = {plan.date: plan for plan in content.plans_of(agent.agent_id)}
    credit = leave_credit(agent, content)
    away = {day for day, plan in plans.items() if code_of(plan, content) in (LEAVE, TRAINING)}
    weeks = weeks_of(content)
    days_credited = sum(min(credit.days_per_week, len(away.intersection(week))) for week in weeks)
    contract = content.centre.contracts.get(agent.contract)
    least = most = 0.0
    if contract is not None:
        asked = [_asked(agent, contract, week, content) for week in range(len(weeks))]
        least = sum(_least_owed(one.least, contract, week, content) for week, one in enumerate(asked)) / 60
        most = sum(one.most for one in asked) / 60
    worked = sum(plan.paid_minutes for plan in plans.values()) / 60
    return Hours(round(worked, 2), round(days_credited * credit.hours_per_day, 2), round(least, 2), round(most, 2))


def _asked(agent: Agent, contract: Contract, week: int, content: RunContent) -> Span:
    """Paid minutes that the contract asks for in that week: more with a make-up day, less of a minor."""
    days = content.horizon.days_of_week(week)
    patterns = [content.centre.shifts[name] for name in contract.shifts]
    made_up = [day for day in days if day in content.make_up_days]
    worked = sum(any(content.weekday_of(day) in one.weekdays for one in patterns) for day in made_up)
    return contract.week(days[0], agent.birth_date, worked)[1]


def _least_owed(least: int, contract: Contract, week: int, content: RunContent) -> int:
    """Minutes that the planned days of a week must bring, were its other days worked to the full."""
    horizon, patterns = content.horizon, [content.centre.shifts[name] for name in contract.shifts]
    elsewhere = sum(
        max(
            (pattern.paid_minutes for pattern in patterns if content.weekday_of(day) in pattern.weekdays),
            default=0,
        )
        for day in horizon.days_of_week(week)
        if not 0 <= horizon.day_index(day) < horizon.days
    )
    return max(0, least - elsewhere)
