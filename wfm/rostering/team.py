"""The whole roster as the search holds it: everybody's line, what they add up to, and what that costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wfm.rostering.agent_case import AgentCase
from wfm.rostering.line import RosterLine
from wfm.rostering.rules.fairness import Fairness
from wfm.rostering.rules.group_rule import GroupRule
from wfm.rostering.staffing_cost import StaffingCost

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass
class Team:
    """A legal line for every agent, and the units on contact they add up to (covers, intervals).

    `carried`: units that the last shifts of the previous roster still give to the horizon. `groups` know
    these very lines.
    """

    cases: Sequence[AgentCase]
    cost: StaffingCost
    fairness: Fairness
    lines: list[RosterLine]
    carried: Numbers
    present: Numbers
    groups: Sequence[GroupRule] = ()

    @classmethod
    def of(
        cls,
        cases: Sequence[AgentCase],
        cost: StaffingCost,
        fairness: Fairness,
        lines: list[RosterLine],
        carried: Numbers,
        groups: Sequence[GroupRule] = (),
    ) -> "Team":
        """The team with these lines, of which the groups have been told."""
        present = carried.copy()
        for case, line in zip(cases, lines, strict=True):
            present[list(case.rows)] += line.presence
        return cls(cases, cost, fairness, lines, carried, present, groups)

    def own_points(self, number: int, line: RosterLine) -> float:
        """Wishes refused, broken weeks off their share, published days changed and unfair burden of one agent
        with `line`."""
        agent_id = self.cases[number].agent.agent_id
        own = line.wish_points + line.week_points + line.account_points + line.change_points
        return own + self.fairness.cost(agent_id, line.burden)

    def points(self, smoothing: float = 0.0) -> float:
        """The objective: staffing, what groups cost, and what each agent's own line costs."""
        staffing = float(self.cost.of(self.present, smoothing).sum())
        staffing += sum(group.points() for group in self.groups)
        return staffing + sum(self.own_points(number, line) for number, line in enumerate(self.lines))

    def take(self, lines: Sequence[RosterLine]) -> None:
        """Give every agent his line of `lines`."""
        for number, line in enumerate(lines):
            self.replace(number, line)

    def points_with(self, lines: Sequence[RosterLine]) -> float:
        """The objective if everybody had his line of `lines`; the team stays as it is."""
        held = list(self.lines)
        self.take(lines)
        points = self.points()
        self.take(held)
        return points

    def replace(self, number: int, line: RosterLine) -> None:
        """Give one agent another line."""
        held = self.lines[number]
        if line is held:
            return
        for row in self.cases[number].rows:
            self.present[row] += line.presence - held.presence
        for group in self.groups:
            group.replace(number, held, line)
        self.lines[number] = line

    def take_out(self, number: int) -> None:
        """Leave one agent's line out of all sums until he is put in again."""
        line = self.lines[number]
        self.present[list(self.cases[number].rows)] -= line.presence
        for group in self.groups:
            group.replace(number, line, None)

    def put_in(self, number: int, line: RosterLine) -> None:
        """Give a line to an agent who was taken out."""
        self.present[list(self.cases[number].rows)] += line.presence
        for group in self.groups:
            group.replace(number, None, line)
        self.lines[number] = line

    def best_line(self, number: int, smoothing: float) -> RosterLine | None:
        """The best line for an agent who was taken out; None when none is legal."""
        case = self.cases[number]
        added = self.cost.added(self.present, case.rows, smoothing)
        tangent = self.fairness.tangent(case.agent.agent_id, self.lines[number].burden)
        prices = [points for group in self.groups if (points := group.prices(number, None)) is not None]
        found = case.cheapest(added, case.further(tangent, np.sum(prices, axis=0) if prices else None))
        return None if found is None else found[1]

    def best_response(self, number: int, smoothing: float) -> RosterLine:
        """The best line for one agent, all others staying; his present one when nothing is better."""
        case, line = self.cases[number], self.lines[number]
        added = self.cost.added(self.present, case.rows, smoothing, line.presence)
        grouped = self.group_prices(number)
        tangent = self.fairness.tangent(case.agent.agent_id, line.burden)
        found = case.cheapest(added, case.further(tangent, grouped))
        if found is None:
            return line
        points = [self._points_with(number, one, added, grouped) for one in (line, found[1])]
        return found[1] if points[0] - points[1] > 1e-9 else line

    def gain(self, number: int, line: RosterLine, smoothing: float) -> float:
        """Points that one agent's change to `line` would save, all others staying."""
        case, held = self.cases[number], self.lines[number]
        if line is held:
            return 0.0
        added = self.cost.added(self.present, case.rows, smoothing, held.presence)
        grouped = self.group_prices(number)
        return self._points_with(number, held, added, grouped) - self._points_with(number, line, added, grouped)

    def group_prices(self, number: int) -> Floats | None:
        """What the groups would charge for each choice of one agent, all others staying."""
        prices = [group.prices(number, self.lines[number]) for group in self.groups]
        told = [one for one in prices if one is not None]
        return np.sum(told, axis=0) if told else None

    def _points_with(self, number: int, line: RosterLine, added: Floats, grouped: Floats | None) -> float:
        staffing = float(added[np.arange(len(added)), line.presence].sum())
        if grouped is not None:
            staffing += float(grouped[list(line.choices)].sum())
        return staffing + self.own_points(number, line)

    def breakdown(self) -> Mapping[str, float]:
        """Points by what they are for."""
        agent_ids = [case.agent.agent_id for case in self.cases]
        return {
            "staffing": float(self.cost.of(self.present).sum()),
            "groups": sum(group.points() for group in self.groups),
            "requests": sum(line.wish_points for line in self.lines),
            "broken_weeks": sum(line.week_points for line in self.lines),
            **self._accounts(),
            "changes": sum(line.change_points for line in self.lines),
            "fairness": sum(
                self.fairness.cost(agent_id, line.burden)
                for agent_id, line in zip(agent_ids, self.lines, strict=True)
            ),
        }

    def _accounts(self) -> Mapping[str, float]:
        """Points of overtime, hours banks and whatever else is counted over longer than a week; none that is 0."""
        found: dict[str, float] = {}
        for case, line in zip(self.cases, self.lines, strict=True):
            for title, points in case.points_by_account(line):
                name = title.lower().replace(" ", "_")
                found[name] = found.get(name, 0.0) + points
        return {name: points for name, points in found.items() if points}
