"""The columns that everybody holds, and those that could be taken instead."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from wfm.rostering.columns.cells import Cells
from wfm.rostering.columns.column import Column, ColumnMaker
from wfm.rostering.columns.master import Relaxed

MOST_SPARE = 150
"""Columns kept for each agent beside the one he holds."""

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass
class Holding:
    """One column for every agent (`held`), and `spare` ones of each in the order in which they were found.

    `others`: heads that agents outside give to every cell.
    """

    cells: Cells
    makers: Mapping[int, ColumnMaker]
    held: dict[int, Column]
    others: Numbers
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

    def freed(self, numbers: Collection[int]) -> "Holding":
        """Only these agents, for all their days."""
        return Holding(
            self.cells,
            {number: self.makers[number] for number in numbers},
            {number: self.held[number] for number in numbers},
            self._heads_without(numbers),
            {number: self.spare[number] for number in numbers if number in self.spare},
        )

    def window(self, first: int, last: int, numbers: Collection[int]) -> "Holding":
        """Only these agents, free from day `first` to `last`, and only the cells of those days."""
        cells, kept = self.cells.within(first, last)
        makers = {n: self.makers[n].within(first, last, self.held[n].choices, cells) for n in numbers}
        held = {number: maker.column(self.held[number].choices) for number, maker in makers.items()}
        return Holding(cells, makers, held, self._heads_without(numbers)[kept])

    def onward(self, first: int, last: int, prices: Floats) -> "Holding":
        """Everybody, free from day `first` on, and only the cells to day `last`; a head in a later one is paid its
        price."""
        cells, kept = self.cells.within(first, last)
        later = np.where(self.cells.days > last, prices, 0.0)
        makers = {n: maker.onward(first, self.held[n].choices, cells, later) for n, maker in self.makers.items()}
        held = {number: maker.column(self.held[number].choices) for number, maker in makers.items()}
        return Holding(cells, makers, held, self.others[kept])

    def take(self, choices: Mapping[int, Sequence[int]]) -> None:
        """These agents hold these choices now, and remember what they held."""
        self.keep(self.held[number] for number in choices)
        self.held.update({number: self.makers[number].column(taken) for number, taken in choices.items()})

    def take_if_better(self, columns: Mapping[int, Column]) -> None:
        """Hold these columns, one for every agent, if they cost less."""
        if self.cost_of(columns) < self.points - 1e-9:
            self.take({number: column.choices for number, column in columns.items()})

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

    def _heads_without(self, numbers: Collection[int]) -> Numbers:
        return self._heads(column for number, column in self.held.items() if number not in numbers)

    def _heads(self, columns: Iterable[Column]) -> Numbers:
        heads = self.others.copy()
        for column in columns:
            np.add.at(heads, column.cells, 1)
        return heads
