"""What callers get from a number of agents: one set of figures, with or without abandonment."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wfm.staffing import erlang_a, erlang_c
from wfm.staffing.positive_series import FloatArray

SECONDS_PER_MINUTE = 60


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    """Service of every cell, arrays of one shape.

    `service_level`: share (0-1) of *offered* contacts answered within the threshold; contacts that abandon
    within it count against it. `asa_seconds`: mean wait of *all* offered contacts, the abandoned included
    (without abandonment the same as the average speed of answer; with it a few per cent above the
    average over answered contacts only). `occupancy`: share (0-1) of time on contact spent handling.
    `abandonment`: share (0-1) of offered contacts that give up.
    """

    service_level: FloatArray
    asa_seconds: FloatArray
    occupancy: FloatArray
    abandonment: FloatArray


def service_figures(
    agents: npt.ArrayLike,
    offered: npt.ArrayLike,
    aht_seconds: npt.ArrayLike,
    interval_minutes: npt.ArrayLike,
    threshold_seconds: npt.ArrayLike,
    patience_seconds: npt.ArrayLike | None,
) -> ServiceFigures:
    """Service in steady state, for arguments that broadcast together; agents need not be whole.

    `patience_seconds` None, or infinite in a cell, means that nobody gives up: Erlang C, where agents not
    above the load give service level 0, infinite ASA and occupancy 1. Without load everything is well.
    Without agents nobody is answered: abandonment 1, and callers wait as long as their patience.

    Raises ValueError if an argument is negative or not a number, or patience or interval is not above 0.
    """
    patience = np.inf if patience_seconds is None else patience_seconds
    cells = np.broadcast_arrays(
        *(
            np.asarray(value, dtype=np.float64)
            for value in (agents, offered, aht_seconds, interval_minutes, threshold_seconds, patience)
        )
    )
    _refuse_nonsense(*cells)
    s, calls, aht, minutes, threshold, give_up = cells
    load = calls * aht / (minutes * SECONDS_PER_MINUTE)
    figures = ServiceFigures(np.ones(s.shape), np.zeros(s.shape), np.zeros(s.shape), np.zeros(s.shape))

    deserted = (load > 0) & (s == 0)
    figures.service_level[deserted] = 0
    figures.asa_seconds[deserted] = give_up[deserted]
    figures.occupancy[deserted] = 1
    figures.abandonment[deserted] = 1

    patient = (load > 0) & (s > 0) & np.isinf(give_up)
    figures.service_level[patient], figures.asa_seconds[patient] = erlang_c.waiting(
        s[patient], load[patient], aht[patient], threshold[patient]
    )
    figures.occupancy[patient] = np.minimum(load[patient] / s[patient], 1)

    leaving = (load > 0) & (s > 0) & np.isfinite(give_up)
    fate = erlang_a.outcome(s[leaving], load[leaving], aht[leaving], threshold[leaving], give_up[leaving])
    figures.service_level[leaving] = fate.answered_in_time
    figures.asa_seconds[leaving] = fate.abandoned * give_up[leaving]  # E[W] = P(Ab) · mean patience, exactly
    figures.occupancy[leaving] = np.minimum(load[leaving] * (1 - fate.abandoned) / s[leaving], 1)
    figures.abandonment[leaving] = fate.abandoned
    return figures


def _refuse_nonsense(*cells: FloatArray) -> None:
    names = ("agents", "offered", "aht_seconds", "interval_minutes", "threshold_seconds", "patience_seconds")
    for name, values in zip(names, cells, strict=True):
        if np.isnan(values).any() or (values < 0).any():
            raise ValueError(f"{name} must be 0 or more everywhere")
        if name in ("interval_minutes", "patience_seconds") and (values == 0).any():
            raise ValueError(f"{name} must be above 0 everywhere")
        if name != "patience_seconds" and np.isinf(values).any():
            raise ValueError(f"{name} must be finite everywhere")
