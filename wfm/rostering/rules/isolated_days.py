"""Isolated days: a single day off between working days, or a working day between days off, has its price."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from wfm.domain.breaches import Breach, Severity
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.wording import counted
from wfm.rostering.duties import Duty
from wfm.rostering.rules.counting_rule import CountingRule
from wfm.rostering.rules.leave import SparesLeave

NONE, DAY_OFF, WORK_DAY = 0, 1, 2
"""What a day proves to be isolated: nothing, the day off before it, the working day before it."""


class Neighbours(NamedTuple):
    """Whether the day was worked (None: on leave, or not known), whether it differs from the day before it, and
    what it has isolated."""

    works: bool | None
    turned: bool
    isolated: int


class IsolatedDays(SparesLeave[Neighbours], CountingRule[Neighbours]):
    """Every day closes an account of its own. Leave on either side spares a day."""

    title = "Isolated days"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        prices = (
            ("day off between working days", contract.isolated_day_off_points),
            ("working day between days off", contract.isolated_work_day_points),
        )
        said = [f"{counted(points, 'point')} for a single {what}" for what, points in prices if points]
        return f"{', '.join(said)}; days beside leave are spared" if said else None

    def blank(self) -> Neighbours:
        return Neighbours(None, turned=False, isolated=NONE)

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        return duty is not None

    def step(self, state: Neighbours, day: int, duty: Duty | None) -> Neighbours | None:
        works = duty is not None
        if state.works is None or state.works == works:
            return Neighbours(works, turned=False, isolated=NONE)
        isolated = WORK_DAY if state.works else DAY_OFF
        charged = state.turned and day >= 0 and self._price(isolated) > 0
        return Neighbours(works, turned=True, isolated=isolated if charged else NONE)

    def closing_days(self) -> tuple[int, ...]:
        return tuple(range(self.horizon.days))

    def counted(self, state: Neighbours) -> int:
        return state.isolated

    def reopened(self, state: Neighbours) -> Neighbours:
        return state._replace(isolated=NONE)

    def points(self, agent: Agent, closing: int, amounts: Sequence[int]) -> tuple[float, ...]:
        return tuple(self._price(amount) for amount in amounts)

    def expected(self, agent: Agent, closing: int) -> str:
        return f"no isolated day before {self.horizon.dates[closing]:%a %d %b}"

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        days = self.every_day(plans)
        for before, day, after in zip(days, days[1:], days[2:], strict=False):
            alone = before.works == after.works != day.works
            spared = any(self.on_leave(plan) for plan in (before, day, after))
            points = self._price(WORK_DAY if day.works else DAY_OFF)
            if alone and not spared and points and self.in_horizon(after):
                what = "working day" if day.works else "day off"
                text = f"single {what} on {day.date}, {counted(points, 'point')}"
                yield replace(self.breach(agent, day, day, points, text), severity=Severity.SOFT)

    def _price(self, isolated: int) -> float:
        prices = (0, self.contract.isolated_day_off_points, self.contract.isolated_work_day_points)
        return float(prices[isolated])
