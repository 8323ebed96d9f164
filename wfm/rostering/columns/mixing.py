"""From a mixture of columns to one for every agent: the programme again, whole columns only."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ortools.math_opt.python import mathopt
from ortools.math_opt.solvers.gscip import gscip_pb2

from wfm.rostering.columns.column import Column
from wfm.rostering.columns.master import Master, Relaxed

FEW_TRIALS = {
    "branching/relpscost/initcand": 5,
    "branching/relpscost/maxlookahead": 3,
    "branching/relpscost/sbiterofs": 1000,
}
"""Columns that SCIP tries out before it branches on one, and iterations for that: far fewer than it would take, so
that nodes are short, and a limit of nodes is one of time."""
CUT_OFF = "is not a valid Limit"
SETTLED = (mathopt.TerminationReason.OPTIMAL, mathopt.TerminationReason.INFEASIBLE)


@dataclass(frozen=True, slots=True)
class Mixed:
    """One column for every agent by his number, None when none were found; `settled`: whether there are no cheaper
    ones."""

    columns: Mapping[int, Column] | None
    settled: bool


def whole(
    master: Master, relaxed: Relaxed, below: float, nodes: int, unlike: Collection[Column] = (), seed: int = 0
) -> Mixed:
    """One column for every agent of the programme, cheaper than `below` points together.

    `below` should not be what columns can cost: SCIP rounds it where all points are whole. `relaxed`: the
    programme's optimum; columns whose reduced cost alone would pass `below` are left out. Ends after so many
    `nodes` of the search tree, so that the same programme always gives the same columns. Not all of the columns
    `unlike` are taken. `seed` decides between those that are equally good.
    """
    room = below - relaxed.points + 1e-6
    for column, variable in zip(master.columns, master.variables, strict=True):
        variable.integer = True
        if relaxed.reduced(column) > room:
            variable.upper_bound = 0.0
    if unlike:
        master.not_all(unlike)
    parameters = mathopt.SolveParameters(
        threads=1,
        node_limit=nodes,
        cutoff_limit=below,
        random_seed=seed,
        # Without them such programmes were settled two to five times as fast.
        cuts=mathopt.Emphasis.OFF,
        heuristics=mathopt.Emphasis.OFF,
        # SCIP would take Ctrl-C for itself.
        gscip=gscip_pb2.GScipParameters(bool_params={"misc/catchctrlc": False}, int_params=FEW_TRIALS),
    )
    result = _solved(master.model, parameters)
    if result is None:
        return Mixed(None, settled=True)
    settled = result.termination.reason in SETTLED
    if not result.has_primal_feasible_solution():
        return Mixed(None, settled)
    values = zip(master.columns, result.variable_values(master.variables), strict=True)
    return Mixed({column.number: column for column, value in values if value > 0.5}, settled)


def _solved(model: mathopt.Model, parameters: mathopt.SolveParameters) -> mathopt.SolveResult | None:
    """None when nothing is as cheap as it has to be."""
    try:
        return mathopt.solve(model, mathopt.SolverType.GSCIP, params=parameters)
    except ValueError as error:
        # OR-Tools 9.15 fails to tell that SCIP came upon the limit of the points, with a ValueError of its own.
        if CUT_OFF in str(error):
            return None
        raise
