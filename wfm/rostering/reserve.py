"""What a roster keeps free for retraining: people beyond the requirement, and trainers at work by then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wfm.domain.roster import Roster
from wfm.rostering.staffing_cost import StaffingCost

Floats = NDArray[np.float64]

SHORT_WEIGHS = 2
"""How much more a missing agent counts in the search with a reserve than in the true cost."""


@dataclass(frozen=True)
class Reserve:
    """What is wanted beyond the requirement, over the intervals of the horizon.

    `heads`: by cover the agents wanted on contact above the protected requirement; `trainers`: how many trainers
    who count to no cover are wanted at work. Each of either who is missing costs `points` per interval;
    `points_for_hours`: what each interval of paid time more than in `begin`, the roster that is changed, costs.
    """

    heads: Mapping[str, Floats]
    trainers: Floats
    points: float
    begin: Roster
    points_for_hours: float = 0.0

    def __post_init__(self) -> None:
        if self.points < 0:
            raise ValueError(f"a missing head of the reserve costs {self.points} points; expected 0 or more")

    def cost_beyond(self, cost: StaffingCost, covers: Sequence[str]) -> StaffingCost:
        """The staffing cost to which heads of the reserve are worth something and none of them is too many, while
        being short weighs more than it truly costs: no reserve is to be bought with it."""
        nobody = np.zeros(cost.net.shape[1])
        wanted = np.stack([self.heads.get(cover, nobody) for cover in covers]) if covers else cost.net
        dearer = replace(cost.prices, under=tuple(SHORT_WEIGHS * price for price in cost.prices.under))
        points = min(self.points, float(cost.prices.unprotected))
        return replace(cost, prices=dearer, reserve=wanted, reserve_points=points)
