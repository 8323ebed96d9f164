"""Days, intervals and opening hours in a centre's own local time.

Intervals are half-open ``[start, end)`` and counted in *elapsed* minutes from the first midnight of the
horizon, so a day of 23 or 25 hours is neither guessed nor lost.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

MINUTES_PER_DAY = 1440


def at_minute(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The aware moment `minute` wall-clock minutes after the midnight that begins `day` (may exceed 1440)."""
    whole_days, rest = divmod(minute, MINUTES_PER_DAY)
    wall = datetime.combine(day + timedelta(days=whole_days), time(rest // 60, rest % 60), tzinfo=zone)
    return wall.astimezone(UTC).astimezone(zone)


def minutes_between(earlier: datetime, later: datetime) -> int:
    """Elapsed minutes; through UTC because aware datetimes of one zone subtract to wall time."""
    return round((later.astimezone(UTC) - earlier.astimezone(UTC)).total_seconds() / 60)


def iso(moment: datetime) -> str:
    """``2026-12-01T09:30+08:00``: how every file of the workspace writes a moment."""
    return moment.isoformat(timespec="minutes")


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """Wall-clock opening minutes by weekday (Monday = 0), as half-open ranges; closed where none is given."""

    ranges: Mapping[int, tuple[tuple[int, int], ...]]

    def __post_init__(self) -> None:
        for weekday, ranges in self.ranges.items():
            if weekday not in range(7):
                raise ValueError(f"weekday {weekday} is not 0 (Monday) to 6 (Sunday)")
            for opens, closes in ranges:
                if not 0 <= opens < closes <= MINUTES_PER_DAY:
                    raise ValueError(f"opening hours {opens}-{closes} are not within one day of 1440 minutes")

    def is_open(self, moment: datetime) -> bool:
        """Whether `moment`, read on the local clock it carries, falls in opening hours."""
        minute = moment.hour * 60 + moment.minute
        return any(opens <= minute < closes for opens, closes in self.ranges.get(moment.weekday(), ()))


@dataclass(frozen=True)
class Horizon:
    """The days being planned and their grid of intervals.

    `week_start` is the weekday (Monday = 0) on which the centre's week begins.
    """

    first: date
    days: int
    interval_minutes: int
    zone: ZoneInfo
    week_start: int = 0

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ValueError(f"a horizon needs at least one day, not {self.days}")
        if self.interval_minutes not in (5, 10, 15, 20, 30, 60):
            raise ValueError(f"interval of {self.interval_minutes} minutes; expected 5, 10, 15, 20, 30 or 60")

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.days - 1)

    @cached_property
    def start(self) -> datetime:
        return at_minute(self.first, 0, self.zone)

    @cached_property
    def dates(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=n) for n in range(self.days))

    @cached_property
    def midnights(self) -> tuple[int, ...]:
        """Elapsed minutes at which each day begins, and at the end the length of the whole horizon."""
        ends = (self.first + timedelta(days=n) for n in range(self.days + 1))
        return tuple(minutes_between(self.start, at_minute(day, 0, self.zone)) for day in ends)

    @property
    def minutes(self) -> int:
        return self.midnights[-1]

    @property
    def intervals(self) -> int:
        return self.minutes // self.interval_minutes

    def elapsed(self, moment: datetime) -> int:
        """Minutes from the start of the horizon to `moment`; negative before it."""
        return round((moment.astimezone(UTC) - self._start_utc).total_seconds() / 60)

    @cached_property
    def _start_utc(self) -> datetime:
        """The start, for `elapsed`, which is asked hundreds of thousands of times in a year."""
        return self.start.astimezone(UTC)

    def moment(self, elapsed_minutes: int) -> datetime:
        """The local moment that many elapsed minutes after the start of the horizon."""
        return (self._start_utc + timedelta(minutes=elapsed_minutes)).astimezone(self.zone)

    def interval_starts(self) -> Iterator[datetime]:
        return (self.moment(n * self.interval_minutes) for n in range(self.intervals))

    def day_index(self, day: date) -> int:
        """0 for the first day; may lie outside ``range(days)``."""
        return (day - self.first).days

    def week_index(self, day: date) -> int:
        """0 for the centre's week that holds the first day."""
        return ((day - self.first).days + self._days_into_first_week) // 7

    def days_of_week(self, week: int) -> tuple[date, ...]:
        """All seven dates of that week, also those outside the horizon."""
        first = self.first + timedelta(days=7 * week - self._days_into_first_week)
        return tuple(first + timedelta(days=n) for n in range(7))

    @property
    def weeks(self) -> int:
        """How many of the centre's weeks the horizon touches."""
        return self.week_index(self.last) + 1

    @property
    def _days_into_first_week(self) -> int:
        return (self.first.weekday() - self.week_start) % 7
