"""How long to go on: until the work is done, the clock runs out, or somebody asks to stop."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf

from wfm.domain.errors import NothingUsable
from wfm.rostering.result import StoppedBy

SECONDS_FOR_A_FIRST_ROSTER = 5.0
"""How long after the time limit, or after being asked to stop, a first roster is still waited for: a roster a
little late is better than none."""


@dataclass(slots=True)
class Patience:
    """Asks the clock and the caller; `deadline` in seconds of the monotonic clock, None for no limit."""

    deadline: float | None
    asked_to_stop: Callable[[], bool]
    _asked_at: float = field(default=inf, init=False)

    @classmethod
    def begin(cls, seconds: float | None, should_stop: Callable[[], bool] | None) -> "Patience":
        deadline = None if seconds is None else time.monotonic() + seconds
        return cls(deadline, should_stop or (lambda: False))

    def is_over(self) -> bool:
        return self.asked_to_stop() or self._late

    def await_first_roster(self) -> None:
        """Asked again and again while there is no roster yet. Raises NothingUsable when the time limit, or the
        request to stop, is so long past that nobody would wait any more."""
        now = time.monotonic()
        if self.asked_to_stop():
            self._asked_at = min(self._asked_at, now)
            if now >= self._asked_at + SECONDS_FOR_A_FIRST_ROSTER:
                raise NothingUsable("stopped before there was any roster")
        if self.deadline is not None and now >= self.deadline + SECONDS_FOR_A_FIRST_ROSTER:
            raise NothingUsable(
                "the time limit passed before there was any roster; give more time (--time-limit, or "
                "time_limit_seconds in wfm.toml), or plan fewer days at once"
            )

    @property
    def stopped_by(self) -> StoppedBy:
        """Why the search ended, asked at its end."""
        if self.asked_to_stop():
            return StoppedBy.INTERRUPT
        return StoppedBy.TIME_LIMIT if self._late else StoppedBy.WORK_DONE

    @property
    def _late(self) -> bool:
        return self.deadline is not None and time.monotonic() >= self.deadline


ENDLESS = Patience(None, lambda: False)
"""For whoever needs an answer however long it takes."""
