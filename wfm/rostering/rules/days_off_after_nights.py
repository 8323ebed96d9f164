"""Days off after nights: the last night of a run is followed by so many whole days without a shift."""

from collections.abc import Hashable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.wording import counted
from wfm.rostering.duties import Duty
from wfm.rostering.rules.night_shifts import is_night
from wfm.rostering.rules.sequence_rule import SequenceRule, worked


class DaysOffAfterNights(SequenceRule[int]):
    """State: days off still owed. On the morning after a night all of them are, and another night may follow; the
    day on which that night ends counts as a day off if no shift starts on it."""

    title = "Days off after nights"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        owed = contract.days_off_after_nights
        if owed is None:
            return None
        return f"{counted(owed, 'day')} off after the last night of a run; leave counts as such"

    @property
    def owed(self) -> int:
        return self.contract.days_off_after_nights or 0

    def blank(self) -> int:
        return 0

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        return duty and is_night(duty, self.problem.centre.roster)

    def step(self, state: int, day: int, duty: Duty | None) -> int | None:
        if duty is None:
            return max(0, state - 1)
        night = is_night(duty, self.problem.centre.roster)
        if state and not (night and state == self.owed):
            return None
        return self.owed if night else 0

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        settings = self.problem.centre.roster
        for earlier, later in pairwise(worked(plans)):
            if not is_night(Duty.of(earlier, self.horizon), settings) or not self.in_horizon(later):
                continue
            next_day = later.date == earlier.date + timedelta(days=1)
            if next_day and is_night(Duty.of(later, self.horizon), settings):
                continue
            off = (later.date - earlier.date).days - 1
            if off < self.owed:
                text = f"{counted(off, 'day')} off after the night of {earlier.date}"
                yield self.breach(agent, earlier, later, self.owed - off, text)
