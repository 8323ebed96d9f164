"""Who is a minor when."""

from datetime import date

from wfm.domain.minors import MinorTerms
from wfm.domain.people import Agent
from wfm.rostering.problem import RosterProblem


def minor_terms_on(agent: Agent, day: date, problem: RosterProblem) -> MinorTerms | None:
    """What holds for the agent on that day besides his contract; None once he is of age."""
    terms = problem.contract_of(agent).minors
    return terms if terms is not None and terms.hold_for(agent.birth_date, day) else None
