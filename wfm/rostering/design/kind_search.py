"""Good designs quickly: the exact model over a few dozen kinds of shift at a time.

With about forty kinds on offer the flow model is solved in a second or so; with hundreds it is not. So the kinds
in use are put beside their neighbours in start and length and some drawn by lot, the best design among them is
found, and so on; when several rounds in a row bring nothing, more kinds are looked at together.
"""

import random
from collections.abc import Collection, Sequence
from dataclasses import replace

from wfm.domain.shift_design import ShiftKind
from wfm.rostering.design.effort import Budget, ShouldStop
from wfm.rostering.design.flow_model import solved
from wfm.rostering.design.problem import DesignProblem
from wfm.rostering.design.shift_design import ShiftDesign

KINDS_AT_A_TIME = (40, 60, 90, 135)
ROUNDS_EACH = 6
ROUND_WORK = 2.0
ROUND_SHARE, LEAST_ROUND_WORK = 0.1, 0.3
"""Of the whole effort, a round takes at most this share: many short rounds find more than a few long ones. But a
round of less work than the least finds nothing."""
KINDS_IN_SHORT_ROUNDS = 0.6
"""Share (0-1) of the kinds that a round of less than ROUND_WORK looks at."""


def searched_design(
    problem: DesignProblem,
    budget: Budget,
    most: int | None,
    known: ShiftDesign,
    should_stop: ShouldStop,
    share_kept: float = 0.0,
) -> ShiftDesign:
    """The best design that rounds over few kinds find, with the bound of `known`; `share_kept` (0-1) of the whole
    effort is left in `budget`."""
    lots = random.Random(budget.effort.seed)
    work = min(ROUND_WORK, max(LEAST_ROUND_WORK, ROUND_SHARE * budget.effort.work_limit))
    share = 1.0 if work == ROUND_WORK else KINDS_IN_SHORT_ROUNDS
    best = known
    fruitless = 0
    while fruitless < ROUNDS_EACH * len(KINDS_AT_A_TIME):
        if budget.share_left <= share_kept or should_stop():
            break
        places = round(share * KINDS_AT_A_TIME[fruitless // ROUNDS_EACH])
        tried = kinds_to_try(problem.kinds, best.kinds, places, lots)
        part = replace(problem, placements=tuple(place for place in problem.placements if place.kind in tried))
        found = solved(part, budget, budget.engine(work), most, best, should_stop)
        better = found is not None and found.points < best.points
        fruitless = 0 if better else fruitless + 1
        if found is not None and better:
            best = replace(known, people=found.people)
    return best


def kinds_to_try(
    kinds: Sequence[ShiftKind], used: Sequence[ShiftKind], places: int, lots: random.Random
) -> Collection[ShiftKind]:
    """The kinds in use, their neighbours in two of three of the places left, and others by lot."""
    chosen = dict.fromkeys(used)
    starts, lengths = _ranks({kind.start_minute for kind in kinds}), _ranks({kind.minutes for kind in kinds})
    near = [
        kind
        for kind in kinds
        if any(
            abs(starts[kind.start_minute] - starts[one.start_minute]) <= 1
            and abs(lengths[kind.minutes] - lengths[one.minutes]) <= 1
            for one in used
        )
    ]
    lots.shuffle(near)
    chosen.update(dict.fromkeys(near[: max(0, places - len(chosen)) * 2 // 3]))
    others = [kind for kind in kinds if kind not in chosen]
    chosen.update(dict.fromkeys(lots.sample(others, min(len(others), max(0, places - len(chosen))))))
    return chosen.keys()


def _ranks(values: Collection[int]) -> dict[int, int]:
    return {value: rank for rank, value in enumerate(sorted(values))}
