"""One agent as the search sees him: his contract's graph, his limits and wishes, and the rosters he could work."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wfm.domain.burdens import Burden, BurdenKind
from wfm.domain.people import Agent
from wfm.rostering.accounts import agent_accounts
from wfm.rostering.burdens import UnpopularShifts
from wfm.rostering.kept_line import KeptLine, kept_line
from wfm.rostering.limits import DayLimit, day_limits
from wfm.rostering.line import RosterLine
from wfm.rostering.paced_graph import PacedGraph, is_counted_beside, paced_graph
from wfm.rostering.patience import ENDLESS, Patience
from wfm.rostering.problem import Past, RosterProblem
from wfm.rostering.roster_graph import RosterGraph, roster_graph
from wfm.rostering.rules.counting_rule import AgentAccount
from wfm.rostering.shift_values import PricedDuties, ShiftValues
from wfm.rostering.stages import Course, StageKind
from wfm.rostering.time_units import unit_minutes
from wfm.rostering.week_targets import WeekTarget, week_targets
from wfm.rostering.wished import wished

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
REFUSED = tuple(BurdenKind).index(BurdenKind.REFUSED)


@dataclass(frozen=True)
class Terrain:
    """What agents of one contract have in common: the course, its graph, its duties and where they are chosen.

    `place_choices`: for each duty of the flat list the number of its choice. `duty_places`: for every choice its
    place in that list, -1 where it is no duty. `burdens`: unpopular shifts that each choice brings, shape
    (kinds of burden, choices).
    """

    course: Course
    graph: RosterGraph | PacedGraph
    values: ShiftValues
    place_choices: Numbers
    duty_places: Numbers
    burdens: Floats

    @cached_property
    def day_stages(self) -> Numbers:
        """Which stages are days."""
        kinds = [stage.kind is StageKind.DAY for stage in self.course.stages]
        return np.flatnonzero(kinds)

    @cached_property
    def day_numbers(self) -> Numbers:
        """The numbers of all choices that days have."""
        stages = zip(self.course.offsets, self.course.stages, strict=True)
        return np.concatenate(
            [np.arange(first, first + stage.choices) for first, stage in stages if stage.kind is StageKind.DAY]
        )

    @cached_property
    def week_stages(self) -> Numbers:
        """Which stages end a week."""
        kinds = [stage.kind is StageKind.END_WEEK for stage in self.course.stages]
        return np.flatnonzero(kinds)

    @cached_property
    def account_stages(self) -> Numbers:
        """Which stages close an account, in the order of the course's accounts."""
        kinds = [stage.kind is StageKind.CLOSE_ACCOUNT for stage in self.course.stages]
        return np.flatnonzero(kinds)


