"""Contract hours: so many days and paid hours in every week."""

from collections.abc import Iterator, Sequence

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.rostering.duties import Duty
from wfm.rostering.rules.sequence_rule import SequenceRule, Tally, worked
from wfm.rostering.week_targets import week_targets


class ContractHours(SequenceRule[Tally]):
    """State: days and minutes of the week so far. What each agent owes is priced at the end of the week,
    because leave changes it; the automaton only keeps within the contract's most."""

    title = "Contract hours and days"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        days, minutes = contract.days_per_week, contract.week_minutes
        return (
            f"{days.least}-{days.most} days and {minutes.least / 60:g}-{minutes.most / 60:g} paid hours a week; "
            "a day of leave counts as worked"
        )

    def blank(self) -> Tally:
        return Tally(0, 0)

    def step(self, state: Tally, day: int, duty: Duty | None) -> Tally | None:
        if duty is None:
            return state
        after = Tally(state.days + 1, state.minutes + duty.paid_minutes)
        if day < 0:
            return after
        within = after.days <= self.contract.days_per_week.most
        return after if within and after.minutes <= self.contract.week_minutes.most else None

    def end_week(self, state: Tally, week: int, tally: Tally | None) -> Tally | None:
        return self.blank() if tally is None or tally == state else None

    def tallies(self) -> tuple[Tally, ...]:
        """Every week that the contract's most allows, with any mixture of its shifts."""
        paid = {self.problem.centre.shifts[name].paid_minutes for name in self.contract.shifts}
        found = {self.blank()}
        found |= self._tails()
        edge = set(found)
        while edge:
            longer = {Tally(t.days + 1, t.minutes + minutes) for t in edge for minutes in paid}
            most = self.contract
            edge = {
                t for t in longer if t.days <= most.days_per_week.most and t.minutes <= most.week_minutes.most
            } - found
            found |= edge
        return tuple(sorted(found))

    def _tails(self) -> set[Tally]:
        return {self.replay(past) for past in self.problem.pasts_under(self.contract)}

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        for target in week_targets(agent, self.problem):
            dates = set(self.horizon.days_of_week(target.week))
            week = [plan for plan in plans if plan.date in dates]
            shifts = worked(week)
            days, minutes = len(shifts), sum(plan.paid_minutes for plan in shifts)
            if not target.holds(days, minutes):
                text = (
                    f"{days} days and {minutes / 60:g} h in the week of {min(dates)}; expected "
                    f"{target.days.least}-{target.days.most} days, "
                    f"{target.minutes.least / 60:g}-{target.minutes.most / 60:g} h"
                )
                yield self.breach(agent, week[0], week[-1], minutes / 60, text)
