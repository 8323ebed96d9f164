"""Neighbourhoods: a few agents are free, for all their days or for a window of them, while all others stay.

Their columns are generated anew and the best whole ones chosen; what was chosen never costs more than before.
Agents whose rosters cost most beyond what the relaxation of everybody pays for them are free most often.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wfm.rostering.columns.column import Column, ColumnMaker
from wfm.rostering.columns.generation import Generation
from wfm.rostering.columns.holding import Holding
from wfm.rostering.columns.master import Master, Relaxed
from wfm.rostering.columns.mixing import whole

SPARES = 25
ROUNDS = 30
NODES = 200
WINDOW_DAYS, WINDOW_SHARE = 21, 0.5
"""Days of a window, for twice as many agents, and how often one is tried where the horizon is longer."""
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
        holding = self.holding
        if self.days > WINDOW_DAYS and self.random.random() < WINDOW_SHARE:
            first = int(self.random.integers(self.days - WINDOW_DAYS + 1))
            numbers = self._agents(round(2 * self.free))
            last = first + WINDOW_DAYS - 1
            return self._improve(
                {n: holding.makers[n].within(first, last, holding.held[n].choices) for n in numbers}, ()
            )
        numbers = self._agents(round(self.free))
        spares = [one for number in numbers for one in holding.best_spare(number, self.relaxed, SPARES)]
        return self._improve({number: holding.makers[number] for number in numbers}, spares)

    def _improve(self, makers: Mapping[int, ColumnMaker], spares: Iterable[Column]) -> bool:
        """Free the agents of these makers, with some columns to begin with; whether it helped."""
        holding, before = self.holding, self.holding.points
        heads = holding.heads_without(makers)
        master = Master(holding.cells, list(makers), heads)
        master.add(holding.held[number] for number in makers)
        master.add(spares)
        rest = holding.own_points_without(makers)
        generation = Generation(holding.cells, makers, heads, master)
        target = before - self.step

        def enough() -> bool:
            return self.should_stop() or generation.bound + rest > target + 1e-6

        relaxed = generation.run(ROUNDS, enough, close=max(1e-6, self.step / 2))
        if enough():
            self._grow()
            return False
        chosen = whole(master, relaxed, holding.held, before - rest, NODES)
        return chosen is not None and self._take(chosen, before)

    def _take(self, chosen: Sequence[Column], before: float) -> bool:
        after = {**self.holding.held, **{column.number: column for column in chosen}}
        points = self.holding.cost_of(after)
        if points > before + 1e-9:
            return False
        self.holding.keep(chosen)
        self.holding.held.update(after)
        better = points < before - 1e-9
        if not better:
            self._grow()
        return better

    def _grow(self) -> None:
        """Nothing to find among so few: free a little more next time."""
        self.free = min(self.free + 0.1, len(self.holding.makers), MOST)

    def _agents(self, count: int) -> list[int]:
        """That many agents, drawn by how much their columns cost beyond what is paid for them, and evenly."""
        numbers = sorted(self.holding.makers)
        excess = np.array([max(0.0, self.relaxed.reduced(self.holding.held[number])) for number in numbers])
        weights = excess + max(1.0, excess.mean())
        drawn = self.random.choice(numbers, min(count, len(numbers)), replace=False, p=weights / weights.sum())
        return sorted(drawn.tolist())
