"""What a group of agents has agreed to: hours, days, rests."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from wfm.domain.minors import MinorTerms
from wfm.domain.time import MINUTES_PER_DAY
from wfm.domain.working_time import HoursBank, OvertimeTerms

POSITIVE_IF_GIVEN = (
    "min_days_off_in_row",
    "max_nights_in_row",
    "max_days_in_period",
    "max_minutes_in_period",
    "max_minutes_in_month",
    "min_nights_in_row",
    "days_off_after_nights",
)
OFF = "off"
"""What a day without a shift is called where shifts are named."""


class RotateUntil(StrEnum):
    """What lets an agent who has rotated forward begin anew."""

    DAY_OFF = "day_off"
    WEEK = "week"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Span:
    """At least and at most, both allowed."""

    least: int
    most: int

    def __post_init__(self) -> None:
        if not 0 <= self.least <= self.most:
            raise ValueError(f"from {self.least} to {self.most} is not a range")


@dataclass(frozen=True, slots=True)
class Contract:
    """Hours and day rules of a group of agents. Minutes are minutes; weeks begin on the centre's week start.

    `max_weekends_in_row` 3 means: at least one weekend off in any four. `forbidden_next_day`: the shifts that may
    not follow a shift on the next day; `required_next_day`: the only ones that may, OFF among them;
    `required_next_shift`: the only ones that may be worked next, on whatever day.
    `rotate_forward`: shifts in the order in which they may follow each other. A period is the days that are
    planned at once; a month is the calendar's. None: no such rule.
    """

    name: str
    shifts: tuple[str, ...]
    days_per_week: Span
    week_minutes: Span
    # a shift and the rest after it
    day_minutes: Span | None = None
    no_work_between: tuple[int, int] | None = None
    rest_minutes: int = 11 * 60
    # a week
    weekly_rest_minutes: int | None = 35 * 60
    start_drift_minutes: int | None = 120
    max_split_shifts_per_week: int | None = None
    # days in a row
    max_days_in_row: int = 6
    min_days_in_row: int | None = None
    min_days_off_in_row: int | None = None
    rest_day_every_days: int | None = None
    two_days_off_every_days: int | None = None
    isolated_day_off_points: int = 0
    isolated_work_day_points: int = 0
    # weekends
    max_weekends_in_row: int | None = 3
    max_weekends_in_period: int | None = None
    whole_weekends: bool = False
    same_shift_on_weekends: bool = False
    # nights
    max_nights_in_row: int | None = None
    min_nights_in_row: int | None = None
    max_nights_in_period: int | None = None
    rest_after_nights_minutes: int | None = None
    days_off_after_nights: int | None = None
    no_early_after_night_minutes: int | None = None
    # what follows what
    forbidden_next_day: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    required_next_day: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    required_next_shift: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rotate_forward: tuple[str, ...] = ()
    rotate_until: RotateUntil = RotateUntil.WEEK
    # all days that are planned at once, and beyond
    min_days_in_period: int | None = None
    max_days_in_period: int | None = None
    min_minutes_in_period: int | None = None
    max_minutes_in_period: int | None = None
    min_minutes_in_month: int | None = None
    max_minutes_in_month: int | None = None
    max_shifts_in_period: Mapping[str, int] = field(default_factory=dict)
    max_holidays_in_period: int | None = None
    overtime: OvertimeTerms | None = None
    hours_bank: HoursBank | None = None
    minors: MinorTerms | None = None
    more_on_make_up_days: bool = False

    def __post_init__(self) -> None:
        if not self.shifts:
            raise ValueError(f"contract {self.name} names no shifts")
        if self.days_per_week.most > 7:
            raise ValueError(f"contract {self.name}: {self.days_per_week.most} days in a week")
        if not 1 <= self.max_days_in_row <= 28:
            raise ValueError(f"contract {self.name}: max_days_in_row {self.max_days_in_row}; expected 1 to 28")
        if not 0 <= self.rest_minutes <= 24 * 60:
            raise ValueError(f"contract {self.name}: rest of {self.rest_minutes} min; expected 0 to 1440")
        if self.min_days_in_row is not None and not 1 <= self.min_days_in_row <= self.max_days_in_row:
            raise ValueError(
                f"contract {self.name}: min_days_in_row {self.min_days_in_row}; expected 1 to max_days_in_row "
                f"({self.max_days_in_row})"
            )
        for key in POSITIVE_IF_GIVEN:
            value = getattr(self, key)
            if value is not None and value < 1:
                raise ValueError(f"contract {self.name}: {key} {value}; expected 1 or more")
        if (self.min_nights_in_row or 1) > (self.max_nights_in_row or 28):
            raise ValueError(
                f"contract {self.name}: min_nights_in_row {self.min_nights_in_row}; expected 1 to "
                f"max_nights_in_row ({self.max_nights_in_row})"
            )
        if self.rotate_forward and len(set(self.rotate_forward)) < max(2, len(self.rotate_forward)):
            raise ValueError(f"contract {self.name}: rotate_forward needs two or more shifts, each of them once")
        self._know_all("forbidden_next_day", _named(self.forbidden_next_day))
        self._know_all("required_next_day", _named(self.required_next_day) - {OFF})
        self._know_all("required_next_shift", _named(self.required_next_shift))
        self._know_all("rotate_forward", set(self.rotate_forward))
        for shift, most in self.max_shifts_in_period.items():
            if shift not in self.shifts or most < 1:
                raise ValueError(
                    f"contract {self.name}: max_shifts_in_period {shift} = {most}; expected its own shifts "
                    f"({', '.join(self.shifts)}), 1 or more"
                )
        for what in ("days", "minutes"):
            least, most = getattr(self, f"min_{what}_in_period"), getattr(self, f"max_{what}_in_period")
            if least is not None and most is not None and least > most:
                raise ValueError(f"contract {self.name}: at least {least} and at most {most} {what} in a period")
        month = self.min_minutes_in_month or 0, self.max_minutes_in_month
        if month[1] is not None and month[0] > month[1]:
            raise ValueError(
                f"contract {self.name}: at least {month[0] / 60:g} and at most {month[1] / 60:g} h in a month"
            )

    @property
    def weeks_are_free(self) -> bool:
        """Whether weeks have no limits of their own: any number of days, of any length."""
        days, minutes = self.days_per_week, self.week_minutes
        return (days.least, days.most, minutes.least) == (0, 7, 0) and minutes.most >= 7 * MINUTES_PER_DAY

    def week(self, first: date, birth_date: date | None = None, make_up_days: int = 0) -> tuple[Span, Span]:
        """Days and paid minutes of the week that begins on `first`.

        Where make-up days bring more, each raises the most by a day and its share of the hours. No minor is asked
        for more than minors may work; the week in which he comes of age is still a minor's.
        """
        days, minutes = self.days_per_week, self.week_minutes
        if self.more_on_make_up_days and make_up_days:
            share = minutes.most // max(1, days.most)
            days = Span(days.least, min(7, days.most + make_up_days))
            minutes = Span(minutes.least, minutes.most + share * make_up_days)
        most = None if self.minors is None else self.minors.most_per_week_minutes
        if self.minors is not None and most is not None and self.minors.hold_for(birth_date, first):
            minutes = Span(min(minutes.least, most), min(minutes.most, most))
        return days, minutes

    def _know_all(self, key: str, named: Collection[str]) -> None:
        """Raise ValueError when a rule names a shift that the contract does not have."""
        strangers = sorted(set(named).difference(self.shifts))
        if strangers:
            raise ValueError(
                f"contract {self.name}: {key} names {', '.join(strangers)}; expected its own shifts "
                f"({', '.join(self.shifts)})"
            )

    def permits_length(self, paid_minutes: int) -> bool:
        """Whether a day may have so many paid minutes."""
        return self.day_minutes is None or self.day_minutes.least <= paid_minutes <= self.day_minutes.most

    def permits_overtime(self, paid_minutes: int) -> bool:
        """Whether a day of so many paid minutes keeps the day's limit of overtime."""
        terms = self.overtime
        if terms is None or terms.most_per_day_minutes is None:
            return True
        return terms.beyond_day(paid_minutes) <= terms.most_per_day_minutes

    def permits_hours(self, wall_start: int, minutes: int) -> bool:
        """Whether a shift that begins at that minute of the clock keeps clear of the closed hours."""
        return self.no_work_between is None or not meets_daily(self.no_work_between, wall_start, minutes)


def _named(successions: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Every shift of the table, before and after."""
    return {*successions}.union(*successions.values())


def meets_daily(hours: tuple[int, int], wall_start: int, minutes: int) -> bool:
    """Whether a shift works any time of `hours`, wall-clock minutes that come every day (past midnight > 1440)."""
    begins, ends = hours
    days = (day * MINUTES_PER_DAY for day in (-1, 0, 1))
    return any(begins + day < wall_start + minutes and wall_start < ends + day for day in days)
