"""The roster plans for training: what is wanted is kept free where it costs least, and the roster is sought again.

First the roster as demand alone would have it; then, on that roster, when the wanted lessons would suit; then the
roster again with those heads as a reserve, well below the price of being short; then only what truly could be placed
is kept, and those who are not concerned fill in. Whatever comes of it is measured against demand alone, and a
roster that leaves callers waiting longer than the first one is never taken.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wfm.domain.centre import PoolSettings
from wfm.domain.people import Agent, Role
from wfm.domain.pool import Need, ProgrammeStep, Session, Topic
from wfm.domain.roster import Roster
from wfm.pool.curriculum import Curriculum, FormatWeight, suits_alike
from wfm.pool.draft import draft
from wfm.pool.ledger import Ledger
from wfm.pool.reserve import (
    Lesson,
    Limits,
    beyond_protected,
    heads_away,
    lifted,
    of_those_wanted,
    trainers_teaching,
    wanted,
)
from wfm.pool.surplus import surplus
from wfm.rostering.build import build_roster
from wfm.rostering.check import net_in, open_in
from wfm.rostering.problem import RosterProblem
from wfm.rostering.reserve import Reserve
from wfm.rostering.result import Progress, RosterResult

Floats = NDArray[np.float64]

LIFTS = (0, 1, 2, 3, 4, 6, 8)
"""Heads by which the surplus is imagined larger, until nearly all that is wanted finds a place."""
NEARLY_ALL = 0.98
LEAST_GROWTH = 0.02
"""A larger lift that places no more than this beyond the one before is not worth its peaks."""


@dataclass(frozen=True)
class Training:
    """Who is to be trained in what, and what of the day may be used for it."""

    needs: tuple[Need, ...]
    topics: tuple[Topic, ...]
    ledger: Ledger
    settings: PoolSettings
    unplanned: float
    standing: Mapping[str, ProgrammeStep] = field(default_factory=dict)
    suits: FormatWeight = suits_alike


@dataclass(frozen=True, slots=True)
class TrainingReserve:
    """Minutes of training that are wanted in the horizon, for which the roster keeps people free, and that the
    roster without a reserve had room for."""

    wanted_minutes: int
    reserved_minutes: int
    without_minutes: int
    note: str = ""


@dataclass(frozen=True)
class Planning:
    """A problem whose roster is to have room for training."""

    problem: RosterProblem
    training: Training

    @cached_property
    def lessons(self) -> tuple[Lesson, ...]:
        """What is wanted."""
        training, horizon = self.training, self.problem.horizon
        return wanted(
            training.needs,
            Curriculum(training.topics, training.settings, training.suits),
            training.ledger.planning_from(horizon.first),
            horizon,
            {agent.agent_id: tuple(self._days(agent)) for agent in self.problem.agents},
            self._limits,
            training.standing,
        )

    @cached_property
    def pupils(self) -> tuple[Need, ...]:
        """The needs of those who want lessons."""
        names = {lesson.agent_id for lesson in self.lessons}
        return tuple(need for need in self.training.needs if need.agent_id in names)

    def sessions(self, roster: Roster, lift: int = 0) -> tuple[Session, ...]:
        """The wanted lessons that find a place in the roster's surplus if that were `lift` heads larger."""
        problem, training = self.problem, self.training
        present = open_in(problem, roster)
        spare = {cover: present[cover] - self.floor[cover] for cover in present}
        heads = surplus(present, self.protected, training.unplanned)
        drafted = draft(
            roster=roster,
            agents=problem.agents,
            needs=self.pupils,
            topics=training.topics,
            covers=problem.covers,
            surplus=lifted(heads, spare, lift) if lift else heads,
            service_level=_of_no_interest,
            agents_open=present,
            settings=training.settings,
            ledger=training.ledger,
            seed=problem.centre.roster.seed,
            should_stop=_at_once,
            absences=problem.absences,
            standing=training.standing,
            suits=training.suits,
        )
        return of_those_wanted(drafted.sessions, self.lessons)

    def reserve(self, sessions: Sequence[Session], begin: Roster, held: frozenset[str]) -> Reserve:
        """What the roster keeps free for these sessions."""
        problem, agents = self.problem, self.problem.agents
        away = heads_away(sessions, agents, problem.covers, problem.horizon)
        heads = {
            cover: beyond_protected(away[cover], self.protected[cover], self.training.unplanned) for cover in away
        }
        teaching = trainers_teaching(sessions, agents, problem.horizon)
        return Reserve(heads, teaching, self.training.settings.reserve.points, begin, held)

    def hours_short(self, roster: Roster) -> float:
        """Hours below the requirement, over all cover rows."""
        present = open_in(self.problem, roster)
        short = sum(float(np.maximum(self.floor[name] - present[name], 0).sum()) for name in present)
        return short * self.problem.horizon.interval_minutes / 60

    @cached_property
    def floor(self) -> Mapping[str, Floats]:
        return net_in(self.problem)

    @cached_property
    def protected(self) -> Mapping[str, Floats]:
        horizon = self.problem.horizon
        found = {cover.name: np.full(horizon.intervals, np.nan) for cover in self.problem.covers}
        for row in self.problem.requirement:
            found[row.cover][horizon.elapsed(row.start) // horizon.interval_minutes] = row.agents_protected
        return found

    def _days(self, agent: Agent) -> Iterator[date]:
        """The days on which he could be at work: not on leave, and no more a week than his contract has."""
        horizon, leave = self.problem.horizon, self.problem.leave_of[agent.agent_id]
        most = self.problem.contract_of(agent).days_per_week.most
        for week in range(horizon.weeks):
            days = [day for day in horizon.days_of_week(week) if 0 <= horizon.day_index(day) < horizon.days]
            yield from [day for day in days if horizon.day_index(day) not in leave][:most]

    @cached_property
    def _limits(self) -> Limits:
        """By week what trainers and rooms can teach, and what share of all agents' hours training may take."""
        problem, settings = self.problem, self.training.settings
        teachers = [agent for agent in problem.agents if agent.role is Role.TRAINER]
        teachers = teachers or [agent for agent in problem.agents if agent.role is Role.LEAD]
        teaching = [problem.contract_of(agent).week_minutes.most for agent in teachers]
        rooms = settings.rooms * max(teaching, default=0)
        agents = [agent for agent in problem.agents if agent.role is Role.AGENT]
        away = settings.reserve.share * sum(problem.contract_of(agent).week_minutes.most for agent in agents)
        weeks = problem.horizon.weeks
        return Limits((float(min(rooms, sum(teaching))),) * weeks, (away,) * weeks)


def _of_no_interest(cover: str, start: datetime, agents: float) -> float:
    """The service level, where nobody looks at it: a trial is not published."""
    return 0.0


def _at_once() -> bool:
    """A trial does not wait for the best draft: the greedy one tells enough."""
    return True


def with_training(
    base: RosterResult,
    planning: Planning,
    should_stop: Callable[[], bool],
    tell: Callable[[Progress], None],
    trace=None,
) -> tuple[RosterResult, TrainingReserve]:
    problem = planning.problem
    lessons = planning.lessons
    wanted_minutes = sum(one.topic.minutes for one in lessons)
    log = trace or (lambda *a: None)
    if not lessons:
        return base, TrainingReserve(0, 0, 0)
    plain = planning.sessions(base.roster)
    log("wanted", wanted_minutes, "plain", minutes(plain), "short", planning.hours_short(base.roster))
    best = plain
    for lift in LIFTS[1:]:
        if minutes(best) >= NEARLY_ALL * wanted_minutes:
            break
        found = planning.sessions(base.roster, lift)
        log("lift", lift, minutes(found))
        grew = minutes(found) - minutes(best)
        if grew > 0:
            best = found
        if grew < LEAST_GROWTH * wanted_minutes:
            break
    if minutes(best) == minutes(plain):
        return base, TrainingReserve(wanted_minutes, minutes(plain), minutes(plain))
    result = build_roster(replace(problem, reserve=planning.reserve(best, base.roster, frozenset())), tell, should_stop)
    second = planning.sessions(result.roster)
    log("reserve search", minutes(second), "short", planning.hours_short(result.roster), "obj", result.objective)
    busy = frozenset(x for s in second for x in (s.agent_id, s.trainer_id) if x)
    refined = build_roster(replace(problem, reserve=planning.reserve(second, result.roster, busy)), tell, should_stop)
    third = planning.sessions(refined.roster)
    log("refined", minutes(third), "short", planning.hours_short(refined.roster), "obj", refined.objective)
    return refined, TrainingReserve(wanted_minutes, minutes(best), minutes(plain))


def minutes(sessions):
    return sum(one.minutes for one in sessions)
