"""Days and hours of the planning period: so many working days and paid hours over all the days planned at once."""

from collections.abc import Hashable, Iterator, Sequence
from functools import cached_property
from math import inf

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.wording import at_most, counted
from wfm.rostering.duties import Duty
from wfm.rostering.leave_credit import days_credited
from wfm.rostering.rules import pace
from wfm.rostering.rules.period_count import PeriodCount, tally_of
from wfm.rostering.rules.sequence_rule import Tally

Limits = tuple[int | None, int | None]


class PeriodHours(PeriodCount):
    """A day of leave counts as in weeks: as a day worked, with a day's share of the contract's weekly hours."""

    title = "Days and hours of the planning period"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        said = [
            *_said(contract.min_days_in_period, contract.max_days_in_period, 1, "working day"),
            *_said(contract.min_minutes_in_period, contract.max_minutes_in_period, 60, "paid hour"),
        ]
        if not said:
            return None
        return f"{' and '.join(said)} in the days planned at once; a day of leave counts as worked"

    def asked(self, tally: Tally) -> Tally:
        contract = self.contract
        days = (contract.min_days_in_period, contract.max_days_in_period) != (None, None)
        minutes = (contract.min_minutes_in_period, contract.max_minutes_in_period) != (None, None)
        return Tally(tally.days * days, tally.minutes * minutes)

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        return (day, super().seen(day, duty)) if self.keeps_pace else super().seen(day, duty)

    def step(self, state: Tally, day: int, duty: Duty | None) -> Tally | None:
        after = super().step(state, day, duty)
        return None if after is not None and day >= 0 and self.keeps_pace and not self._near(after, day) else after

    @property
    def is_long(self) -> bool:
        """Whether the days of a long period are counted one by one."""
        return self.contract.weeks_are_free and pace.is_long(self.horizon)

    @property
    def keeps_pace(self) -> bool:
        return self.is_long and not self.problem.hours_at_any_pace

    def _near(self, used: Tally, day: int) -> bool:
        """Whether that much at the end of `day` is near the even pace."""
        days, minutes = self._near_on[day]
        return _within(used.days, days) and _within(used.minutes, minutes)

    @cached_property
    def _near_on(self) -> tuple[tuple[Limits, Limits], ...]:
        """What is near the even pace at the end of each day, in days and in minutes; with leave, nobody is too
        slow."""
        contract = self.contract
        longest = max(self.problem.centre.shifts[name].paid_minutes for name in contract.shifts)
        days = contract.min_days_in_period, contract.max_days_in_period
        minutes = contract.min_minutes_in_period, contract.max_minutes_in_period
        return tuple(
            (self._paced(days, 1, day), self._paced(minutes, longest, day)) for day in range(self.horizon.days)
        )

    def _paced(self, limits: Limits, shift: int, day: int) -> Limits:
        """The limits at the end of a day, for something of which a shift brings at most `shift`."""
        least, most = limits
        spared = any(self.problem.absences_of.values())
        slow = None if spared or least is None else pace.spent_evenly(least, day, self.horizon)
        fast = None if most is None else pace.spent_evenly(most, day, self.horizon)
        return (
            None if slow is None else slow - pace.BEHIND_SHIFTS * shift,
            None if fast is None or most is None else min(most, fast + pace.AHEAD_SHIFTS * shift),
        )

    def points(self, agent: Agent, closing: int, amounts: Sequence[Tally]) -> tuple[float, ...]:
        days, minutes = self._days(agent), self._minutes(agent)
        used = self.in_period(agent, amounts)
        return tuple(0.0 if _within(one.days, days) and _within(one.minutes, minutes) else inf for one in used)

    def expected(self, agent: Agent, closing: int) -> str:
        (fewest, days), (least, most) = self._days(agent), self._minutes(agent)
        said = [*_said(fewest, days, 1, "working day"), *_said(least, most, 60, "paid hour")]
        return f"{' and '.join(said)} from {self.horizon.first} to {self.horizon.last}"

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        shifts = self.of_period(plans)
        used = tally_of(shifts)
        if not self._holds(agent, used):
            found = f"{counted(used.days, 'day')} and {counted(used.minutes / 60, 'paid hour')}"
            text = f"{found}; expected {self.expected(agent, 0)}"
            first, last = (shifts[0], shifts[-1]) if shifts else (plans[-1], plans[-1])
            yield self.breach(agent, first, last, used.minutes / 60, text)

    def _holds(self, agent: Agent, used: Tally) -> bool:
        return _within(used.days, self._days(agent)) and _within(used.minutes, self._minutes(agent))

    def _days(self, agent: Agent) -> Limits:
        leave = days_credited(agent, self.problem)
        return _less(self.contract.min_days_in_period, leave), _less(self.contract.max_days_in_period, leave)

    def _minutes(self, agent: Agent) -> Limits:
        """A day of leave takes its longest share off the least and its shortest off the most, so that shifts of
        different lengths can still fill the days that are left."""
        leave, week = days_credited(agent, self.problem), self.contract.week_minutes
        days = max(1, self.contract.days_per_week.most)
        return (
            _less(self.contract.min_minutes_in_period, leave * (week.most // days)),
            _less(self.contract.max_minutes_in_period, leave * (week.least // days)),
        )


def _less(limit: int | None, credit: int) -> int | None:
    return None if limit is None else max(0, limit - credit)


def _within(used: int, limits: Limits) -> bool:
    least, most = limits
    return (least is None or used >= least) and (most is None or used <= most)


def _said(least: int | None, most: int | None, unit: int, one: str) -> list[str]:
    """The limits in words, in `unit`s; nothing when there are none."""
    if most is None:
        return [] if least is None else [f"at least {counted(least / unit, one)}"]
    if least == most:
        return [f"exactly {counted(most / unit, one)}"]
    return [f"at least {least / unit:g} and {at_most(most / unit, one)}" if least else at_most(most / unit, one)]
