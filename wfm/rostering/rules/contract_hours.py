"""Contract hours: so many days and paid hours in every week."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cached_property

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.wording import between
from wfm.rostering.duties import Duty
from wfm.rostering.rules.sequence_rule import SequenceRule, Tally, worked
from wfm.rostering.week_targets import WeekTarget, week_targets
from wfm.rostering.week_terms import make_up_days


class ContractHours(SequenceRule[Tally]):
    """State: days and minutes of the week so far. What each agent owes is priced at the end of the week,
    because leave changes it; the automaton only keeps within the contract's most."""

    title = "Contract hours and days"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        if contract.weeks_are_free:
            return None
        days, minutes = contract.days_per_week, contract.week_minutes
        hours = between(minutes.least / 60, minutes.most / 60, "paid hour")
        more = "; a make-up day allows a day more in its week" if contract.more_on_make_up_days else ""
        return f"{between(days.least, days.most, 'day')} and {hours} a week; a day of leave counts as worked{more}"

    def blank(self) -> Tally:
        return Tally(0, 0)

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        return None if duty is None else duty.paid_minutes

    def step(self, state: Tally, day: int, duty: Duty | None) -> Tally | None:
        if duty is None:
            return state
        after = Tally(state.days + 1, state.minutes + duty.paid_minutes)
        if day < 0:
            return after
        return after if self._within(after) else None

    def _within(self, tally: Tally) -> bool:
        """Whether any week of the horizon may have so much."""
        return tally.days <= self._most.days and tally.minutes <= self._most.minutes

    @cached_property
    def _most(self) -> Tally:
        """The most that any week allows; each agent's own most is judged at its end."""
        weeks = range(self.horizon.weeks)
        made_up = max(make_up_days(self.contract, week, self.problem) for week in weeks)
        days, minutes = self.contract.week(self.horizon.first, None, made_up)
        return Tally(days.most, minutes.most)

    def seen_week(self, week: int, tally: Tally) -> Hashable:
        return tally

    def end_week(self, state: Tally, week: int, tally: Tally | None) -> Tally | None:
        return self.blank() if tally is None or tally == state else None

    def tallies(self) -> tuple[Tally, ...]:
        """Every week that the contract's most allows, with any mixture of its shifts; nothing is counted in weeks
        that are free."""
        if self.contract.weeks_are_free:
            return (self.blank(),)
        paid = {self.problem.centre.shifts[name].paid_minutes for name in self.contract.shifts}
        found = {self.blank()}
        found |= self._tails()
        edge = set(found)
        while edge:
            longer = {Tally(t.days + 1, t.minutes + minutes) for t in edge for minutes in paid}
            edge = {tally for tally in longer if self._within(tally)} - found
            found |= edge
        return tuple(sorted(found))

    def _tails(self) -> set[Tally]:
        return {self.replay(past) for past in self.problem.pasts_under(self.contract)}

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        by_date = {plan.date: plan for plan in plans}
        for target in self._targets_of[agent.agent_id]:
            dates = self.horizon.days_of_week(target.week)
            week = [by_date[date] for date in dates if date in by_date]
            shifts = worked(week)
            days, minutes = len(shifts), sum(plan.paid_minutes for plan in shifts)
            if not target.holds(days, minutes):
                text = (
                    f"{days} days and {minutes / 60:g} h in the week of {min(dates)}; expected "
                    f"{target.days.least}-{target.days.most} days, "
                    f"{target.minutes.least / 60:g}-{target.minutes.most / 60:g} h"
                )
                yield self.breach(agent, week[0], week[-1], minutes / 60, text)

    @cached_property
    def _targets_of(self) -> Mapping[str, tuple[WeekTarget, ...]]:
        """What each agent of the contract owes, week by week."""
        members = (agent for agent in self.problem.agents if agent.contract == self.contract.name)
        return {agent.agent_id: week_targets(agent, self.problem) for agent in members}
