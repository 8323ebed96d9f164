"""What a roster keeps free for retraining: people beyond the requirement, and trainers at work at the same time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wfm.domain.roster import Roster
from wfm.rostering.staffing_cost import StaffingCost

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Reserve:
    """What is wanted beyond the requirement, over the intervals of the horizon.

    `heads`: by cover the agents wanted on contact above the protected requirement; `trainers`: how many trainers
    who count to no cover are wanted at work. Each of either who is missing costs `points` per interval. `begin`:
    the roster that is changed for it; those named in `held` keep their lines.
    """

    heads: Mapping[str, Floats]
    trainers: Floats
    points: float
    begin: Roster
    held: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.points < 0:
            raise ValueError(f"a missing head of the reserve costs {self.points} points; expected 0 or more")

    def cost_beyond(self, cost: StaffingCost, covers: Sequence[str]) -> StaffingCost:
        """The staffing cost to which heads of the reserve are worth something, and none of them too many."""
        nobody = np.zeros(cost.net.shape[1])
        wanted = np.stack([self.heads.get(cover, nobody) for cover in covers]) if covers else cost.net
        return replace(cost, reserve=wanted, reserve_points=min(self.points, float(cost.prices.unprotected)))
