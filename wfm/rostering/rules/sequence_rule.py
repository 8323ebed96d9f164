"""What a rule about the order of one agent's days is: words for people, an automaton, and a plain check.

From the automaton come the *price* reading (shortest path over days) and the *solver* reading (CP-SAT clauses).
The *check* reading is written a second time in ordinary Python over finished plans; brute force over tiny
horizons proves that all three agree.
"""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterator, Sequence
from datetime import date, timedelta
from typing import ClassVar, Generic, NamedTuple, TypeVar

from wfm.domain.breaches import Breach, Severity
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayKind, DayPlan
from wfm.domain.time import at_minute
from wfm.rostering.duties import Duty
from wfm.rostering.problem import RosterProblem

State = TypeVar("State", bound=Hashable)


class Tally(NamedTuple):
    """Days and paid minutes worked in one of the centre's weeks."""

    days: int
    minutes: int


class SequenceRule(ABC, Generic[State]):
    """A rule about the order of one agent's days under one contract.

    `step` returns the state after a day, or None when the day breaks the rule. At the start of a week the agent
    aims for one of `week_aims` (most rules have none); at its end the week's tally is known.
    """

    title: ClassVar[str]

    def __init__(self, contract: Contract, problem: RosterProblem) -> None:
        self.contract = contract
        self.horizon = problem.horizon
        self.problem = problem

    @classmethod
    @abstractmethod
    def words(cls, contract: Contract) -> str | None:
        """The rule with the contract's values, or None if the contract does not have it."""

    @abstractmethod
    def blank(self) -> State:
        """The state of an agent of whom nothing is known."""

    @abstractmethod
    def step(self, state: State, day: int, duty: Duty | None) -> State | None:
        """The state after `day` (index in the horizon, negative before it) with `duty`, or off if None."""

    def leave(self, state: State, day: int) -> State | None:
        """The state after a whole day of leave or training: for most rules a day off like any other."""
        return self.step(state, day, None)

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        """What `step` looks at on a day of the horizon: equal where every state leads to the same one."""
        return day, duty

    def seen_leave(self, day: int) -> Hashable:
        """What `leave` looks at, as `seen` for other days."""
        return self.seen(day, None)

    @property
    def keeps_pace(self) -> bool:
        """Whether the automaton leaves out legal rosters far from an even pace (rules/pace.py); then nothing that
        is found with it proves a bound."""
        return False

    def week_aims(self) -> int:
        """How many aims an agent may choose from when a week begins."""
        return 1

    def begin_week(self, state: State, aim: int) -> State | None:
        """The state once the agent has chosen this week's aim."""
        return state

    def seen_week(self, week: int, tally: Tally) -> Hashable:
        """What `end_week` looks at, as `seen` for days; a rule that has an `end_week` of its own says it."""
        return None

    def end_week(self, state: State, week: int, tally: Tally | None) -> State | None:
        """The state after the week; None when the week breaks the rule. Tally None: not to be judged."""
        return state

    @abstractmethod
    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        """What the finished plans (previous days first) break, without any automaton."""

    def breach(self, agent: Agent, first: DayPlan, last: DayPlan, amount: float, message: str) -> Breach:
        """A hard breach between the starts of two days' plans, in this rule's name."""
        zone = self.horizon.zone
        begins = first.start or at_minute(first.date, 0, zone)
        ends = last.end or at_minute(last.date, 1440, zone)
        return Breach(self.title, Severity.HARD, agent.agent_id, begins, ends, amount, message)

    def in_horizon(self, plan: DayPlan) -> bool:
        return 0 <= self.horizon.day_index(plan.date) < self.horizon.days

    def date_of(self, day: int) -> date:
        """The date of day `day`; negative before the horizon."""
        return self.horizon.first + timedelta(days=day)

    def midnight(self, day: int) -> int:
        """Elapsed minutes at which day `day` begins; negative before the horizon."""
        if 0 <= day <= self.horizon.days:
            return self.horizon.midnights[day]
        return self.horizon.elapsed(at_minute(self.date_of(day), 0, self.horizon.zone))

    def replay(self, previous: Sequence[DayPlan]) -> State:
        """The state on the eve of the horizon, after the days of the previous roster."""
        state = self.blank()
        if not previous:
            return state
        plans = {self.horizon.day_index(plan.date): plan for plan in previous}
        for day in range(min(plans), 0):
            if self.date_of(day).weekday() == self.horizon.week_start:
                ended = self.end_week(state, self.horizon.week_index(self.date_of(day)) - 1, None)
                state = self.blank() if ended is None else ended
            after = self._lived(state, day, plans.get(day))
            state = self._lived(self.blank(), day, plans.get(day)) or self.blank() if after is None else after
        if self.horizon.first.weekday() == self.horizon.week_start:
            ended = self.end_week(state, -1, None)
            state = self.blank() if ended is None else ended
        return state

    def _lived(self, state: State, day: int, plan: DayPlan | None) -> State | None:
        """The state after a day that is past; one without a plan was off."""
        if plan is not None and plan.kind in (DayKind.ABSENT, DayKind.TRAINING):
            return self.leave(state, day)
        return self.step(state, day, Duty.of(plan, self.horizon) if plan is not None and plan.works else None)


def worked(plans: Sequence[DayPlan]) -> list[DayPlan]:
    """Only the days with a shift, in order."""
    return [plan for plan in plans if plan.works]
