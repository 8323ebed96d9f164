"""Rest after nights: so many hours between the last night of a run and the next shift."""

from collections.abc import Hashable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.time import minutes_between
from wfm.rostering.duties import Duty
from wfm.rostering.rules.night_shifts import is_night
from wfm.rostering.rules.sequence_rule import SequenceRule, worked


class AfterNight(NamedTuple):
    """Minutes after the coming midnight before which no shift may start, and whether the day was a night: then
    another night may follow at once."""

    due: int
    night: bool


class RestAfterNights(SequenceRule[AfterNight]):
    """A run of nights ends with the first day that has none."""

    title = "Rest after nights"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        needed = contract.rest_after_nights_minutes
        return (
            None
            if needed is None
            else f"{needed / 60:g} h between the last night shift of a run and the next shift"
        )

    @property
    def needed(self) -> int:
        return self.contract.rest_after_nights_minutes or 0

    def blank(self) -> AfterNight:
        return AfterNight(0, night=False)

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        today, tomorrow = self.midnight(day), self.midnight(day + 1)
        if duty is None:
            return tomorrow - today
        night = is_night(duty, self.problem.centre.roster)
        return duty.start - today, duty.end - tomorrow if night else None

    def step(self, state: AfterNight, day: int, duty: Duty | None) -> AfterNight | None:
        today, tomorrow = self.midnight(day), self.midnight(day + 1)
        if duty is None:
            return AfterNight(max(0, state.due - (tomorrow - today)), night=False)
        night = is_night(duty, self.problem.centre.roster)
        if duty.start - today < state.due and not (night and state.night):
            return None
        return AfterNight(max(0, duty.end + self.needed - tomorrow) if night else 0, night)

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        settings = self.problem.centre.roster
        for earlier, later in pairwise(worked(plans)):
            if not is_night(Duty.of(earlier, self.horizon), settings):
                continue
            next_day = later.date == earlier.date + timedelta(days=1)
            if next_day and is_night(Duty.of(later, self.horizon), settings):
                continue
            rest = minutes_between(earlier.span()[1], later.span()[0])
            if rest < self.needed and self.in_horizon(later):
                text = f"rest of {rest / 60:g} h after the night of {earlier.date}"
                yield self.breach(agent, earlier, later, self.needed - rest, text)
