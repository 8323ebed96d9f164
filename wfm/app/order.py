"""What a planner orders: which days, how to search, and whether to do it again."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from wfm.app.opening import Opened, open_workspace
from wfm.domain.time import Horizon
from wfm.io.inputs import EVERYTHING


@dataclass(frozen=True, slots=True)
class Search:
    """How to look for a roster; None: as wfm.toml says."""

    seed: int | None = None
    time_limit_seconds: float | None = None

    def opened(self, where: Path | None, wanted: Collection[str] = EVERYTHING) -> Opened:
        """The workspace with the wanted inputs, and with this seed and time limit in its settings."""
        opened = open_workspace(where, wanted)
        settings = opened.centre.roster
        if self.seed is not None:
            settings = replace(settings, seed=self.seed)
        if self.time_limit_seconds is not None:
            settings = replace(settings, time_limit_seconds=self.time_limit_seconds)
        return replace(opened, centre=replace(opened.centre, roster=settings))


@dataclass(frozen=True, slots=True)
class Order:
    """A run of `days` days from `first` on. `force`: publish again although this run is published already."""

    workspace: Path | None
    first: date
    days: int
    search: Search = field(default_factory=Search)
    force: bool = False

    def opened(self, wanted: Collection[str] = EVERYTHING) -> Opened:
        return self.search.opened(self.workspace, wanted)

    def horizon(self, opened: Opened) -> Horizon:
        return opened.centre.horizon(self.first, self.days)


@dataclass(frozen=True, slots=True)
class RosterOrder:
    """A roster for a forecast that was published and staffed: the named one, else the newest of these days."""

    workspace: Path | None
    run: str | None = None
    first: date | None = None
    days: int | None = None
    search: Search = field(default_factory=Search)
