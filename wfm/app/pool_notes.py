"""What keeps a retraining pool from teaching, though nothing is wrong: said beside the run."""

from collections.abc import Iterator, Sequence
from datetime import date

from wfm.domain.people import Role
from wfm.domain.pool import Need, Topic, TrainingFormat
from wfm.domain.roster import Roster
from wfm.rostering.problem import RosterProblem

MOST_NAMED = 5


def empty_notes(topics: Sequence[Topic], needs: Sequence[Need], day: date) -> Iterator[str]:
    """Why nobody can be drafted from `day` on: nothing to teach, or nothing known of anybody."""
    if not topics:
        yield "retraining pool: inputs/training.csv has no topics, so there is nothing to teach"
    if needs and not any(need.handled for need in needs):
        known = f"inputs/performance.csv has no figures of a period that ended by {day}"
        yield f"retraining pool: {known}, so nobody is drafted"


def teaching_notes(problem: RosterProblem, roster: Roster, topics: Sequence[Topic]) -> Iterator[str]:
    """Trainers and leads without a shift on the days of the roster, or that there are none at all, where topics
    need somebody to teach them."""
    taught = sum(topic.format is not TrainingFormat.SELF for topic in topics)
    teachers = [agent.agent_id for agent in problem.agents if agent.role is not Role.AGENT]
    idle = [agent_id for agent_id in teachers if not _comes(agent_id, problem, roster)]
    if taught and not teachers:
        yield "retraining pool: agents.csv has no trainer and no lead, so only self-study is drafted"
    if not taught or not idle:
        return
    more = f" and {len(idle) - MOST_NAMED} more" if len(idle) > MOST_NAMED else ""
    without = f"{', '.join(idle[:MOST_NAMED])}{more} (trainer or lead) without a shift on these days"
    if len(idle) < len(teachers):
        yield f"retraining pool: {without}; the other {len(teachers) - len(idle)} teach"
    else:
        yield f"retraining pool: {without}; nobody else can teach, so only self-study is drafted"


def _comes(agent_id: str, problem: RosterProblem, roster: Roster) -> bool:
    """Whether he has a shift on a day that no absence takes."""
    zone, absences = problem.horizon.zone, problem.absences_of[agent_id]
    shifts = (plan for plan in roster.by_agent.get(agent_id, ()) if plan.works)
    return any(not any(absence.takes(plan.date, zone) for absence in absences) for plan in shifts)
