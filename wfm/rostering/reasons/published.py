"""A finished roster as the search would hold it: the inverse of `plans.roster_of`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from wfm.domain.roster import DayPlan, Roster
from wfm.rostering.agent_case import AgentCase, agent_cases
from wfm.rostering.construct import carried_in
from wfm.rostering.coverage import minutes_on_contact
from wfm.rostering.group_book import groups_of
from wfm.rostering.line import RosterLine
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.fairness import Fairness
from wfm.rostering.staffing_cost import staffing_cost
from wfm.rostering.stages import StageKind
from wfm.rostering.team import Numbers, Team
from wfm.rostering.time_units import unit_minutes


@dataclass(frozen=True)
class PublishedTeam:
    """The team of a finished roster, with the problem it answers to.

    `fixed`: agents whose plans the search could not hold, because they break a rule of today's inputs or name a
    shift that is not on offer any more; they are counted as they stand, to rules across agents with those of
    their shifts that are still on offer.
    """

    problem: RosterProblem
    roster: Roster
    team: Team
    fixed: tuple[str, ...]

    @cached_property
    def number_of(self) -> Mapping[str, int]:
        """The number in the team of every agent whom the search can hold."""
        return {case.agent.agent_id: number for number, case in enumerate(self.team.cases)}


def published_team(problem: RosterProblem, roster: Roster) -> PublishedTeam:
    """Rebuild the team from the plans of its agents; fair shares are those of the finished roster."""
    cases = agent_cases(problem)
    lines = [line_of(case, roster.by_agent.get(case.agent.agent_id, ())) for case in cases]
    held = [(case, line) for case, line in zip(cases, lines, strict=True) if line is not None]
    fixed = [case for case, line in zip(cases, lines, strict=True) if line is None]
    agents = [case.agent for case, _ in held]
    burdens = {case.agent.agent_id: line.burden for case, line in held}
    # Those whom the search cannot hold come last: the numbers of the others are those of the team.
    groups = groups_of(problem, [*(case for case, _ in held), *fixed])
    standing = [standing_line(case, roster.by_agent.get(case.agent.agent_id, ())) for case in fixed]
    for number, line in enumerate([*(line for _, line in held), *standing]):
        for group in groups:
            group.replace(number, None, line)
    centre = problem.centre
    per_agent = centre.interval_minutes // unit_minutes(centre)
    cost = staffing_cost(
        problem.requirement, problem.covers, problem.horizon, centre.roster.prices, per_agent, problem.in_time
    )
    team = Team.of(
        [case for case, _ in held],
        cost,
        Fairness.unshared(problem).shared(agents, burdens),
        [line for _, line in held],
        carried_in(problem) + _given_by(fixed, roster, problem),
        groups,
    )
    return PublishedTeam(problem, roster, team, tuple(case.agent.agent_id for case in fixed))


def line_of(case: AgentCase, plans: Sequence[DayPlan]) -> RosterLine | None:
    """The line that makes these plans; None when today's rules, limits or shifts do not allow them.

    The days and their breaks are those of the plans; what a week aimed for and what it adds up to follows from
    the days.
    """
    problem = case.course.problem
    more = np.zeros(case.course.choices)
    for offset, stage in zip(case.course.offsets, case.course.stages, strict=True):
        if stage.kind is StageKind.DAY:
            numbers = np.arange(offset, offset + stage.choices)
            more[numbers[~_makes(case, plans, stage.index, numbers)]] = np.inf
    found = case.cheapest(np.zeros((problem.horizon.intervals, case.values.units_per_agent + 1)), more)
    if found is None:
        return None
    line, by_date = found[1], {plan.date: plan for plan in plans}
    breaks = tuple(
        tuple(problem.horizon.elapsed(pause.start) // case.values.unit for pause in by_date[date].breaks)
        for date in problem.horizon.dates
    )
    if [len(pauses) for pauses in breaks] != [len(pauses) for pauses in line.breaks]:
        return None
    presence = case.values.presence(line.places, breaks)
    presence[case.away] = 0
    return replace(line, breaks=breaks, presence=presence)


def standing_line(case: AgentCase, plans: Sequence[DayPlan]) -> RosterLine:
    """The shifts of these plans that are on offer, whether or not rules allow them together: for rules across
    agents, to which whoever is there counts. He gives no presence; that is counted from the plans."""
    course, terrain = case.course, case.terrain
    choices = list(course.offsets)
    for at, (offset, stage) in enumerate(zip(course.offsets, course.stages, strict=True)):
        if stage.kind is StageKind.DAY:
            numbers = np.arange(offset, offset + stage.choices)
            made = numbers[_makes(case, plans, stage.index, numbers)]
            choices[at] = int(made[0]) if len(made) else offset
    days = np.array(choices)[terrain.day_stages]
    return RosterLine(
        choices=tuple(choices),
        places=tuple(terrain.duty_places[days].tolist()),
        breaks=((),) * len(days),
        presence=np.zeros(course.problem.horizon.intervals, dtype=np.int8),
    )


def _makes(case: AgentCase, plans: Sequence[DayPlan], day: int, numbers: Numbers) -> np.ndarray:
    """Which of a day's choices make its plan; none when there is no plan for it."""
    horizon = case.course.problem.horizon
    plan = next((plan for plan in plans if plan.date == horizon.dates[day]), None)
    places = case.terrain.duty_places[numbers]
    if plan is None:
        return np.zeros(len(numbers), dtype=np.bool_)
    if not plan.works:
        return places < 0
    start, end = (horizon.elapsed(moment) for moment in plan.span())
    duties = case.values.flat
    same = [
        place >= 0 and (duties[place].shift, duties[place].start, duties[place].end) == (plan.shift, start, end)
        for place in places.tolist()
    ]
    return np.array(same, dtype=np.bool_)


def _given_by(cases: Sequence[AgentCase], roster: Roster, problem: RosterProblem) -> Numbers:
    """Units that agents give who are counted as they stand, shape (covers, intervals)."""
    units = np.zeros((len(problem.covers), problem.horizon.intervals), dtype=np.int64)
    for case in cases:
        absences = problem.absences_of[case.agent.agent_id]
        for plan in roster.by_agent.get(case.agent.agent_id, ()):
            if plan.works:
                minutes = minutes_on_contact(plan, absences, problem.horizon)
                units[list(case.rows)] += minutes.astype(np.int64) // case.values.unit
    return units
