"""The search for the best draft: the relaxation's bound, then all at once or neighbourhood by neighbourhood."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wfm.domain.time import MINUTES_PER_DAY
from wfm.pool.drafting.linear_rules import LinearDraft
from wfm.pool.drafting.neighbourhoods import Effort, improve
from wfm.pool.drafting.relaxation import relax
from wfm.pool.drafting.rows import Numbers

BLOCKS_AT_ONCE = 8_000
"""Up to so many blocks the whole draft is one model; beyond it some days are freed at a time."""
SHARE_AT_ONCE = 0.6
"""Of the work limit; the rest is for windows where the whole is not proved by then."""
DAYS_AT_ONCE = (2, 3, 5, 7)
"""Windows of days, from those that are solved in no time to those that see most."""
WORK_OF_A_WINDOW = 0.25
"""Solver work units that one window may use per day of it."""
GOOD_ENOUGH = 0.003
"""This close to the bound no further window is looked at: the bound itself is a thousandth off."""

LITTLE = 0.001
"""A round of windows that gains no more is the last of its length."""


@dataclass(frozen=True)
class Found:
    """The best `x` found and the `bound` for all blocks of the draft; `proved`: they are equal. `work` spent."""

    x: Numbers
    bound: int
    proved: bool
    work: float


def search(draft: LinearDraft, x: Numbers, effort: Effort) -> Found:
    """From an allowed draft to a better one, as far as the work limit allows."""
    linear = draft.linear
    relaxed = relax(linear, effort.should_stop)
    trivial = int((linear.value * linear.upper).clip(min=0).sum())
    bound = trivial if relaxed is None else min(trivial, relaxed)
    found = Found(x, bound, int(linear.value @ x) >= bound, 0.0)
    if not found.proved and len(draft.blocks) <= BLOCKS_AT_ONCE:
        found = _all_at_once(draft, found, effort)
    if not found.proved:
        found = _by_windows(draft, found, effort)
    return found


def _all_at_once(draft: LinearDraft, found: Found, effort: Effort) -> Found:
    everything = np.ones(len(draft.linear.value), dtype=bool)
    limited = replace(effort, work_limit=SHARE_AT_ONCE * effort.work_limit)
    better = improve(draft.linear, found.x, everything, limited)
    bound = min(found.bound, better.bound)
    return Found(better.x, bound, int(draft.linear.value @ better.x) >= bound, better.work)


def _by_windows(draft: LinearDraft, found: Found, effort: Effort) -> Found:
    """Windows of growing length slide over the days, each until none of them finds anything better."""
    value, days = draft.linear.value, draft.board.horizon.days
    day_of = _day_of_each_column(draft)
    for length in DAYS_AT_ONCE:
        while True:
            before = int(value @ found.x)
            for free in _windows(day_of, days, length):
                left = effort.work_limit - found.work
                close = found.bound - int(value @ found.x) <= GOOD_ENOUGH * found.bound
                if left <= 0 or close or (effort.should_stop is not None and effort.should_stop()):
                    return found
                limit = min(left, WORK_OF_A_WINDOW * length)
                better = improve(draft.linear, found.x, free, replace(effort, work_limit=limit))
                found = replace(found, x=better.x, work=found.work + max(better.work, LEAST_WORK))
            if int(value @ found.x) - before <= LITTLE * found.bound or length >= days:
                break
    return replace(found, proved=int(value @ found.x) >= found.bound)


LEAST_WORK = 0.01
"""Writing a model down is work too."""


def _windows(day_of: Numbers, days: int, length: int) -> Iterator[NDArray[np.bool_]]:
    """The columns of some days in a row, sliding by half a window, with all that belong to no day."""
    step = max(1, (length + 1) // 2)
    for first in range(0, max(1, days - length + step), step):
        yield (day_of < 0) | ((first <= day_of) & (day_of < first + length))


def _day_of_each_column(draft: LinearDraft) -> Numbers:
    """The day of the horizon to which a column belongs; -1 for the hours of fairness."""
    horizon = draft.board.horizon
    day_of = np.full(len(draft.linear.value), -1, dtype=np.int64)
    for block, column in draft.block_column.items():
        day_of[column] = (block.day - horizon.first).days
    for (_, day, _), column in draft.wish_column.items():
        day_of[column] = (day - horizon.first).days
    for (_, day), column in draft.day_column.items():
        day_of[column] = (day - horizon.first).days
    for (_, start, _), column in draft.lesson_column.items():
        day_of[column] = min(start // MINUTES_PER_DAY, horizon.days - 1)
    for (start, _, _), column in draft.taught_column.items():
        day_of[column] = min(start // MINUTES_PER_DAY, horizon.days - 1)
    return day_of
