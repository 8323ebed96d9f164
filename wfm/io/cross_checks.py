"""Checks that need more than one row or more than one file."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from wfm.domain.centre import Centre
from wfm.domain.people import Agent
from wfm.io.near import did_you_mean, one_of
from wfm.io.reading import Findings, Record


@dataclass
class Checks:
    """What the rows of one centre are held against, and where complaints go.

    `agent_ids`, `teams` None: the agents were not read or could not be, and nobody is called unknown. `agents`:
    the sound ones, `tags`: the weaknesses that performance.csv names, `last_day`: of the history; None: not read.
    """

    centre: Centre
    findings: Findings
    agent_ids: Collection[str] | None = None
    teams: Collection[str] | None = None
    agents: Sequence[Agent] | None = None
    tags: Collection[str] | None = None
    last_day: date | None = None
    seen: dict[Hashable, int] = field(default_factory=dict)

    def problem(self, record: Record, column: str, expected: str, hint: str | None = None) -> None:
        self.findings.problems.append(record.problem(column, expected, hint))

    def note(self, record: Record, column: str, remark: str) -> None:
        """Say something about a cell that is not wrong, but that its planner may not have meant."""
        place = f"{record.reading.file}:{record.row}, column '{record.reading.header.shown(column)}'"
        self.findings.notes.append(f"{place}: {remark}")

    def unprinted(self, record: Record, column: str, expected: str) -> None:
        """A problem with a cell that is nobody else's business: what stands in it is not repeated."""
        self.findings.problems.append(replace(record.problem(column, expected), value=None))

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


def in_rows(rows: Sequence[int]) -> str:
    """Which rows, the first ten of many."""
    ordered = sorted(rows)
    more = f" … ({len(ordered)} in all)" if len(ordered) > 10 else ""
    return f"{'row' if len(ordered) == 1 else 'rows'} {', '.join(map(str, ordered[:10]))}{more}"


def circles(next_of: Mapping[str, Sequence[str]]) -> Iterable[list[str]]:
    """Circles among names that each point to others: every name that can come back to itself is in one of those
    given, from its first member in order."""
    cleared: set[str] = set()
    for begin in next_of:
        if circle := _circle_from(begin, next_of, cleared):
            yield circle
            cleared.update(circle)


def _circle_from(begin: str, next_of: Mapping[str, Sequence[str]], cleared: set[str]) -> list[str] | None:
    """The first circle on the ways onward from a name; names from which there is none are cleared."""
    path, ways = [begin], [iter(next_of[begin])]
    if begin in cleared:
        return None
    while path:
        onward = next(ways[-1], None)
        if onward is None:
            cleared.add(path.pop())
            ways.pop()
        elif onward in path:
            return path[path.index(onward) :]
        elif onward in next_of and onward not in cleared:
            path.append(onward)
            ways.append(iter(next_of[onward]))
    return None
