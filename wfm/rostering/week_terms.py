"""What a contract asks for in one of the centre's weeks: more in a week with a make-up day, less of a minor."""

from wfm.domain.contracts import Contract, Span
from wfm.domain.people import Agent
from wfm.rostering.coming import is_offered
from wfm.rostering.problem import RosterProblem


def week_terms(agent: Agent, week: int, problem: RosterProblem) -> tuple[Span, Span]:
    """Days and paid minutes of that week, leave left aside."""
    contract, first = problem.contract_of(agent), problem.horizon.days_of_week(week)[0]
    return contract.week(first, agent.birth_date, make_up_days(contract, week, problem))


def make_up_days(contract: Contract, week: int, problem: RosterProblem) -> int:
    """Make-up days of that week that bring the contract a working day more: those on which it has shifts."""
    if not contract.more_on_make_up_days:
        return 0
    made_up = problem.day_types.make_up_days
    return sum(day in made_up and is_offered(contract, day, problem) for day in problem.horizon.days_of_week(week))
