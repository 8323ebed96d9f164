"""The minimum shift design problem: demand on a circle of slots, and the kinds of shift that may be offered.

N. Musliu, A. Schaerf, W. Slany: Local search for shift design, EJOR 153 (2004), doi:10.1016/S0377-2217(03)00098-5.
"""

from dataclasses import dataclass
from functools import cached_property

from wfm.domain.shift_design import ShiftKind


@dataclass(frozen=True, slots=True)
class DesignPrices:
    """Points for one person short or over in one slot, and for one more kind of shift."""

    under: int = 1
    over: int = 1
    kind: int = 1

    def __post_init__(self) -> None:
        if self.under < 1 or self.over < 1 or self.kind < 0:
            raise ValueError("a design needs under and over prices of at least 1 and a kind price of at least 0")


@dataclass(frozen=True, slots=True)
class Placement:
    """One kind of shift on one day: `first` slot and how many `slots` it lasts."""

    kind: ShiftKind
    day: int
    first: int
    slots: int


@dataclass(frozen=True)
class DesignProblem:
    """`need`: people wanted in every slot; after the last slot comes the first again, as Sunday night runs into
    Monday. `placements`: where shifts may lie."""

    need: tuple[int, ...]
    slot_minutes: int
    placements: tuple[Placement, ...]
    prices: DesignPrices

    def __post_init__(self) -> None:
        if not self.need or min(self.need) < 0:
            raise ValueError("a design needs at least one slot, and no need below 0")
        for place in self.placements:
            if not (0 <= place.first < len(self.need) and 0 < place.slots < len(self.need)):
                raise ValueError(f"shift {place.kind.name} of day {place.day} does not lie within the slots")

    @cached_property
    def kinds(self) -> tuple[ShiftKind, ...]:
        """Every kind of shift on offer, by start, then length."""
        return tuple(sorted({place.kind for place in self.placements}))

    def slots_of(self, place: Placement) -> tuple[int, ...]:
        """The slots that a placement covers, in order."""
        return tuple((place.first + passed) % len(self.need) for passed in range(place.slots))

    def most_people(self, place: Placement) -> int:
        """More people than these are never worthwhile on one placement.

        If k people work there, every slot that needs fewer than k is overstaffed. One of them less saves the over
        price in each of those and costs at most the under price in each other slot; while that is no loss, he may
        go. So k is worthwhile only while under x (slots that need k or more) > over x (the others).
        """
        wanted = sorted((self.need[slot] for slot in self.slots_of(place)), reverse=True)
        enough = next(
            (
                count
                for count in range(1, len(wanted) + 1)
                if self.prices.under * count > self.prices.over * (len(wanted) - count)
            ),
            len(wanted),
        )
        return wanted[enough - 1]

    def most_over(self, slot: int) -> int:
        """More people than these beyond the need of a slot are never worthwhile.

        Who is worth keeping is needed in some slot of his shift. Those present at `slot` who are needed before it
        are all present at the last such slot, so they are no more than it needs; likewise those needed after it.
        """
        reach = range(1, max((place.slots for place in self.placements), default=1))
        before = max((self.need[slot - passed] for passed in reach), default=0)
        after = max((self.need[(slot + passed) % len(self.need)] for passed in reach), default=0)
        return before + after
