"""Long horizons: windows of days, one after the other, in which everybody is free.

Windows alone leave everybody's hours in the weeks where they are. So once, where prices of the whole horizon are
known, everybody goes through it from the first day on with all later days open too, as worth as those prices say:
what is worked early is then no longer there when it is worth more.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wfm.rostering.columns.column import Column
from wfm.rostering.columns.diving import QUICK, dive
from wfm.rostering.columns.generation import Generation
from wfm.rostering.columns.holding import Holding

NARROW, WIDE = (14, 14), (14, 14, 21, 21, 28, 28)
"""Days of the windows, time after time through the horizon; each second time they begin in the middle of those
before."""
ONWARD_DAYS, SETTLED_DAYS = 14, 7
"""Days that are looked at as they are when going onward, and those of them that are settled then."""
ROUNDS, CLOSE = 60, 0.002
"""Rounds of generation, and the share of what a window costs that may stay open."""


@dataclass(frozen=True)
class Rolling:
    """Improves what is held; `close`: points that may always stay open in a window."""

    holding: Holding
    days: int
    close: float
    should_stop: Callable[[], bool]
    tell: Callable[[], None]

    def through_windows(self, widths: Sequence[int]) -> None:
        """Better what is held, window by window."""
        for first, last in _windows(self.days, widths):
            if self.should_stop():
                return
            part = self.holding.window(first, last, self.holding.makers)
            found = self._best_of(part)
            if part.cost_of(found) < part.points - 1e-9:
                self.holding.take({number: column.choices for number, column in found.items()})
            self.tell()

    def onward(self, prices: NDArray[np.float64]) -> None:
        """Go from the first day on at these prices of a head per cell; what is held stays if it is better."""
        before = dict(self.holding.held)
        for first in range(0, self.days, SETTLED_DAYS):
            if self.should_stop():
                break
            part = self.holding.onward(first, min(first + ONWARD_DAYS, self.days) - 1, prices)
            self.holding.take({number: column.choices for number, column in self._best_of(part).items()})
        self.holding.take_if_better(before)

    def _best_of(self, part: Holding) -> dict[int, Column]:
        generation = Generation.of(part)
        relaxed = generation.run(ROUNDS, self.should_stop, max(self.close, CLOSE * abs(part.points)))
        if self.should_stop():
            return part.held
        return dive(generation, relaxed, QUICK, self.should_stop)


def _windows(days: int, widths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last day of each window."""
    for turn, width in enumerate(widths):
        for first in range(-(turn % 2) * width // 2, days, width):
            yield max(0, first), min(first + width, days) - 1
