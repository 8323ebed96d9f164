"""The head-counts as cells of the linear programme, for the whole horizon or for some days of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.headcounts import HeadcountCells

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Cells:
    """Cells in which choices count.

    `points`: of each cell with 0, 1, … heads, shape (cells, agents + 1). `counted[n]`: for each choice of agent
    n's course the cells it counts in, shape (at once, choices); the number of cells stands for none. `days`: the
    day of each cell.
    """

    points: Floats
    counted: tuple[Numbers, ...]
    days: Numbers

    @classmethod
    def of(cls, heads: HeadcountCells, problem: RosterProblem) -> "Cells":
        days = np.array([problem.horizon.day_index(row.date) for row in heads.rows], dtype=np.int64)
        return cls(heads.points, heads.counted, days)

    def __len__(self) -> int:
        return len(self.days)

    def within(self, first: int, last: int) -> tuple["Cells", Numbers]:
        """The cells of the days from `first` to `last`, and which they are."""
        kept = np.flatnonzero((self.days >= first) & (self.days <= last))
        number = np.full(len(self) + 1, len(kept), dtype=np.int64)
        number[kept] = np.arange(len(kept))
        renumbered = {id(counted): number[counted] for counted in self.counted}
        counted = tuple(renumbered[id(counted)] for counted in self.counted)
        return Cells(self.points[kept], counted, self.days[kept]), kept

    def met(self, number: int, choices: Sequence[int]) -> Numbers:
        """The cells in which a line of agent `number` with these choices counts."""
        cells = self.counted[number][:, list(choices)].ravel()
        return cells[cells < len(self)]
