"""What every number of agents would answer in time: the table that prices by service level are made of."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from wfm.app.demand import Demand
from wfm.app.service import service_of
from wfm.domain.centre import Centre

Floats = NDArray[np.float64]


def answered_in_time(centre: Centre, demand: Demand) -> Mapping[str, Floats]:
    """By cover the contacts answered in time with 0, 1, … agents up to the most that any interval needs, shape
    (agents + 1, intervals); nothing for a centre whose prices count agents."""
    if centre.roster.prices.points_per_contact is None:
        return {}
    service = service_of(centre, demand)
    found = {}
    for cover in demand.covers:
        most = max(row.agents_net for row in demand.requirement if row.cover == cover.name)
        levels = [
            service.figures(cover.name, np.full(demand.horizon.intervals, float(agents))).service_level
            for agents in range(most + 1)
        ]
        found[cover.name] = np.stack(levels) * service.loads[cover.name].offered
    return found
