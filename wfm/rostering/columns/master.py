"""The linear programme over columns: a mixture of lines for every agent that costs least with its head-counts.

Each cell's cost is convex in its heads and is written as segments of rising price, so that the programme fills
them in order. The dual of a cell is what one more head there is worth.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt.python import mathopt

from wfm.rostering.columns.cells import Cells
from wfm.rostering.columns.column import Column

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
NO_PRESOLVE = mathopt.SolveParameters(presolve=mathopt.Emphasis.OFF)


@dataclass(frozen=True)
class Relaxed:
    """An optimum of the programme: its points, the price of a head in every cell, the price of every agent, and
    how much of each column is taken (0-1)."""

    points: float
    prices: Floats
    agents: dict[int, float]
    taken: Floats

    def reduced(self, column: Column) -> float:
        """What a column costs beyond what cells and agent pay for it; 0 for those that are taken."""
        return column.points - float(self.prices[column.cells].sum()) - self.agents[column.number]


class Master:
    """Columns may be added and dropped between solves; each solve starts from the last basis.

    `heads`: those that agents outside the programme give to every cell.
    """

    def __init__(self, cells: Cells, numbers: Sequence[int], heads: Numbers) -> None:
        self.columns: list[Column] = []
        self.numbers = tuple(numbers)
        self.model = mathopt.Model()
        self._share = {number: self.model.add_linear_constraint(lb=1, ub=1) for number in numbers}
        self._cells = [self._cell(points, int(given)) for points, given in zip(cells.points, heads, strict=True)]
        self._solver = mathopt.IncrementalSolver(self.model, mathopt.SolverType.GLOP)
        self._known: dict[tuple[int, tuple[int, ...]], mathopt.Variable] = {}

    def _cell(self, points: Floats, given: int) -> mathopt.LinearConstraint:
        row = self.model.add_linear_constraint(lb=0, ub=0)
        self.model.objective.offset += float(points[given])
        steps = np.diff(points[given : given + len(self.numbers) + 1])
        edges = (np.flatnonzero(np.diff(steps)) + 1).tolist()
        for first, last in zip([0, *edges], [*edges, len(steps)], strict=True):
            segment = self.model.add_variable(lb=0, ub=float(last - first))
            self.model.objective.set_linear_coefficient(segment, float(steps[first]))
            row.set_coefficient(segment, -1.0)
        return row

    def add(self, columns: Iterable[Column]) -> int:
        """Add those that are new; how many."""
        before = len(self.columns)
        for column in columns:
            key = (column.number, column.choices)
            if key in self._known:
                continue
            variable = self._known[key] = self.model.add_variable(lb=0)
            self.model.objective.set_linear_coefficient(variable, column.points)
            self._share[column.number].set_coefficient(variable, 1.0)
            for cell in column.cells.tolist():
                self._cells[cell].set_coefficient(variable, 1.0)
            self.columns.append(column)
        return len(self.columns) - before

    def give(self, column: Column) -> None:
        """From now on its agent has this column, which was added before, and no other."""
        self.drop(other for other in self.columns if other.number == column.number and other is not column)

    def drop(self, columns: Iterable[Column]) -> None:
        """Leave these columns out from now on, as if they had never been added."""
        for column in list(columns):
            self.model.delete_variable(self._known.pop((column.number, column.choices)))
        self.columns = [one for one in self.columns if (one.number, one.choices) in self._known]

    def not_all(self, columns: Collection[Column]) -> None:
        """Not all of these columns, which were added before, may be taken; prices do not tell of it."""
        row = self.model.add_linear_constraint(ub=len(columns) - 1)
        for column in columns:
            row.set_coefficient(self._known[column.number, column.choices], 1.0)

    @property
    def variables(self) -> list[mathopt.Variable]:
        """The share of each column."""
        return list(self._known.values())

    def solve(self) -> Relaxed:
        """The optimum over the columns there are; every agent needs one."""
        variables = self.variables
        wanted = mathopt.ModelSolveParameters(
            variable_values_filter=mathopt.VariableFilter(filtered_items=variables),
            reduced_costs_filter=mathopt.VariableFilter(filtered_items=()),
        )
        result = self._from_last_basis(wanted) or self._anew(wanted)
        return Relaxed(
            points=result.objective_value(),
            prices=np.array(result.dual_values(self._cells)),
            agents=dict(zip(self._share, result.dual_values(list(self._share.values())), strict=True)),
            taken=np.array(result.variable_values(variables)),
        )

    def _from_last_basis(self, wanted: mathopt.ModelSolveParameters) -> mathopt.SolveResult | None:
        """None when the solver loses its way."""
        try:
            result = self._solver.solve(params=NO_PRESOLVE, model_params=wanted)
        except (AttributeError, RuntimeError):
            # OR-Tools 9.15 fails to tell why GLOP failed, with an AttributeError of its own.
            return None
        return result if result.termination.reason is mathopt.TerminationReason.OPTIMAL else None

    def _anew(self, wanted: mathopt.ModelSolveParameters) -> mathopt.SolveResult:
        self._solver = mathopt.IncrementalSolver(self.model, mathopt.SolverType.GLOP)
        result = self._solver.solve(model_params=wanted)
        if result.termination.reason is not mathopt.TerminationReason.OPTIMAL:
            raise RuntimeError(f"the programme over columns ended as {result.termination.reason}")
        return result
