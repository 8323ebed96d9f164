"""The whole roster as the search holds it: everybody's line, what they add up to, and what that costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wfm.rostering.agent_case import AgentCase, RosterLine
from wfm.rostering.rules.fairness import Fairness
from wfm.rostering.staffing_cost import StaffingCost

Numbers = NDArray[np.int64]


@dataclass
class Team:
    """A legal line for every agent, and the units on contact they add up to (covers, intervals).

    `carried`: units that the last shifts of the previous roster still give to the horizon.
    """

    cases: Sequence[AgentCase]
    cost: StaffingCost
    fairness: Fairness
    lines: list[RosterLine]
    carried: Numbers
    present: Numbers

    @classmethod
    def of(
        cls,
        cases: Sequence[AgentCase],
        cost: StaffingCost,
        fairness: Fairness,
        lines: list[RosterLine],
        carried: Numbers,
    ) -> "Team":
        """The team with these lines."""
        present = carried.copy()
        for case, line in zip(cases, lines, strict=True):
            present[list(case.rows)] += line.presence
        return cls(cases, cost, fairness, lines, carried, present)

    def own_points(self, number: int, line: RosterLine) -> float:
        """Wishes refused, broken weeks off their share and unfair burden of one agent with `line`."""
        agent_id = self.cases[number].agent.agent_id
        return line.wish_points + line.week_points + self.fairness.cost(agent_id, line.burden)

    def points(self, smoothing: float = 0.0) -> float:
        """The objective: staffing, and what each agent's own line costs."""
        staffing = float(self.cost.of(self.present, smoothing).sum())
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
        rows = list(self.cases[number].rows)
        self.present[rows] += line.presence - self.lines[number].presence
        self.lines[number] = line

    def best_response(self, number: int, smoothing: float) -> RosterLine:
        """The best line for one agent, all others staying; his present one when nothing is better."""
        case, line = self.cases[number], self.lines[number]
        rows = list(case.rows)
        others = self.present.copy()
        others[rows] -= line.presence
        added = self.cost.added(others, rows, smoothing)
        found = case.cheapest(added, *self.fairness.tangent(case.agent.agent_id, line.burden))
        if found is None:
            return line
        gain = self._points_with(number, line, added) - self._points_with(number, found[1], added)
        return found[1] if gain > 1e-9 else line

    def _points_with(self, number: int, line: RosterLine, added: NDArray[np.float64]) -> float:
        staffing = added[np.arange(len(added)), line.presence].sum()
        return float(staffing) + self.own_points(number, line)

    def breakdown(self) -> Mapping[str, float]:
        """Points by what they are for."""
        agent_ids = [case.agent.agent_id for case in self.cases]
        return {
            "staffing": float(self.cost.of(self.present).sum()),
            "requests": sum(line.wish_points for line in self.lines),
            "broken_weeks": sum(line.week_points for line in self.lines),
            "fairness": sum(
                self.fairness.cost(agent_id, line.burden)
                for agent_id, line in zip(agent_ids, self.lines, strict=True)
            ),
        }
