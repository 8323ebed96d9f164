"""Column generation: the programme's prices ask every agent for a better roster until none is left.

Prices are smoothed between those of the last optimum and those of the best bound so far (Pessoa, Sadykov, Uchoa
and Vanderbeck 2018, doi:10.1287/ijoc.2017.0784), because optima of few columns swing. Every round proves a bound:
agents and cells, each for itself, cost no more than any roster at any prices.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wfm.rostering.columns.cells import Cells
from wfm.rostering.columns.column import Column, ColumnMaker
from wfm.rostering.columns.holding import Holding
from wfm.rostering.columns.master import Master, Relaxed

Floats = NDArray[np.float64]

SMOOTHINGS = (0.8, 0.4, 0.0)
"""Share of the best bound's prices in those that agents are asked at; less when nobody answers."""
CLOSE = 1e-6


@dataclass
class Generation:
    """Generates columns of the agents in `makers`; all others give `heads` to the cells.

    `settled`: own points of agents who are in the programme with a column that is theirs already.
    """

    cells: Cells
    makers: Mapping[int, ColumnMaker]
    heads: NDArray[np.int64]
    master: Master
    bound: float = -np.inf
    settled: float = 0.0

    @classmethod
    def of(cls, holding: Holding) -> "Generation":
        """Of everybody who holds a column, with what is held to begin with."""
        master = Master(holding.cells, list(holding.makers), holding.others)
        master.add(holding.held.values())
        return cls(holding.cells, holding.makers, holding.others, master)

    def giving(self, columns: Sequence[Column]) -> "Generation":
        """Some agents have these columns for good; the programme goes on from where it is, for all others."""
        heads = self.heads.copy()
        for column in columns:
            self.master.give(column)
            np.add.at(heads, column.cells, 1)
        given = {column.number for column in columns}
        others = {number: maker for number, maker in self.makers.items() if number not in given}
        settled = self.settled + sum(column.points for column in columns)
        return Generation(self.cells, others, heads, self.master, settled=settled)

    def run(self, rounds: int, enough: Callable[[], bool], close: float = CLOSE) -> Relaxed:
        """Go on for so many rounds, until `enough`, or until the programme is within `close` points of the
        bound."""
        relaxed = self.master.solve()
        centre = relaxed.prices
        for _ in range(rounds):
            if relaxed.points - self.bound <= close or enough():
                break
            added = 0
            for share in SMOOTHINGS:
                asked = share * centre + (1 - share) * relaxed.prices
                bound, added = self._ask(asked, relaxed)
                if bound > self.bound:
                    self.bound, centre = bound, asked
                if added:
                    break
            if not added:
                break
            relaxed = self.master.solve()
        return relaxed

    def tell_near(self, relaxed: Relaxed, target: float, most: int) -> bool:
        """Add the columns that could be part of a roster of `target` points, at most so many of every agent;
        whether there are no others. `relaxed`: an optimum of these agents' programme.

        The bound at its prices is as much lower than the optimum as agents would still answer, and no roster
        costs less than that bound and what each of its columns costs above its agent's cheapest.
        """
        least = {number: maker.cheapest(relaxed.prices)[0] for number, maker in self.makers.items()}
        open_points = sum(relaxed.agents[number] - points for number, points in least.items())
        room = max(0.0, target - relaxed.points + open_points)
        told = [maker.near(relaxed.prices, room, most) for maker in self.makers.values()]
        self.master.add(column for columns, _ in told for column in columns)
        return all(are_all for _, are_all in told)

    def _ask(self, prices: Floats, relaxed: Relaxed) -> tuple[float, int]:
        """Ask every agent at these prices: the bound they prove, and how many columns the programme gains."""
        bound, found = self.settled + self._of_cells(prices), []
        for maker in self.makers.values():
            cost, choices = maker.cheapest(prices)
            bound += cost
            column = maker.column(choices)
            if relaxed.reduced(column) < -CLOSE:
                found.append(column)
        return bound, self.master.add(found)

    def _of_cells(self, prices: Floats) -> float:
        """The least that the cells cost if every head costs them its price."""
        more = np.arange(len(self.makers) + 1)
        points = self.cells.points[np.arange(len(prices))[:, None], self.heads[:, None] + more]
        return float((points + prices[:, None] * more).min(axis=1).sum())
