"""Weekend rule: after so many weekends worked in a row, one is free."""

from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.wording import at_most, counted
from wfm.rostering.duties import Duty
from wfm.rostering.rules.sequence_rule import SequenceRule
from wfm.rostering.rules.weekend_days import by_weekend, ends_weekend, weekend_between, weekend_part


class Weekends(NamedTuple):
    """Weekends worked in a row, and whether the one that is running is worked."""

    in_row: int
    this_one: bool


class WeekendsInARow(SequenceRule[Weekends]):
    """A weekend is worked when a shift starts on any of its days. A past that broke the rule counts as full;
    a weekend of which nothing is known was free."""

    title = "Weekends off"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        most = contract.max_weekends_in_row
        if most is None:
            return None
        return f"{at_most(most, 'weekend')} worked in a row" if most else "no weekend is worked"

    @property
    def most(self) -> int:
        most = self.contract.max_weekends_in_row
        return 10**6 if most is None else most

    def blank(self) -> Weekends:
        return Weekends(0, this_one=False)

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        return weekend_part(self.date_of(day), self.problem.day_types), duty is not None

    def step(self, state: Weekends, day: int, duty: Duty | None) -> Weekends | None:
        today, types = self.date_of(day), self.problem.day_types
        if not types.is_weekend(today):
            return state
        worked = state.this_one or duty is not None
        if worked and state.in_row >= self.most and day >= 0:
            return None
        if not ends_weekend(today, types):
            return Weekends(state.in_row, worked)
        return Weekends(min(state.in_row + 1, self.most) if worked else 0, this_one=False)

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        in_row, before = 0, None
        for first, days in by_weekend(plans, self.problem.day_types).items():
            if before is not None and weekend_between(before, first, self.problem.day_types):
                in_row = 0
            in_row, before = in_row + 1 if any(plan.works for plan in days) else 0, days[-1].date
            if in_row > self.most and self.in_horizon(days[-1]):
                text = f"{counted(in_row, 'weekend')} worked in a row, the last from {first}"
                yield self.breach(agent, days[0], days[-1], in_row, text)
