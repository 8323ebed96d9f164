"""Two days off together: in any so many days in a row, two days off that follow each other."""

from collections.abc import Hashable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.rostering.duties import Duty
from wfm.rostering.rules.sequence_rule import SequenceRule


class Without(NamedTuple):
    """Days up to now without two days off together, and whether the last of them was off."""

    days: int
    off: bool


class TwoDaysOff(SequenceRule[Without]):
    """Days of which nothing is known count for nobody. A past that broke the rule counts as just full; where two
    days off would come too late after it, they come at once."""

    title = "Two days off together"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        every = contract.two_days_off_every_days
        return None if every is None else f"two days off together in any {every} days in a row"

    @property
    def every(self) -> int:
        return self.contract.two_days_off_every_days or 28

    def blank(self) -> Without:
        return Without(0, off=False)

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        return duty is not None, day == 0

    def step(self, state: Without, day: int, duty: Duty | None) -> Without | None:
        if duty is None and state.off:
            return Without(1, off=True)
        days = state.days + 1
        if days >= self.every:
            if day > 0 or (day == 0 and duty is not None):
                return None
            days = self.every - 1
        return Without(days, off=duty is None)

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        by_date = {plan.date: plan for plan in plans}

        def is_off(day: date) -> bool:
            return day not in by_date or not by_date[day].works

        for plan in plans:
            days = [plan.date - timedelta(days=n) for n in range(self.every)]
            too_late = plan.date == self.horizon.first and not plan.works
            if too_late or not self.in_horizon(plan) or days[-1] < plans[0].date:
                continue
            if not any(is_off(later) and is_off(earlier) for later, earlier in pairwise(days)):
                text = f"no two days off together in the {self.every} days to {plan.date}"
                yield self.breach(agent, plan, plan, 1, text)
