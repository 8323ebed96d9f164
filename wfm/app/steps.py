"""The steps of a run: how long each took, told to the log and to whoever watches."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from wfm.io.logs import RunLog


class Watcher(Protocol):
    """Somebody in front of a terminal, perhaps."""

    def begins(self, step: str) -> None: ...

    def reaches(self, share: float, text: str) -> None: ...

    def ends(self, step: str, seconds: float) -> None: ...


class NobodyWatches:
    """A watcher for cron jobs and scripts."""

    def begins(self, step: str) -> None:
        """Nobody to tell."""

    def reaches(self, share: float, text: str) -> None:
        """Nobody to tell."""

    def ends(self, step: str, seconds: float) -> None:
        """Nobody to tell."""


class Steps:
    """The clock of one run: `seconds` by step, in the order they were done."""

    def __init__(self, watcher: Watcher) -> None:
        self.watcher = watcher
        self.seconds: dict[str, float] = {}
        self._log: RunLog | None = None

    def tell(self, log: RunLog) -> None:
        """From now on the log hears of every step; of those already done it hears at once."""
        self._log = log
        for name, seconds in self.seconds.items():
            log.write("step", step=name, seconds=seconds)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time one step; a step that is done twice adds up."""
        self.watcher.begins(name)
        began = time.perf_counter()
        yield
        took = round(time.perf_counter() - began, 3)
        self.seconds[name] = round(self.seconds.get(name, 0.0) + took, 3)
        self.watcher.ends(name, took)
        if self._log is not None:
            self._log.write("step", step=name, seconds=took)
