"""On duty together, as the search prices it: one more head in a cell is worth what it saves or costs there."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from wfm.domain.groups import OnDuty
from wfm.domain.hard_points import HARD_POINTS
from wfm.rostering.attendance import Attended, Numbers, OfferedDuties, attended, offers_of, worked
from wfm.rostering.line import RosterLine
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.group_rule import GroupRule
from wfm.rostering.rules.on_duty import ANY_NUMBER, windows

if TYPE_CHECKING:
    from wfm.rostering.agent_case import AgentCase


class StaffOnDuty(GroupRule):
    """One rule: heads counted in cells between all the moments at which anybody may come or go."""

    def __init__(self, rule: OnDuty, problem: RosterProblem, cases: Sequence["AgentCase"]) -> None:
        self.rule = rule
        self.problem = problem
        self.cases = cases
        self.offers = offers_of(cases)
        self.counted = self._counted()
        self.edges, self.spans = self._cells()
        self.windows = windows(rule, problem)
        self.weights, self.least, self.most = self._demands()
        self.counts = self._carried()

    def replace(self, number: int, old: RosterLine | None, new: RosterLine | None) -> None:
        if number in self.counted:
            self._add(self.counts, number, old, -1)
            self._add(self.counts, number, new, 1)

    def prices(self, number: int, held: RosterLine | None) -> NDArray[np.float64] | None:
        if number not in self.counted:
            return None
        counts = self.counts.copy()
        self._add(counts, number, held, -1)
        marginal = self.weights * (counts >= self.most) - self.weights * (counts < self.least)
        if not marginal.any():
            return None
        case = self.cases[number]
        offer, (firsts, lasts) = self._of(number)
        before = np.concatenate([[0.0], np.cumsum(marginal)])
        prices = np.zeros(case.course.choices)
        prices[offer.choices] = np.where(self.counted[number][offer.days], before[lasts] - before[firsts], 0.0)
        return prices

    def points(self) -> float:
        return float((self.weights * (self.short() + self.over())).sum())

    def short(self) -> Numbers:
        """Agents missing in every cell."""
        missing: Numbers = np.maximum(self.least - self.counts, 0)
        return missing

    def over(self) -> Numbers:
        """Agents too many in every cell."""
        spare: Numbers = np.maximum(self.counts - self.most, 0)
        return spare

    def broken(self) -> Iterator[Sequence[int]]:
        if not self.rule.hard:
            return
        for first, last in runs((self.weights > 0) & (self.short() > 0)):
            yield [number for number in self.counted if self.could_work(number)[first:last].any()]
        for first, last in runs((self.weights > 0) & (self.over() > 0)):
            yield [number for number in self.counted if self._there(number)[first:last].any()]

    def could_work(self, number: int) -> NDArray[np.bool_]:
        """The cells in which the agent's own limits let him be on duty and count."""
        offer, (firsts, lasts) = self._of(number)
        free = np.isfinite(self.cases[number].own_prices[offer.choices]) & self.counted[number][offer.days]
        change = np.zeros(len(self.edges), dtype=np.int64)
        np.add.at(change, firsts[free], 1)
        np.add.at(change, lasts[free], -1)
        there: NDArray[np.bool_] = np.cumsum(change)[:-1] > 0
        return there

    def must_work(self, number: int) -> NDArray[np.bool_]:
        """The cells in which the agent's own limits leave him no choice but to be on duty."""
        offer, (firsts, lasts) = self._of(number)
        own = self.cases[number].own_prices
        must = np.zeros(len(self.edges) - 1, dtype=np.bool_)
        for day in np.flatnonzero(np.isinf(own[offer.off_choices]) & self.counted[number]):
            places = np.flatnonzero((offer.days == day) & np.isfinite(own[offer.choices]))
            if len(places):
                must[firsts[places].max() : lasts[places].min()] = True
        return must

    def _there(self, number: int) -> NDArray[np.bool_]:
        """The cells in which somebody's leaving would make a difference."""
        marginal = self.prices(number, None)
        return self.could_work(number) if marginal is not None else np.zeros(len(self.counts), dtype=np.bool_)

    def choices_at(self, number: int, cell: int) -> Numbers:
        """The agent's choices that have him on duty in a cell, and count."""
        offer, (firsts, lasts) = self._of(number)
        reaching = (firsts <= cell) & (cell < lasts) & self.counted[number][offer.days]
        choices: Numbers = offer.choices[reaching]
        return choices

    def is_there(self, number: int, line: RosterLine, cell: int) -> bool:
        """Whether a line has the agent on duty in a cell."""
        return bool(np.isin(self.choices_at(number, cell), line.choices).any())

    def of_contract(self, name: str) -> tuple[OfferedDuties, tuple[Numbers, Numbers]]:
        """The duties of a contract, and from which to which cell each reaches."""
        return self.offers[name], self.spans[name]

    def day_of(self, cell: int) -> int:
        """The day of the horizon whose hours hold the cell."""
        if self.rule.by_day:
            return cell
        return next(window.day for window in self.windows if self.edges[cell] < window.ends)

    def _of(self, number: int) -> tuple[OfferedDuties, tuple[Numbers, Numbers]]:
        return self.of_contract(self.cases[number].course.contract.name)

    def _add(self, counts: Numbers, number: int, line: RosterLine | None, heads: int) -> None:
        offer, (firsts, lasts) = self._of(number)
        for place in worked(line):
            if self.counted[number][offer.days[place]]:
                counts[firsts[place] : lasts[place]] += heads

    def _counted(self) -> dict[int, NDArray[np.bool_]]:
        """On which days a shift of each agent counts; only those of whom any does."""
        dates = self.problem.horizon.dates
        days = {
            number: np.array([self.rule.who.means(case.agent, date) for date in dates])
            for number, case in enumerate(self.cases)
        }
        return {number: meant for number, meant in days.items() if meant.any()}

    def _cells(self) -> tuple[Numbers, dict[str, tuple[Numbers, Numbers]]]:
        """Where cells begin and end, and from which to which cell each duty reaches."""
        if self.rule.by_day:
            days = np.arange(self.problem.horizon.days + 1)
            return days, {name: (offer.days, offer.days + 1) for name, offer in self.offers.items()}
        begins_ends = [moment for window in windows(self.rule, self.problem) for moment in window[1:3]]
        moments = [*begins_ends, *(m for one in self._before() for m in (one.start, one.end))]
        offers = self.offers.values()
        every = [np.array([0, self.problem.horizon.minutes, *moments], dtype=np.int64)]
        edges = np.unique(np.concatenate([*every, *(o.starts for o in offers), *(o.ends for o in offers)]))
        reach = {
            name: (np.searchsorted(edges, offer.starts), np.searchsorted(edges, offer.ends))
            for name, offer in self.offers.items()
        }
        return edges, reach

    def _demands(self) -> tuple[NDArray[np.float64], Numbers, Numbers]:
        """Points per head, the least and the most of every cell."""
        price = HARD_POINTS if self.rule.hard else self.rule.points
        cells = len(self.edges) - 1
        weights, least, most = np.zeros(cells), np.zeros(cells, dtype=np.int64), np.full(cells, ANY_NUMBER)
        for window in self.windows:
            first, last = (window.day, window.day + 1) if self.rule.by_day else self.cells_between(*window[1:3])
            lengths = 1.0 if self.rule.by_day else np.diff(self.edges[first : last + 1]) / 60
            weights[first:last], least[first:last], most[first:last] = price * lengths, window.least, window.most
        return weights, least, most

    def cells_between(self, begins: int, ends: int) -> tuple[int, int]:
        """From which to which cell the minutes between reach."""
        first, last = np.searchsorted(self.edges, [begins, ends]).tolist()
        return first, last

    def _before(self) -> list[Attended]:
        """Shifts of the previous roster that count in this one."""
        who = {agent.agent_id: agent for agent in self.problem.agents}
        first = self.problem.horizon.first
        return [
            one
            for one in attended(self.problem, None)
            if one.end > 0 and self.rule.who.means(who[one.agent_id], first + timedelta(days=one.day))
        ]

    def _carried(self) -> Numbers:
        counts = np.zeros(len(self.edges) - 1, dtype=np.int64)
        for one in () if self.rule.by_day else self._before():
            first, last = self.cells_between(one.start, one.end)
            counts[first:last] += 1
        return counts


def runs(marked: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and past-the-last cell of every run of marked cells."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], marked, [False]]).astype(int)))
    return [(first, last) for first, last in edges.reshape(-1, 2).tolist()]


def searched(problem: RosterProblem, cases: Sequence["AgentCase"]) -> Iterator[GroupRule]:
    """The price readings of all rules of the centre."""
    return (StaffOnDuty(rule, problem, cases) for rule in problem.centre.groups.on_duty)
