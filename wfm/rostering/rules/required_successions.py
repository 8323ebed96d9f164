"""Required successions: after some shifts, only certain others may follow on the next day."""

from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise

from wfm.domain.breaches import Breach
from wfm.domain.contracts import OFF, Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.rostering.duties import Duty
from wfm.rostering.rules.leave import SparesLeave


class RequiredSuccessions(SparesLeave[tuple[str, ...]]):
    """State: what tomorrow must be, shifts or off; () when it may be anything."""

    title = "Required successions"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        pairs = contract.required_next_day.items()
        said = "; ".join(f"only {' or '.join(next_day)} on the day after {shift}" for shift, next_day in pairs)
        return f"{said}; leave may always follow" if said else None

    def blank(self) -> tuple[str, ...]:
        return ()

    def seen(self, day: int, duty: Duty | None) -> Hashable:
        return duty and duty.shift

    def step(self, state: tuple[str, ...], day: int, duty: Duty | None) -> tuple[str, ...] | None:
        today = OFF if duty is None else duty.shift
        if state and today not in state and day >= 0:
            return None
        return self.contract.required_next_day.get(today, ())

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        for earlier, later in pairwise(self.every_day(plans)):
            asked = self.contract.required_next_day.get(earlier.shift, ()) if earlier.works else ()
            found = later.shift if later.works else OFF
            if asked and found not in asked and self.in_horizon(later) and not self.on_leave(later):
                text = f"{found} on {later.date}, the day after {earlier.shift}; expected {' or '.join(asked)}"
                yield self.breach(agent, earlier, later, 1, text)
