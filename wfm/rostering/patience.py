"""How long to go on: until the work is done, the clock runs out, or somebody asks to stop."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from wfm.rostering.result import StoppedBy


@dataclass(frozen=True, slots=True)
class Patience:
    """Asks the clock and the caller; `deadline` in seconds of the monotonic clock, None for no limit."""

    deadline: float | None
    asked_to_stop: Callable[[], bool]

    @classmethod
    def begin(cls, seconds: float | None, should_stop: Callable[[], bool] | None) -> "Patience":
        deadline = None if seconds is None else time.monotonic() + seconds
        return cls(deadline, should_stop or (lambda: False))

    def is_over(self) -> bool:
        return self.asked_to_stop() or self._late

    @property
    def stopped_by(self) -> StoppedBy:
        """Why the search ended, asked at its end."""
        if self.asked_to_stop():
            return StoppedBy.INTERRUPT
        return StoppedBy.TIME_LIMIT if self._late else StoppedBy.WORK_DONE

    @property
    def _late(self) -> bool:
        return self.deadline is not None and time.monotonic() >= self.deadline
