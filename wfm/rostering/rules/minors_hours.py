"""Minors' hours: whoever is not of age on a day works no longer, earlier or later than minors may."""

from collections.abc import Iterator, Sequence

from wfm.domain.centre import Centre
from wfm.domain.minors import MinorTerms
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.wording import at_most, clock
from wfm.rostering.duties import Duty
from wfm.rostering.minors import minor_terms_on
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.plan_check import PlanCheck, Remark

TITLE = "Minors' hours"


def words(centre: Centre) -> str | None:
    """What the centre says about minors; None if it says nothing."""
    terms = next((contract.minors for contract in centre.contracts.values() if contract.minors is not None), None)
    said = [] if terms is None else list(_said(terms))
    return f"below {terms.until_age}: {', '.join(said)}" if terms is not None and said else None


def _said(terms: MinorTerms) -> Iterator[str]:
    if terms.most_per_day_minutes is not None:
        yield f"{at_most(terms.most_per_day_minutes / 60, 'paid hour')} a day"
    if terms.most_per_week_minutes is not None:
        yield f"{at_most(terms.most_per_week_minutes / 60, 'paid hour')} a week, whatever the contract asks for"
    if terms.earliest_start is not None:
        yield f"no start before {clock(terms.earliest_start)}"
    if terms.latest_end is not None:
        yield f"no end after {clock(terms.latest_end)}"


def _remarks(problem: RosterProblem, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Remark]:
    for plan in plans:
        terms = minor_terms_on(agent, plan.date, problem) if plan.works else None
        if terms is not None:
            duty = Duty.of(plan, problem.horizon)
            if not terms.permits(duty.wall_start, duty.end - duty.start, duty.paid_minutes):
                yield Remark(plan, 1, f"{plan.shift} from {clock(duty.wall_start)} on {plan.date}: minors' hours")


MINORS_HOURS = PlanCheck(TITLE, "minors work no longer, earlier or later than minors may", _remarks)
