"""Runs of days that must not be too long; what days they are made of is said by the rules themselves."""

from abc import abstractmethod
from collections.abc import Hashable, Iterator, Sequence
from datetime import timedelta
from typing import ClassVar

from wfm.domain.breaches import Breach
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.wording import counted
from wfm.rostering.duties import Duty
from wfm.rostering.rules.sequence_rule import SequenceRule, worked


class LongRuns(SequenceRule[int]):
    """State: days of the run up to now; a past that broke the rule counts as just full."""

    day_is: ClassVar[str]

    @property
    @abstractmethod
    def most(self) -> int:
        """Days that a run may last."""

    @abstractmethod
    def belongs(self, duty: Duty) -> bool:
        """Whether a day with that duty is part of a run; a day off never is."""

    def blank(self) -> int:
        return 0

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        return duty is not None and self.belongs(duty)

    def step(self, state: int, day: int, duty: Duty | None) -> int | None:
        if duty is None or not self.belongs(duty):
            return 0
        if state < self.most:
            return state + 1
        return state if day < 0 else None

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        run: list[DayPlan] = []
        for plan in worked(plans):
            if not self.belongs(Duty.of(plan, self.horizon)):
                continue
            run = [*run, plan] if run and run[-1].date + timedelta(days=1) == plan.date else [plan]
            if len(run) > self.most and self.in_horizon(plan):
                text = f"{counted(len(run), self.day_is)} in a row to {plan.date}"
                yield self.breach(agent, run[0], plan, len(run), text)
