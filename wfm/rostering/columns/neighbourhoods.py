"""Neighbourhoods: a few agents are free, for all their days or for a window of them, while all others stay.

Their columns are generated anew and the best whole ones chosen; what was chosen never costs more than before.
Agents whose rosters cost most beyond what the relaxation of everybody pays for them are free most often.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from wfm.rostering.columns.column import Column
from wfm.rostering.columns.generation import Generation
from wfm.rostering.columns.holding import Holding
from wfm.rostering.columns.master import Relaxed
from wfm.rostering.columns.mixing import whole

SPARES = 25
ROUNDS = 30
NODES = 200
WINDOW_DAYS, WINDOW_SHARE = 21, 0.5
"""Days of a window, for twice as many agents, and how often at least one is tried where the horizon is longer."""
MOST = 20
"""Agents that are free at once, at most; they are more the longer nothing is found."""


@dataclass
class Neighbourhoods:
    """Improves what is held; `step`: the least by which two rosters can differ in points (0: any); `days` of the
    horizon."""

    holding: Holding
    relaxed: Relaxed
    step: float
    days: int
    random: np.random.Generator
    should_stop: Callable[[], bool]
    free: float = 6.0

    def improve(self) -> bool:
        """Try one neighbourhood; whether what is held costs less now."""
        share = max(WINDOW_SHARE, 1 - WINDOW_DAYS / self.days)
        if self.days > WINDOW_DAYS and self.random.random() < share:
            first = int(self.random.integers(self.days - WINDOW_DAYS + 1))
            numbers = self._agents(round(2 * self.free))
            better = self._improve(self.holding.window(first, first + WINDOW_DAYS - 1, numbers), ())
        else:
            numbers = self._agents(round(self.free))
            spares = [one for number in numbers for one in self.holding.best_spare(number, self.relaxed, SPARES)]
            better = self._improve(self.holding.freed(numbers), spares)
        if not better:
            # Nothing to find among so few: free a little more next time.
            self.free = min(self.free + 0.1, len(self.holding.makers), MOST)
        return better

    def _improve(self, part: Holding, spares: Iterable[Column]) -> bool:
        """Free the agents of this part, with some columns to begin with; whether it helped."""
        generation, before = Generation.of(part), part.points
        generation.master.add(spares)
        target = before - self.step

        def enough() -> bool:
            return self.should_stop() or generation.bound > target + 1e-6

        relaxed = generation.run(ROUNDS, enough, close=max(1e-6, self.step / 2))
        if enough():
            return False
        chosen = whole(generation.master, relaxed, part.held, before, NODES)
        return chosen is not None and self._take(part, {column.number: column for column in chosen}, before)

    def _take(self, part: Holding, chosen: Mapping[int, Column], before: float) -> bool:
        points = part.cost_of(chosen)
        if points > before + 1e-9:
            return False
        self.holding.take({number: column.choices for number, column in chosen.items()})
        return points < before - 1e-9

    def _agents(self, count: int) -> list[int]:
        """That many agents, drawn by how much their columns cost beyond what is paid for them, and evenly."""
        numbers = sorted(self.holding.makers)
        excess = np.array([max(0.0, self.relaxed.reduced(self.holding.held[number])) for number in numbers])
        weights = excess + max(1.0, excess.mean())
        drawn = self.random.choice(numbers, min(count, len(numbers)), replace=False, p=weights / weights.sum())
        return sorted(drawn.tolist())
