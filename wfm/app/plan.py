"""A plan: the roster of a horizon with everything that it answers to and everything that follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from wfm.app.demand import Demand
from wfm.app.service import Service
from wfm.domain.breaches import Breach, Severity
from wfm.domain.burdens import BurdenStanding
from wfm.domain.changes import Amendment
from wfm.domain.demand import IntervalRow
from wfm.domain.people import Request
from wfm.domain.pool import Favor, Need, ProgrammeLine, Refusal, SampleDue, Session
from wfm.domain.roster import Roster
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.fairness import standings
from wfm.rostering.rules.requests import answers


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the search ended. `status` optimal or feasible; `costs`: points by what they are for.

    `bound`, `gap` (0-1 of the objective) and `excess` (points above the bound per weighted demand) are None when
    no bound is known. `training`: what became of the training reserve (TrainingReserve.as_dict); None: there was
    none to plan for.
    """

    status: str
    objective: float
    bound: float | None
    gap: float | None
    excess: float | None
    seconds: float
    stopped_by: str
    costs: Mapping[str, float]
    training: Mapping[str, object] | None = None


@dataclass(frozen=True)
class PoolPlan:
    """The retraining pool drawn from the roster's surplus: who, who not, and how everybody stands; `programme`:
    where everybody stood before these days and what changes on them; `absence_reserve`: the share of those open
    that was kept for absences nobody knows yet, and where it comes from. `favor`: what yields to mandatory topics
    that are due; `favor_cost`: what it costs where training is favoured (see `cost_in_figures`). `first`: the day
    from which on it was drawn, those before have begun and keep theirs; None: the roster's first."""

    sessions: tuple[Session, ...]
    refusals: tuple[Refusal, ...]
    needs: tuple[Need, ...]
    status: str
    programme: tuple[ProgrammeLine, ...] = ()
    samples: tuple[SampleDue, ...] = ()
    absence_reserve: Mapping[str, object] | None = None
    favor: Favor = Favor.SERVICE
    favor_cost: Mapping[str, object] | None = None
    first: date | None = None


@dataclass(frozen=True)
class Plan:
    """A roster with its audit, its coverage and (once drafted) its pool; `service`: what service a number of
    agents gives on these days; `amendment`: what it changes in a published one."""

    problem: RosterProblem
    demand: Demand
    service: Service
    roster: Roster
    outcome: Outcome
    breaches: tuple[Breach, ...]
    intervals: tuple[IntervalRow, ...]
    pool: PoolPlan | None = None
    amendment: Amendment | None = None

    @cached_property
    def standings(self) -> Mapping[str, BurdenStanding]:
        """How every agent stands among those who share unpopular work with him."""
        return standings(self.problem, self.roster.by_agent)

    @property
    def sessions(self) -> tuple[Session, ...]:
        return () if self.pool is None else self.pool.sessions

    @property
    def hard_breaches(self) -> tuple[Breach, ...]:
        return tuple(breach for breach in self.breaches if breach.severity is Severity.HARD)

    def wishes(self) -> tuple[tuple[Request, bool], ...]:
        """Every wish for a day of the horizon, and whether the roster grants it."""
        by_agent = self.roster.by_agent
        agents = self.problem.requests_of
        return tuple(pair for one in agents for pair in answers(self.problem, one, by_agent.get(one, ())))
