"""Forbidden successions: after some shifts, some others may not follow on the next day."""

from collections.abc import Hashable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.rostering.duties import Duty
from wfm.rostering.rules.sequence_rule import SequenceRule, worked


class ForbiddenSuccessions(SequenceRule[tuple[str, ...]]):
    """State: the shifts that may not follow tomorrow. A day off in between allows everything again."""

    title = "Forbidden successions"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        pairs = contract.forbidden_next_day.items()
        said = "; ".join(f"no {' or '.join(never)} on the day after {shift}" for shift, never in pairs)
        return said or None

    def blank(self) -> tuple[str, ...]:
        return ()

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        return duty and duty.shift

    def step(self, state: tuple[str, ...], day: int, duty: Duty | None) -> tuple[str, ...] | None:
        if duty is None:
            return ()
        if duty.shift in state and day >= 0:
            return None
        return self.contract.forbidden_next_day.get(duty.shift, ())

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        for earlier, later in pairwise(worked(plans)):
            never = self.contract.forbidden_next_day.get(earlier.shift, ())
            next_day = later.date == earlier.date + timedelta(days=1)
            if next_day and later.shift in never and self.in_horizon(later):
                text = f"{later.shift} on {later.date}, the day after {earlier.shift}"
                yield self.breach(agent, earlier, later, 1, text)
