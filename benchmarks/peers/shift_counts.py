"""How many people each shift needs: the question to pyworkforce, and what its answer comes to on our demand."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.peers.duty_kinds import DutyKind, Floats, attended
from wfm.domain.roster import Roster
from wfm.rostering.check import net_in, open_in
from wfm.rostering.problem import RosterProblem
from wfm.rostering.week_targets import week_targets

Counts = Mapping[tuple[int, DutyKind], int]


@dataclass(frozen=True)
class ShiftCounts:
    """The question for one centre. `seconds` is pyworkforce's limit of its search."""

    problem: RosterProblem
    kinds: Sequence[DutyKind]
    seconds: float

    @property
    def arguments(self) -> dict[str, object]:
        """What MinAbsDifference and MinRequiredResources take.

        The second weighs shifts by what they are paid, else it would ask for the longest; the first ignores that.
        """
        horizon, most = self.problem.horizon, len(self.problem.agents)
        interval = horizon.interval_minutes
        return {
            "num_days": horizon.days,
            "periods": horizon.intervals // horizon.days,
            "shifts_coverage": {kind.name: kind.coverage(self._day_begins, interval) for kind in self.kinds},
            "required_resources": [[math.ceil(need) for need in day] for day in self._needed()],
            "max_period_concurrency": most,
            "max_shift_concurrency": most,
            "cost_dict": {kind.name: kind.pattern.paid_minutes for kind in self.kinds},
            "max_search_time": self.seconds,
        }

    @property
    def _day_begins(self) -> int:
        """The first start of any shift: a day from there to there holds nearly all of its nights."""
        return min(kind.start for kind in self.kinds)

    def _needed(self) -> Floats:
        """Still needed, by such days and their intervals.

        No shift of the horizon can reach its first hours before the first start. After the last night, outside,
        the same is wanted as there: that is the same morning of the week when whole weeks are planned.
        """
        horizon = self.problem.horizon
        before = self._day_begins // horizon.interval_minutes
        first_morning = net_in(self.problem)["calls"][:before]
        needed = np.concatenate([still_needed(self.problem)[before:], first_morning])
        return needed.reshape(horizon.days, -1)

    def read(self, answer: Mapping[str, object]) -> dict[tuple[int, DutyKind], int]:
        """The shifts of an answer, those that nobody is asked for left out; empty without a solution."""
        named = {kind.name: kind for kind in self.kinds}
        rows = answer["resources_shifts"]
        assert isinstance(rows, list)
        return {(row["day"], named[row["shift"]]): row["resources"] for row in rows if row["resources"] > 0}


def still_needed(problem: RosterProblem) -> Floats:
    """The net requirement less what the last shifts of the previous roster still give."""
    nobody = Roster(problem.horizon, ())
    left: Floats = np.maximum(net_in(problem)["calls"] - open_in(problem, nobody)["calls"], 0)
    return left


def figures(problem: RosterProblem, counts: Counts) -> dict[str, object]:
    """Hours short and over if nobody ever took a break; the break hours left out; shifts against the contracts."""
    need, present = still_needed(problem), attended(problem, counts)
    hours = problem.horizon.interval_minutes / 60
    breaks = sum(people * kind.break_minutes for (_, kind), people in counts.items()) / 60
    demand = float(net_in(problem)["calls"].sum()) * hours
    weeks = [target for agent in problem.agents for target in week_targets(agent, problem)]
    return {
        "short_hours": round(float(np.maximum(need - present, 0).sum()) * hours, 1),
        "over_hours": round(float(np.maximum(present - need, 0).sum()) * hours, 1),
        "break_hours_left_out": round(breaks, 1),
        "break_percent_of_demand": round(100 * breaks / demand, 1),
        "shifts": sum(counts.values()),
        "shifts_in_contracts": [sum(week.days.least for week in weeks), sum(week.days.most for week in weeks)],
    }
