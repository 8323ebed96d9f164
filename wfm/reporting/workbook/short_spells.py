"""Stretches of a day in which a cover lacks agents, joined from neighbouring intervals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby

from wfm.domain.demand import IntervalRow
from wfm.domain.queues import Cover
from wfm.reporting.content import RunContent

NOTICEABLE = 0.25
"""Agents short from which an interval is worth a line: less is a break that overlaps a little."""


@dataclass(frozen=True, slots=True)
class Spell:
    """Neighbouring short intervals of one cover on one day; depth in agents, before the pool takes anybody."""

    rows: tuple[IntervalRow, ...]
    interval_minutes: int

    @property
    def first(self) -> IntervalRow:
        return self.rows[0]

    @property
    def end(self) -> datetime:
        last = self.rows[-1].start
        return (last.astimezone(UTC) + timedelta(minutes=self.interval_minutes)).astimezone(last.tzinfo)

    @property
    def deepest(self) -> float:
        return max(lack(row) for row in self.rows)

    @property
    def agent_hours(self) -> float:
        return sum(lack(row) for row in self.rows) * self.interval_minutes / 60

    @property
    def worst_service_level(self) -> float:
        return min(row.service_level for row in self.rows)


def lack(row: IntervalRow) -> float:
    """Agents missing in an interval, 0 if none."""
    return max(0.0, row.agents_net - row.agents_open)


def short_spells(content: RunContent) -> list[Spell]:
    """All of them, the most agent-hours first."""
    rows = sorted(_widest_lacks(content.intervals), key=lambda row: (row.cover, row.start.timestamp()))
    step = content.centre.interval_minutes

    def stretch(numbered: tuple[int, IntervalRow]) -> tuple[str, int]:
        """Equal for neighbours: the interval's number grows as fast as the place in the list."""
        place, row = numbered
        return row.cover, content.horizon.elapsed(row.start) // step - place

    spells = [Spell(tuple(row for _, row in run), step) for _, run in groupby(enumerate(rows), key=stretch)]
    return sorted(spells, key=lambda spell: -spell.agent_hours)


def _widest_lacks(intervals: Sequence[IntervalRow]) -> Iterator[IntervalRow]:
    """Short rows; of covers with a queue in common that lack at the same time only the one that lacks most."""
    at: dict[datetime, list[IntervalRow]] = {}
    for row in intervals:
        if lack(row) >= NOTICEABLE:
            at.setdefault(row.start.astimezone(UTC), []).append(row)
    for rows in at.values():
        told: set[str] = set()
        for row in sorted(rows, key=lack, reverse=True):
            queues = set(Cover.parse(row.cover).queues)
            if told.isdisjoint(queues):
                told |= queues
                yield row
