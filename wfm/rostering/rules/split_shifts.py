"""Split shifts: nobody's day is torn in two more often than so many times a week."""

from collections.abc import Hashable, Iterator, Sequence

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.shifts import SHORTEST_SPLIT_MINUTES
from wfm.domain.wording import at_most, counted
from wfm.rostering.duties import Duty
from wfm.rostering.rules.sequence_rule import SequenceRule, Tally, worked


class SplitShifts(SequenceRule[int]):
    """State: split shifts of the running week; a past that broke the rule counts as just full."""

    title = "Split shifts"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        most = contract.max_split_shifts_per_week
        if most is None:
            return None
        gap = f"an unpaid gap of {SHORTEST_SPLIT_MINUTES / 60:g} h or more"
        return f"{at_most(most, 'split shift')} a week ({gap})"

    @property
    def most(self) -> int:
        return self.contract.max_split_shifts_per_week or 0

    def blank(self) -> int:
        return 0

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        return duty is not None and self._is_split(duty.shift)

    def step(self, state: int, day: int, duty: Duty | None) -> int | None:
        if duty is None or not self._is_split(duty.shift):
            return state
        if state < self.most:
            return state + 1
        return state if day < 0 else None

    def end_week(self, state: int, week: int, tally: Tally | None) -> int | None:
        return 0

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        weeks: dict[int, list[DayPlan]] = {}
        for plan in worked(plans):
            if self._is_split(plan.shift):
                weeks.setdefault(self.horizon.week_index(plan.date), []).append(plan)
        for split in weeks.values():
            if len(split) > self.most and self.in_horizon(split[-1]):
                text = f"{counted(len(split), 'split shift')} in the week to {split[-1].date}"
                yield self.breach(agent, split[0], split[-1], len(split) - self.most, text)

    def _is_split(self, shift: str) -> bool:
        pattern = self.problem.centre.shifts.get(shift)
        return pattern is not None and pattern.is_split
