"""Diving: some agents are given a column for good, and the rest generate anew against what is still open.

It is one programme from beginning to end, so that each solve starts from the basis of the one before; what cannot
be taken any more, or hardly would, is dropped from it.
"""

from collections.abc import Callable

from wfm.rostering.columns.column import Column
from wfm.rostering.columns.generation import Generation
from wfm.rostering.columns.master import Relaxed

ROUNDS = 4
CLOSE = 0.5
SPARES = 25
"""Columns of each agent that are kept to begin with."""
SURE = 0.85
"""Share of a column from which on it is given without asking further."""
AT_ONCE = 12
"""Of so many agents one at least is given his column in every step."""


def dive(generation: Generation, relaxed: Relaxed, should_stop: Callable[[], bool]) -> dict[int, Column]:
    """One column for every agent of the generation, from the top of the mixture down; all at once when stopped."""
    relaxed = _without_most(generation, relaxed)
    given: dict[int, Column] = {}
    while generation.makers:
        mixture = zip(relaxed.taken.tolist(), generation.master.columns, strict=True)
        open_shares = [(share, column) for share, column in mixture if column.number in generation.makers]
        few = len(generation.makers) if should_stop() else max(1, len(generation.makers) // AT_ONCE)
        chosen: dict[int, Column] = {}
        for share, column in sorted(open_shares, key=lambda pair: -pair[0]):
            if share < SURE and len(chosen) >= few:
                break
            chosen.setdefault(column.number, column)
        given |= chosen
        generation = generation.giving(list(chosen.values()))
        if generation.makers:
            relaxed = generation.run(ROUNDS, should_stop, CLOSE)
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
