"""Erlang A: what becomes of contacts when callers lose patience (Palm 1957).

Formulas: Mandelbaum and Zeltyn, "Service engineering in action: the Palm/Erlang-A queue" (2007), with
x = agents · patience / handling time and y = contacts per mean patience. Every wait follows from Palm's

    A(x, y) = 1 + y/(x+1) + y²/((x+1)(x+2)) + …
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wfm.staffing.erlang_b import blocking
from wfm.staffing.positive_series import FloatArray, sum_of_products


@dataclass(frozen=True, slots=True)
class Outcome:
    """Shares (0-1) of all offered contacts: those that wait at all, that abandon, that are answered after the
    threshold, and that are still in line at the threshold, however their wait will end."""

    waited: FloatArray
    abandoned: FloatArray
    answered_late: FloatArray
    in_line_at_threshold: FloatArray

    @property
    def answered_in_time(self) -> FloatArray:
        return np.clip(1 - self.abandoned - self.answered_late, 0.0, 1.0)


def outcome(
    agents: npt.ArrayLike,
    erlangs: npt.ArrayLike,
    aht_seconds: npt.ArrayLike,
    threshold_seconds: npt.ArrayLike,
    patience_seconds: npt.ArrayLike,
) -> Outcome:
    """What becomes of the contacts, for positive agents, whole or not, load, times and finite patience.

    Stable below, at and above the load: agents may be fewer than erlangs, callers who leave see to that.
    """
    s, a, aht, threshold, patience = np.broadcast_arrays(
        *(
            np.atleast_1d(np.asarray(value, dtype=np.float64))
            for value in (agents, erlangs, aht_seconds, threshold_seconds, patience_seconds)
        )
    )
    x, y = s * patience / aht, a * patience / aht
    all_waits = _palm(x, y)
    busy = blocking(s, a)
    waited = busy * all_waits.total / ((1 - busy) * np.exp(-all_waits.log_scale) + busy * all_waits.total)
    # The law of the wait beyond the threshold is Palm's series once more, of the callers still in line.
    elapsed = threshold / patience
    still_in_line = np.exp(-elapsed)
    long_waits = _palm(x + 1, y * still_in_line)
    decay = -y * np.expm1(-elapsed) - x * elapsed - all_waits.log_scale
    late = np.exp(decay - elapsed + long_waits.log_scale) * x / (x + 1) * long_waits.total
    emptied = np.exp(decay)
    return Outcome(
        waited,
        abandoned=waited * all_waits.mean_index / y,
        answered_late=waited * late / all_waits.total,
        in_line_at_threshold=waited * still_in_line * (emptied + late * y / x) / all_waits.total,
    )


@dataclass(frozen=True, slots=True)
class _PalmSeries:
    """A(x, y) = total · e^log_scale, and the mean Σ j·t_j / Σ t_j of its index."""

    total: FloatArray
    log_scale: FloatArray
    mean_index: FloatArray


def _palm(x: FloatArray, y: FloatArray) -> _PalmSeries:
    """Palm's series summed outwards from its greatest term t_m, m = ⌊y - x⌋, hence in units of t_m."""
    mode = np.maximum(np.floor(y - x), 0.0)
    x, y, mode = x.ravel(), np.maximum(y, np.finfo(np.float64).tiny).ravel(), mode.ravel()

    def upwards(rows: npt.NDArray[np.intp], steps: FloatArray) -> FloatArray:
        return y[rows, None] / ((x + mode)[rows, None] + steps)

    def downwards(rows: npt.NDArray[np.intp], steps: FloatArray) -> FloatArray:
        index = mode[rows, None] - steps
        return np.where(index >= 0, x[rows, None] + index + 1, 0.0) / y[rows, None]

    above, index_above = sum_of_products(upwards, x.size)
    below, index_below = sum_of_products(downwards, x.size)
    total = above + below - 1
    return _PalmSeries(total, _log_term(x, y, mode), mode + (index_above - index_below) / total)


def _log_term(x: FloatArray, y: FloatArray, index: FloatArray) -> FloatArray:
    """log of t_m = y^m / ((x+1)…(x+m)), by Stirling's formula in differences that do not cancel."""
    result = np.zeros_like(x)
    beyond = index > 0
    x, y, top = x[beyond], y[beyond], (x + index)[beyond]
    result[beyond] = (
        (top - x)  # not the index: what rounding took from `top` must be missing here as well
        - top * np.log1p((top - y) / y)
        + x * np.log(x / y)
        + 0.5 * np.log(x / top)
        + _stirling_tail(x)
        - _stirling_tail(top)
    )
    return result


def _stirling_tail(z: FloatArray) -> FloatArray:
    """log Γ(z+1) - [(z+½) log z - z + ½ log 2π] for z > 0: shifted beyond 16, then the asymptotic series."""
    shift = np.arange(16.0)
    near = z[:, None] + shift
    lift = ((near + 0.5) * np.log1p(1 / near) - 1).sum(axis=1)
    far = z + shift.size
    inverse_square = 1 / far**2
    series = 1 / 12 - inverse_square * (1 / 360 - inverse_square * (1 / 1260 - inverse_square / 1680))
    return np.asarray(lift + series / far, dtype=np.float64)
