"""What kind of day a date is for the people who work on it: weekday, weekend, public holiday, make-up day.

A make-up day (调休: a weekend day worked in exchange for a bridge day) is no weekend, and offers the shifts of the
working weekday nearest to it, the earlier of two, just as its forecast has that weekday's habits. A public holiday
keeps its own weekday. Only events of all queues ("*") make a day special for people.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from wfm.domain.centre import Centre
from wfm.domain.events import Event, EventKind

DAYS_OF_WEEK = 7


@dataclass(frozen=True)
class DayTypes:
    """Ask it what a date is. `habits`: the working weekday nearest to each weekday (Monday = 0)."""

    weekend: frozenset[int]
    habits: Mapping[int, int]
    holidays: frozenset[date] = field(default_factory=frozenset)
    make_up_days: frozenset[date] = field(default_factory=frozenset)

    @classmethod
    def of(cls, centre: Centre, events: Sequence[Event]) -> "DayTypes":
        """The centre's week, with the holidays and make-up days among `events`."""
        weekend = frozenset(centre.roster.weekend)
        working = [day for day in range(DAYS_OF_WEEK) if centre.opening.ranges.get(day) and day not in weekend]
        habits = {day: _nearest(day, working) for day in range(DAYS_OF_WEEK)}
        return cls(
            weekend,
            habits,
            frozenset(_days(events, EventKind.HOLIDAY)),
            frozenset(_days(events, EventKind.MAKE_UP_DAY)),
        )

    def weekday(self, day: date) -> int:
        """The weekday (Monday = 0) whose shifts are on offer."""
        return self.habits[day.weekday()] if day in self.make_up_days else day.weekday()

    def is_weekend(self, day: date) -> bool:
        return day.weekday() in self.weekend and day not in self.make_up_days

    def is_holiday(self, day: date) -> bool:
        return day in self.holidays


def _nearest(weekday: int, working: Sequence[int]) -> int:
    """The nearest of the `working` weekdays in the week, the earlier of two; itself when there is none."""

    def distance(other: int) -> tuple[int, bool]:
        back, forth = (weekday - other) % DAYS_OF_WEEK, (other - weekday) % DAYS_OF_WEEK
        return min(back, forth), forth < back

    return min(working, key=distance, default=weekday)


def _days(events: Sequence[Event], kind: EventKind) -> Iterator[date]:
    """Every local date that an event of that kind for all queues touches."""
    for event in events:
        if event.kind is kind and event.queue == "*":
            last = (event.end - timedelta(minutes=1)).date()
            for days in range((last - event.start.date()).days + 1):
                yield event.start.date() + timedelta(days=days)
