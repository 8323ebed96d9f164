"""From a mixture of columns to one for every agent: the programme again, whole columns only."""

from collections.abc import Mapping

from ortools.math_opt.python import mathopt
from ortools.math_opt.solvers.gscip import gscip_pb2

from wfm.rostering.columns.column import Column
from wfm.rostering.columns.master import Master, Relaxed


def whole(
    master: Master, relaxed: Relaxed, held: Mapping[int, Column], most_points: float, nodes: int
) -> list[Column] | None:
    """One column for every agent of the programme, at most as dear as `most_points`; None when none was found.

    Columns whose reduced cost alone would pass `most_points` are left out. Ends after so many `nodes` of the
    search tree, so that the same programme always gives the same columns.
    """
    room = most_points - relaxed.points + 1e-6
    hint = mathopt.SolutionHint()
    for column, variable in zip(master.columns, master.variables, strict=True):
        variable.integer = True
        own = held[column.number].choices == column.choices
        if relaxed.reduced(column) > room and not own:
            variable.upper_bound = 0.0
        hint.variable_values[variable] = float(own)
    parameters = mathopt.SolveParameters(
        threads=1,
        node_limit=nodes,
        # SCIP would take Ctrl-C for itself.
        gscip=gscip_pb2.GScipParameters(bool_params={"misc/catchctrlc": False}),
    )
    hints = mathopt.ModelSolveParameters(solution_hints=[hint])
    result = mathopt.solve(master.model, mathopt.SolverType.GSCIP, params=parameters, model_params=hints)
    if not result.has_primal_feasible_solution():
        return None
    values = result.variable_values(master.variables)
    return [column for column, value in zip(master.columns, values, strict=True) if value > 0.5]
