"""Whole-numbered columns and linear rows: the one form in which the draft's rules go to both solvers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
UNBOUNDED = 2**40


@dataclass(frozen=True)
class Linear:
    """Maximise value · x where low <= A x <= high and lower <= x <= upper, all whole numbers.

    A by rows: row `r` holds `coefficients[k]` at `columns[k]` for `k` in `begins[r]` to `begins[r + 1]`.
    """

    value: Numbers
    lower: Numbers
    upper: Numbers
    low: Numbers
    high: Numbers
    begins: Numbers
    columns: Numbers
    coefficients: Numbers

    @cached_property
    def row_of_entry(self) -> Numbers:
        return np.repeat(np.arange(len(self.low)), np.diff(self.begins))

    def activity(self, x: NDArray[np.int64]) -> Numbers:
        """A x."""
        terms = self.coefficients * x[self.columns]
        return np.bincount(self.row_of_entry, weights=terms, minlength=len(self.low)).round().astype(np.int64)

    def allows(self, x: Numbers) -> bool:
        """Whether x keeps every row and every limit."""
        done = self.activity(x)
        rows = bool(((self.low <= done) & (done <= self.high)).all())
        return rows and bool(((self.lower <= x) & (x <= self.upper)).all())

    def bound(self, prices: Floats) -> float:
        """Weak duality: for any prices of the rows no x is worth more (Bertsimas & Tsitsiklis 1997, theorem
        4.3)."""
        prices = np.where((self.high >= UNBOUNDED) & (prices > 0), 0.0, prices)
        prices = np.where((self.low <= -UNBOUNDED) & (prices < 0), 0.0, prices)
        rows = np.where(prices > 0, prices * self.high, prices * self.low)
        left = self.reduced(prices)
        return float(rows.sum() + np.where(left > 0, left * self.upper, left * self.lower).sum())

    def reduced(self, prices: Floats) -> Floats:
        """What one more of each column is worth beyond what its rows are priced at."""
        each = self.coefficients * prices[self.row_of_entry]
        left: Floats = self.value.astype(np.float64) - np.bincount(
            self.columns, weights=each, minlength=len(self.value)
        )
        return left


class Rows:
    """Columns and rows as they are written down."""

    def __init__(self) -> None:
        self._values: list[int] = []
        self._uppers: list[int] = []
        self._lows: list[int] = []
        self._highs: list[int] = []
        self._lengths: list[int] = []
        self._columns: list[int] = []
        self._coefficients: list[int] = []

    def column(self, value: int = 0, upper: int = 1) -> int:
        """A new column, from 0 to `upper`; its number."""
        self._values.append(value)
        self._uppers.append(upper)
        return len(self._values) - 1

    def upper(self, column: int) -> int:
        return self._uppers[column]

    def at_most(self, columns: Sequence[int], high: int, coefficients: Sequence[int] | None = None) -> None:
        """Their sum is at most `high`; nothing is written where it cannot be more."""
        weights = coefficients or [1] * len(columns)
        most = sum(w * self._uppers[c] for c, w in zip(columns, weights, strict=True) if w > 0)
        if most > high:
            self._row(columns, weights, -UNBOUNDED, high)

    def equal(self, columns: Sequence[int], total: int, coefficients: Sequence[int]) -> None:
        self._row(columns, coefficients, total, total)

    def _row(self, columns: Sequence[int], coefficients: Sequence[int], low: int, high: int) -> None:
        self._columns.extend(columns)
        self._coefficients.extend(coefficients)
        self._lengths.append(len(columns))
        self._lows.append(low)
        self._highs.append(high)

    def finished(self) -> Linear:
        columns = len(self._values)
        return Linear(
            value=np.array(self._values, dtype=np.int64),
            lower=np.zeros(columns, dtype=np.int64),
            upper=np.array(self._uppers, dtype=np.int64),
            low=np.array(self._lows, dtype=np.int64),
            high=np.array(self._highs, dtype=np.int64),
            begins=np.concatenate([[0], np.cumsum(self._lengths)]).astype(np.int64),
            columns=np.array(self._columns, dtype=np.int64),
            coefficients=np.array(self._coefficients, dtype=np.int64),
        )
