"""Absences come in spells: a flu takes three days, and that is one event, not three."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LONGEST_WAIT = 4
"""Days off before a day due that count: short illnesses that came and went within longer ones never show."""


@dataclass(frozen=True, slots=True)
class Spell:
    """One unplanned absence of the agent in `row`: the `columns` (days) on which he was due, and missed the
    `parts` (0-1). Days off in between do not end it."""

    row: int
    columns: tuple[int, ...]
    parts: tuple[float, ...]

    @property
    def days(self) -> float:
        return sum(self.parts)

    @property
    def begins(self) -> int:
        return self.columns[0]


def spells_of(row: int, due: Floats, missed: Floats) -> Iterator[Spell]:
    """Runs of missed days with no day between them on which he was due and came."""
    run: list[int] = []
    for column in np.flatnonzero(due > 0):
        if missed[column] > 0:
            run.append(int(column))
        elif run:
            yield _spell(row, run, missed)
            run = []
    if run:
        yield _spell(row, run, missed)


def _spell(row: int, run: Sequence[int], missed: Floats) -> Spell:
    return Spell(row, tuple(run), tuple(float(missed[column]) for column in run))


def beginnings_by_chance(due: Floats) -> Floats:
    """How often spells begin on each day if illness comes on any day alike: every day due counts with the days off
    before it, during which an illness may have come that shows only now. Shape of `due` (agents by days)."""
    counted = np.zeros_like(due)
    for row, own in enumerate(due):
        last = None
        for column in np.flatnonzero(own > 0):
            waited = 1 if last is None else min(int(column) - last, LONGEST_WAIT)
            counted[row, column] = own[column] * waited
            last = int(column)
    return counted
