"""The linear relaxation of a whole draft (MathOpt, PDLP): a bound for all its blocks.

PDLP (Applegate et al. 2021, arXiv 2106.04756) comes within a ten-thousandth of the optimum in seconds where
simplex takes minutes; weak duality makes a bound of its prices that holds however far it came.
"""

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.pdlp import solvers_pb2

from wfm.pool.drafting.rows import UNBOUNDED, Linear

SECONDS_BETWEEN_LOOKS = 0.05
RELATIVE_GAP = 1e-4
MOST_ITERATIONS = 8_000


def relax(linear: Linear, should_stop: Callable[[], bool] | None = None) -> int | None:
    """No draft is worth more than this (hundredths of a point x minutes); None when stopped before."""
    model = mathopt.Model.from_model_proto(_proto(linear))
    result = _solve_aside(model, should_stop)
    dual = result.solutions[0].dual_solution if result is not None and result.solutions else None
    if dual is None:
        return None
    prices = np.array([dual.dual_values[row] for row in model.linear_constraints()])
    return int(np.floor(linear.bound(prices) + 1e-6))


def _proto(linear: Linear) -> model_pb2.ModelProto:
    columns, rows = len(linear.value), len(linear.low)
    proto = model_pb2.ModelProto()
    proto.variables.ids.extend(range(columns))
    proto.variables.lower_bounds.extend(linear.lower.astype(float).tolist())
    proto.variables.upper_bounds.extend(linear.upper.astype(float).tolist())
    proto.variables.integers.extend([False] * columns)
    proto.linear_constraints.ids.extend(range(rows))
    low = np.where(linear.low <= -UNBOUNDED, -np.inf, linear.low)
    high = np.where(linear.high >= UNBOUNDED, np.inf, linear.high)
    proto.linear_constraints.lower_bounds.extend(low.tolist())
    proto.linear_constraints.upper_bounds.extend(high.tolist())
    order = np.lexsort((linear.columns, linear.row_of_entry))
    proto.linear_constraint_matrix.row_ids.extend(linear.row_of_entry[order].tolist())
    proto.linear_constraint_matrix.column_ids.extend(linear.columns[order].tolist())
    proto.linear_constraint_matrix.coefficients.extend(linear.coefficients[order].astype(float).tolist())
    proto.objective.maximize = True
    worth = np.flatnonzero(linear.value)
    proto.objective.linear_coefficients.ids.extend(worth.tolist())
    proto.objective.linear_coefficients.values.extend(linear.value[worth].astype(float).tolist())
    return proto


def _solve_aside(model: mathopt.Model, should_stop: Callable[[], bool] | None) -> mathopt.SolveResult | None:
    """Solves in a thread of its own, so that Ctrl-C and SIGTERM reach this program while it waits. MathOpt cannot
    be interrupted: once stopped, the thread is left to itself and does not keep the program from ending."""
    answers: SimpleQueue[mathopt.SolveResult | None] = SimpleQueue()
    Thread(target=lambda: answers.put(_answer(model)), daemon=True).start()
    while True:
        try:
            return answers.get(timeout=SECONDS_BETWEEN_LOOKS)
        except Empty:
            if should_stop is not None and should_stop():
                return None


def _answer(model: mathopt.Model) -> mathopt.SolveResult | None:
    """None when the solver loses its way: OR-Tools 9.15 then fails with an AttributeError of its own."""
    try:
        return mathopt.solve(model, mathopt.SolverType.PDLP, params=mathopt.SolveParameters(pdlp=_patience()))
    except (AttributeError, RuntimeError):
        return None


def _patience() -> solvers_pb2.PrimalDualHybridGradientParams:
    """One thread and a limit of iterations, so that the same draft has the same prices each time."""
    params = solvers_pb2.PrimalDualHybridGradientParams(num_threads=1)
    params.termination_criteria.iteration_limit = MOST_ITERATIONS
    params.termination_criteria.simple_optimality_criteria.eps_optimal_relative = RELATIVE_GAP
    params.termination_criteria.simple_optimality_criteria.eps_optimal_absolute = 1.0
    return params
