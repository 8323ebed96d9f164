"""Forward rotation: shifts only move from early to late to night, until a week ends or a day off comes."""

from collections.abc import Hashable, Iterator, Sequence
from datetime import timedelta

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract, RotateUntil
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.rostering.duties import Duty
from wfm.rostering.rules.sequence_rule import SequenceRule, Tally, worked

BEGINNING = 0
UNTIL = {
    RotateUntil.DAY_OFF: "until a day off",
    RotateUntil.WEEK: "within one week",
    RotateUntil.PERIOD: "in the days planned at once",
}


class ForwardRotation(SequenceRule[int]):
    """State: place in the order that has been reached. Shifts that the order does not name change nothing."""

    title = "Forward rotation"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        order = contract.rotate_forward
        return f"shifts only move forward, {' to '.join(order)}, {UNTIL[contract.rotate_until]}" if order else None

    def blank(self) -> int:
        return BEGINNING

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        return duty is None, None if duty is None else self._place(duty.shift)

    def step(self, state: int, day: int, duty: Duty | None) -> int | None:
        until = self.contract.rotate_until
        if duty is None:
            return BEGINNING if until is RotateUntil.DAY_OFF else state
        place = self._place(duty.shift)
        if place is None or (day < 0 and until is RotateUntil.PERIOD):
            return state
        return None if place < state and day >= 0 else max(place, state)

    def end_week(self, state: int, week: int, tally: Tally | None) -> int | None:
        return BEGINNING if self.contract.rotate_until is RotateUntil.WEEK else state

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        furthest: DayPlan | None = None
        before: DayPlan | None = None
        for plan in worked(plans):
            if before is not None and self._starts_anew(before, plan):
                furthest = None
            before = plan
            place = self._place(plan.shift)
            if place is None:
                continue
            reached = None if furthest is None else self._place(furthest.shift)
            if furthest is None or reached is None or place >= reached:
                furthest = plan
            elif self.in_horizon(plan):
                text = f"{plan.shift} on {plan.date} after {furthest.shift} on {furthest.date}"
                yield self.breach(agent, furthest, plan, reached - place, text)

    def _starts_anew(self, before: DayPlan, plan: DayPlan) -> bool:
        match self.contract.rotate_until:
            case RotateUntil.DAY_OFF:
                return plan.date > before.date + timedelta(days=1)
            case RotateUntil.WEEK:
                return self.horizon.week_index(plan.date) != self.horizon.week_index(before.date)
            case RotateUntil.PERIOD:
                return self.in_horizon(plan) and not self.in_horizon(before)

    def _place(self, shift: str) -> int | None:
        order = self.contract.rotate_forward
        return order.index(shift) if shift in order else None
