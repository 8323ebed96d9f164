"""Which sets of queues must be staffed as one, given who can serve what.

With partly cross-skilled agents the work can be shared out if, for every set of queues, the agents who can
serve any of them are enough for its pooled load (Hall 1935). Of the 2^n - 1 sets only few say anything new;
they are found here.
"""

from collections.abc import Collection, Iterable, Sequence

from wfm.domain.errors import InputProblems, Problem
from wfm.domain.queues import Cover

MOST_SETS = 1024


def derive_covers(skill_sets: Collection[Collection[str]], queues: Sequence[str]) -> tuple[Cover, ...]:
    """The covers whose rows imply the rows of every other set of `queues`; small covers first, then in
    the order of `queues`.

    A set matters only if it is *closed*: no queue can join it without another agent joining as well. Such
    sets are what is left of all queues when the skills of some agents are taken out. A set of which no
    agent serves two parts says no more than its parts. A queue that nobody serves gets a cover of its own.

    Raises InputProblems when the skills are so entangled that more than `MOST_SETS` sets may matter.
    """
    position = {queue: bit for bit, queue in enumerate(queues)}
    skills = {_mask(position[queue] for queue in known if queue in position) for known in skill_sets}
    served = _union(skills)
    unserved = {1 << bit for bit in range(len(queues)) if not served >> bit & 1}
    parts = {
        part
        for island in _connected_parts(served, skills)
        for closed in _closed_sets(island, [mask for mask in skills if mask & island])
        for part in _connected_parts(closed, skills)
    }
    ordered = sorted(parts | unserved, key=lambda mask: (mask.bit_count(), _bits(mask)))
    return tuple(Cover.of([queues[bit] for bit in _bits(mask)]) for mask in ordered)


def _closed_sets(island: int, skills: Collection[int]) -> set[int]:
    """`island` less every union of some of its agents' skills, as bit masks, the empty set included."""
    unions = {0}
    for mask in sorted(skills):
        unions |= {union | mask for union in unions}
        if len(unions) > MOST_SETS:
            raise InputProblems(
                [
                    Problem(
                        file="inputs/agents.csv",
                        column="skills",
                        value=f"{len(skills)} different sets of skills over {island.bit_count()} queues",
                        expected=f"at most {MOST_SETS} sets of queues that matter for staffing",
                        hint="name the sets to be staffed as one with [[cover]] in wfm.toml",
                    )
                ]
            )
    return {island & ~union for union in unions}


def _connected_parts(queues: int, skills: Iterable[int]) -> list[int]:
    """The set of queues, cut where no agent serves both sides."""
    parts = [1 << bit for bit in _bits(queues)]
    for mask in skills:
        joined = [part for part in parts if part & mask]
        if len(joined) > 1:
            parts = [part for part in parts if not part & mask] + [_union(joined)]
    return parts


def _union(masks: Iterable[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union


def _mask(bits: Iterable[int]) -> int:
    return _union(1 << bit for bit in bits)


def _bits(mask: int) -> tuple[int, ...]:
    return tuple(bit for bit in range(mask.bit_length()) if mask >> bit & 1)
