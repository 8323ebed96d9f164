"""Start drift: within one week, shifts start at much the same time."""

from collections.abc import Hashable, Iterator, Sequence
from functools import cached_property

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.rostering.duties import Duty
from wfm.rostering.rules.sequence_rule import SequenceRule, Tally

Window = tuple[int, int]


class StartDrift(SequenceRule[Window]):
    """State: earliest and latest start still possible or, before a week's window is chosen, seen so far.

    The agent aims for a window of starts when the week begins, so that the days themselves need no memory of
    each other. A week with nothing seen has the empty window (1440, -1).
    """

    title = "Start drift within a week"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        drift = contract.start_drift_minutes
        return None if drift is None else f"starts of one week lie within {drift} min"

    @property
    def drift(self) -> int:
        return 1440 if self.contract.start_drift_minutes is None else self.contract.start_drift_minutes

    @cached_property
    def windows(self) -> tuple[Window, ...]:
        """Every window of starts that is not inside another, earliest first."""
        shifts = (self.problem.centre.shifts[name] for name in self.contract.shifts)
        starts = sorted({start for shift in shifts if not shift.drift_exempt for start in shift.starts})
        reach = {low: max(start for start in starts if start <= low + self.drift) for low in starts}
        kept: dict[int, int] = {}
        for low in starts:
            kept.setdefault(reach[low], low)
        return tuple((low, high) for high, low in kept.items()) or ((0, 1439),)

    def blank(self) -> Window:
        return (1440, -1)

    def week_aims(self) -> int:
        return len(self.windows)

    def begin_week(self, state: Window, aim: int) -> Window | None:
        low, high = self.windows[aim]
        seen_low, seen_high = state
        if seen_high - seen_low > self.drift:
            return self.blank()  # the past broke the rule: nothing more can start this week
        return (low, high) if seen_high < 0 or (low <= seen_low and seen_high <= high) else None

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        return None if duty is None or duty.drift_exempt else duty.wall_start

    def step(self, state: Window, day: int, duty: Duty | None) -> Window | None:
        if duty is None or duty.drift_exempt:
            return state
        low, high = state
        if day < 0:
            return (min(low, duty.wall_start), max(high, duty.wall_start))
        return state if low <= duty.wall_start <= high else None

    def end_week(self, state: Window, week: int, tally: Tally | None) -> Window | None:
        return self.blank()

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        weeks: dict[int, list[DayPlan]] = {}
        for plan in plans:
            if plan.works and not self._exempt(plan):
                weeks.setdefault(self.horizon.week_index(plan.date), []).append(plan)
        for days in weeks.values():
            starts = [Duty.of(plan, self.horizon).wall_start for plan in days]
            apart = max(starts) - min(starts)
            if apart > self.drift and self.in_horizon(days[-1]):
                text = f"starts {apart} min apart in the week to {days[-1].date}"
                yield self.breach(agent, days[0], days[-1], apart - self.drift, text)

    def _exempt(self, plan: DayPlan) -> bool:
        shift = self.problem.centre.shifts.get(plan.shift)
        return shift is not None and shift.drift_exempt
