"""Weekend rule: after so many weekends worked in a row, one is free."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.rostering.duties import Duty
from wfm.rostering.rules.sequence_rule import SequenceRule


class Weekends(NamedTuple):
    """Weekends worked in a row, and whether the one that is running is worked."""

    in_row: int
    this_one: bool


class WeekendsInARow(SequenceRule[Weekends]):
    """A weekend is worked when a shift starts on any of its days. A past that broke the rule counts as full."""

    title = "Weekends off"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        most = contract.max_weekends_in_row
        return None if most is None else f"at most {most} weekends worked in a row"

    @property
    def most(self) -> int:
        most = self.contract.max_weekends_in_row
        return 10**6 if most is None else most

    def blank(self) -> Weekends:
        return Weekends(0, this_one=False)

    def step(self, state: Weekends, day: int, duty: Duty | None) -> Weekends | None:
        date_of_day = self.horizon.first + timedelta(days=day)
        if not self._in_weekend(date_of_day):
            return state
        worked = state.this_one or duty is not None
        if worked and state.in_row >= self.most and day >= 0:
            return None
        if self._in_weekend(date_of_day + timedelta(days=1)):
            return Weekends(state.in_row, worked)
        return Weekends(min(state.in_row + 1, self.most) if worked else 0, this_one=False)

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        weekends: dict[date, list[DayPlan]] = {}
        for plan in plans:
            if self._in_weekend(plan.date):
                weekends.setdefault(self._first_day(plan.date), []).append(plan)
        in_row = 0
        for first, days in sorted(weekends.items()):
            in_row = in_row + 1 if any(plan.works for plan in days) else 0
            if in_row > self.most and self.in_horizon(days[-1]):
                text = f"{in_row} weekends worked in a row, the last from {first}"
                yield self.breach(agent, days[0], days[-1], in_row, text)

    def _in_weekend(self, day: date) -> bool:
        return day.weekday() in self.problem.centre.roster.weekend

    def _first_day(self, day: date) -> date:
        while self._in_weekend(day - timedelta(days=1)):
            day -= timedelta(days=1)
        return day
