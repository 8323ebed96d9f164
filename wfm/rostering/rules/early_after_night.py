"""No early after a night: for so many hours after a night shift no early one begins, whatever lies in between."""

from collections.abc import Hashable, Iterator, Sequence

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.time import minutes_between
from wfm.rostering.duties import Duty
from wfm.rostering.rules.night_shifts import is_early, is_night
from wfm.rostering.rules.sequence_rule import SequenceRule, worked


class EarlyAfterNight(SequenceRule[int]):
    """State: minutes after the coming midnight before which no early shift may start."""

    title = "No early after a night"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        apart = contract.no_early_after_night_minutes
        return None if apart is None else f"no early shift begins within {apart / 60:g} h after a night shift"

    @property
    def apart(self) -> int:
        return self.contract.no_early_after_night_minutes or 0

    def blank(self) -> int:
        return 0

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        settings = self.problem.centre.roster
        today, tomorrow = self.midnight(day), self.midnight(day + 1)
        if duty is not None and is_night(duty, settings):
            return "night", duty.end - tomorrow
        early = duty.start - today if duty is not None and is_early(duty, settings) else None
        return tomorrow - today, early

    def step(self, state: int, day: int, duty: Duty | None) -> int | None:
        settings = self.problem.centre.roster
        today, tomorrow = self.midnight(day), self.midnight(day + 1)
        if duty is not None and is_night(duty, settings):
            return max(0, duty.end + self.apart - tomorrow)
        if duty is not None and is_early(duty, settings) and duty.start - today < state and day >= 0:
            return None
        return max(0, state - (tomorrow - today))

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        settings = self.problem.centre.roster
        night: DayPlan | None = None
        for plan in worked(plans):
            duty = Duty.of(plan, self.horizon)
            if is_night(duty, settings):
                night = plan
            elif night is not None and is_early(duty, settings) and self.in_horizon(plan):
                rest = minutes_between(night.span()[1], plan.span()[0])
                if rest < self.apart:
                    text = f"early shift on {plan.date} {rest / 60:g} h after the night of {night.date}"
                    yield self.breach(agent, night, plan, self.apart - rest, text)
