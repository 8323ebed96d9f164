"""Erlang B: the share of contacts that find every agent busy, if nobody could wait."""

import numpy as np
import numpy.typing as npt

from wfm.staffing.positive_series import FloatArray, sum_of_products

UNTHINKABLE = 650.0  # blocking below e^-650 is reported as 0


def blocking(agents: npt.ArrayLike, erlangs: npt.ArrayLike) -> FloatArray:
    """Blocking probability B (0-1) for `agents` ≥ 0, whole or not, and `erlangs` ≥ 0, broadcast together.

    1/B(s, a) = 1 + s/a · 1/B(s-1, a), unrolled downwards from s, so that only the terms that matter are
    visited: about s - a + 9√a of them. Continuous in s as 1/B = a∫e^(-at)(1+t)^s dt (Jagerman 1974,
    Bell System Technical Journal 53).
    """
    s, a = np.broadcast_arrays(np.asarray(agents, dtype=np.float64), np.asarray(erlangs, dtype=np.float64))
    result = np.where(s > 0, 0.0, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        rarity = s * (np.log(s) - np.log(a)) - s + a  # log of 1/B, short of a factor √(2πs)
    thinkable = (s > 0) & (a > 0) & ((s < a) | (rarity < UNTHINKABLE))
    result[thinkable] = 1 / _inverse_blocking(s[thinkable], a[thinkable])
    return result


def _inverse_blocking(s: FloatArray, a: FloatArray) -> FloatArray:
    """1/B for s > 0 and a > 0, both of shape (n,)."""
    whole = np.floor(s)
    remainder = np.zeros_like(s)
    broken = s > whole
    remainder[broken] = _inverse_blocking_less_one(s[broken] - whole[broken], a[broken])

    def ratio(rows: npt.NDArray[np.intp], steps: FloatArray) -> FloatArray:
        """(s-j+1)/a down to the fraction of an agent, then that fraction's own 1/B - 1, then the end."""
        left = whole[rows, None] - steps
        falling = (s[rows, None] - steps + 1) / a[rows, None]
        return np.where(left >= 0, falling, np.where(left == -1, remainder[rows, None], 0.0))

    total, _ = sum_of_products(ratio, s.size)
    return total


_STEP = 0.04
_GRID = np.arange(-3.9, 4.2, _STEP)
_NODES = np.exp(_GRID - np.exp(-_GRID))
_WEIGHTS = _STEP * _NODES * (1 + np.exp(-_GRID)) * np.exp(-_NODES)


def _inverse_blocking_less_one(fraction: FloatArray, a: FloatArray) -> FloatArray:
    """1/B - 1 = ∫e^(-u)[(1+u/a)^f - 1]du for a fraction f of one agent, 0 < f < 1, shape (n,).

    Double-exponential quadrature u = exp(τ - e^(-τ)) (Takahasi and Mori 1974), good to about 1e-14 for
    any a because the branch point at u = -a stays clear of the transformed path.
    """
    growth = np.expm1(fraction[:, None] * np.log1p(_NODES / a[:, None]))
    return np.asarray(growth @ _WEIGHTS, dtype=np.float64)
