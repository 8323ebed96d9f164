"""Ctrl-C and SIGTERM: leave at once while nothing is worth keeping, keep the best so far from then on."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from wfm.domain.errors import Interrupted


class Interruption:
    """What the operating system asked for while a run was at work.

    Until `keep_best` a signal raises Interrupted where the run stands; after it the signal is only noted, the
    search sees `requested()` and ends with the best so far. A second signal always leaves at once.
    """

    def __init__(self) -> None:
        self.signal_number: int | None = None
        self._keeping = False

    def keep_best(self) -> None:
        """From now on there is something worth publishing."""
        self._keeping = True

    def requested(self) -> bool:
        return self.signal_number is not None

    @property
    def name(self) -> str | None:
        """SIGINT or SIGTERM; None when nobody interrupted."""
        return None if self.signal_number is None else signal.Signals(self.signal_number).name

    @property
    def exit_code(self) -> int:
        """0, or 128 + the signal's number."""
        return 0 if self.signal_number is None else 128 + self.signal_number

    def receive(self, number: int, frame: FrameType | None) -> None:
        """The handler of both signals."""
        again = self.requested()
        self.signal_number = number
        if again or not self._keeping:
            raise Interrupted(number)


@contextmanager
def heeding_signals() -> Iterator[Interruption]:
    """Heed SIGINT and SIGTERM for the length of the block; outside the main thread nobody can, so nobody does."""
    interruption = Interruption()
    if threading.current_thread() is not threading.main_thread():
        yield interruption
        return
    former = {number: signal.signal(number, interruption.receive) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield interruption
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
