"""Rules that count days and paid hours over the planning period: all the days that are planned at once."""

from abc import abstractmethod
from collections.abc import Hashable, Sequence
from functools import cached_property

from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.rostering.duties import Duty
from wfm.rostering.rules.counting_rule import CountingRule
from wfm.rostering.rules.sequence_rule import Tally, worked
from wfm.rostering.week_targets import WeekTarget, week_targets


class PeriodCount(CountingRule[Tally]):
    """State: what the weeks gone by have used, counted at their ends, when their tally is known.

    A part that the rule does not ask for stays 0, because it would make states that differ in nothing; a week that
    no agent of the contract may have is not counted on from. What a first, broken week had used before the period
    began is in its tally; it is taken off when the agent is judged. Where weeks are free and have no tallies, the
    days of the period are counted one by one.
    """

    @abstractmethod
    def asked(self, tally: Tally) -> Tally:
        """The part of a tally that the rule asks for; the other part 0."""

    def blank(self) -> Tally:
        return Tally(0, 0)

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        return duty.paid_minutes if duty is not None and self.contract.weeks_are_free else None

    def step(self, state: Tally, day: int, duty: Duty | None) -> Tally | None:
        if not self.contract.weeks_are_free or duty is None or day < 0:
            return state
        return self.asked(Tally(state.days + 1, state.minutes + duty.paid_minutes))

    def seen_week(self, week: int, tally: Tally) -> Hashable:
        return None if self.contract.weeks_are_free else (self._may_be(week, tally), self.asked(tally))

    def end_week(self, state: Tally, week: int, tally: Tally | None) -> Tally | None:
        if tally is None:
            return self.blank()
        if self.contract.weeks_are_free:
            return state
        if not self._may_be(week, tally):
            return None
        return self.asked(Tally(state.days + tally.days, state.minutes + tally.minutes))

    def _may_be(self, week: int, tally: Tally) -> bool:
        """Whether any agent of the contract may have such a week."""
        return any(target.holds(*tally) for target in self._targets[week])

    def closing_days(self) -> tuple[int, ...]:
        return (self.horizon.days - 1,)

    def counted(self, state: Tally) -> Tally:
        return state

    def reopened(self, state: Tally) -> Tally:
        return self.blank()

    def in_period(self, agent: Agent, amounts: Sequence[Tally]) -> list[Tally]:
        """The amounts without what the agent's running week had used before the period began."""
        if self.contract.weeks_are_free:
            return list(amounts)
        first_week = self.horizon.days_of_week(0)
        before = [plan for plan in worked(self.problem.previous_of[agent.agent_id]) if plan.date in first_week]
        used = self.asked(tally_of(before))
        return [Tally(amount.days - used.days, amount.minutes - used.minutes) for amount in amounts]

    def of_period(self, plans: Sequence[DayPlan]) -> list[DayPlan]:
        """The shifts of the planning period."""
        return [plan for plan in worked(plans) if self.in_horizon(plan)]

    @cached_property
    def _targets(self) -> tuple[tuple[WeekTarget, ...], ...]:
        """For each week the different targets of the contract's agents."""
        members = [agent for agent in self.problem.agents if agent.contract == self.contract.name]
        weeks = zip(*(week_targets(agent, self.problem) for agent in members), strict=True)
        return tuple(tuple(dict.fromkeys(targets)) for targets in weeks)


def tally_of(shifts: Sequence[DayPlan]) -> Tally:
    """Days and paid minutes of these shifts."""
    return Tally(len(shifts), sum(plan.paid_minutes for plan in shifts))
