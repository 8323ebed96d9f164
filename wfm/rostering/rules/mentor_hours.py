"""Mentor with novice, as the search prices it: a novice sees where mentors are, a mentor whom he would help.

What a mentor's shift is worth holds for each of his shifts alone; two of his own that reach into one shift of a
novice may be worth less together, which rest between shifts makes rare.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from wfm.domain.groups import Mentoring
from wfm.domain.hard_points import HARD_POINTS
from wfm.rostering.attendance import Numbers, OfferedDuties, attended, offers_of, worked
from wfm.rostering.duties import Duty
from wfm.rostering.line import RosterLine
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.group_rule import GroupRule

if TYPE_CHECKING:
    from wfm.rostering.agent_case import AgentCase

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]


class NoviceShifts(NamedTuple):
    """Shifts of novices: from which to which cell each reaches, and the minutes with a mentor that it asks for."""

    firsts: Numbers
    lasts: Numbers
    asked: Floats


class MentorHours(GroupRule):
    """Mentors counted in cells between all the moments at which anybody may come or go, and novices' shifts."""

    def __init__(self, rule: Mentoring, problem: RosterProblem, cases: Sequence["AgentCase"]) -> None:
        self.rule = rule
        self.problem = problem
        self.cases = cases
        self.offers = offers_of(cases)
        self.per_minute = (HARD_POINTS if rule.hard else rule.points) / 60
        dates = problem.horizon.dates
        self.novice = _days_by_number([[rule.is_novice(case.agent, day) for day in dates] for case in cases])
        self.mentor = _days_by_number([[rule.is_mentor(case.agent, day) for day in dates] for case in cases])
        before = self._mentors_before()
        moments = np.array([m for span in before for m in span], dtype=np.int64)
        edges = [moments, *(o.starts for o in self.offers.values()), *(o.ends for o in self.offers.values())]
        self.edges: Numbers = np.unique(np.concatenate(edges))
        self.minutes = np.diff(self.edges, append=self.edges[-1:]).astype(np.float64)
        self.reach = {
            name: (np.searchsorted(self.edges, offer.starts), np.searchsorted(self.edges, offer.ends))
            for name, offer in self.offers.items()
        }
        self.mentors: Numbers = np.zeros(len(self.minutes), dtype=np.int64)
        for start, end in before:
            first, last = np.searchsorted(self.edges, [start, end])
            self.mentors[first:last] += 1
        self.shifts: dict[int, Numbers] = {number: np.zeros(0, dtype=np.int64) for number in self.novice}
        self.all_shifts: NoviceShifts | None = None

    def replace(self, number: int, old: RosterLine | None, new: RosterLine | None) -> None:
        if number in self.mentor:
            self._add(self.mentors, number, old, -1)
            self._add(self.mentors, number, new, 1)
        if number in self.novice:
            self.shifts[number] = self._places(number, new, self.novice[number])
            self.all_shifts = None

    def prices(self, number: int, held: RosterLine | None) -> Floats | None:
        if number not in self.novice and number not in self.mentor:
            return None
        offer = self.offers[self.cases[number].course.contract.name]
        of_duties = np.zeros(len(offer.starts))
        if number in self.novice:
            lacks = self._lacks(self._shifts_of(number, np.arange(len(offer.starts))), self.mentors)
            of_duties += np.where(self.novice[number][offer.days], lacks, 0.0)
        if number in self.mentor:
            of_duties -= np.where(self.mentor[number][offer.days], self._helps(number, held), 0.0)
        if not of_duties.any():
            return None
        prices = np.zeros(self.cases[number].course.choices)
        prices[offer.choices] = self.per_minute * of_duties
        return prices

    def points(self) -> float:
        return self.per_minute * float(self._lacks(self._everybody(), self.mentors).sum())

    def broken(self) -> Iterator[Sequence[int]]:
        if not self.rule.hard:
            return
        for number, places in self.shifts.items():
            if (self._lacks(self._shifts_of(number, places), self.mentors) > 0).any():
                yield [number, *self.mentor]

    def lacking(self) -> Iterator[tuple[int, Duty, float]]:
        """The shifts of novices with too little of a mentor, and the minutes missing."""
        for number, places in self.shifts.items():
            lacks = self._lacks(self._shifts_of(number, places), self.mentors)
            for place, minutes in zip(places.tolist(), lacks, strict=True):
                if minutes > 0:
                    yield number, self.cases[number].values.flat[place], float(minutes)

    def choices_beside(self, number: int, shift: Duty) -> Numbers:
        """A mentor's choices that meet a shift."""
        offer, _ = self._of(number)
        meet = (offer.starts < shift.end) & (shift.start < offer.ends) & self.mentor[number][offer.days]
        choices: Numbers = offer.choices[meet]
        return choices

    def _lacks(self, shifts: NoviceShifts, mentors: Numbers) -> Floats:
        """Minutes with a mentor that each of these shifts lacks."""
        covered = np.concatenate([[0.0], np.cumsum(self.minutes * (mentors > 0))])
        lacks: Floats = np.maximum(0.0, shifts.asked - (covered[shifts.lasts] - covered[shifts.firsts]))
        return lacks

    def _shifts_of(self, number: int, places: Numbers) -> NoviceShifts:
        """These duties of a novice."""
        offer, (firsts, lasts) = self._of(number)
        asked = np.round(self.rule.share * (offer.ends[places] - offer.starts[places]), 6)
        return NoviceShifts(firsts[places], lasts[places], asked)

    def _everybody(self) -> NoviceShifts:
        """The shifts of all novices, put together once until one of them changes."""
        if self.all_shifts is None:
            each = [self._shifts_of(number, places) for number, places in self.shifts.items()]
            none = np.zeros(0, dtype=np.int64)
            columns = zip((none, none, np.zeros(0)), *each, strict=True)
            self.all_shifts = NoviceShifts(*(np.concatenate(column) for column in columns))
        return self.all_shifts

    def _helps(self, number: int, held: RosterLine | None) -> Floats:
        """Minutes with a mentor that each duty of a mentor adds to the novices who lack them without him."""
        mentors = self.mentors.copy()
        self._add(mentors, number, held, -1)
        uncovered = np.concatenate([[0.0], np.cumsum(self.minutes * (mentors == 0))])
        _, (firsts, lasts) = self._of(number)
        helps = np.zeros(len(firsts))
        everybody = self._everybody()
        lacks = self._lacks(everybody, mentors)
        for at in np.flatnonzero(lacks):
            begins = np.clip(firsts, everybody.firsts[at], everybody.lasts[at])
            ends = np.clip(lasts, everybody.firsts[at], everybody.lasts[at])
            helps += np.minimum(lacks[at], uncovered[ends] - uncovered[begins])
        return helps

    def _of(self, number: int) -> tuple[OfferedDuties, tuple[Numbers, Numbers]]:
        name = self.cases[number].course.contract.name
        return self.offers[name], self.reach[name]

    def _places(self, number: int, line: RosterLine | None, counted: Marks) -> Numbers:
        offer, _ = self._of(number)
        places = np.array(worked(line), dtype=np.int64)
        return places[counted[offer.days[places]]]

    def _add(self, mentors: Numbers, number: int, line: RosterLine | None, heads: int) -> None:
        _, (firsts, lasts) = self._of(number)
        for place in self._places(number, line, self.mentor[number]).tolist():
            mentors[firsts[place] : lasts[place]] += heads

    def _mentors_before(self) -> list[tuple[int, int]]:
        """Shifts of mentors in the previous roster that reach into this one."""
        people = {agent.agent_id: agent for agent in self.problem.agents}
        first = self.problem.horizon.first
        return [
            (one.start, one.end)
            for one in attended(self.problem, None)
            if one.end > 0 and self.rule.is_mentor(people[one.agent_id], first + timedelta(days=one.day))
        ]


def _days_by_number(meant: Sequence[Sequence[bool]]) -> dict[int, Marks]:
    """The days that count by agent; only agents of whom any counts."""
    return {number: np.array(days) for number, days in enumerate(meant) if any(days)}


def searched(problem: RosterProblem, cases: Sequence["AgentCase"]) -> Iterator[GroupRule]:
    """The price reading, when the centre has the rule."""
    if problem.centre.groups.mentoring is not None:
        yield MentorHours(problem.centre.groups.mentoring, problem, cases)
