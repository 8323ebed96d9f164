"""Rules that spare leave: a run or weekend that leave touches is not judged.

Nobody chose a day of leave as a day off, so it neither makes a run of working days too short nor is itself a day off
too few. The search prices a contract, not a person: of leave within the horizon it knows only that the agent is off,
and asks for no less than the audit. Of leave before the horizon and on its first day, which no roster to come
could mend, it knows.
"""

from collections.abc import Sequence
from datetime import timedelta

from wfm.domain.roster import DayKind, DayPlan
from wfm.rostering.coming import away_all_day
from wfm.rostering.rules.sequence_rule import SequenceRule, State


class SparesLeave(SequenceRule[State]):
    """A sequence rule whose blank state asks for nothing; leave brings an agent back to it."""

    def replay(self, previous: Sequence[DayPlan]) -> State:
        if previous and self.on_leave(DayPlan(previous[-1].agent_id, self.horizon.first, DayKind.OFF)):
            return self.blank()
        days = self.every_day(previous)
        begins = next((at for at in range(len(days), 0, -1) if self.on_leave(days[at - 1])), 0)
        return super().replay(days[begins:])

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