@dataclass(frozen=True)
class AgentCase:
    """One agent, ready to be priced.

    `own_prices`: points of each choice of his course that no other agent can change (wishes), infinite where a
    limit or the week's target forbids it. `away`: True for intervals in which he is not on contact though at
    work. `rows`: the cover rows he counts in. `kept`: what stays of his published roster, if one is changed.
    `accounts`: what is counted over longer than a week. `refused`: how many of his wishes each choice refuses.
    """

    agent: Agent
    terrain: Terrain
    past: int
    limits: tuple[DayLimit, ...]
    targets: tuple[WeekTarget, ...]
    own_prices: Floats
    away: NDArray[np.bool_]
    rows: tuple[int, ...]
    kept: KeptLine | None = None
    accounts: tuple[AgentAccount, ...] = ()
    refused: NDArray[np.int8] | None = None

    @property
    def course(self) -> Course:
        return self.terrain.course

    @property
    def values(self) -> ShiftValues:
        return self.terrain.values

    def cheapest(self, added: Floats, more: Floats | None = None) -> tuple[float, RosterLine] | None:
        """The cheapest legal roster against `added` (StaffingCost.added) and `more` points of each choice of the
        course, with its cost; None if no roster is legal."""
        felt = np.where(self.away[:, None], 0.0, added) if self._is_away else added
        priced = self.values.priced(felt)
        prices = self.own_prices.copy()
        prices[self.terrain.place_choices] += priced.points
        if self.kept is not None:
            places = self.kept.places
            prices[self.terrain.place_choices[places]] += self.kept.duty_points(felt) - priced.points[places]
        if more is not None:
            prices += more
        found = self.terrain.graph.cheapest(self.past, prices)
        if found is None:
            return None
        cost, choices = found
        return cost, self._line(choices, priced)

    def line_of(self, choices: NDArray[np.int32], added: Floats) -> RosterLine:
        """The line of these choices, its breaks where they cost least against `added`."""
        return self._line(choices, self.values.priced(added))

    def further(self, per_burden: Sequence[float], grouped: Floats | None = None) -> Floats | None:
        """Points of each choice from points per kind of burden and from what groups charge; None: none."""
        if any(per_burden):
            burdened: Floats = np.asarray(per_burden) @ self.terrain.burdens
            if self.refused is not None:
                burdened += per_burden[REFUSED] * self.refused
            return burdened if grouped is None else burdened + grouped
        return grouped

    def points_by_account(self, line: RosterLine) -> Iterator[tuple[str, float]]:
        """The title of each account's rule, and what the line costs there."""
        for account, stage in zip(self.accounts, self.terrain.account_stages, strict=True):
            yield account.title, float(self.own_prices[line.choices[stage]])

    def legal(self) -> bool:
        """Whether any roster keeps all the hard rules."""
        return self.terrain.graph.cheapest(self.past, self.own_prices) is not None

    @cached_property
    def _is_away(self) -> bool:
        return bool(self.away.any())

    def _line(self, choices: NDArray[np.int32], priced: PricedDuties) -> RosterLine:
        places = self.terrain.duty_places[choices[self.terrain.day_stages]].tolist()
        breaks = priced.breaks_of(places)
        if self.kept is not None:
            stay = self.kept.breaks
            breaks = tuple(stay.get(place) or placed for place, placed in zip(places, breaks, strict=True))
        return self._line_of(choices, places, breaks)

    def line_with(self, days: Numbers, breaks: tuple[tuple[int, ...], ...]) -> RosterLine | None:
        """The legal roster with these choices on its days, and these starts of breaks; None if there is none."""
        prices = self.own_prices.copy()
        prices[self.terrain.day_numbers] = np.inf
        prices[days] = self.own_prices[days]
        found = self.terrain.graph.cheapest(self.past, prices)
        if found is None:
            return None
        return self._line_of(found[1], self.terrain.duty_places[days].tolist(), breaks)

    def burdens_of(self, choices: Numbers | NDArray[np.int32]) -> Floats:
        """What each of some choices brings, shape (kinds of burden, choices)."""
        burdens: Floats = self.terrain.burdens[:, choices]
        if self.refused is not None:
            burdens[REFUSED] = self.refused[choices]
        return burdens

    def _line_of(
        self, choices: NDArray[np.int32], places: list[int], breaks: tuple[tuple[int, ...], ...]
    ) -> RosterLine:
        terrain, own = self.terrain, self.own_prices[choices]
        changes = 0.0 if self.kept is None else float(self.kept.points[choices].sum())
        presence = self.values.presence(places, breaks)
        if self._is_away:
            presence[self.away] = 0
        return RosterLine(
            choices=tuple(choices.tolist()),
            places=tuple(places),
            breaks=breaks,
            presence=presence,
            wish_points=float(own[terrain.day_stages].sum()) - changes,
            change_points=changes,
            week_points=float(own[terrain.week_stages].sum()),
            account_points=float(own[terrain.account_stages].sum()),
            burden=Burden(*self.burdens_of(choices).sum(axis=1).astype(int).tolist()),
        )


def agent_cases(problem: RosterProblem, patience: Patience = ENDLESS) -> tuple[AgentCase, ...]:
    """Every agent of the problem; graphs and duty lists are shared within a contract.

    Raises NothingUsable when that takes longer than `patience` waits for a first roster.

    Hours of long periods are searched near the even pace; an agent who has no roster there gets all of them.
    """
    contracts = dict.fromkeys(agent.contract for agent in problem.agents)
    cases: dict[str, AgentCase] = {}
    for name in contracts:
        own = _cases_under(name, problem, patience)
        paced = [case for case in own if any(is_counted_beside(rule) for rule in case.course.rules)]
        if not all(case.legal() for case in paced):
            unpaced = _cases_under(name, replace(problem, hours_at_any_pace=True), patience)
            own = [near if near.legal() else anywhere for near, anywhere in zip(own, unpaced, strict=True)]
        cases |= {case.agent.agent_id: case for case in own}
    return tuple(cases[agent.agent_id] for agent in problem.agents)


