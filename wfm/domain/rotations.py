"""Rotations: what every day or week of a fixed cycle brings, counted on through all planning periods."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from wfm.domain.contracts import OFF

WORK, ANY = "work", "any"
"""In place of a shift: any shift at all; anything, also a day off."""
NO_ROTATION = "none"
"""What stands for an agent who takes no part in his team's rotation."""
DAYS_OF_WEEK = 7
Entry = tuple[str, ...]


@dataclass(frozen=True)
class Rotation:
    """A cycle of `entries`, each of them `days_each` days long; the first begins on `anchor`.

    An entry names what may be worked: shifts, OFF, WORK or ANY. `teams`: by how many entries each team is ahead of
    the anchor.
    """

    name: str
    entries: tuple[Entry, ...]
    anchor: date
    days_each: int = 1
    teams: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.entries or not all(self.entries):
            raise ValueError(f"rotation {self.name} needs entries, each of them a shift, off, work or any")

    @property
    def shifts(self) -> frozenset[str]:
        """Every shift that it names."""
        return frozenset(name for entry in self.entries for name in entry) - {OFF, WORK, ANY}

    def entry(self, day: date, ahead: int) -> Entry:
        """What somebody so many entries ahead may work on that day."""
        return self.entries[((day - self.anchor).days // self.days_each + ahead) % len(self.entries)]


def permits(entry: Entry, shift: str | None) -> bool:
    """Whether a day with that shift (None: off) keeps the entry."""
    if ANY in entry:
        return True
    return OFF in entry if shift is None else shift in entry or WORK in entry
