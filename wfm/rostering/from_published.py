"""Where the search begins when a published roster is changed: with that roster, not with an empty page.

Descent from nothing forgets what is published while its corners are round; it may end better or worse. The search
keeps the best it has seen, so what is found here is the least that a change must beat.
"""

from collections.abc import Callable

import numpy as np

from wfm.rostering.descent import shares_now, sharp_sweep
from wfm.rostering.team import Team

MOST_SWEEPS = 8


def begin_from_published(team: Team, should_stop: Callable[[], bool]) -> None:
    """Give everybody the legal roster nearest to his published one, then what is worth the price of a change."""
    for number, case in enumerate(team.cases):
        found = case.cheapest(np.zeros((team.present.shape[1], team.cost.units_per_agent + 1)))
        if found is not None:
            team.replace(number, found[1])
    team.fairness = shares_now(team)
    for _ in range(MOST_SWEEPS):
        if should_stop():
            return
        before = team.points()
        sharp_sweep(team)
        if team.points() > before - 1e-9:
            return
