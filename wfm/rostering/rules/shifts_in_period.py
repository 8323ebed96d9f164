"""Most of a shift in a planning period: nobody works some shifts more often than so many times."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from functools import cached_property

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.wording import at_most, counted
from wfm.rostering.duties import Duty
from wfm.rostering.rules import pace
from wfm.rostering.rules.sequence_rule import SequenceRule, worked

PHASE = 5
"""Days between the days of one agent for a limited shift and those of the next."""


class ShiftsInPeriod(SequenceRule[tuple[int, ...]]):
    """State: how often each limited shift has started in the planning period, in the order of the limits."""

    title = "Most of a shift in the planning period"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        said = (f"{shift} {at_most(most, 'time')}" for shift, most in contract.max_shifts_in_period.items())
        text = ", ".join(said)
        return f"{text} in the days planned at once" if text else None

    @property
    def keeps_pace(self) -> bool:
        return pace.is_long(self.horizon)

    def blank(self) -> tuple[int, ...]:
        return (0,) * len(self.contract.max_shifts_in_period)

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        by_day = day if self.keeps_pace and not self.has_days_of_its_own else None
        return by_day, duty and self._number.get(duty.shift)

    def step(self, state: tuple[int, ...], day: int, duty: Duty | None) -> tuple[int, ...] | None:
        if day < 0 or self.has_days_of_its_own:
            return state
        number = None if duty is None else self._number.get(duty.shift)
        used = [times + (at == number) for at, times in enumerate(state)]
        if self.keeps_pace:
            limits = zip(used, self._most, strict=True)
            paced = [pace.counted_on(times, most, day, self.horizon) for times, most in limits]
            return None if None in paced else tuple(times for times in paced if times is not None)
        return tuple(used) if number is None or used[number] <= self._most[number] else None

    @cached_property
    def has_days_of_its_own(self) -> bool:
        """Whether too much would have to be counted: each agent has certain days for each limited shift."""
        return self.keeps_pace and len(self._most) > pace.MOST_COUNTED

    def is_open(self, agent_number: int, day: int, duty: Duty) -> bool:
        """Whether the day is one of that agent's for the shift, where shifts have days of their own."""
        limited = self._number.get(duty.shift)
        if limited is None or not self.has_days_of_its_own:
            return True
        return pace.has_its_day(self._most[limited], day, PHASE * agent_number + limited, self.horizon)

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        shifts = [plan for plan in worked(plans) if self.in_horizon(plan)]
        times = Counter(plan.shift for plan in shifts)
        for shift, most in self.contract.max_shifts_in_period.items():
            if times[shift] > most:
                text = f"{shift} {counted(times[shift], 'time')}; expected at most {most}"
                own = [plan for plan in shifts if plan.shift == shift]
                yield self.breach(agent, own[0], own[-1], times[shift] - most, text)

    @cached_property
    def _number(self) -> dict[str, int]:
        return {shift: number for number, shift in enumerate(self.contract.max_shifts_in_period)}

    @cached_property
    def _most(self) -> tuple[int, ...]:
        return tuple(self.contract.max_shifts_in_period.values())
