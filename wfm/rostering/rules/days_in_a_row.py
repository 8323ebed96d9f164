"""Maximum days in a row: after so many working days comes a day off."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.rostering.duties import Duty
from wfm.rostering.rules.sequence_rule import SequenceRule, worked


class DaysInARow(SequenceRule[int]):
    """State: working days in a row up to now; a past that broke the rule counts as just full."""

    title = "Maximum days in a row"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        return f"at most {contract.max_days_in_row} working days in a row"

    def blank(self) -> int:
        return 0

    def step(self, state: int, day: int, duty: Duty | None) -> int | None:
        if duty is None:
            return 0
        if state < self.contract.max_days_in_row:
            return state + 1
        return state if day < 0 else None

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        run: list[DayPlan] = []
        for plan in worked(plans):
            run = [*run, plan] if run and run[-1].date + timedelta(days=1) == plan.date else [plan]
            if len(run) > self.contract.max_days_in_row and self.in_horizon(plan):
                yield self.breach(
                    agent, run[0], plan, len(run), f"{len(run)} working days in a row to {plan.date}"
                )
