"""Rules that spare leave: a run or weekend that leave touches is not judged.

Nobody chose a day of leave as a day off, so it neither makes a run of working days too short nor is itself a day
off too few.
"""

from collections.abc import Hashable, Sequence
from datetime import timedelta

from wfm.domain.roster import DayKind, DayPlan
from wfm.rostering.coming import away_all_day
from wfm.rostering.rules.sequence_rule import SequenceRule, State

LIKE_NO_DUTY = ("on leave",)
"""What a day of leave looks like to a rule: unlike any shift by its name, and unlike a day off."""


class SparesLeave(SequenceRule[State]):
    """A sequence rule whose blank state asks for nothing; leave brings an agent back to it."""

    def seen_leave(self, day: int) -> Hashable:
        return LIKE_NO_DUTY

    def leave(self, state: State, day: int) -> State | None:
        return self.blank()

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