def _cases_under(name: str, problem: RosterProblem, patience: Patience) -> list[AgentCase]:
    """The agents of one contract."""
    members = [agent for agent in problem.agents if agent.contract == name]
    pasts = problem.pasts_under(problem.centre.contracts[name])
    terrain = _terrain(Course.under(problem.centre.contracts[name], problem), pasts, patience)
    number = {past: at for at, past in enumerate(pasts)}
    cases = []
    for agent in members:
        patience.await_first_roster()
        cases.append(_case(agent, terrain, number[problem.past_of[agent.agent_id]]))
    return cases


def _terrain(course: Course, pasts: Sequence[Past], patience: Patience) -> Terrain:
    problem = course.problem
    values = ShiftValues(course.duties, problem.centre, problem.horizon.intervals, unit_minutes(problem.centre))
    duty_places = np.full(course.choices, -1, dtype=np.int64)
    for offset, stage in zip(course.offsets, course.stages, strict=True):
        if stage.kind is StageKind.DAY:
            duties = np.arange(len(course.duties[stage.index]))
            duty_places[offset + 1 + duties] = values.first_of_day[stage.index] + duties
    place_choices = np.flatnonzero(duty_places >= 0)
    burdens = np.zeros((len(Burden._fields), course.choices))
    unpopular = UnpopularShifts.of(problem)
    dates = [date for date, duties in zip(problem.horizon.dates, course.duties, strict=True) for _ in duties]
    for duty, date, choice in zip(values.flat, dates, place_choices, strict=True):
        burdens[:, choice] = unpopular.burden_of(duty, date)
    beside = any(is_counted_beside(rule) for rule in course.rules)
    graph = paced_graph(course, pasts, patience) if beside else roster_graph(course, pasts, patience)
    return Terrain(course, graph, values, place_choices, duty_places, burdens)


def _case(agent: Agent, terrain: Terrain, past: int) -> AgentCase:
    course, problem = terrain.course, terrain.course.problem
    limits = day_limits(agent, course.duties, problem)
    targets = week_targets(agent, problem)
    kept = kept_line(agent, course, terrain.values)
    accounts = agent_accounts(agent, course.accounts)
    own = wished(agent, course)
    own_prices = own.points + _own_prices(agent, course, limits, targets, accounts)
    return AgentCase(
        agent=agent,
        terrain=terrain,
        past=past,
        limits=limits,
        targets=targets,
        own_prices=own_prices if kept is None else own_prices + kept.points,
        away=_away(agent, problem),
        rows=tuple(row for row, cover in enumerate(problem.covers) if cover.counts(agent.skills)),
        kept=kept,
        accounts=accounts,
        refused=own.refused,
    )


def _own_prices(
    agent: Agent,
    course: Course,
    limits: Sequence[DayLimit],
    targets: Sequence[WeekTarget],
    accounts: Sequence[AgentAccount],
) -> Floats:
    by_week = {target.week: target for target in targets}
    forbidding: dict[int, list[DayLimit]] = {}
    for limit in limits:
        forbidding.setdefault(limit.day, []).append(limit)
    prices: list[Floats] = []
    for stage in course.stages:
        points = np.zeros(stage.choices)
        if stage.kind is StageKind.END_WEEK:
            target = by_week[stage.index]
            points += [
                target.points(tally.minutes) if target.holds(*tally) else np.inf for tally in course.tallies
            ]
        elif stage.kind is StageKind.CLOSE_ACCOUNT:
            points += accounts[stage.index].points
        elif stage.kind is StageKind.DAY:
            for limit in forbidding.get(stage.index, ()):
                points[~np.array(limit.allows)] = np.inf
        prices.append(points)
    joined = np.concatenate(prices)
    joined[list(course.not_open_to(agent))] = np.inf
    return joined


def _away(agent: Agent, problem: RosterProblem) -> NDArray[np.bool_]:
    """Intervals that any absence of the agent touches."""
    horizon = problem.horizon
    away = np.zeros(horizon.intervals, dtype=np.bool_)
    for absence in problem.absences_of[agent.agent_id]:
        first = max(0, horizon.elapsed(absence.start) // horizon.interval_minutes)
        last = -(-horizon.elapsed(absence.end) // horizon.interval_minutes)
        away[first : max(first, last)] = True
    return away
