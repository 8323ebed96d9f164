"""Weekly rest: every week has a day off that lies in an unbroken rest of so many hours."""

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from datetime import timedelta
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.time import MINUTES_PER_DAY, at_minute, minutes_between
from wfm.rostering.duties import Duty
from wfm.rostering.rules.sequence_rule import SequenceRule, Tally


class Rested(NamedTuple):
    """`had`: this week has its rest; `running`: a day off of this week lies in the rest that is running;
    `owed`: last week depends on it; `due`: minutes after the coming midnight until it is long enough."""

    had: bool
    running: bool
    owed: bool
    due: int


class WeeklyRest(SequenceRule[Rested]):
    """Judges the weeks that are seen from first day to last."""

    title = "Weekly rest"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        if contract.weekly_rest_minutes is None:
            return None
        if contract.weekly_rest_minutes == 0:
            return "a day off in every week"
        return f"a day off within {contract.weekly_rest_minutes / 60:g} h of unbroken rest in every week"

    @property
    def needed(self) -> int:
        return self.contract.weekly_rest_minutes or 0

    def blank(self) -> Rested:
        return Rested(had=False, running=False, owed=False, due=0)

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        midnight, tomorrow = self.midnight(day), self.midnight(day + 1)
        return tomorrow - midnight, duty and (duty.start - midnight, duty.end - tomorrow)

    def step(self, state: Rested, day: int, duty: Duty | None) -> Rested | None:
        tomorrow = self.midnight(day + 1)
        if duty is None:
            due = max(0, state.due - (tomorrow - self.midnight(day)))
            complete = due == 0
            return Rested(state.had or complete, not complete, state.owed and not complete, due)
        due = max(0, duty.end + self.needed - tomorrow)
        if duty.start - self.midnight(day) >= state.due:
            return Rested(state.had or state.running, running=False, owed=False, due=due)
        return None if state.owed else Rested(state.had, running=False, owed=False, due=due)

    def seen_week(self, week: int, tally: Tally) -> Hashable:
        return week in self._whole_weeks

    def end_week(self, state: Rested, week: int, tally: Tally | None) -> Rested | None:
        judged = tally is not None and week in self._whole_weeks
        if judged and not state.had and not state.running:
            return None
        return Rested(had=False, running=False, owed=judged and not state.had, due=state.due)

    @cached_property
    def _whole_weeks(self) -> range:
        """Weeks of which every day lies in the horizon."""
        begins_whole = self.horizon.first.weekday() == self.horizon.week_start
        ends_whole = (self.horizon.last.weekday() + 1) % 7 == self.horizon.week_start
        return range(0 if begins_whole else 1, self.horizon.weeks - (0 if ends_whole else 1))

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        by_date = {plan.date: plan for plan in plans}
        shifts = sorted(plan.span() for plan in plans if plan.works)
        starts = [start for start, _ in shifts]
        latest_ends = list(accumulate((end for _, end in shifts), max))
        zone = self.horizon.zone
        for week in self._whole_weeks:
            days = self.horizon.days_of_week(week)
            longest = 0
            for day in days:
                if by_date[day].works:
                    continue
                midnight, tomorrow = at_minute(day, 0, zone), at_minute(day, MINUTES_PER_DAY, zone)
                begun, next_one = bisect_left(starts, midnight), bisect_left(starts, tomorrow)
                known = begun > 0 and next_one < len(starts)
                rest = minutes_between(latest_ends[begun - 1], starts[next_one]) if known else 7 * MINUTES_PER_DAY
                longest = max(longest, rest)
            if longest < self.needed:
                first, last = by_date[days[0]], by_date[days[0] + timedelta(days=6)]
                text = f"longest rest around a day off is {longest / 60:g} h in the week of {days[0]}"
                yield self.breach(agent, first, last, self.needed - longest, text)
