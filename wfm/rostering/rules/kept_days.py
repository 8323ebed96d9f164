"""Kept days: when a published roster is changed, what was asked to stay of it stays."""

from collections.abc import Iterator, Sequence

from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.rostering.duties import Duty
from wfm.rostering.keeping import Keep
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.breaks import BREAKS
from wfm.rostering.rules.plan_check import PlanCheck, Remark
from wfm.rostering.time_units import unit_minutes


def _remarks(problem: RosterProblem, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Remark]:
    keeping = problem.keeping
    if keeping is None:
        return
    for plan in plans:
        published = keeping.plan_of.get((agent.agent_id, plan.date))
        if published is None:
            continue
        duty = Duty.of(plan, problem.horizon) if plan.works else None
        if not keeping.allows(published, duty, problem.horizon):
            yield Remark(
                plan, 1, f"{plan.date} of run {keeping.based_on} is not kept ({keeping.asked(published)})"
            )
        elif (
            keeping.asked(published) is Keep.EVERYTHING
            and plan.breaks != published.breaks
            and breaks_stay(problem, agent, published)
        ):
            yield Remark(plan, 1, f"the breaks of {plan.date} of run {keeping.based_on} are not kept")


def breaks_stay(problem: RosterProblem, agent: Agent, published: DayPlan) -> bool:
    """Whether the breaks of a day whose shift stays must stay, and can: what shifts ask for may have changed."""
    if problem.keeping is None or not problem.keeping.breaks_stay(published):
        return False
    unit = unit_minutes(problem.centre)
    on_grid = all(problem.horizon.elapsed(pause.start) % unit == 0 for pause in published.breaks)
    return on_grid and not any(BREAKS.remarks(problem, agent, (published,)))


KEPT_DAYS = PlanCheck(
    "Kept days", "when a published roster is changed, what was asked to stay of it stays", _remarks
)
