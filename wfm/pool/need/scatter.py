"""How much chance there really is in a figure: more than its model says, where the periods scatter more."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import sqrt
from statistics import median

from wfm.domain.centre import EvidenceSettings
from wfm.pool.need.figures import Figure
from wfm.pool.need.records import Record, Sample, sample
from wfm.pool.need.shrinkage import MEDIAN_OF_A_SQUARE

PAIRS_BEHIND_THE_MODEL = 20
"""The model counts as much as so many pairs of periods."""
ENOUGH_IN_A_PERIOD = 20
"""Contacts from which a period's figures are held against the next period's."""


def scatter(figure: Figure, known: Iterable[Record], typical: float, evidence: EvidenceSettings) -> float:
    """By what factor (1 or more) a figure's errors are larger than modelled, seen from period to period.

    Where quality is scored on four contacts a month whatever was handled, say. The median of the squared changes
    is held against what it should be, so that a few who really changed do not count as noise.
    """
    jumps = list(_jumps(figure, known, typical, evidence))
    if not jumps:
        return 1.0
    usual = median(jumps)
    seen = median((jump - usual) ** 2 for jump in jumps) / MEDIAN_OF_A_SQUARE
    return sqrt(max(1.0, (len(jumps) * seen + PAIRS_BEHIND_THE_MODEL) / (len(jumps) + PAIRS_BEHIND_THE_MODEL)))


def _jumps(figure: Figure, known: Iterable[Record], typical: float, evidence: EvidenceSettings) -> Iterator[float]:
    """Every agent's changes between neighbouring periods, in units of what the model allows."""
    for record in known:
        for later, earlier in pairwise(record.periods):
            if min(later.handled, earlier.handled) >= ENOUGH_IN_A_PERIOD:
                now, then = (sample(figure, [period], period.period_end, evidence) for period in (later, earlier))
                if now is not None and then is not None:
                    yield _jump(figure, now, then, typical)


def _jump(figure: Figure, later: Sample, earlier: Sample, typical: float) -> float:
    chance = sum(figure.chance(one.observations, typical) ** 2 for one in (later, earlier))
    places = [figure.position(one.value, one.observations) for one in (later, earlier)]
    return (places[0] - places[1]) / sqrt(chance + 1e-24)
