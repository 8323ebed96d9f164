"""Erlang C: how long contacts wait when nobody ever gives up."""

import numpy as np
import numpy.typing as npt

from wfm.staffing.erlang_b import blocking
from wfm.staffing.positive_series import FloatArray


def wait_probability(agents: npt.ArrayLike, erlangs: npt.ArrayLike) -> FloatArray:
    """Share of contacts (0-1) that must wait; 1 where the agents are not more than the load.

    C = sB / (s - a + aB), the continuous form for agents that are not a whole number.
    """
    s, a = np.broadcast_arrays(np.asarray(agents, dtype=np.float64), np.asarray(erlangs, dtype=np.float64))
    waits = np.ones(s.shape)
    stable = s > a
    busy = blocking(s[stable], a[stable])
    waits[stable] = s[stable] * busy / (s[stable] - a[stable] + a[stable] * busy)
    return waits


def waiting(
    agents: npt.ArrayLike, erlangs: npt.ArrayLike, aht_seconds: npt.ArrayLike, threshold_seconds: npt.ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """Share of contacts answered within the threshold (0-1), and the mean wait in seconds.

    A queue with no more agents than erlangs grows without end: share 0, wait infinite.
    """
    s, a, aht, threshold = np.broadcast_arrays(
        *(np.asarray(value, dtype=np.float64) for value in (agents, erlangs, aht_seconds, threshold_seconds))
    )
    answered, wait = np.zeros(s.shape), np.full(s.shape, np.inf)
    stable = (s > a) & (aht > 0)
    probability = wait_probability(s[stable], a[stable])
    spare_per_second = (s[stable] - a[stable]) / aht[stable]
    answered[stable] = 1 - probability * np.exp(-spare_per_second * threshold[stable])
    wait[stable] = probability / spare_per_second
    return answered, wait
