"""How hard to look for a design, and what is left of that."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from wfm.rostering.solving import solver

ShouldStop = Callable[[], bool]


def never() -> bool:
    """Nobody wants to stop."""
    return False


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to look: `work_limit` in the solver's own units (repeatable), `seconds` by the clock if given."""

    work_limit: float = 30.0
    seconds: float | None = None
    seed: int = 1

    def __post_init__(self) -> None:
        if self.work_limit <= 0 or (self.seconds is not None and self.seconds <= 0):
            raise ValueError("a design needs a work limit and seconds above 0")

    def part(self, share: float) -> "Effort":
        """That share of it."""
        return replace(
            self,
            work_limit=share * self.work_limit,
            seconds=None if self.seconds is None else share * self.seconds,
        )


class Budget:
    """What is left of an effort."""

    def __init__(self, effort: Effort) -> None:
        self.effort = effort
        self._spent = 0.0
        self._begun = time.monotonic()

    @property
    def share_left(self) -> float:
        """0-1 of the work, or of the time if that is scarcer."""
        work = 1 - self._spent / self.effort.work_limit
        if self.effort.seconds is None:
            return max(0.0, work)
        return max(0.0, min(work, 1 - (time.monotonic() - self._begun) / self.effort.seconds))

    def engine(self, work: float | None = None, share: float = 1.0) -> cp_model.CpSolver:
        """A solver that may use `work` units and that share (0-1) of the whole effort, as far as they are left."""
        share = min(share, self.share_left)
        allowed = share * self.effort.work_limit
        engine = solver(allowed if work is None else min(work, allowed), self.effort.seed)
        # Cuts on "count <= most x used" are what proves these models.
        engine.parameters.linearization_level = 2
        if self.effort.seconds is not None:
            engine.parameters.max_time_in_seconds = share * self.effort.seconds
        return engine

    def spend(self, engine: cp_model.CpSolver) -> None:
        """Take off what a solver has used."""
        self._spent += engine.response_proto.deterministic_time
