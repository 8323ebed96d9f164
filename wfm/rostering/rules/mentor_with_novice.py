"""Mentor with novice: most of every novice's shift lies in hours in which some mentor is on duty."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from wfm.domain.breaches import Breach, Severity
from wfm.domain.centre import Centre
from wfm.domain.groups import Mentoring
from wfm.domain.roster import Roster
from wfm.rostering.attendance import Attended, attended
from wfm.rostering.problem import RosterProblem

TITLE = "Mentor with novice"


def words(centre: Centre) -> str | None:
    """The rule with the centre's values; None when it has none."""
    rule = centre.groups.mentoring
    if rule is None:
        return None
    mentors = "those marked in agents.csv" if rule.mentors is None else f"{rule.mentors} or marked in agents.csv"
    price = "hard" if rule.hard else f"{rule.points:g} points per hour missing"
    return f"a mentor ({mentors}) on duty for {rule.share:.0%} of every shift of {rule.novices} ({price})"


def breaches(problem: RosterProblem, roster: Roster) -> Iterator[Breach]:
    """Every shift of a novice with too little of a mentor, in hours missing."""
    rule = problem.centre.groups.mentoring
    if rule is None:
        return
    people = {agent.agent_id: agent for agent in problem.agents}
    first = problem.horizon.first
    shifts = [(one, people[one.agent_id], first + timedelta(days=one.day)) for one in attended(problem, roster)]
    mentors = [one for one, agent, day in shifts if rule.is_mentor(agent, day)]
    for one, agent, day in shifts:
        missing = _missing(rule, one, mentors) if one.day >= 0 and rule.is_novice(agent, day) else 0.0
        if missing > 0:
            start, end = problem.horizon.moment(one.start), problem.horizon.moment(one.end)
            shift = f"{start:%a %d %b %H:%M}-{end:%H:%M}"
            text = f"{one.agent_id} is new and works {shift}: {missing / 60:.3g} h more with a mentor asked"
            severity = Severity.HARD if rule.hard else Severity.SOFT
            yield Breach(TITLE, severity, one.agent_id, start, end, missing / 60, text)


def _missing(rule: Mentoring, shift: Attended, mentors: Sequence[Attended]) -> float:
    """Minutes by which a shift has less of a mentor than is asked."""
    near = [mentor for mentor in mentors if mentor.start < shift.end and shift.start < mentor.end]
    moments = {shift.start, shift.end, *(m for mentor in near for m in (mentor.start, mentor.end))}
    with_mentor = 0
    for begins, ends in pairwise(sorted(m for m in moments if shift.start <= m <= shift.end)):
        if any(mentor.start <= begins and ends <= mentor.end for mentor in near):
            with_mentor += ends - begins
    return max(0.0, round(rule.share * (shift.end - shift.start), 6) - with_mentor)
