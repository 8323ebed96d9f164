"""Buddies, separations and car pools: what inputs/groups.csv asks of any two members of a group."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from wfm.domain.breaches import Breach, Severity
from wfm.domain.centre import Centre
from wfm.domain.groups import AgentGroup, Bond
from wfm.domain.roster import Roster
from wfm.domain.time import at_minute
from wfm.rostering.attendance import Attended, attended
from wfm.rostering.problem import RosterProblem

TITLE = "Buddies, separations, car pools"


def words(centre: Centre) -> str:
    """The rule; its values stand in the input file."""
    return "whoever inputs/groups.csv binds: buddies, apart, car_pool, same_days"


def off_by(group: AgentGroup, one: Attended | None, other: Attended | None) -> float:
    """Hours by which the days of two members (None: no shift) break the bond; 1 for a day that only one works.

    Neither is on leave. For `apart` the two shifts may be of neighbouring days.
    """
    if one is None or other is None:
        return float(group.bond is Bond.SAME_DAYS and one is not other)
    shared = max(0, min(one.end, other.end) - max(one.start, other.start))
    if group.bond is Bond.APART:
        return shared / 60
    if group.bond is Bond.BUDDIES:
        shorter = min(one.end - one.start, other.end - other.start)
        return max(0.0, round(group.value / 100 * shorter, 6) - shared) / 60
    if group.bond is Bond.CAR_POOL:
        return max(0.0, max(abs(one.start - other.start), abs(one.end - other.end)) - group.value) / 60
    return 0.0


def breaches(problem: RosterProblem, roster: Roster) -> Iterator[Breach]:
    """Every pair of members and day (or pair of shifts) that breaks its bond, in hours (same_days: days)."""
    shifts: dict[str, dict[int, Attended]] = {agent.agent_id: {} for agent in problem.agents}
    if problem.groups:
        for one in attended(problem, roster):
            shifts[one.agent_id][one.day] = one
    for group in problem.groups:
        members = [member for member in group.members if member in shifts]
        for one_id, other_id in combinations(members, 2):
            yield from _between(group, one_id, other_id, shifts, problem)


def _between(
    group: AgentGroup,
    one_id: str,
    other_id: str,
    shifts: Mapping[str, Mapping[int, Attended]],
    problem: RosterProblem,
) -> Iterator[Breach]:
    on_leave = problem.leave_of[one_id] | problem.leave_of[other_id]
    for day in range(problem.horizon.days):
        if group.bond is Bond.APART:
            # The shift of the day before may run into this one; that pair is told on its later day.
            days = [(day, day), (day, day - 1), (day - 1, day)]
            pairs = [(one, other) for one, other in days if one in shifts[one_id] and other in shifts[other_id]]
        else:
            pairs = [] if day in on_leave else [(day, day)]
        for one_day, other_day in pairs:
            one, other = shifts[one_id].get(one_day), shifts[other_id].get(other_day)
            amount = off_by(group, one, other)
            if amount > 0:
                yield _breach(group, (one_id, one), (other_id, other), day, amount, problem)


def _breach(
    group: AgentGroup,
    one: tuple[str, Attended | None],
    other: tuple[str, Attended | None],
    day: int,
    amount: float,
    problem: RosterProblem,
) -> Breach:
    date, zone = problem.horizon.dates[day], problem.horizon.zone
    told = " and ".join(f"{agent_id} {_told(shift, problem)}" for agent_id, shift in (one, other))
    severity = Severity.HARD if group.hard else Severity.SOFT
    begins, ends = at_minute(date, 0, zone), at_minute(date, 1440, zone)
    return Breach(TITLE, severity, one[0], begins, ends, amount, f"{group.bond}: {told} on {date:%a %d %b}")


def _told(shift: Attended | None, problem: RosterProblem) -> str:
    if shift is None:
        return "off"
    start, end = problem.horizon.moment(shift.start), problem.horizon.moment(shift.end)
    return f"{start:%a %H:%M}-{end:%H:%M}"
