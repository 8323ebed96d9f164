"""What room the rosters of a centre have for training, tried out with the pool's own draft."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wfm.app.interval_rows import required
from wfm.app.training import Training
from wfm.domain.people import Agent, Role
from wfm.domain.pool import Need, Session
from wfm.domain.roster import DayPlan, Roster
from wfm.domain.time import at_minute
from wfm.pool.drafting.curriculum import Curriculum
from wfm.pool.drafting.draft import draft
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
from wfm.rostering.check import net_in, open_in
from wfm.rostering.problem import RosterProblem
from wfm.rostering.reserve import Reserve

Floats = NDArray[np.float64]

HOUR_AGAINST_HEAD = 2.0
"""Without extra hours a paid interval more costs so much of what a head of the reserve is worth."""


@dataclass(frozen=True)
class TrainingPlace:
    """What room the rosters of one problem have for training."""

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

    @property
    def wanted_minutes(self) -> int:
        return sum(lesson.topic.minutes for lesson in self.lessons)

    def sessions(self, roster: Roster, lift: int = 0) -> tuple[Session, ...]:
        """The wanted lessons that have a place in the roster's surplus; with `lift` as if there were so many heads
        more wherever it is not short, and trainers without a queue came at whatever hour suits."""
        problem, training = self.problem, self.training
        present = open_in(problem, roster)
        heads = surplus(present, self.protected, training.unplanned)
        if lift:
            net = net_in(problem)
            heads = lifted(heads, {cover: present[cover] - net[cover] for cover in present}, lift)
            roster = self._with_trainers_at_any_hour(roster)
        drafted = draft(
            roster=roster,
            agents=problem.agents,
            needs=self._pupils,
            topics=training.topics,
            covers=problem.covers,
            surplus=heads,
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

    def even_heads(self) -> int:
        """Heads away at a time if the lessons were spread evenly over half of the hours that are open."""
        horizon = self.problem.horizon
        is_open = ~np.isnan(np.stack(list(self.protected.values()))).all(axis=0)
        half = float(is_open.sum()) * horizon.interval_minutes / 2
        return int(np.ceil(self.wanted_minutes / max(half, 1.0)))

    def reserve(self, sessions: Sequence[Session], begin: Roster) -> Reserve:
        """What the roster is to keep free for these sessions."""
        problem, agents = self.problem, self.problem.agents
        away = heads_away(sessions, agents, problem.covers, problem.horizon)
        heads = {
            cover: beyond_protected(away[cover], self.protected[cover], self.training.unplanned) for cover in away
        }
        teaching = trainers_teaching(sessions, agents, problem.horizon)
        settings = self.training.settings.reserve
        for_hours = 0.0 if settings.extra_hours else HOUR_AGAINST_HEAD * settings.points
        return Reserve(heads, teaching, settings.points, begin, for_hours)

    def hours_short(self, roster: Roster) -> float:
        """Agent-hours below the net requirement, over all cover rows."""
        present, net = open_in(self.problem, roster), net_in(self.problem)
        short = sum(float(np.maximum(net[name] - present[name], 0).sum()) for name in net)
        return short * self.problem.horizon.interval_minutes / 60

    @cached_property
    def protected(self) -> Mapping[str, Floats]:
        """The floor of every cover over the intervals of the horizon; NaN where it is closed."""
        problem = self.problem
        return required(problem.requirement, problem.covers, problem.horizon, "agents_protected")

    @cached_property
    def _pupils(self) -> tuple[Need, ...]:
        """The needs of those who want lessons."""
        names = {lesson.agent_id for lesson in self.lessons}
        return tuple(need for need in self.training.needs if need.agent_id in names)

    def _days(self, agent: Agent) -> Iterator[date]:
        """The days on which he could be at work: not on leave, and no more a week than his contract has."""
        horizon, leave = self.problem.horizon, self.problem.leave_of[agent.agent_id]
        most = self.problem.contract_of(agent).days_per_week.most
        for week in range(horizon.weeks):
            days = [day for day in horizon.days_of_week(week) if 0 <= horizon.day_index(day) < horizon.days]
            yield from [day for day in days if horizon.day_index(day) not in leave][:most]

    @cached_property
    def _limits(self) -> Limits:
        """By week what trainers and rooms can teach, and how much of the agents' hours training may take."""
        problem, settings = self.problem, self.training.settings
        most_of = {agent.agent_id: problem.contract_of(agent).week_minutes.most for agent in problem.agents}
        teaching = [most_of[agent.agent_id] for agent in problem.agents if agent.role is not Role.AGENT]
        opening = problem.centre.opening.ranges.values()
        rooms = settings.rooms * sum(closes - opens for day in opening for opens, closes in day)
        working = sum(most_of[agent.agent_id] for agent in problem.agents if agent.role is Role.AGENT)
        weeks = problem.horizon.weeks
        return Limits((float(min(rooms, sum(teaching))),) * weeks, (settings.reserve.share * working,) * weeks)

    def _with_trainers_at_any_hour(self, roster: Roster) -> Roster:
        """Trainers without a queue at work, on their days, at all hours that their shifts may have: when they
        teach will say when they come."""
        free = {one.agent_id: one for one in self.problem.agents if one.role is Role.TRAINER and not one.skills}
        plans = (self._at_any_hour(plan, free.get(plan.agent_id)) for plan in roster.plans)
        return Roster(roster.horizon, tuple(plans))

    def _at_any_hour(self, plan: DayPlan, trainer: Agent | None) -> DayPlan:
        if trainer is None or not plan.works or plan.pinned:
            return plan
        zone = self.problem.horizon.zone
        offered = (self.problem.centre.shifts[name] for name in self.problem.contract_of(trainer).shifts)
        shifts = [shift for shift in offered if plan.date.weekday() in shift.weekdays]
        first = min(shift.earliest_start for shift in shifts)
        last = max(shift.latest_start + shift.minutes for shift in shifts)
        begins, ends = at_minute(plan.date, first, zone), at_minute(plan.date, last, zone)
        return replace(plan, start=begins, end=ends, breaks=())


def _of_no_interest(cover: str, start: datetime, agents: float) -> float:
    """The service level, where nobody looks at it: a trial is not published."""
    return 0.0


def _at_once() -> bool:
    """A trial does not wait for the best draft: the greedy one tells enough."""
    return True
