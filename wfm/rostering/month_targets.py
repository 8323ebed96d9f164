"""How many paid hours an agent owes in each calendar month, leave and months seen in part taken into account.

It is with months as with weeks (week_targets.py): a whole day of leave counts as worked, with a day's share of the
contract's weekly hours. Of a month that is seen only in part no more is owed at once than its other days could not
make up for at the contract's weekly most; its share of the hours is wished for, and priced. Of a month that an
earlier roster has begun, no more is owed than its days to plan can bring. The month's most leaves room for what
weeks ask of the days to come, and gives way to what they ask of the days that are planned.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wfm.domain.people import Agent
from wfm.rostering.calendar_months import days_of_month, same_month
from wfm.rostering.coming import is_offered, shifts_possible
from wfm.rostering.leave_credit import days_credited_on
from wfm.rostering.problem import RosterProblem
from wfm.rostering.week_targets import POINTS_PER_HOUR_OFF_SHARE, week_owed
from wfm.rostering.week_terms import week_terms


@dataclass(frozen=True, slots=True)
class MonthTarget:
    """Paid minutes that the planned days of one month may and must have; most None: no limit.

    `least_share` and `most_share`: what they should have, so that the month's other days have theirs.
    """

    least: int
    most: int | None
    least_share: int
    most_share: int | None

    def holds(self, minutes: int) -> bool:
        return self.least <= minutes and (self.most is None or minutes <= self.most)

    def points(self, minutes: int) -> float:
        """What it costs to have more or less than the share."""
        over = 0 if self.most_share is None else minutes - self.most_share
        return max(0, self.least_share - minutes, over) / 60 * POINTS_PER_HOUR_OFF_SHARE


def month_target(agent: Agent, last: date, problem: RosterProblem) -> MonthTarget:
    """What the agent owes on those days of the horizon that are in the month of `last`, the latest of them."""
    contract, horizon = problem.contract_of(agent), problem.horizon
    whole = [day for day in days_of_month(last) if is_offered(contract, day, problem)]
    previous = [plan for plan in problem.previous_of[agent.agent_id] if same_month(plan.date, last)]
    known = {plan.date for plan in previous}
    planned = [day for day in whole if 0 <= horizon.day_index(day) < horizon.days]
    unseen = [day for day in whole if day not in known and day not in planned]
    done = sum(plan.paid_minutes for plan in previous if plan.works)
    least, most = _after_leave(agent, whole, problem)
    owed = least - done - _most_possible(agent, unseen, problem)
    if known:
        owed = min(owed, _most_possible(agent, planned, problem))
    left = most
    if most is not None:
        to_come = [day for day in unseen if day > horizon.last]
        asked = min(most, _least_possible(agent, planned, problem)) if known else 0
        left = max(asked, most - done - _least_possible(agent, to_come, problem))
    part = 1 - len(unseen) / max(1, len(whole))
    return MonthTarget(
        max(0, owed),
        left if left is None else max(0, left),
        max(0, round(least * part) - done) if unseen else 0,
        max(0, round(most * part) - done) if unseen and most is not None else None,
    )


def _after_leave(agent: Agent, days: Sequence[date], problem: RosterProblem) -> tuple[int, int | None]:
    """The month's least and most without its days of leave: the longest share of a day is taken off the least,
    the shortest off the most, so that shifts of different lengths can still fill the days that are left."""
    contract = problem.contract_of(agent)
    leave, week = days_credited_on(agent, days, problem), contract.week_minutes
    a_week = max(1, contract.days_per_week.most)
    longest = max(problem.centre.shifts[name].paid_minutes for name in contract.shifts)
    least, most = contract.min_minutes_in_month or 0, contract.max_minutes_in_month
    return (
        max(0, least - leave * min(week.most // a_week, longest)),
        None if most is None else max(0, most - leave * (week.least // a_week)),
    )


def _most_possible(agent: Agent, days: Sequence[date], problem: RosterProblem) -> int:
    """The most paid minutes that the agent could have on those days: in no week more than the contract leaves to
    them after what earlier rosters have put into it."""
    horizon = problem.horizon
    longest: dict[int, list[int]] = {}
    for day in days:
        patterns = shifts_possible(agent, day, problem)
        if patterns:
            paid = max(pattern.paid_minutes for pattern in patterns)
            longest.setdefault(horizon.week_index(day), []).append(paid)
    possible = 0
    for week, paid_on in longest.items():
        dates = horizon.days_of_week(week)
        had = [plan for plan in problem.previous_of[agent.agent_id] if plan.works and plan.date in dates]
        days_of_week, minutes = week_terms(agent, week, problem)
        most_days = max(0, days_of_week.most - len(had))
        left = max(0, minutes.most - sum(plan.paid_minutes for plan in had))
        possible += min(left, sum(sorted(paid_on, reverse=True)[:most_days]))
    return possible


def _least_possible(agent: Agent, days: Sequence[date], problem: RosterProblem) -> int:
    """The least paid minutes that weeks ask of those days, were all other days of the weeks worked to the full."""
    contract, horizon = problem.contract_of(agent), problem.horizon
    least = 0
    for week in dict.fromkeys(map(horizon.week_index, days)):
        others = [one for one in horizon.days_of_week(week) if one not in days]
        had = [
            plan.paid_minutes for plan in problem.previous_of[agent.agent_id] if plan.works and plan.date in others
        ]
        open_days = [one for one in others if one >= horizon.first and is_offered(contract, one, problem)]
        least += max(
            0, week_owed(agent, week, problem)[1].least - sum(had) - _most_possible(agent, open_days, problem)
        )
    return least
