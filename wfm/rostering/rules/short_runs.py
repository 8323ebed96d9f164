"""Runs of days that must not be too short; what days they are made of is said by the rules themselves."""

from abc import abstractmethod
from collections.abc import Hashable, Iterator, Sequence
from itertools import groupby
from typing import ClassVar

from wfm.domain.breaches import Breach
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.wording import counted
from wfm.rostering.duties import Duty
from wfm.rostering.rules.leave import SparesLeave


class ShortRuns(SparesLeave[int]):
    """State: days of the run up to now, no more than the least; 0 outside a run.

    A run that is judged has its first day and the day after it in sight: one that the horizon cuts at its end may
    still grow, one that began before anything is known may have been long enough.
    """

    day_is: ClassVar[str]
    days_are: ClassVar[str] = ""

    @property
    @abstractmethod
    def least(self) -> int:
        """Days that a run must last."""

    @abstractmethod
    def belongs(self, duty: Duty | None) -> bool:
        """Whether a day with that duty, or off if None, is part of a run."""

    def blank(self) -> int:
        return self.least

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        return self.belongs(duty)

    def step(self, state: int, day: int, duty: Duty | None) -> int | None:
        if self.belongs(duty):
            return min(state + 1, self.least)
        return None if 0 < state < self.least and day >= 0 else 0

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        runs = [(inside, list(run)) for inside, run in groupby(self.every_day(plans), key=self._is_inside)]
        for (_, before), (inside, run), (_, after) in zip(runs, runs[1:], runs[2:], strict=False):
            if not inside or len(run) >= self.least or not self.in_horizon(after[0]):
                continue
            if not any(self.on_leave(plan) for plan in (before[-1], *run, after[0])):
                text = f"only {counted(len(run), self.day_is, self.days_are)} in a row to {run[-1].date}"
                yield self.breach(agent, run[0], run[-1], self.least - len(run), text)

    def _is_inside(self, plan: DayPlan) -> bool:
        return self.belongs(Duty.of(plan, self.horizon) if plan.works else None)
