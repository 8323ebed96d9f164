"""Diving: some agents are given a column for good, and the rest generate anew against what is still open.

It is one programme from beginning to end, so that each solve starts from the basis of the one before; what cannot
be taken any more, or hardly would, is dropped from it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from wfm.rostering.columns.column import Column
from wfm.rostering.columns.generation import Generation
from wfm.rostering.columns.master import Relaxed

SPARES = 25
"""Columns of each agent that are kept to begin with."""
CLOSE = 0.5
"""Points that may stay open between two steps."""


@dataclass(frozen=True, slots=True)
class Care:
    """How carefully to dive: at most so many `rounds` of generation between two steps; of `at_once` agents one at
    least is given his column in every step; columns of a share (0-1) that is `sure` are given without asking
    further."""

    rounds: int
    at_once: int
    sure: float


QUICK = Care(rounds=4, at_once=12, sure=0.85)
CAREFUL = Care(rounds=20, at_once=100, sure=0.95)


def dive(
    generation: Generation, relaxed: Relaxed, care: Care, should_stop: Callable[[], bool]
) -> dict[int, Column]:
    """One column for every agent of the generation, from the top of the mixture down; all at once when stopped."""
    relaxed = _without_most(generation, relaxed)
    given: dict[int, Column] = {}
    while generation.makers:
        mixture = zip(relaxed.taken.tolist(), generation.master.columns, strict=True)
        open_shares = [(share, column) for share, column in mixture if column.number in generation.makers]
        few = len(generation.makers) if should_stop() else max(1, len(generation.makers) // care.at_once)
        chosen: dict[int, Column] = {}
        for share, column in sorted(open_shares, key=lambda pair: -pair[0]):
            if share < care.sure and len(chosen) >= few:
                break
            chosen.setdefault(column.number, column)
        given |= chosen
        generation = generation.giving(list(chosen.values()))
        if generation.makers:
            relaxed = generation.run(care.rounds, should_stop, CLOSE)
    return given


def _without_most(generation: Generation, relaxed: Relaxed) -> Relaxed:
    """Drop all but the cheapest columns of every agent, and solve again."""
    master = generation.master
    dropped: list[Column] = []
    for number in generation.makers:
        own = [column for column in master.columns if column.number == number]
        dropped += sorted(own, key=relaxed.reduced)[SPARES:]
    master.drop(dropped)
    return master.solve()
