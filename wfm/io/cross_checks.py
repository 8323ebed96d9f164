"""Checks that need more than one row or more than one file."""

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass, field

from wfm.domain.centre import Centre
from wfm.io.near import did_you_mean, one_of
from wfm.io.reading import Findings, Record


@dataclass
class Checks:
    """What the rows of one centre are held against, and where complaints go.

    `agent_ids`, `teams` None: the agents were not read or could not be, and nobody is called unknown.
    """

    centre: Centre
    findings: Findings
    agent_ids: Collection[str] | None = None
    teams: Collection[str] | None = None
    seen: dict[Hashable, int] = field(default_factory=dict)

    def problem(self, record: Record, column: str, expected: str, hint: str | None = None) -> None:
        self.findings.problems.append(record.problem(column, expected, hint))

    def known_agent(self, record: Record) -> None:
        """The agent of this row must stand in agents.csv."""
        if self.agent_ids is not None and record.sound("agent_id") and record["agent_id"] not in self.agent_ids:
            hint = did_you_mean(record["agent_id"], self.agent_ids)
            self.problem(record, "agent_id", "an agent_id of agents.csv", hint)

    def known_name(self, record: Record, column: str, known: Collection[str], name: str | None = None) -> None:
        """A name, by default the one in `column`, must be one of `known`."""
        wanted = record[column] if name is None else name
        if wanted not in known:
            self.problem(record, column, one_of(known), did_you_mean(wanted, known))

    def once(self, record: Record, key: Hashable, column: str, what: str) -> None:
        """Only one row may have this key within its file."""
        first = self.seen.setdefault((record.reading.file, key), record.row)
        if first != record.row:
            self.problem(record, column, f"one row per {what}", f"row {first} says it already")

    def in_order(self, record: Record, start: str, end: str) -> bool:
        """Whether `end` is not before `start`; it may be the same day."""
        if record[end] < record[start]:
            self.problem(record, end, f"no earlier than {record.reading.header.shown(start)} ({record[start]})")
            return False
        return True


def circles(next_of: dict[str, str]) -> Iterable[list[str]]:
    """The circles in a chain of prerequisites, each once, from its first member in order."""
    cleared: set[str] = set()
    for begin in next_of:
        path: list[str] = []
        here = begin
        while here in next_of and here not in cleared and here not in path:
            path.append(here)
            here = next_of[here]
        if here in path:
            yield path[path.index(here) :]
        cleared.update(path)
