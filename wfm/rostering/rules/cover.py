"""Cover: agents on contact meet the requirement. Being short is priced, never impossible, and always reported."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from wfm.domain.breaches import Breach, Severity
from wfm.domain.centre import StaffingPrices
from wfm.domain.time import Horizon

TITLE = "Cover"


def words(prices: StaffingPrices) -> str:
    """The rule with the centre's prices."""
    under, over = ("/".join(map(str, steps)) for steps in (prices.under, prices.over))
    bands = " and ".join(f"{band:.0%}" for band in prices.bands)
    short = f"{under} points per agent short of the net requirement (more beyond {bands})"
    if prices.points_per_contact is not None:
        short = (
            f"{prices.points_per_contact:g} points per contact that is not answered in time because an agent is "
            f"short of the net requirement, rounded to {under} points per agent"
        )
    spare = f"{over} per agent over the protected one, {prices.unprotected} between the two"
    return f"{short}, {spare}, in every interval"


def short_spells(
    horizon: Horizon, open_agents: Mapping[str, NDArray[np.float64]], net: Mapping[str, NDArray[np.float64]]
) -> Iterator[Breach]:
    """A soft breach for every spell of intervals in which a cover is short, in agent-hours."""
    hours = horizon.interval_minutes / 60
    for cover, needed in net.items():
        short = np.maximum(needed - open_agents[cover], 0.0)
        edges = np.flatnonzero(np.diff(np.concatenate([[False], short > 0, [False]]).astype(int)))
        for first, last in edges.reshape(-1, 2).tolist():
            amount = float(short[first:last].sum()) * hours
            begins = horizon.moment(first * horizon.interval_minutes)
            ends = horizon.moment(last * horizon.interval_minutes)
            text = f"{cover}: up to {float(short[first:last].max()):g} agents short, {amount:g} agent-hours"
            yield Breach(TITLE, Severity.SOFT, "", begins, ends, amount, text)
