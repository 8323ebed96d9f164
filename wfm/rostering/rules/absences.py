"""Absences: nobody works while he is away; hours of training may lie inside a shift."""

from collections.abc import Iterator, Sequence

from wfm.domain.people import AbsenceKind, Agent
from wfm.domain.roster import DayPlan
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.plan_check import PlanCheck, Remark


def _remarks(problem: RosterProblem, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Remark]:
    for plan in plans:
        if not plan.works:
            continue
        start, end = plan.span()
        for away in problem.absences_of[agent.agent_id]:
            overlaps = away.start < end and start < away.end
            inside = start <= away.start and away.end <= end
            trained = away.kind is AbsenceKind.TRAINING and not away.whole_days and inside
            if overlaps and not trained:
                yield Remark(plan, 1, f"shift on {plan.date} lies in an absence")


ABSENCES = PlanCheck("Absences", "no work during leave or training of whole days", _remarks)
