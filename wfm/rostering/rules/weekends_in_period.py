"""Most weekends in a planning period: nobody works more than so many of them."""

from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.wording import at_most, counted
from wfm.rostering.duties import Duty
from wfm.rostering.rules import pace
from wfm.rostering.rules.sequence_rule import SequenceRule, worked
from wfm.rostering.rules.weekend_days import by_weekend, ends_weekend, weekend_part


class WeekendsWorked(NamedTuple):
    """Weekends of the period that were worked, and whether the one that is running is among them."""

    so_far: int
    this_one: bool


class WeekendsInPeriod(SequenceRule[WeekendsWorked]):
    """A weekend is worked when a shift of the planning period starts on any of its days."""

    title = "Most weekends in the planning period"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        most = contract.max_weekends_in_period
        return None if most is None else f"{at_most(most, 'weekend')} worked in the days planned at once"

    @property
    def most(self) -> int:
        return self.contract.max_weekends_in_period or 0

    @property
    def keeps_pace(self) -> bool:
        return pace.is_long(self.horizon)

    def blank(self) -> WeekendsWorked:
        return WeekendsWorked(0, this_one=False)

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        part = weekend_part(self.date_of(day), self.problem.day_types)
        return part, duty is not None, day if self.keeps_pace and part[0] else None

    def step(self, state: WeekendsWorked, day: int, duty: Duty | None) -> WeekendsWorked | None:
        today = self.date_of(day)
        if day < 0 or not self.problem.day_types.is_weekend(today):
            return state
        begins = duty is not None and not state.this_one
        if begins and state.so_far >= self.most:
            return None
        goes_on = not ends_weekend(today, self.problem.day_types)
        so_far: int | None = state.so_far + begins
        if self.keeps_pace:
            so_far = pace.counted_on(state.so_far + begins, self.most, day, self.horizon)
        return None if so_far is None else WeekendsWorked(so_far, goes_on and (begins or state.this_one))

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        inside = [plan for plan in worked(plans) if self.in_horizon(plan)]
        weekends = list(by_weekend(inside, self.problem.day_types).values())
        if len(weekends) > self.most:
            text = f"{counted(len(weekends), 'weekend')} worked; expected {at_most(self.most, 'weekend')}"
            yield self.breach(agent, weekends[0][0], weekends[-1][-1], len(weekends) - self.most, text)
