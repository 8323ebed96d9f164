"""Neighbourhoods: a few agents are free, for all their days or for a window of them, while all others stay.

Their columns are generated anew. Where much seems to be open they are dived for; where that is in vain, or little
is open, the best whole ones are chosen from all that could be part of something better. Agents whose rosters cost
most beyond what the relaxation of everybody pays for them are free most often.

After some in vain, most step aside: another team that costs as much is taken too, because what bars the way to a
better one is often a choice between equals.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np

from wfm.rostering.columns.column import Column
from wfm.rostering.columns.diving import QUICK, dive
from wfm.rostering.columns.generation import Generation
from wfm.rostering.columns.holding import Holding
from wfm.rostering.columns.master import Relaxed
from wfm.rostering.columns.mixing import whole

SPARES = 25
ROUNDS = 30
NODES = 200
COLUMNS, COLUMNS_OF_ALL = 4000, 12000
"""Columns of all free agents together that are told, at most; more when everybody is free."""
WINDOW_DAYS, WINDOW_SHARE = 21, 0.5
"""Days of a window, for twice as many agents, and how often at least one is tried where the horizon is longer."""
LEAST, MOST = 6, 20
"""Agents that are free at once."""
EQUAL = 1e-9
"""Points that are no difference."""
MUCH = 0.02
"""Share of what a neighbourhood costs from which on it is dived into first."""
IN_VAIN, ASIDE_SHARE, SEEDS = 2, 0.8, 1000
"""Neighbourhoods in vain after which the next ones may step aside, how often they do, and the seeds of the choice
between equals."""
MORE, FEWER = 0.3, 0.5
"""How many more are free after nothing was found, and how many fewer after the choice was too hard."""


class Outcome(Enum):
    """What became of a neighbourhood."""

    BETTER = auto()
    ASIDE = auto()
    NONE_FOUND = auto()
    TOO_HARD = auto()
    THERE_IS_NONE = auto()


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
    free: float = LEAST
    in_vain: int = 0

    def improve(self) -> bool:
        """Try one neighbourhood; whether what is held is proven to be best now."""
        share = max(WINDOW_SHARE, 1 - WINDOW_DAYS / self.days)
        aside = self.in_vain >= IN_VAIN and self.random.random() < ASIDE_SHARE
        everybody = False
        if self.days > WINDOW_DAYS and self.random.random() < share:
            first = int(self.random.integers(self.days - WINDOW_DAYS + 1))
            numbers = self._agents(round(2 * self.free))
            part = self.holding.window(first, first + WINDOW_DAYS - 1, numbers)
            outcome = self._improve(part, (), COLUMNS, aside)
        else:
            numbers = self._agents(round(self.free))
            everybody = len(numbers) == len(self.holding.makers)
            spares = [one for number in numbers for one in self.holding.best_spare(number, self.relaxed, SPARES)]
            most = COLUMNS_OF_ALL if everybody else COLUMNS
            # Of everybody it may be proven that nothing is better.
            outcome = self._improve(self.holding.freed(numbers), spares, most, aside and not everybody)
        self._free_after(outcome, everybody)
        self.in_vain = 0 if outcome is Outcome.BETTER else self.in_vain + 1
        return everybody and outcome is Outcome.THERE_IS_NONE

    def _free_after(self, outcome: Outcome, everybody: bool) -> None:
        """More agents are free the longer nothing is found, fewer when the choice was too hard."""
        if everybody and outcome is not Outcome.BETTER:
            # Once more the same would be in vain.
            self.free = max(LEAST, len(self.holding.makers) / 2)
        elif outcome is Outcome.TOO_HARD:
            self.free = max(LEAST, self.free - FEWER)
        elif outcome is not Outcome.BETTER:
            self.free = min(self.free + MORE, MOST)

    def _improve(self, part: Holding, spares: Iterable[Column], most: int, aside: bool) -> Outcome:
        """Free the agents of this part, with some columns to begin with and `most` that are told; `aside`: what is
        equally good will do."""
        generation, before = Generation.of(part), part.points
        generation.master.add(spares)
        target = before if aside else before - self.step

        def enough() -> bool:
            return self.should_stop() or generation.bound > target + 1e-6

        relaxed = generation.run(ROUNDS, enough, close=max(1e-6, self.step / 2))
        if self.should_stop():
            return Outcome.TOO_HARD
        if enough():
            return Outcome.THERE_IS_NONE
        if target - relaxed.points > MUCH * abs(before):
            columns = list(generation.master.columns)
            if self._take(part, dive(generation, relaxed, QUICK, self.should_stop), aside=False):
                return Outcome.BETTER
            generation = Generation.of(part)
            generation.master.add(columns)
            relaxed = generation.master.solve()
        return self._choose(part, generation, relaxed, target, most // len(part.makers), aside)

    def _choose(
        self, part: Holding, generation: Generation, relaxed: Relaxed, target: float, most: int, aside: bool
    ) -> Outcome:
        """The best whole columns of what is generated and of `most` more of every agent; others than are held when
        stepping aside."""
        told_all = generation.tell_near(relaxed, target, most)
        relaxed = generation.master.solve()
        none = Outcome.THERE_IS_NONE if told_all else Outcome.NONE_FOUND
        if relaxed.points > target + 1e-6:
            return none
        before, below = part.points, target + max(EQUAL, self.step / 2)
        unlike, seed = (list(part.held.values()), int(self.random.integers(SEEDS))) if aside else ([], 0)
        mixed = whole(generation.master, relaxed, below, NODES, unlike, seed)
        if mixed.columns is not None and self._take(part, mixed.columns, aside):
            return Outcome.BETTER if part.cost_of(mixed.columns) < before - EQUAL else Outcome.ASIDE
        return none if mixed.settled else Outcome.TOO_HARD

    def _take(self, part: Holding, columns: Mapping[int, Column], aside: bool) -> bool:
        """Hold these columns of the free agents if they cost less; `aside`: or as much."""
        is_taken = part.cost_of(columns) < part.points + (EQUAL if aside else -EQUAL)
        if is_taken:
            self.holding.take({number: column.choices for number, column in columns.items()})
        return is_taken

    def _agents(self, count: int) -> list[int]:
        """That many agents, drawn by how much their columns cost beyond what is paid for them, and evenly."""
        numbers = sorted(self.holding.makers)
        excess = np.array([max(0.0, self.relaxed.reduced(self.holding.held[number])) for number in numbers])
        weights = excess + max(1.0, excess.mean())
        drawn = self.random.choice(numbers, min(count, len(numbers)), replace=False, p=weights / weights.sum())
        return sorted(drawn.tolist())
