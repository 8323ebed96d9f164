"""What a new roster changes in the published one that it is based on."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property


class ChangeReason(StrEnum):
    """Why a published day could not stay, or need not."""

    ABSENT = "absent now"
    LEAVE_WITHDRAWN = "the leave of that day was withdrawn"
    PINNED = "fixed by hand"
    MAKES_UP = "makes up for an absence, a withdrawn leave or a pin"
    GONE = "no longer among the agents"
    NEW = "not in the roster before"
    WORTH_IT = "worth more than the price of a change"
    BREAKS = "only breaks moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One agent's day that is not as published: a row of changes.csv. Before and after in words."""

    agent_id: str
    date: date
    before: str
    after: str
    reason: str

    @property
    def only_breaks(self) -> bool:
        return self.reason == ChangeReason.BREAKS


@dataclass(frozen=True)
class Amendment:
    """That a roster is based on a published run, and everything it changes there, by agent and day."""

    based_on: str
    changes: tuple[Change, ...]

    @cached_property
    def days(self) -> tuple[Change, ...]:
        """The changes of shifts and days off; moved breaks alone are none."""
        return tuple(change for change in self.changes if not change.only_breaks)
