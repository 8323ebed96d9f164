"""Similar agents who were not trained: the same stage and skills, and the figure just as bad before."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean

from wfm.domain.people import TenureStage
from wfm.pool.effect.window import Window


@dataclass(frozen=True, slots=True)
class Change:
    """One agent's figure before and after, in its own unit. `kind`: stage and skills on the day it is about."""

    agent_id: str
    kind: tuple[TenureStage, frozenset[str]]
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody who was trained, and those who could be compared with him over the very same `days`: the windows
    before and after. Cases of the same days have the same candidates."""

    trained: Change
    days: tuple[Window, Window]
    candidates: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Somebody who was trained, and those not trained whose figure before was nearest to his."""

    trained: Change
    matches: tuple[Change, ...]

    def difference(self, slope: float) -> float:
        """How much more his figure rose than theirs: (after - theirs) - slope x (before - theirs).

        With slope 1 this is the difference in differences. The slope with which a figure usually carries over
        from one window to the next takes what is left of the difference before for what it is, mostly chance:
        with 1 a bad figure's return to the usual would count as progress.
        """
        before = self.trained.before - fmean(match.before for match in self.matches)
        after = self.trained.after - fmean(match.after for match in self.matches)
        return after - slope * before


def matched(cases: Sequence[Case], count: int, caliper: float) -> tuple[Pair, ...]:
    """Each case with its `count` nearest candidates of the same kind, no farther off before than `caliper`
    standard deviations of the figure among candidates; a case with none that near has no pair.

    Who is trained was picked for a bad figure, and a bad figure is partly bad luck, which does not last
    (regression to the mean). Those whose figure was just as bad share that luck: so the figure before is what is
    matched on.
    """
    reach = caliper * _spread(cases)
    pairs = []
    for case in cases:
        alike = [one for one in case.candidates if one.kind == case.trained.kind]
        near = [one for one in alike if abs(one.before - case.trained.before) <= reach]
        near.sort(key=lambda one: (abs(one.before - case.trained.before), one.agent_id))
        if near:
            pairs.append(Pair(case.trained, tuple(near[:count])))
    return tuple(pairs)


def carry_over(cases: Sequence[Case], fewest: int) -> tuple[float, float]:
    """How a figure carries over without training, from all candidates among their like: the slope of after on
    before by least squares, and the variance that it leaves. With fewer candidates than `fewest` it is 1."""
    groups = _groups(cases)
    pairs = [pair for group in groups for pair in _centred(group)]
    square = sum(before**2 for before, _ in pairs)
    product = sum(before * after for before, after in pairs)
    slope = product / square if len(pairs) >= fewest and square > 0 else 1.0
    left = sum((after - slope * before) ** 2 for before, after in pairs)
    return slope, left / max(len(pairs) - len(groups) - 1, 1)


def _spread(cases: Sequence[Case]) -> float:
    """Standard deviation of the figure before, among candidates of one kind and the same days."""
    groups = _groups(cases)
    befores = [before for group in groups for before, _ in _centred(group)]
    return sqrt(sum(before**2 for before in befores) / max(len(befores) - len(groups), 1))


def _groups(cases: Sequence[Case]) -> tuple[tuple[Change, ...], ...]:
    """Every candidate once, with those of his kind over the same days."""
    groups: dict[object, list[Change]] = {}
    for days, candidates in {case.days: case.candidates for case in cases}.items():
        for one in candidates:
            groups.setdefault((days, one.kind), []).append(one)
    return tuple(map(tuple, groups.values()))


def _centred(group: Sequence[Change]) -> list[tuple[float, float]]:
    before, after = fmean(one.before for one in group), fmean(one.after for one in group)
    return [(one.before - before, one.after - after) for one in group]
