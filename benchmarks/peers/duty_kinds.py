"""Shifts as pyworkforce knows them: a name, one fixed start, no breaks, within one day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from wfm.domain.shifts import ShiftPattern
from wfm.domain.time import MINUTES_PER_DAY, at_minute
from wfm.rostering.problem import RosterProblem

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class DutyKind:
    """One of our shifts at one of its starts, a wall-clock minute."""

    pattern: ShiftPattern
    start: int

    @property
    def name(self) -> str:
        return f"{self.pattern.name} {self.start // 60:02}:{self.start % 60:02}"

    @property
    def end(self) -> int:
        """Past midnight above 1440."""
        return self.start + self.pattern.minutes

    @property
    def break_minutes(self) -> int:
        return sum(rest.minutes for rest in self.pattern.breaks)

    def coverage(self, day_begins: int, interval: int) -> list[int]:
        """1 for every interval that it covers of a day that begins at that wall-clock minute.

        pyworkforce's shifts end with their day: what lies beyond is put at the beginning of the same day.
        """
        moments = range(day_begins, day_begins + MINUTES_PER_DAY, interval)
        return [int((moment - self.start) % MINUTES_PER_DAY < self.pattern.minutes) for moment in moments]

    def hours_on(self, day: date, problem: RosterProblem) -> tuple[datetime, datetime]:
        """First and last moment when it is worked on that day."""
        begins = at_minute(day, self.start, problem.horizon.zone)
        return begins, begins + timedelta(minutes=self.pattern.minutes)


def duty_kinds(problem: RosterProblem, step: int) -> tuple[DutyKind, ...]:
    """Every shift of the centre at those of its starts that are `step` minutes apart."""
    return tuple(
        DutyKind(pattern, start)
        for pattern in problem.centre.shifts.values()
        for start in pattern.starts
        if (start - pattern.earliest_start) % step == 0
    )


def attended(problem: RosterProblem, duties: Mapping[tuple[int, DutyKind], int]) -> Floats:
    """Agents at work in every interval of the horizon, past midnight on the next day, nobody ever on a break.

    `duties`: how many people work a kind on a day of the horizon, 0 for the first.
    """
    interval = problem.horizon.interval_minutes
    moments = np.arange(problem.horizon.intervals) * interval
    present = np.zeros(problem.horizon.intervals)
    for (day, kind), people in duties.items():
        into = moments - (day * MINUTES_PER_DAY + kind.start)
        present[(into >= 0) & (into < kind.pattern.minutes)] += people
    return present
