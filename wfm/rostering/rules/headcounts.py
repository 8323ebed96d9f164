"""Head-counts: so many people start a shift that day; short and over are priced, hard limits dominate."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wfm.domain.breaches import Breach, Severity
from wfm.domain.centre import Centre
from wfm.domain.groups import EVERYBODY
from wfm.domain.headcounts import HeadcountRow
from wfm.domain.people import Agent
from wfm.domain.roster import Roster
from wfm.domain.time import MINUTES_PER_DAY, at_minute
from wfm.rostering.agent_case import AgentCase
from wfm.rostering.line import RosterLine
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.group_rule import GroupRule
from wfm.rostering.stages import Course, StageKind

TITLE = "Head-counts"

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


def words(centre: Centre) -> str | None:
    """The rule; its figures are in the planner's file."""
    return (
        "each row of inputs/headcounts.csv: so many of a group on a shift; a head short costs the row's under "
        "points, a head above its over points; its least and most are never broken"
    )


@dataclass(frozen=True)
class HeadcountCells:
    """The rows of the horizon as cells that choices count in.

    `counted[n]`: for each choice of agent n's course the cells it counts in, shape (at once, choices); the number
    of cells stands for none. Agents who count alike share one array.
    """

    rows: tuple[HeadcountRow, ...]
    counted: tuple[Numbers, ...]
    agents: int

    @classmethod
    def of(cls, problem: RosterProblem, cases: Sequence[AgentCase]) -> "HeadcountCells":
        horizon = problem.horizon
        rows = tuple(row for row in problem.headcounts if 0 <= horizon.day_index(row.date) < horizon.days)
        alike: dict[tuple[int, tuple[bool, ...]], Numbers] = {}
        counted: list[Numbers] = []
        for case in cases:
            member = tuple(row.group.means(case.agent, row.date) for row in rows)
            key = (id(case.course), member)
            if key not in alike:
                alike[key] = _cells_of_choices(rows, member, case.course)
            counted.append(alike[key])
        return cls(rows, tuple(counted), len(cases))

    @cached_property
    def points(self) -> Floats:
        """Points of each cell with 0, 1, … heads, as many as there are agents: shape (cells, agents + 1)."""
        return np.array([[row.points(heads) for heads in range(self.agents + 1)] for row in self.rows])

    @cached_property
    def added(self) -> Floats:
        """Points that one more head brings, shape (cells + 1, agents); the last row, for no cell, is 0."""
        steps = np.diff(self.points, axis=1)
        return np.concatenate([steps, np.zeros((1, self.agents))])

    def met(self, number: int, choices: Sequence[int]) -> Numbers:
        """The cells in which a line of agent `number` with these choices counts."""
        cells = self.counted[number][:, list(choices)].ravel()
        return cells[cells < len(self.rows)]


class Headcounts(GroupRule):
    """The price reading: counts of every cell, and what one head more would cost there."""

    def __init__(self, cells: HeadcountCells) -> None:
        self.cells = cells
        self.heads = np.zeros(len(cells.rows), dtype=np.int64)

    def replace(self, number: int, old: RosterLine | None, new: RosterLine | None) -> None:
        for line, change in ((old, -1), (new, 1)):
            if line is not None:
                np.add.at(self.heads, self.cells.met(number, line.choices), change)

    def prices(self, number: int, held: RosterLine | None) -> Floats | None:
        others = self.heads.copy()
        if held is not None:
            np.subtract.at(others, self.cells.met(number, held.choices), 1)
        at_hand = np.append(self.cells.added[np.arange(len(others)), others], 0.0)
        prices: Floats = at_hand[self.cells.counted[number]].sum(axis=0)
        return prices

    def points(self) -> float:
        return float(self.cells.points[np.arange(len(self.heads)), self.heads].sum())


def search(problem: RosterProblem, cases: Sequence[AgentCase]) -> Headcounts | None:
    """The price reading; None when no row falls into the horizon."""
    cells = HeadcountCells.of(problem, cases)
    return Headcounts(cells) if cells.rows else None


def breaches(problem: RosterProblem, roster: Roster) -> Iterator[Breach]:
    """A breach for every row that is short or over, counted from the plans: hard beyond its least and most."""
    on_duty = _on_duty(problem, roster)
    zone = problem.horizon.zone
    for row in problem.headcounts:
        if not 0 <= problem.horizon.day_index(row.date) < problem.horizon.days:
            continue
        there = on_duty.get(row.date, ())
        heads = sum(shift in row.shifts and row.group.means(agent, row.date) for shift, agent in there)
        begins, ends = at_minute(row.date, 0, zone), at_minute(row.date, MINUTES_PER_DAY, zone)
        who = "" if row.group == EVERYBODY else f" of {row.group}"
        what = f"{row.date}: {heads}{who} on {' or '.join(row.shifts)}"
        beyond = row.beyond(heads)
        if beyond:
            most = "any" if row.most is None else row.most
            text = f"{what}; at least {row.least} and at most {most} may be"
            yield Breach(TITLE, Severity.HARD, "", begins, ends, beyond, text)
        elif row.points(heads) > 0:
            text = f"{what}; {row.wanted} wanted"
            yield Breach(TITLE, Severity.SOFT, "", begins, ends, abs(heads - row.wanted), text)


def _on_duty(problem: RosterProblem, roster: Roster) -> Mapping[date, Sequence[tuple[str, Agent]]]:
    """The shifts of every day, each with who works it."""
    agents = {agent.agent_id: agent for agent in problem.agents}
    found: dict[date, list[tuple[str, Agent]]] = {}
    for plan in roster.plans:
        if plan.works and plan.agent_id in agents:
            found.setdefault(plan.date, []).append((plan.shift, agents[plan.agent_id]))
    return found


def _cells_of_choices(rows: Sequence[HeadcountRow], member: Sequence[bool], course: Course) -> Numbers:
    """Which cells each choice of the course counts in, for an agent who is a member of some rows' groups."""
    cells: list[list[int]] = [[] for _ in range(course.choices)]
    on_day: dict[int, list[int]] = {}
    for number, row in enumerate(rows):
        if member[number]:
            on_day.setdefault(course.problem.horizon.day_index(row.date), []).append(number)
    for offset, stage in zip(course.offsets, course.stages, strict=True):
        if stage.kind is StageKind.DAY:
            for place, duty in enumerate(course.duties[stage.index], 1):
                cells[offset + place] = [n for n in on_day.get(stage.index, ()) if duty.shift in rows[n].shifts]
    deepest = max(1, *(len(own) for own in cells))
    padded = [own + [len(rows)] * (deepest - len(own)) for own in cells]
    return np.array(padded, dtype=np.int64).T.copy()
