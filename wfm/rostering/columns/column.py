"""One agent's roster as a column of the linear programme, and the finding of the column that prices ask for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wfm.domain.burdens import Burden
from wfm.rostering.agent_case import AgentCase
from wfm.rostering.columns.cells import Cells
from wfm.rostering.columns.nearby import nearby
from wfm.rostering.line import RosterLine
from wfm.rostering.paced_graph import PacedGraph
from wfm.rostering.rules.fairness import Fairness
from wfm.rostering.stages import Course, StageKind
from wfm.rostering.trimmed_graph import AnyGraph, trimmed

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Choices = NDArray[np.int32]

HALVINGS = 8
"""Tries to find the room that only so many columns have."""
EQUAL = 1e-4
"""Points that are no difference: more than prices of heads are inexact by."""


@dataclass(frozen=True)
class Column:
    """The choices of a line of agent `number`, its own `points`, and the head-count `cells` it counts in."""

    number: int
    choices: tuple[int, ...]
    points: float
    cells: Numbers


@dataclass(frozen=True)
class ColumnMaker:
    """Makes the columns of one agent from `graph`, the rosters that he may have.

    `points`: of each choice of his course, whatever others do; `days`: the day of each, -1 for what is not chosen
    on a day.
    """

    number: int
    case: AgentCase
    cells: Cells
    fairness: Fairness
    graph: AnyGraph
    points: Floats
    days: Numbers

    @classmethod
    def of(cls, number: int, case: AgentCase, cells: Cells, fairness: Fairness) -> "ColumnMaker":
        """With all legal rosters of the agent; ValueError when there is none."""
        graph = trimmed(case.terrain.graph, case.past, np.isfinite(case.own_prices))
        if graph is None:
            raise ValueError(f"{case.agent.agent_id} has no legal roster")
        return cls(number, case, cells, fairness, graph, case.own_prices, _days_of(case.course))

    def within(self, first: int, last: int, held: Sequence[int], cells: Cells) -> "ColumnMaker":
        """Only with rosters that have the held choices on all days before `first` and after `last`, and counting
        only in `cells`."""
        return self._open((self.days >= first) & (self.days <= last), held, cells)

    def onward(self, first: int, held: Sequence[int], cells: Cells, later: Floats) -> "ColumnMaker":
        """Only with rosters that have the held choices on all days before `first`, and counting only in `cells`;
        a head in any other cell is paid its price of `later`."""
        return replace(self._open(self.days >= first, held, cells), points=self.points - self._paid(later))

    def _open(self, days: NDArray[np.bool_], held: Sequence[int], cells: Cells) -> "ColumnMaker":
        open_choices = (self.days < 0) | days
        open_choices[list(held)] = True
        graph = trimmed(self.graph, 0, open_choices)
        return replace(self, cells=cells, graph=self.graph if graph is None else graph)

    def _paid(self, prices: Floats) -> Floats:
        """What each choice is paid at these prices of a head per cell."""
        paid: Floats = np.append(prices, 0.0)[self.cells.counted[self.number]].sum(axis=0)
        return paid

    def cheapest(self, prices: Floats) -> tuple[float, Choices]:
        """The least that any roster costs less what its cells pay, and its choices; `prices` of a head per cell.

        Burdens above the fair share are not charged: the least is a lower bound for them.
        """
        found = self.graph.cheapest(0, self.points - self._paid(prices))
        if found is None:
            raise ValueError(f"{self.case.agent.agent_id} has no legal roster")
        return found

    def near(self, prices: Floats, room: float, most: int) -> tuple[list[Column], bool]:
        """His columns that cost at most `room` points more than the cheapest, less what their cells pay, and True;
        or, where they are more than `most`, those of less room, and False. None are told where hours are counted
        beside the graph."""
        if isinstance(self.graph, PacedGraph):
            return [], False
        points, least = self.points - self._paid(prices), self.cheapest(prices)[0]
        found = nearby(self.graph, points, least + room + EQUAL, most)
        are_all, low, high = found is not None, 0.0, room
        for _ in range(0 if are_all else HALVINGS):
            middle = (low + high) / 2
            fewer = nearby(self.graph, points, least + middle + EQUAL, most)
            found, low, high = (found, low, middle) if fewer is None else (fewer, middle, high)
        return [] if found is None else [self.column(choices) for choices in found], are_all

    def column(self, choices: Sequence[int] | Choices) -> Column:
        """The column of these choices."""
        taken = np.asarray(choices, dtype=np.int32)
        burden = Burden(*self.case.burdens_of(taken).sum(axis=1).astype(int).tolist())
        points = float(self.points[taken].sum()) + self.fairness.cost(self.case.agent.agent_id, burden)
        chosen = tuple(taken.tolist())
        return Column(self.number, chosen, points, self.cells.met(self.number, chosen))

    def line(self, column: Column) -> RosterLine:
        """The line that a column stands for."""
        nothing = np.zeros((self.case.values.intervals, self.case.values.units_per_agent + 1))
        return self.case.line_of(np.array(column.choices, dtype=np.int32), nothing)


def _days_of(course: Course) -> Numbers:
    """The day of each choice; -1 for those of other stages."""
    days = [stage.index if stage.kind is StageKind.DAY else -1 for stage in course.stages]
    return np.repeat(days, [stage.choices for stage in course.stages])
