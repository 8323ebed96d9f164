"""How many agents a load needs: the fewest that meet every goal."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wfm.domain.queues import Goal
from wfm.staffing.positive_series import FloatArray
from wfm.staffing.service import SECONDS_PER_MINUTE, service_figures

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

GOALS = ("service_level", "asa", "abandonment", "occupancy")
ROUNDING = 1e-12  # a goal met but for the last bits of a float is met


@dataclass(frozen=True, slots=True)
class AgentsNeeded:
    """Whole agents on contact per cell, and the goal that decided: "service_level", "asa", "abandonment",
    "occupancy", "minimum_agents", or "none" where nobody is needed."""

    agents: IntArray
    binding: npt.NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class _Cells:
    """Work to be staffed, one-dimensional arrays of one length; patience is infinite without abandonment."""

    offered: FloatArray
    aht_seconds: FloatArray
    interval_minutes: FloatArray
    patience_seconds: FloatArray

    @property
    def erlangs(self) -> FloatArray:
        return self.offered * self.aht_seconds / (self.interval_minutes * SECONDS_PER_MINUTE)

    def only(self, which: BoolArray | npt.NDArray[np.intp]) -> "_Cells":
        return _Cells(
            self.offered[which],
            self.aht_seconds[which],
            self.interval_minutes[which],
            self.patience_seconds[which],
        )


def agents_needed(
    offered: npt.ArrayLike,
    aht_seconds: npt.ArrayLike,
    interval_minutes: npt.ArrayLike,
    goal: Goal,
    patience_seconds: npt.ArrayLike | None,
) -> AgentsNeeded:
    """The fewest whole agents that meet every part of `goal`, for arguments that broadcast together.

    Any load needs at least one agent, and more agents than erlangs if nobody gives up
    (`patience_seconds` None or infinite); no load needs the goal's minimum. Of goals that ask for the same
    number the first in the order of `GOALS` is named. Raises ValueError as `service_figures` does.
    """
    patience = np.inf if patience_seconds is None else patience_seconds
    broadcast = np.broadcast_arrays(
        *(np.asarray(value, dtype=np.float64) for value in (offered, aht_seconds, interval_minutes, patience))
    )
    shape = broadcast[0].shape
    cells = _Cells(*(values.ravel() for values in broadcast))
    needed = np.zeros(cells.offered.size, dtype=np.int64)
    binding = np.full(needed.shape, "none", dtype="<U16")
    _missed(needed, cells, goal)  # refuses nonsense in every cell, also where there is no load

    loaded = cells.erlangs > 0
    work = cells.only(loaded)
    needed[loaded] = _fewest(work, goal)
    one_less = _missed(needed[loaded] - 1, work, goal)
    binding[loaded] = np.asarray(GOALS)[np.argmax(one_less, axis=0)]

    binding[needed < goal.minimum_agents] = "minimum_agents"
    needed = np.maximum(needed, goal.minimum_agents)
    return AgentsNeeded(needed.reshape(shape), binding.reshape(shape))


def _fewest(work: _Cells, goal: Goal) -> IntArray:
    """Bisection between a number that misses some goal and one that meets all: every goal is monotone."""
    load = work.erlangs
    too_few = np.where(np.isinf(work.patience_seconds), np.floor(load), 0).astype(np.int64)
    margin = np.sqrt(load)
    enough = np.ceil(load + margin).astype(np.int64)
    short = np.flatnonzero(_missed(enough, work, goal).any(axis=0))
    while short.size:
        too_few[short] = enough[short]
        margin[short] *= 2
        enough[short] = np.maximum(np.ceil(load[short] + margin[short]), enough[short] + 1)
        short = short[_missed(enough[short], work.only(short), goal).any(axis=0)]

    apart = np.flatnonzero(enough - too_few > 1)
    while apart.size:
        middle = (too_few[apart] + enough[apart]) // 2
        missed = _missed(middle, work.only(apart), goal).any(axis=0)
        too_few[apart[missed]] = middle[missed]
        enough[apart[~missed]] = middle[~missed]
        apart = apart[enough[apart] - too_few[apart] > 1]
    return enough


def _missed(agents: IntArray, work: _Cells, goal: Goal) -> BoolArray:
    """Which goals these agents miss: shape (goals, cells), in the order of `GOALS`."""
    figures = service_figures(
        agents,
        work.offered,
        work.aht_seconds,
        work.interval_minutes,
        goal.threshold_seconds,
        work.patience_seconds,
    )
    nothing = np.zeros(agents.shape, dtype=np.bool_)
    late = nothing if goal.service_level is None else figures.service_level < goal.service_level - ROUNDING
    slow = nothing if goal.asa_seconds is None else figures.asa_seconds > goal.asa_seconds * (1 + ROUNDING)
    lost = nothing if goal.max_abandonment is None else figures.abandonment > goal.max_abandonment + ROUNDING
    # A queue that grows without end keeps everybody busy for ever, even if an occupancy of 1 is allowed.
    endless = np.isinf(figures.asa_seconds) | (figures.abandonment == 1)
    busy = (figures.occupancy > goal.max_occupancy + ROUNDING) | endless
    return np.stack([late, slow, lost, busy])
