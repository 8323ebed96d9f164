"""The search over columns, from a team's lines to better ones: relax, dive, then neighbourhoods.

It is for head-counts alone: where intervals are priced, or other rules across agents hold, an agent's worth is
no longer a sum over the head-counts he meets, and descent with selection has to do.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from wfm.rostering.columns.cells import Cells
from wfm.rostering.columns.column import Column, ColumnMaker
from wfm.rostering.columns.diving import dive
from wfm.rostering.columns.generation import Generation
from wfm.rostering.columns.holding import Holding
from wfm.rostering.columns.master import Master
from wfm.rostering.columns.neighbourhoods import Neighbourhoods
from wfm.rostering.line import RosterLine
from wfm.rostering.rules.headcounts import Headcounts
from wfm.rostering.team import Team
from wfm.rostering.trimmed_graph import arcs_of

ROUNDS = 400
"""Rounds of generation for everybody; a few dozen are usual."""
MOST_CELLS = 2000
"""Cells up to which the programme is solved for the whole horizon at once; in one of more, windows of days are
opened one after the other."""
WINDOW_DAYS = 28
"""Days of a window in which everybody is free; each begins in the middle of the one before."""
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
    holding = _holding(team)
    holding.keep(_column(holding, number, line) for number, own in enumerate(lines) for line in own)
    generation = _of_everybody(holding)
    at_once = len(holding.cells) <= MOST_CELLS
    relaxed = generation.run(ROUNDS if at_once else 0, effort.should_stop)
    holding.keep(sorted(generation.master.columns, key=relaxed.reduced, reverse=True))
    step = 1.0 if _whole_points(holding) else 0.0
    bound = float(ceil(generation.bound - 1e-6)) if step and np.isfinite(generation.bound) else generation.bound
    random = np.random.default_rng(effort.seed)
    days = team.cases[0].course.problem.horizon.days
    near = Neighbourhoods(holding, relaxed, step, days, random, effort.should_stop)
    if at_once and holding.points > bound + 1e-6:
        found = dive(generation, relaxed, effort.should_stop)
        if holding.cost_of(found) < holding.points:
            holding.held.update(found)
    tell(0.0, holding.points)
    for first in () if at_once else range(0, days - WINDOW_DAYS // 2, WINDOW_DAYS // 2):
        if effort.should_stop():
            break
        near.everybody(first, min(first + WINDOW_DAYS, days) - 1)
        tell(0.0, holding.points)
    for tried in range(effort.neighbourhoods):
        if effort.should_stop() or holding.points <= bound + 1e-6:
            break
        near.improve()
        tell(tried / effort.neighbourhoods, holding.points)
    for number, column in holding.held.items():
        if column.choices != team.lines[number].choices:
            team.replace(number, holding.makers[number].line(column))
    left_out = any(case.course.keeps_pace for case in team.cases)
    return bound if np.isfinite(bound) and not left_out else None


def _holding(team: Team) -> Holding:
    heads = next(group.cells for group in team.groups if isinstance(group, Headcounts))
    cells = Cells.of(heads, team.cases[0].course.problem)
    makers = {number: ColumnMaker.of(number, case, cells, team.fairness) for number, case in enumerate(team.cases)}
    held = {number: maker.column(team.lines[number].choices) for number, maker in makers.items()}
    return Holding(cells, makers, held, np.zeros(len(cells), dtype=np.int64))


def _column(holding: Holding, number: int, line: RosterLine) -> Column:
    return holding.makers[number].column(line.choices)


def _of_everybody(holding: Holding) -> Generation:
    """The programme of everybody, with all columns there are."""
    master = Master(holding.cells, list(holding.makers), holding.others)
    master.add(holding.held.values())
    master.add(column for spare in holding.spare.values() for column in spare.values())
    return Generation(holding.cells, holding.makers, holding.others, master)


def _whole_points(holding: Holding) -> bool:
    """Whether every roster costs a whole number of points."""
    own = [maker.case.own_prices[np.isfinite(maker.case.own_prices)] for maker in holding.makers.values()]
    return all(np.array_equal(points, np.round(points)) for points in (holding.cells.points, *own))
