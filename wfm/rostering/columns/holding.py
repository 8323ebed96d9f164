"""The columns that everybody holds, and those that could be taken instead."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from wfm.rostering.columns.column import Column, ColumnMaker
from wfm.rostering.columns.master import Relaxed
from wfm.rostering.rules.headcounts import HeadcountCells

MOST_SPARE = 150
"""Columns kept for each agent beside the one he holds."""


@dataclass
class Holding:
    """One column for every agent (`held`), and `spare` ones of each in the order in which they were found."""

    cells: HeadcountCells
    makers: Mapping[int, ColumnMaker]
    held: dict[int, Column]
    spare: dict[int, dict[tuple[int, ...], Column]] = field(default_factory=dict)

    @property
    def points(self) -> float:
        """What everything held costs together."""
        return self.cost_of(self.held)

    def cost_of(self, columns: Mapping[int, Column]) -> float:
        """What these columns, one for every agent, cost together."""
        heads = self._heads(columns.values())
        staffed = float(self.cells.points[np.arange(len(heads)), heads].sum())
        return staffed + sum(column.points for column in columns.values())

    def heads_without(self, numbers: Collection[int]) -> NDArray[np.int64]:
        """Heads that all other agents give to every cell."""
        return self._heads(column for number, column in self.held.items() if number not in numbers)

    def own_points_without(self, numbers: Collection[int]) -> float:
        """The own points of all other agents."""
        return sum(column.points for number, column in self.held.items() if number not in numbers)

    def keep(self, columns: Iterable[Column]) -> None:
        """Remember columns; the oldest of too many are forgotten."""
        for column in columns:
            own = self.spare.setdefault(column.number, {})
            own.pop(column.choices, None)
            own[column.choices] = column
            if len(own) > MOST_SPARE:
                del own[next(iter(own))]

    def best_spare(self, number: int, relaxed: Relaxed, most: int) -> list[Column]:
        """The spare columns of an agent that cost least beyond what cells paid in a relaxation of everybody."""
        return sorted(self.spare.get(number, {}).values(), key=relaxed.reduced)[:most]

    def _heads(self, columns: Iterable[Column]) -> NDArray[np.int64]:
        heads = np.zeros(len(self.cells.rows), dtype=np.int64)
        for column in columns:
            np.add.at(heads, column.cells, 1)
        return heads
