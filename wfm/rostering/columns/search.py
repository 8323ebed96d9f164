"""The search over columns, from a team's lines to better ones: relax, dive, then neighbourhoods.

It is for head-counts alone: where intervals are priced, or other rules across agents hold, an agent's worth is
no longer a sum over the head-counts he meets, and descent with selection has to do.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from math import ceil, inf

import numpy as np

from wfm.rostering.columns.cells import Cells
from wfm.rostering.columns.column import ColumnMaker
from wfm.rostering.columns.diving import CAREFUL, QUICK, dive
from wfm.rostering.columns.generation import CLOSE, Generation
from wfm.rostering.columns.holding import Holding
from wfm.rostering.columns.master import Relaxed
from wfm.rostering.columns.neighbourhoods import Neighbourhoods
from wfm.rostering.columns.rolling import NARROW, WIDE, Rolling
from wfm.rostering.line import RosterLine
from wfm.rostering.rules.headcounts import Headcounts
from wfm.rostering.team import Team
from wfm.rostering.trimmed_graph import arcs_of

ROUNDS = 400
"""Rounds of generation for everybody; a few dozen are usual."""
AT_ONCE_DAYS = 63
"""Days of the longest horizon that is dived into as a whole; longer ones go from window to window."""
CLOSE_IN_LONG = 0.003
"""Share of the points that the programme of a long horizon may leave open: of it only the prices are used."""
MOST_CELLS = 2000
"""Cells of the largest programme that is solved for the whole horizon; in a larger one only windows are opened."""
MOST_ARCS = 150_000_000
"""Arcs of all agents' graphs together; beyond, neither memory nor patience would do."""

Tell = Callable[[float, float], None]
"""Takes the share (0-1) of the neighbourhoods that are done, and the points so far."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How many neighbourhoods to try, drawn from `seed`, and when to give up."""

    neighbourhoods: int
    seed: int
    should_stop: Callable[[], bool]


def suits(team: Team) -> bool:
    """Whether everything that agents share is head-counts, and their rosters are not too many."""
    priced = team.cost.net.size > 0 and bool(team.cost.slopes.any())
    alone = len(team.groups) == 1 and isinstance(team.groups[0], Headcounts) and not priced
    return alone and sum(arcs_of(case.terrain.graph) for case in team.cases) <= MOST_ARCS


def search_columns(team: Team, lines: Sequence[Sequence[RosterLine]], effort: Effort, tell: Tell) -> float | None:
    """Improve `team` in place; the proven bound, None when stopped before there was one, or when the
    search leaves out legal rosters.

    `lines`: good ones of each agent to begin with.
    """
    search = ColumnSearch(_holding(team, lines), team.cases[0].course.problem.horizon.days, effort, tell)
    bound = search.run()
    for number, column in search.holding.held.items():
        if column.choices != team.lines[number].choices:
            team.replace(number, search.holding.makers[number].line(column))
    left_out = any(case.course.keeps_pace for case in team.cases)
    return bound if np.isfinite(bound) and not left_out else None


@dataclass(frozen=True)
class ColumnSearch:
    """Betters what is held over so many `days`."""

    holding: Holding
    days: int
    effort: Effort
    tell: Tell

    def run(self) -> float:
        """Do all there is to do; the proven bound, infinitely low without one."""
        if self.is_long:
            self._rolling.through_windows(WIDE if self.is_large else NARROW)
            if self.effort.should_stop():
                return -inf  # the programme of a long horizon takes minutes and cannot be broken off
        generation, relaxed = self._relaxed()
        bound = self._rounded_up(generation.bound)
        if self.is_long and not self.is_large:
            self._rolling.onward(relaxed.prices)
            self._rolling.through_windows(WIDE)
        elif not self.is_long:
            self._dive(generation, relaxed, bound)
        self._tell_of(0.0)
        return self._try_neighbourhoods(relaxed, bound)

    @property
    def is_long(self) -> bool:
        return self.days > AT_ONCE_DAYS

    @property
    def is_large(self) -> bool:
        return self.is_long and len(self.holding.cells) > MOST_CELLS

    @cached_property
    def step(self) -> float:
        """The least by which two rosters can differ in points: 1 where everything costs whole points, else any."""
        makers = self.holding.makers.values()
        own = (maker.points[np.isfinite(maker.points)] for maker in makers)
        return float(all(np.array_equal(points, np.round(points)) for points in (self.holding.cells.points, *own)))

    @property
    def _rolling(self) -> Rolling:
        tell = partial(self._tell_of, 0.0)
        return Rolling(self.holding, self.days, self.step / 2, self.effort.should_stop, tell)

    def _tell_of(self, share: float) -> None:
        self.tell(share, self.holding.points)

    def _relaxed(self) -> tuple[Generation, Relaxed]:
        """The programme of everybody, from all columns there are; the good ones are kept."""
        generation = Generation.of(self.holding)
        generation.master.add(column for spare in self.holding.spare.values() for column in spare.values())
        close = CLOSE_IN_LONG * self.holding.points if self.is_long else CLOSE
        relaxed = generation.run(0 if self.is_large else ROUNDS, self.effort.should_stop, close)
        self.holding.keep(sorted(generation.master.columns, key=relaxed.reduced, reverse=True))
        return generation, relaxed

    def _dive(self, generation: Generation, relaxed: Relaxed, bound: float) -> None:
        """Once quickly, so that there is something good early; then carefully, unless that was the best."""
        self.holding.take_if_better(dive(generation, relaxed, QUICK, self.effort.should_stop))
        self._tell_of(0.0)
        if self.holding.points > bound + 1e-6 and not self.effort.should_stop():
            self.holding.take_if_better(dive(*self._relaxed(), CAREFUL, self.effort.should_stop))

    def _rounded_up(self, bound: float) -> float:
        """The bound as far as whole points allow."""
        return float(ceil(bound - 1e-6)) if self.step and np.isfinite(bound) else bound

    def _try_neighbourhoods(self, relaxed: Relaxed, bound: float) -> float:
        """The bound again, or what is held when that is proven to be best."""
        random = np.random.default_rng(self.effort.seed)
        near = Neighbourhoods(self.holding, relaxed, self.step, self.days, random, self.effort.should_stop)
        for tried in range(self.effort.neighbourhoods):
            if self.effort.should_stop() or self.holding.points <= bound + 1e-6:
                break
            if near.improve():
                return self.holding.points
            self._tell_of(tried / self.effort.neighbourhoods)
        return bound


def _holding(team: Team, lines: Sequence[Sequence[RosterLine]]) -> Holding:
    """What the team holds, and the lines that its agents could have instead."""
    heads = next(group.cells for group in team.groups if isinstance(group, Headcounts))
    cells = Cells.of(heads, team.cases[0].course.problem)
    makers = {number: ColumnMaker.of(number, case, cells, team.fairness) for number, case in enumerate(team.cases)}
    held = {number: maker.column(team.lines[number].choices) for number, maker in makers.items()}
    holding = Holding(cells, makers, held, np.zeros(len(cells), dtype=np.int64))
    holding.keep(makers[number].column(line.choices) for number, own in enumerate(lines) for line in own)
    return holding
