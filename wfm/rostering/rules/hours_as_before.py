"""Hours as before: the price reading by which a roster with a reserve does not buy it with paid hours."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from wfm.rostering.agent_case import AgentCase
from wfm.rostering.line import RosterLine
from wfm.rostering.rules.group_rule import GroupRule
from wfm.rostering.stages import StageKind

Floats = NDArray[np.float64]


class HoursAsBefore(GroupRule):
    """So many points for each interval of paid time by which an agent's week is longer than it was in his line of
    `before`; a shorter week saves as many, so that hours may pass from one to another. A shortage is worth more
    than that; training is not."""

    def __init__(self, cases: Sequence[AgentCase], before: Sequence[RosterLine], points: float) -> None:
        self._prices = [_prices(case, line, points) for case, line in zip(cases, before, strict=True)]
        self._charged = 0.0

    def replace(self, number: int, old: RosterLine | None, new: RosterLine | None) -> None:
        for line, sign in ((old, -1.0), (new, 1.0)):
            if line is not None:
                self._charged += sign * float(self._prices[number][list(line.choices)].sum())

    def prices(self, number: int, held: RosterLine | None) -> Floats | None:
        return self._prices[number]

    def points(self) -> float:
        return self._charged


def _prices(case: AgentCase, before: RosterLine, points: float) -> Floats:
    """Points of each choice of the agent's course: weeks differ from before, days do not."""
    course, interval = case.course, case.course.problem.horizon.interval_minutes
    minutes = np.array([tally.minutes for tally in course.tallies], dtype=np.float64)
    prices = np.zeros(course.choices)
    for number, (offset, stage) in enumerate(zip(course.offsets, course.stages, strict=True)):
        if stage.kind is StageKind.END_WEEK:
            paid = minutes[before.choices[number] - offset]
            prices[offset : offset + stage.choices] = points * (minutes - paid) / interval
    return prices
