"""What a column of a file is: its names, what stands in it, in which unit, and what it means."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from wfm.io.aliases import aliases_of


class Kind(Enum):
    """What stands in a column. The text is what a planner is told that we expect."""

    TEXT = "a text"
    NAMES = "names separated by ';'"
    NUMBER = "a number"
    COUNT = "a whole number"
    SHARE = "a share such as 0.85 or 85%"
    DURATION = "seconds, m:ss or h:mm:ss"
    DATE = "a date such as 2026-12-01"
    MOMENT = "a date and time such as 2026-12-01T09:30"
    DATE_OR_MOMENT = "a date such as 2026-12-01, or a date and time such as 2026-12-01T09:30"
    CLOCK_OR_MOMENT = "a time of day such as 09:30, or a date and time such as 2026-12-01T09:30"
    CHOICE = "one of the known words"
    YES_NO = "true or false"
    AVAILABILITY = "days and hours such as 'mon-fri 08:00-16:00; sat 20:00-24:00'"
    BREAKS = "breaks such as '10:15-10:30;12:00-12:30'"
    FINDINGS = "figures such as 'qa_score:71:84:2.1' (figure, value, peers' median, gap) separated by ';'"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `least`/`most`: the range of a number, in `unit`.

    `required` False: the column may be missing and its cells blank. `digits`: decimals kept when written.
    `choice`: the enumeration behind a CHOICE. `may_be_unknown`: '-' is accepted though the column is required.
    """

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    required: bool = True
    least: float | None = None
    most: float | None = None
    digits: int = 3
    choice: type[Enum] | None = None
    default: Any = None
    may_be_unknown: bool = False

    @property
    def expected(self) -> str:
        """What a planner is told that we expect in this column."""
        text = self.kind.value
        if self.choice is not None:
            text = "one of " + ", ".join(str(choice.value) for choice in self.choice)
        if self.unit and self.kind in (Kind.NUMBER, Kind.COUNT):
            text += f" ({self.unit})"
        if self.least is not None and self.most is not None:
            return f"{text} from {self.least:g} to {self.most:g}"
        if self.least is not None:
            return f"{text}, {self.least:g} or more"
        return text


@dataclass(frozen=True)
class Table:
    """The columns of one file. `row`: the domain class of which the program itself writes and reads rows."""

    name: str
    file: str
    meaning: str
    columns: tuple[Column, ...]
    row: Callable[..., Any] | None = None
    by_name: Mapping[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})
        if len(self.by_name) != len(self.columns):
            raise ValueError(f"table {self.name} names a column twice")

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.by_name)

    def headers(self, name: str) -> tuple[str, ...]:
        """All headers under which a column is recognised, its own name first."""
        return (name, *aliases_of(self.name, name))

    @property
    def is_ours(self) -> bool:
        """Whether the program writes this file itself: then no totals row or title row is looked for."""
        return self.row is not None
