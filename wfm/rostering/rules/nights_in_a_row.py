"""Nights in a row: after so many nights on consecutive days comes a day without one."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.rostering.duties import Duty
from wfm.rostering.rules.night_shifts import is_night
from wfm.rostering.rules.sequence_rule import SequenceRule, worked


class NightsInARow(SequenceRule[int]):
    """State: nights in a row up to now; a past that broke the rule counts as just full."""

    title = "Nights in a row"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        most = contract.max_nights_in_row
        return None if most is None else f"at most {most} night shifts in a row"

    @property
    def most(self) -> int:
        return self.contract.max_nights_in_row or 0

    def blank(self) -> int:
        return 0

    def step(self, state: int, day: int, duty: Duty | None) -> int | None:
        if duty is None or not is_night(duty, self.problem.centre.roster):
            return 0
        if state < self.most:
            return state + 1
        return state if day < 0 else None

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        settings = self.problem.centre.roster
        run: list[DayPlan] = []
        for plan in worked(plans):
            if not is_night(Duty.of(plan, self.horizon), settings):
                continue
            run = [*run, plan] if run and run[-1].date + timedelta(days=1) == plan.date else [plan]
            if len(run) > self.most and self.in_horizon(plan):
                text = f"{len(run)} night shifts in a row to {plan.date}"
                yield self.breach(agent, run[0], plan, len(run), text)
