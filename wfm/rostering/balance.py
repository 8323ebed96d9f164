"""The balance of burdens: what agents carried above or below their fair share in earlier rosters.

A fair share of the past goes by days worked: who was on leave, or came later, is not made to catch up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wfm.domain.burdens import BalanceRow, Burden
from wfm.domain.roster import DayPlan
from wfm.rostering.burdens import UnpopularShifts, shifts_carried, total
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.fairness import alike


@dataclass(frozen=True)
class EarlierRosters:
    """What was planned in the weeks that count: days before the horizon, and wishes refused by agent."""

    plans: tuple[DayPlan, ...] = ()
    refused: Mapping[str, int] | None = None


def balances(problem: RosterProblem, earlier: EarlierRosters, told: Sequence[BalanceRow]) -> Mapping[str, Burden]:
    """What every agent carried above (+) or below (-) his share, in whole shifts; zeros are left out.

    What `told` says of an agent and a kind counts instead of what the earlier rosters say.
    """
    found = _from_rosters(problem, earlier)
    for row in told:
        found[row.agent_id] = found.get(row.agent_id, Burden())._replace(**{row.kind: row.value})
    return {agent_id: balance for agent_id, balance in found.items() if any(balance)}


def _from_rosters(problem: RosterProblem, earlier: EarlierRosters) -> dict[str, Burden]:
    own: dict[str, list[DayPlan]] = {agent.agent_id: [] for agent in problem.agents}
    for plan in earlier.plans:
        if plan.works and plan.agent_id in own:
            own[plan.agent_id].append(plan)
    unpopular, refused = UnpopularShifts.of(problem), earlier.refused or {}
    carried = {
        agent_id: shifts_carried(plans, unpopular, problem)._replace(refused=refused.get(agent_id, 0))
        for agent_id, plans in own.items()
    }
    found: dict[str, Burden] = {}
    for members in alike(problem.agents):
        together = total(carried[member] for member in members)
        days = sum(len(own[member]) for member in members)
        for member in members if days else ():
            part = len(own[member]) / days
            shares = (part * amount for amount in together)
            found[member] = Burden(*(round(has - fair) for has, fair in zip(carried[member], shares, strict=True)))
    return found
