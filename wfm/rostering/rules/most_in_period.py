"""Days of a kind that nobody has too many of in a planning period; the kinds are said by the rules themselves."""

from abc import abstractmethod
from collections.abc import Hashable, Iterator, Sequence
from typing import ClassVar

from wfm.domain.breaches import Breach
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.wording import at_most, counted
from wfm.rostering.duties import Duty
from wfm.rostering.rules.sequence_rule import SequenceRule, worked


class MostInPeriod(SequenceRule[int]):
    """State: days of the kind that were worked up to now, of all that are planned at once."""

    day_is: ClassVar[str]

    @property
    @abstractmethod
    def most(self) -> int:
        """Days that may be worked."""

    @abstractmethod
    def counts(self, day: int, duty: Duty) -> bool:
        """Whether working the duty on that day is one of them."""

    @classmethod
    def limit(cls, most: int | None) -> str | None:
        """The limit in words; None when there is none."""
        return None if most is None else f"{at_most(most, cls.day_is)} in the days planned at once"

    def blank(self) -> int:
        return 0

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        return duty is not None and self.counts(day, duty)

    def step(self, state: int, day: int, duty: Duty | None) -> int | None:
        if day < 0 or duty is None or not self.counts(day, duty):
            return state
        return state + 1 if state < self.most else None

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        inside = (plan for plan in worked(plans) if self.in_horizon(plan))
        found = [plan for plan in inside if self._is_one(plan)]
        if len(found) > self.most:
            text = f"{counted(len(found), self.day_is)} in the days planned at once"
            yield self.breach(agent, found[0], found[-1], len(found) - self.most, text)

    def _is_one(self, plan: DayPlan) -> bool:
        return self.counts(self.horizon.day_index(plan.date), Duty.of(plan, self.horizon))
