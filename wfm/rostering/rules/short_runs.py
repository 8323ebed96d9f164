"""Runs of days that must not be too short; what days they are made of is said by the rules themselves."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import ClassVar

from wfm.domain.breaches import Breach
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.rostering.duties import Duty
from wfm.rostering.rules.leave import SparesLeave


class ShortRuns(SparesLeave[int]):
    """State: days of the run up to now, no more than the least; 0 outside a run.

    A run that is judged has its first day and the day after it in sight: one that the horizon cuts at its end may
    still grow, one that began before anything is known may have been long enough.
    """

    days_are: ClassVar[str]

    @property
    @abstractmethod
    def least(self) -> int:
        """Days that a run must last."""

    @staticmethod
    @abstractmethod
    def belongs(works: bool) -> bool:
        """Whether a day with or without work is part of a run."""

    def blank(self) -> int:
        return self.least

    def step(self, state: int, day: int, duty: Duty | None) -> int | None:
        if self.belongs(duty is not None):
            return min(state + 1, self.least)
        return None if 0 < state < self.least and day >= 0 else 0

    def before_leave(self, state: int, days: int) -> int:
        """A run that is going need only reach the leave."""
        return max(state, self.least - days) if state or not days else state

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        days = self.every_day(plans)
        runs = [list(run) for _, run in groupby(days, key=lambda plan: plan.works)]
        for before, run, after in zip(runs, runs[1:], runs[2:], strict=False):
            if not self.belongs(run[0].works) or len(run) >= self.least or not self.in_horizon(after[0]):
                continue
            if not any(self.on_leave(plan) for plan in (before[-1], *run, after[0])):
                text = f"only {len(run)} {self.days_are} to {run[-1].date}"
                yield self.breach(agent, run[0], run[-1], self.least - len(run), text)
