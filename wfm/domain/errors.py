"""What can go wrong, by the exit code the planner's script will see."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input: where it is, what stands there, what was expected, what to do."""

    file: str
    expected: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    hint: str | None = None
    sheet: str | None = None

    def __str__(self) -> str:
        place = self.file if self.sheet is None else f"{self.file} [{self.sheet}]"
        if self.row is not None:
            place += f":{self.row}"
        if self.column is not None:
            place += f", column '{self.column}'"
        found = "" if self.value is None else f" found {self.value!r};"
        advice = "" if self.hint is None else f"\n    {self.hint}"
        return f"{place}:{found} expected {self.expected}{advice}"


class WfmError(Exception):
    """A failure with a plain message and the exit code that says which kind it is."""

    exit_code = 1


class InputProblems(WfmError):
    """Inputs or settings are wrong: every problem found, never only the first."""

    exit_code = 3

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        head = "1 problem" if count == 1 else f"{count} problems"
        super().__init__("\n".join([f"{head} in the inputs:", *map(str, self.problems)]))


class MemoryChanged(InputProblems):
    """What wfm.db remembers is not what the program wrote: somebody changed it by hand."""


class NoLegalRoster(WfmError):
    """The hard rules cannot all hold: names the agents, the clashing rules and the cheapest way out."""

    exit_code = 4


class GoalsMissed(WfmError):
    """Finished, but a goal is missed or a person is needed; only raised with --strict."""

    exit_code = 5


class NothingUsable(WfmError):
    """The time limit passed before there was anything to publish."""

    exit_code = 6


class OutOfMemory(WfmError):
    """There was not memory enough to come to anything that could be published."""

    exit_code = 6


class StorageFailed(WfmError):
    """A file could not be read or written: disk full, read-only, no permission."""

    exit_code = 74


class WorkspaceBusy(WfmError):
    """Another run holds the workspace."""

    exit_code = 75


class Interrupted(WfmError):
    """Stopped by a signal before anything could be published."""

    def __init__(self, signal_number: int) -> None:
        self.exit_code = 128 + signal_number
        super().__init__("interrupted before anything could be published; earlier runs are untouched")
