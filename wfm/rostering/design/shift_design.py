"""A shift design, and what it is worth recomputed from its head-counts alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from wfm.domain.shift_design import ShiftKind
from wfm.rostering.design.problem import DesignProblem, Placement


@dataclass(frozen=True)
class ShiftDesign:
    """How many people start at each placement (those with nobody left out).

    `bound`: points (kinds included) that no design can go below. `proven`: no design has fewer points than this.
    """

    problem: DesignProblem
    people: Mapping[Placement, int]
    bound: float
    proven: bool

    @cached_property
    def kinds(self) -> tuple[ShiftKind, ...]:
        """The distinct shifts in use, by start, then length."""
        return tuple(sorted({place.kind for place in self.people}))

    @cached_property
    def present(self) -> tuple[int, ...]:
        """People at work in every slot."""
        there = [0] * len(self.problem.need)
        for place, count in self.people.items():
            for slot in self.problem.slots_of(place):
                there[slot] += count
        return tuple(there)

    @cached_property
    def short(self) -> int:
        """Person-slots missing."""
        return sum(max(need - there, 0) for need, there in zip(self.problem.need, self.present, strict=True))

    @cached_property
    def over(self) -> int:
        """Person-slots beyond the need."""
        return sum(max(there - need, 0) for need, there in zip(self.problem.need, self.present, strict=True))

    @property
    def staffing_points(self) -> int:
        """Points for under- and overstaffing."""
        return self.problem.prices.under * self.short + self.problem.prices.over * self.over

    @property
    def points(self) -> int:
        """Points in all: staffing, and every distinct shift."""
        return self.staffing_points + self.problem.prices.kind * len(self.kinds)

    @property
    def gap(self) -> float:
        """Share of the points (0-1) that might still be saved."""
        return 0.0 if self.proven or not self.points else max(0.0, 1 - self.bound / self.points)
