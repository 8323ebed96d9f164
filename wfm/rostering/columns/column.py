"""One agent's roster as a column of the linear programme, and the finding of the column that prices ask for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wfm.domain.burdens import Burden
from wfm.rostering.agent_case import AgentCase
from wfm.rostering.line import RosterLine
from wfm.rostering.roster_graph import RosterGraph
from wfm.rostering.rules.fairness import Fairness
from wfm.rostering.rules.headcounts import HeadcountCells
from wfm.rostering.trimmed_graph import trimmed

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Choices = NDArray[np.int32]


@dataclass(frozen=True)
class Column:
    """The choices of a line of agent `number`, its own `points`, and the head-count `cells` it counts in."""

    number: int
    choices: tuple[int, ...]
    points: float
    cells: Numbers


@dataclass(frozen=True)
class ColumnMaker:
    """Makes the columns of one agent from `graph`, the rosters that he may have."""

    number: int
    case: AgentCase
    cells: HeadcountCells
    fairness: Fairness
    graph: RosterGraph

    @classmethod
    def of(cls, number: int, case: AgentCase, cells: HeadcountCells, fairness: Fairness) -> "ColumnMaker":
        """With all legal rosters of the agent; ValueError when there is none."""
        graph = trimmed(case.terrain.graph, case.past, np.isfinite(case.own_prices))
        if graph is None:
            raise ValueError(f"{case.agent.agent_id} has no legal roster")
        return cls(number, case, cells, fairness, graph)

    def within(self, first: int, last: int, held: Sequence[int]) -> "ColumnMaker":
        """Only with rosters that have the held choices on all days before `first` and after `last`."""
        open_choices = np.ones(self.case.course.choices, dtype=np.bool_)
        offsets, stages = self.case.course.offsets, self.case.course.stages
        for at in self.case.terrain.day_stages.tolist():
            if not first <= stages[at].index <= last:
                open_choices[offsets[at] : offsets[at] + stages[at].choices] = False
                open_choices[held[at]] = True
        graph = trimmed(self.graph, 0, open_choices)
        return self if graph is None else replace(self, graph=graph)

    def cheapest(self, prices: Floats) -> tuple[float, Choices]:
        """The least that any roster costs less what its cells pay, and its choices; `prices` of a head per cell.

        Burdens above the fair share are not charged: the least is a lower bound for them.
        """
        paid = np.append(prices, 0.0)[self.cells.counted[self.number]].sum(axis=0)
        found = self.graph.cheapest(0, self.case.own_prices - paid)
        if found is None:
            raise ValueError(f"{self.case.agent.agent_id} has no legal roster")
        return found

    def column(self, choices: Choices) -> Column:
        """The column of these choices."""
        burden = Burden(*self.case.terrain.burdens[:, choices].sum(axis=1).astype(int).tolist())
        points = float(self.case.own_prices[choices].sum()) + self.fairness.cost(self.case.agent.agent_id, burden)
        taken = choices.tolist()
        return Column(self.number, tuple(taken), points, self.cells.met(self.number, taken))

    def line(self, column: Column) -> RosterLine:
        """The line that a column stands for."""
        nothing = np.zeros((self.case.values.intervals, self.case.values.units_per_agent + 1))
        return self.case.line_of(np.array(column.choices, dtype=np.int32), nothing)
