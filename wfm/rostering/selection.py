"""Selection: CP-SAT chooses one of each agent's good lines so that together they cost least.

Descent changes one agent at a time; selection changes many at once. Coverage cost is the exact convex one: for
every cover row and interval, one variable above all its pieces.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from ortools.sat.python import cp_model

from wfm.rostering.agent_case import RosterLine
from wfm.rostering.solving import solve, solver
from wfm.rostering.team import Team

SCALE = 100  # points are priced in hundredths, since CP-SAT counts in whole numbers


@dataclass(frozen=True, slots=True)
class Search:
    """How hard to look, and when to give up."""

    work_limit: float
    seed: int
    should_stop: Callable[[], bool]


Choices = Sequence[tuple[int, list[RosterLine]]]
Taken = dict[int, list[cp_model.IntVar]]


def select(team: Team, choices: Sequence[tuple[int, Sequence[RosterLine]]], search: Search) -> bool:
    """Let the agents in `choices` (number, lines) change together, all others staying; whether it helped.

    The lines they hold now are always among the choices, so that the roster never gets worse.
    """
    held = [(number, list(dict.fromkeys([team.lines[number], *lines]))) for number, lines in choices]
    free = [(number, lines) for number, lines in held if len(lines) > 1]
    model = cp_model.CpModel()
    taken = {number: [model.new_bool_var("") for _ in lines] for number, lines in free}
    model.minimize(
        cp_model.LinearExpr.sum([*_own(model, team, free, taken), *_staffing(model, team, free, taken)])
    )
    engine = solver(search.work_limit, search.seed)
    status = solve(model, engine, search.should_stop) if free else cp_model.UNKNOWN
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return False
    chosen = {
        number: lines[next(at for at, variable in enumerate(taken[number]) if engine.boolean_value(variable))]
        for number, lines in free
    }
    return _adopt(team, chosen)


def _adopt(team: Team, chosen: dict[int, RosterLine]) -> bool:
    """Take the chosen lines if the objective, recomputed, is better; else leave everything as it was."""
    before, held = team.points(), {number: team.lines[number] for number in chosen}
    for number, line in chosen.items():
        team.replace(number, line)
    if team.points() < before - 1e-9:
        return True
    for number, line in held.items():
        team.replace(number, line)
    return False


def _own(model: cp_model.CpModel, team: Team, free: Choices, taken: Taken) -> Iterator[cp_model.LinearExprT]:
    """One line for each agent, and the points that nobody else can change."""
    for number, lines in free:
        model.add_exactly_one(taken[number])
        for variable, line in zip(taken[number], lines, strict=True):
            model.add_hint(variable, line == team.lines[number])
            yield round(SCALE * team.own_points(number, line)) * variable


def _staffing(model: cp_model.CpModel, team: Team, free: Choices, taken: Taken) -> Iterator[cp_model.LinearExprT]:
    """The staffing cost of every cover row and interval in which the choice makes a difference."""
    fixed = team.present.copy()
    for number, _ in free:
        fixed[list(team.cases[number].rows)] -= team.lines[number].presence
    for row in range(len(fixed)):
        there = [
            (taken[number], np.stack([line.presence for line in lines]))
            for number, lines in free
            if row in team.cases[number].rows
        ]
        moving = np.any([np.ptp(units, axis=0) > 0 for _, units in there], axis=0) if there else np.array([])
        for interval in np.flatnonzero(moving).tolist():
            least = int(fixed[row, interval]) + sum(int(units[:, interval].min()) for _, units in there)
            most = int(fixed[row, interval]) + sum(int(units[:, interval].max()) for _, units in there)
            more = [
                int(extra) * variable
                for variables, units in there
                for extra, variable in zip(units[:, interval] - units[:, interval].min(), variables, strict=True)
                if extra
            ]
            points = team.cost.at(row, interval, np.arange(least, most + 1))
            yield _convex(model, np.round(points * SCALE).astype(int).tolist(), cp_model.LinearExpr.sum(more))


def _convex(model: cp_model.CpModel, points: list[int], more: cp_model.LinearExprT) -> cp_model.IntVar:
    """A variable that is at least `points[more]`: one line under each stretch of equal slope."""
    cost = model.new_int_var(min(points), max(points), "")
    slopes = [after - before for before, after in pairwise(points)]
    for at, slope in enumerate(slopes):
        if at == 0 or slope != slopes[at - 1]:
            model.add(cost >= points[at] + slope * (more - at))
    return cost
