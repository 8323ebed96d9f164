"""Buddies, separations and car pools, as the search prices them: each duty against the partners' shifts."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from wfm.domain.groups import AgentGroup, Bond
from wfm.domain.hard_points import HARD_POINTS
from wfm.rostering.attendance import Attended, Numbers, OfferedDuties, attended, offers_of, worked
from wfm.rostering.line import RosterLine
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.group_rule import GroupRule

if TYPE_CHECKING:
    from wfm.rostering.agent_case import AgentCase

Floats = NDArray[np.float64]
NO_SHIFT = -(10**9)


class BondPrices(GroupRule):
    """One group: the shift of every member on every day, the last day before the horizon first."""

    def __init__(
        self,
        group: AgentGroup,
        problem: RosterProblem,
        cases: Sequence["AgentCase"],
        before: Sequence[Attended],
    ) -> None:
        self.group = group
        self.cases = cases
        self.offers = offers_of(cases)
        self.price = HARD_POINTS if group.hard else group.points
        number_of = {case.agent.agent_id: number for number, case in enumerate(cases)}
        self.members = [number_of[member] for member in group.members if member in number_of]
        days = problem.horizon.days
        self.starts: dict[int, Numbers] = {number: np.full(days + 1, NO_SHIFT) for number in self.members}
        self.ends: dict[int, Numbers] = {number: np.full(days + 1, NO_SHIFT) for number in self.members}
        self.known: set[int] = set()
        for one in before:
            number = number_of.get(one.agent_id)
            if number in self.starts and one.day == -1:
                self.starts[number][0], self.ends[number][0] = one.start, one.end
        leave = (problem.leave_of[cases[number].agent.agent_id] for number in self.members)
        self.leave = {
            number: np.isin(np.arange(days), sorted(away))
            for number, away in zip(self.members, leave, strict=True)
        }

    def replace(self, number: int, old: RosterLine | None, new: RosterLine | None) -> None:
        if number not in self.starts:
            return
        self.starts[number][1:] = self.ends[number][1:] = NO_SHIFT
        self.known.discard(number)
        if new is not None:
            self.known.add(number)
            offer, places = self._offer(number), worked(new)
            self.starts[number][1 + offer.days[places]] = offer.starts[places]
            self.ends[number][1 + offer.days[places]] = offer.ends[places]

    def prices(self, number: int, held: RosterLine | None) -> Floats | None:
        partners = [other for other in self.members if other != number and other in self.known]
        if number not in self.starts or not partners:
            return None
        offer = self._offer(number)
        prices = np.zeros(self.cases[number].course.choices)
        for partner in partners:
            prices[offer.choices] += self._broken_by(offer, number, partner)
            if self.group.bond is Bond.SAME_DAYS:
                alone = self._present(number, partner) & (self.starts[partner][1:] != NO_SHIFT)
                prices[offer.off_choices] += alone
        return self.price * prices

    def points(self) -> float:
        return self.price * float(sum(self._between(one, other) for one, other in self._pairs()))

    def joint_trials(self) -> Iterator[Sequence[int]]:
        if self.group.bond is not Bond.APART and len(self.members) > 1:
            yield self.members
            yield self.members[::-1]

    def ties(self) -> Iterator[Sequence[int]]:
        yield self.members

    def broken(self) -> Iterator[Sequence[int]]:
        if self.group.hard:
            yield from ((one, other) for one, other in self._pairs() if self._between(one, other) > 0)

    def cannot_hold(self) -> Iterator[tuple[int, int, int]]:
        """Two members and a day on which their own limits leave them nothing that keeps the bond."""
        for at, one in enumerate(self.members):
            for other in self.members[at + 1 :]:
                for day in np.flatnonzero(self._present(one, other)).tolist():
                    if not self.ways_to_keep(one, other, day):
                        yield one, other, day

    def ways_to_keep(self, one: int, other: int, day: int) -> int:
        """How many pairs of what two members may do on a day, by their own limits, keep the bond."""
        starts, ends = self._options(one, day)
        other_starts, other_ends = self._options(other, day)
        pairs = (starts[:, None], ends[:, None], other_starts[None, :], other_ends[None, :])
        return int((self._off_on_a_day(*pairs) == 0).sum())

    def faults(self) -> Iterator[tuple[int, int, int, float]]:
        """Two members who break the bond, the first day on which they do, and by how many
        hours (same_days: days) in all."""
        for one, other in self._pairs():
            amount = self._between(one, other)
            if amount > 0:
                yield one, other, self._first_day(one, other), amount

    def _options(self, number: int, day: int) -> tuple[Numbers, Numbers]:
        """Starts and ends of what the agent may do on a day by his own limits; no shift is among it if he may."""
        offer, own = self._offer(number), self.cases[number].own_prices
        places = np.flatnonzero((offer.days == day) & np.isfinite(own[offer.choices]))
        off = np.full(int(np.isfinite(own[offer.off_choices[day]])), NO_SHIFT)
        return np.append(offer.starts[places], off), np.append(offer.ends[places], off)

    def _off_on_a_day(self, starts: Numbers, ends: Numbers, other_starts: Numbers, other_ends: Numbers) -> Floats:
        """By how much what two members do on one day breaks the bond."""
        works, other_works = starts != NO_SHIFT, other_starts != NO_SHIFT
        if self.group.bond is Bond.APART:
            return _shared(starts, ends, other_starts, other_ends) / 60
        if self.group.bond is Bond.SAME_DAYS:
            return np.where(works != other_works, 1.0, 0.0)
        return np.where(works & other_works, self._off_by(starts, ends, other_starts, other_ends), 0.0)

    def _pairs(self) -> Iterator[tuple[int, int]]:
        held = [number for number in self.members if number in self.known]
        return ((one, other) for at, one in enumerate(held) for other in held[at + 1 :])

    def _offer(self, number: int) -> OfferedDuties:
        return self.offers[self.cases[number].course.contract.name]

    def _present(self, one: int, other: int) -> NDArray[np.bool_]:
        """The days on which neither is on leave."""
        present: NDArray[np.bool_] = ~(self.leave[one] | self.leave[other])
        return present

    def _broken_by(self, offer: OfferedDuties, number: int, partner: int) -> Floats:
        """By how much each duty breaks the bond with the partner's shifts."""
        starts, ends = self.starts[partner], self.ends[partner]
        if self.group.bond is Bond.APART:
            # The day before, the day itself and the day after; there is none after the last.
            shared = np.zeros(len(offer.starts))
            for column in (offer.days, offer.days + 1, offer.days + 2):
                there = column < len(starts)
                at = np.where(there, column, 0)
                shared += there * _shared(offer.starts, offer.ends, starts[at], ends[at])
            return shared / 60
        start, end = starts[1 + offer.days], ends[1 + offer.days]
        off = self._off_by(offer.starts, offer.ends, start, end)
        return np.where(self._present(number, partner)[offer.days], off, 0.0)

    def _off_by(self, starts: Numbers, ends: Numbers, other_starts: Numbers, other_ends: Numbers) -> Floats:
        """By how much shifts break the bond with the partner's shift of the same day."""
        there = other_starts != NO_SHIFT
        if self.group.bond is Bond.SAME_DAYS:
            return np.where(there, 0.0, 1.0)
        if self.group.bond is Bond.BUDDIES:
            shorter = np.minimum(ends - starts, other_ends - other_starts)
            asked = np.round(self.group.value / 100 * shorter, 6)
            missing = asked - _shared(starts, ends, other_starts, other_ends)
        else:
            apart = np.maximum(np.abs(starts - other_starts), np.abs(ends - other_ends))
            missing = apart - self.group.value
        return np.where(there, np.maximum(0.0, missing) / 60, 0.0)

    def _between(self, one: int, other: int) -> float:
        """By how much two members break their bond."""
        return float(self._off_by_day(one, other).sum())

    def _first_day(self, one: int, other: int) -> int:
        return int(np.flatnonzero(self._off_by_day(one, other))[0])

    def _off_by_day(self, one: int, other: int) -> Floats:
        """By how much two members break their bond on every day of the horizon; shifts of two days that meet are
        told on the later one."""
        starts, ends = self.starts[one], self.ends[one]
        other_starts, other_ends = self.starts[other], self.ends[other]
        if self.group.bond is not Bond.APART:
            off = self._off_on_a_day(starts, ends, other_starts, other_ends)[1:]
            return np.where(self._present(one, other), off, 0.0)
        shared = _shared(starts[1:], ends[1:], other_starts[1:], other_ends[1:])
        shared += _shared(starts[1:], ends[1:], other_starts[:-1], other_ends[:-1])
        shared += _shared(starts[:-1], ends[:-1], other_starts[1:], other_ends[1:])
        return shared / 60


def _shared(starts: Numbers, ends: Numbers, other_starts: Numbers, other_ends: Numbers) -> Numbers:
    """Minutes that two shifts have in common; none where there is no shift."""
    shared: Numbers = np.maximum(0, np.minimum(ends, other_ends) - np.maximum(starts, other_starts))
    return shared


def searched(problem: RosterProblem, cases: Sequence["AgentCase"]) -> Iterator[GroupRule]:
    """The price readings of all groups."""
    before = list(attended(problem, None)) if problem.groups else []
    return (BondPrices(group, problem, cases, before) for group in problem.groups)
