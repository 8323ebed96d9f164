"""One agent as the search sees him: his contract's graph, his limits and wishes, and the rosters he could work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from wfm.domain.people import Agent
from wfm.rostering.limits import DayLimit, day_limits
from wfm.rostering.problem import RosterProblem
from wfm.rostering.roster_graph import RosterGraph, roster_graph
from wfm.rostering.rules import requests
from wfm.rostering.rules.fairness import Burden, burden_of, total
from wfm.rostering.shift_values import PricedDuties, ShiftValues
from wfm.rostering.stages import Course, StageKind
from wfm.rostering.time_units import unit_minutes
from wfm.rostering.week_targets import WeekTarget, week_targets

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class RosterLine:
    """One agent's whole roster as the search holds it.

    For each day the place of its duty in the course's flat list (-1: off) and the starts of its breaks; the units
    on contact; the points of refused wishes and of broken weeks that are off their share.
    """

    places: tuple[int, ...]
    breaks: tuple[tuple[int, ...], ...]
    presence: Numbers = field(compare=False, repr=False)
    wish_points: float = 0.0
    week_points: float = 0.0
    burden: Burden = field(default_factory=Burden)


@dataclass(frozen=True)
class AgentCase:
    """One agent, ready to be priced.

    `own_prices[i]`: points of each choice at stage i that no other agent can change (wishes), infinite where a
    limit or the week's target forbids it. `away`: True for intervals in which he is not on contact though at
    work. `rows`: the cover rows he counts in.
    """

    agent: Agent
    course: Course
    graph: RosterGraph
    values: ShiftValues
    past: int
    limits: tuple[DayLimit, ...]
    targets: tuple[WeekTarget, ...]
    own_prices: tuple[Floats, ...]
    away: NDArray[np.bool_]
    rows: tuple[int, ...]
    burdens: Mapping[int, Burden]

    def cheapest(self, added: Floats, late: float = 0.0, weekend: float = 0.0) -> tuple[float, RosterLine] | None:
        """The cheapest legal roster against `added` (StaffingCost.added) and points per late and weekend
        shift, with its cost; None if no roster is legal."""
        felt = np.where(self.away[:, None], 0.0, added)
        priced = self.values.priced(felt)
        duty_points = priced.points.copy()
        for place, burden in self.burdens.items():
            duty_points[place] += burden.late * late + burden.weekend * weekend
        found = self.graph.cheapest(self.past, self._prices(duty_points))
        if found is None:
            return None
        cost, choices = found
        return cost, self._line(choices, priced)

    def legal(self) -> bool:
        """Whether any roster keeps all the hard rules."""
        return self.graph.cheapest(self.past, self.own_prices) is not None

    def _prices(self, duty_points: Floats) -> list[Floats]:
        prices: list[Floats] = []
        for stage, own in zip(self.course.stages, self.own_prices, strict=True):
            if stage.kind is StageKind.DAY:
                first = self.values.first_of_day[stage.index]
                own = own.copy()
                own[1:] += duty_points[first : first + stage.choices - 1]
            prices.append(own)
        return prices

    def _line(self, choices: Sequence[int], priced: PricedDuties) -> RosterLine:
        places: list[int] = []
        breaks: list[tuple[int, ...]] = []
        presence = np.zeros(self.values.intervals, dtype=np.int64)
        wishes = weeks = 0.0
        for stage, own, choice in zip(self.course.stages, self.own_prices, choices, strict=True):
            if stage.kind is not StageKind.DAY:
                weeks += float(own[choice])
                continue
            wishes += float(own[choice])
            place = -1 if choice == 0 else self.values.first_of_day[stage.index] + choice - 1
            starts = priced.breaks_of(place) if choice else ()
            if choice:
                presence += self.values.presence(place, starts)
            places.append(place)
            breaks.append(starts)
        presence[self.away] = 0
        burden = total(self.burdens[place] for place in places if place in self.burdens)
        return RosterLine(tuple(places), tuple(breaks), presence, wishes, weeks, burden)


def agent_cases(problem: RosterProblem) -> tuple[AgentCase, ...]:
    """Every agent of the problem; graphs and duty lists are shared within a contract."""
    contracts = dict.fromkeys(agent.contract for agent in problem.agents)
    cases: dict[str, AgentCase] = {}
    for name in contracts:
        members = [agent for agent in problem.agents if agent.contract == name]
        course = Course.under(problem.centre.contracts[name], problem)
        pasts = problem.pasts_under(course.contract)
        graph = roster_graph(course, pasts)
        values = ShiftValues(
            course.duties, problem.centre, problem.horizon.intervals, unit_minutes(problem.centre)
        )
        burdens = _burdens(course, values)
        for agent in members:
            past = pasts.index(problem.past_of[agent.agent_id])
            cases[agent.agent_id] = _case(agent, course, graph, values, past, burdens)
    return tuple(cases[agent.agent_id] for agent in problem.agents)


def _case(
    agent: Agent,
    course: Course,
    graph: RosterGraph,
    values: ShiftValues,
    past: int,
    burdens: Mapping[int, Burden],
) -> AgentCase:
    problem = course.problem
    limits = day_limits(agent, course.duties, problem)
    targets = week_targets(agent, problem)
    return AgentCase(
        agent=agent,
        course=course,
        graph=graph,
        values=values,
        past=past,
        limits=limits,
        targets=targets,
        own_prices=_own_prices(agent, course, limits, targets),
        away=_away(agent, problem),
        rows=tuple(row for row, cover in enumerate(problem.covers) if cover.counts(agent.skills)),
        burdens=burdens,
    )


def _burdens(course: Course, values: ShiftValues) -> Mapping[int, Burden]:
    """The unpopular duties of a course, by place."""
    dates, settings = course.problem.horizon.dates, course.problem.centre.roster
    found = {
        first + number: burden_of(duty, dates[day].weekday(), settings)
        for day, first in enumerate(values.first_of_day)
        for number, duty in enumerate(course.duties[day])
    }
    return {place: burden for place, burden in found.items() if burden != Burden()}


def _own_prices(
    agent: Agent, course: Course, limits: Sequence[DayLimit], targets: Sequence[WeekTarget]
) -> tuple[Floats, ...]:
    by_week = {target.week: target for target in targets}
    wish_points = course.problem.centre.roster.request_points
    prices: list[Floats] = []
    for stage in course.stages:
        points = np.zeros(stage.choices)
        if stage.kind is StageKind.END_WEEK:
            target = by_week[stage.index]
            points += [
                target.points(tally.minutes) if target.holds(*tally) else np.inf for tally in course.tallies
            ]
        elif stage.kind is StageKind.DAY:
            for limit in limits:
                if limit.day == stage.index:
                    points[~np.array(limit.allows)] = np.inf
            for wish in course.problem.requests_of[agent.agent_id]:
                if course.problem.horizon.day_index(wish.date) == stage.index:
                    choices = (None, *course.duties[stage.index])
                    refused = np.array([not requests.grants(wish, duty) for duty in choices])
                    points[refused] += wish.weight * wish_points
        prices.append(points)
    return tuple(prices)


def _away(agent: Agent, problem: RosterProblem) -> NDArray[np.bool_]:
    """Intervals that any absence of the agent touches."""
    horizon = problem.horizon
    away = np.zeros(horizon.intervals, dtype=np.bool_)
    for absence in problem.absences_of[agent.agent_id]:
        first = max(0, horizon.elapsed(absence.start) // horizon.interval_minutes)
        last = -(-horizon.elapsed(absence.end) // horizon.interval_minutes)
        away[first : max(first, last)] = True
    return away
