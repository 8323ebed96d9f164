"""Rules that spare leave: a run or weekend that leave touches is not judged.

Nobody chose a day of leave as a day off, so it neither makes a run of working days too short nor is itself a day
off too few. The search prices a contract, not an agent: of leave within the horizon it knows only that he is off,
and asks for no less than the audit does. It knows of leave that cuts short what the last roster began: nothing
to come could mend that.
"""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import timedelta

from wfm.domain.roster import DayKind, DayPlan
from wfm.rostering.coming import away_all_day
from wfm.rostering.rules.sequence_rule import SequenceRule, State


class SparesLeave(SequenceRule[State]):
    """A sequence rule whose blank state asks for nothing; leave in the past brings an agent back to it."""

    @abstractmethod
    def before_leave(self, state: State, days: int) -> State:
        """The state on the eve of the horizon of an agent who goes on leave after so many of its days."""

    def replay(self, previous: Sequence[DayPlan]) -> State:
        days = self.every_day(previous)
        begins = next((at for at in range(len(days), 0, -1) if self.on_leave(days[at - 1])), 0)
        state = super().replay(days[begins:])
        if not previous:
            return state
        to_come = [DayPlan(previous[-1].agent_id, day, DayKind.OFF) for day in self.horizon.dates]
        leave = next((at for at, plan in enumerate(to_come) if self.on_leave(plan)), None)
        return state if leave is None else self.before_leave(state, leave)

    def on_leave(self, plan: DayPlan) -> bool:
        """Whether leave or training takes the whole day."""
        if plan.kind in (DayKind.ABSENT, DayKind.TRAINING):
            return True
        absences = self.problem.absences_of[plan.agent_id]
        return not plan.works and away_all_day(absences, plan.date, self.problem) is not None

    def every_day(self, plans: Sequence[DayPlan]) -> list[DayPlan]:
        """One plan for every day from the first that is known to the eve of the horizon or the last that is known;
        a day in between of which nothing is known was off."""
        if not plans:
            return []
        known = {plan.date: plan for plan in plans}
        first, last = min(known), max(max(known), self.horizon.first - timedelta(days=1))
        dates = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return [known.get(date) or DayPlan(plans[0].agent_id, date, DayKind.OFF) for date in dates]
