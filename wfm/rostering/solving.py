"""Running CP-SAT so that a signal or a stop is answered at once and the same input gives the same answer."""

import threading
from collections.abc import Callable

from ortools.sat.python import cp_model

MOST_SECONDS_TO_STOP = 2.0


def solver(work_limit: float, seed: int) -> cp_model.CpSolver:
    """One worker under a deterministic limit: repeatable on any machine. Work units are about seconds."""
    engine = cp_model.CpSolver()
    engine.parameters.num_workers = 1
    engine.parameters.random_seed = seed
    engine.parameters.max_deterministic_time = work_limit
    # The default handler aborts the process when Ctrl-C meets a solve outside the main thread.
    engine.parameters.catch_sigint_signal = False
    return engine


def solve(
    model: cp_model.CpModel, engine: cp_model.CpSolver, should_stop: Callable[[], bool]
) -> cp_model.CpSolverStatus:
    """Solve in a thread of its own, so that signals reach the main thread, and stop when asked to.

    Raises MemoryError when there is not enough even for the thread.
    """
    result: list[cp_model.CpSolverStatus] = []
    worker = threading.Thread(target=lambda: result.append(engine.solve(model)), daemon=True)
    try:
        worker.start()
    except RuntimeError as error:
        raise MemoryError("no memory for a thread of the solver") from error
    try:
        while worker.is_alive():
            worker.join(timeout=0.05)
            if should_stop():
                engine.stop_search()
    except BaseException:
        # A signal that ends the run at once must not leave a solver at work while the process goes away.
        engine.stop_search()
        worker.join(timeout=MOST_SECONDS_TO_STOP)
        raise
    return result[0]
