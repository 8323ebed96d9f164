"""A better draft by CP-SAT: all columns at once where they are few, else some days or agents with the rest
fixed."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillSolving
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from wfm.pool.drafting.rows import UNBOUNDED, Linear, Numbers

SECONDS_BETWEEN_LOOKS = 0.02


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to look: solver work units (deterministic, about a second each), seed, and when to stop early."""

    work_limit: float
    seed: int
    should_stop: Callable[[], bool] | None = None


@dataclass(frozen=True)
class Improved:
    """The best `x` found; `bound`: no choice of the free columns beside the fixed ones is worth more (in all);
    `work`: solver work units spent."""

    x: Numbers
    bound: int
    proved: bool
    work: float


def improve(linear: Linear, x: Numbers, free: NDArray[np.bool_], effort: Effort) -> Improved:
    """The best values of the `free` columns with all others as in `x`, never worse than `x`, which is allowed;
    the same each time unless stopped."""
    numbers = np.flatnonzero(free)
    fixed_value = int(linear.value @ np.where(free, 0, x))
    model, variables = _model(linear, x, free, numbers)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = effort.seed
    solver.parameters.max_deterministic_time = effort.work_limit
    solver.parameters.linearization_level = 2  # all rows in the relaxation: proved in 0.5 s what else stays open
    status = _solve_aside(solver, model, effort.should_stop)
    work = float(solver.deterministic_time)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Improved(x, int((linear.value * linear.upper).clip(min=0).sum()), False, work)
    found = x.copy()
    found[numbers] = [solver.value(variable) for variable in variables]
    best = found if linear.value @ found > linear.value @ x else x
    bound = fixed_value + int(np.floor(solver.best_objective_bound + 1e-6))
    return Improved(best, bound, status == cp_model.OPTIMAL, work)


def _model(
    linear: Linear, x: Numbers, free: NDArray[np.bool_], numbers: Numbers
) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    """Yes or no, or how many, for each free column; rows less what the fixed columns take of them."""
    model = cp_model.CpModel()
    limits = zip(linear.lower[numbers].tolist(), linear.upper[numbers].tolist(), strict=True)
    variables = [model.new_int_var(low, high, "") for low, high in limits]
    of_column = dict(zip(numbers.tolist(), variables, strict=True))
    entries = free[linear.columns]
    touched = np.unique(linear.row_of_entry[entries])
    fixed = linear.activity(np.where(free, 0, x))
    begins = np.concatenate([[0], np.cumsum(np.bincount(linear.row_of_entry[entries], minlength=len(linear.low)))])
    columns, coefficients = linear.columns[entries].tolist(), linear.coefficients[entries].tolist()
    for row in touched.tolist():
        inside = slice(int(begins[row]), int(begins[row + 1]))
        taking = [of_column[column] for column in columns[inside]]
        low = int(linear.low[row]) - int(fixed[row]) if linear.low[row] > -UNBOUNDED else -UNBOUNDED
        high = int(linear.high[row]) - int(fixed[row]) if linear.high[row] < UNBOUNDED else UNBOUNDED
        model.add_linear_constraint(cp_model.LinearExpr.weighted_sum(taking, coefficients[inside]), low, high)
    model.maximize(cp_model.LinearExpr.weighted_sum(variables, linear.value[numbers].tolist()))
    for column, variable in of_column.items():
        model.add_hint(variable, int(x[column]))
    return model, variables


def _solve_aside(
    solver: cp_model.CpSolver, model: cp_model.CpModel, should_stop: Callable[[], bool] | None
) -> cp_model.CpSolverStatus:
    """Solves in a thread of its own, with the solver's own signal handling off, so that Ctrl-C and SIGTERM reach
    this program while it waits (with the default the process aborts on Ctrl-C)."""
    solver.parameters.catch_sigint_signal = False
    with ThreadPoolExecutor(max_workers=1) as aside:
        solving = aside.submit(solver.solve, model)
        try:
            return _wait(solving, solver, should_stop)
        finally:
            if not solving.done():
                solver.stop_search()


def _wait(
    solving: "Future[cp_model.CpSolverStatus]", solver: cp_model.CpSolver, should_stop: Callable[[], bool] | None
) -> cp_model.CpSolverStatus:
    while True:
        try:
            return solving.result(timeout=SECONDS_BETWEEN_LOOKS)
        except StillSolving:
            if should_stop is not None and should_stop():
                solver.stop_search()
