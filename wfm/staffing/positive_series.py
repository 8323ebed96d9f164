"""Sums of series whose terms are all positive: the safe way through Erlang's formulas.

Nothing is ever subtracted and no factorial is formed, so nothing cancels and nothing overflows.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
Ratio = Callable[[npt.NDArray[np.intp], FloatArray], FloatArray]

NEGLIGIBLE = 1e-18
CELLS_PER_BLOCK = 1 << 15  # few enough to stay in the processor's cache
LONGEST_BLOCK = 512


def sum_of_products(ratio: Ratio, size: int) -> tuple[FloatArray, FloatArray]:
    """Σ t_j and Σ j·t_j of `size` series side by side, with t_0 = 1 and t_j = t_(j-1) · ratio_j.

    `ratio(series, steps)` gives the ratios as an array of shape (series, steps) for the series numbered
    `series` and the steps j = 1, 2, …; in each series they must fall, below 1 in the end, or become 0.
    """
    total, moment, last = np.ones(size), np.zeros(size), np.ones(size)
    open_series = np.arange(size)
    done_steps = 0
    while open_series.size:
        length = int(np.clip(CELLS_PER_BLOCK // open_series.size, 4, LONGEST_BLOCK))
        steps = np.arange(done_steps + 1, done_steps + length + 1, dtype=np.float64)
        ratios = ratio(open_series, steps)
        terms = last[open_series, None] * np.cumprod(ratios, axis=1)
        total[open_series] += terms.sum(axis=1)
        moment[open_series] += terms @ steps
        last[open_series] = terms[:, -1]
        # A falling ratio r leaves at most the geometric tail t·r/(1-r).
        tail_matters = terms[:, -1] > NEGLIGIBLE * (1 - ratios[:, -1]) * total[open_series]
        open_series = open_series[tail_matters]
        done_steps += length
    return total, moment
