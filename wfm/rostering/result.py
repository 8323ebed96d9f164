"""What the roster engine gives back: the roster, how good it is, and how that is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from wfm.domain.roster import Roster


class RosterStatus(StrEnum):
    """OPTIMAL only when the bound meets the objective."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"


class StoppedBy(StrEnum):
    """Why the search ended: its work was done, the clock, or a signal."""

    WORK_DONE = "work_done"
    TIME_LIMIT = "time_limit"
    INTERRUPT = "interrupt"


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the search stands: the stage's name, a share 0-1 of its work, and the objective so far."""

    stage: str
    share: float
    objective: float


@dataclass(frozen=True)
class RosterResult:
    """A legal roster. `objective` and `bound` in points; `gap` = (objective - bound) / objective, None when no
    bound was computed; `excess` the same difference per weighted demand (first under-price × agent-intervals);
    `costs` the objective by what it is for."""

    roster: Roster
    status: RosterStatus
    objective: float
    bound: float | None
    excess: float | None
    costs: Mapping[str, float]
    stopped_by: StoppedBy
    seconds: float
    sweeps: int

    @property
    def gap(self) -> float | None:
        if self.bound is None:
            return None
        return 0.0 if self.objective <= 0 else max(0.0, (self.objective - self.bound) / self.objective)
