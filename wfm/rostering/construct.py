"""The first roster: agents take their best line one after the other, each seeing what is still open."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from wfm.domain.errors import NoLegalRoster
from wfm.rostering.agent_case import AgentCase
from wfm.rostering.coverage import minutes_on_contact
from wfm.rostering.from_published import begin_from_published
from wfm.rostering.line import RosterLine
from wfm.rostering.patience import ENDLESS, Patience
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.fairness import Fairness
from wfm.rostering.rules.group_rule import GroupRule
from wfm.rostering.staffing_cost import StaffingCost
from wfm.rostering.team import Team
from wfm.rostering.time_units import unit_minutes

SMOOTHING = 1.0


def first_team(
    cases: Sequence[AgentCase],
    cost: StaffingCost,
    problem: RosterProblem,
    groups: Sequence[GroupRule] = (),
    patience: Patience = ENDLESS,
) -> Team:
    """A legal line for everybody, in one pass; fairness does not count yet.

    Raises NoLegalRoster if an agent has none (screen with `explain.refuse_impossible` first); NothingUsable when
    it takes longer than `patience` waits for it.
    """
    carried = carried_in(problem)
    present = carried.copy()
    lines: list[RosterLine] = []
    for number, case in enumerate(cases):
        patience.await_first_roster()
        charged = [prices for group in groups if (prices := group.prices(number, None)) is not None]
        grouped = np.sum(charged, axis=0) if charged else None
        found = case.cheapest(cost.added(present, case.rows, SMOOTHING), grouped)
        if found is None:
            raise NoLegalRoster(f"{case.agent.agent_id} has no legal roster")
        lines.append(found[1])
        for row in case.rows:
            present[row] += found[1].presence
        for group in groups:
            group.replace(number, None, found[1])
    team = Team.of(cases, cost, Fairness.unshared(problem), lines, carried, groups)
    if problem.keeping is not None and problem.keeping.points > 0:
        begin_from_published(team, patience.is_over)
    return team


def carried_in(problem: RosterProblem) -> NDArray[np.int64]:
    """Units that shifts begun before the horizon still give to it, shape (covers, intervals)."""
    horizon, unit = problem.horizon, unit_minutes(problem.centre)
    units = np.zeros((len(problem.covers), horizon.intervals), dtype=np.int64)
    skills = {agent.agent_id: agent.skills for agent in problem.agents}
    for plan in problem.previous:
        if not plan.works or plan.agent_id not in skills or plan.span()[1] <= horizon.start:
            continue
        absences = problem.absences_of[plan.agent_id]
        given = minutes_on_contact(plan, absences, horizon).astype(np.int64) // unit
        for row, cover in enumerate(problem.covers):
            if cover.counts(skills[plan.agent_id]):
                units[row] += given
    return units
