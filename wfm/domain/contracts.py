"""What a group of agents has agreed to: hours, days, rests."""

from collections.abc import Mapping
from dataclasses import dataclass, field


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
    not follow a shift on the next day. A period is the days that are planned at once. None: no such rule.
    """

    name: str
    shifts: tuple[str, ...]
    days_per_week: Span
    week_minutes: Span
    rest_minutes: int = 11 * 60
    weekly_rest_minutes: int | None = 35 * 60
    max_days_in_row: int = 6
    max_weekends_in_row: int | None = 3
    start_drift_minutes: int | None = 120
    min_days_in_row: int | None = None
    min_days_off_in_row: int | None = None
    max_nights_in_row: int | None = None
    rest_after_nights_minutes: int | None = None
    no_early_after_night_minutes: int | None = None
    forbidden_next_day: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    whole_weekends: bool = False
    max_days_in_period: int | None = None
    max_minutes_in_period: int | None = None

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
        for key in ("min_days_off_in_row", "max_nights_in_row", "max_days_in_period", "max_minutes_in_period"):
            value = getattr(self, key)
            if value is not None and value < 1:
                raise ValueError(f"contract {self.name}: {key} {value}; expected 1 or more")
        named = {*self.forbidden_next_day}.union(*self.forbidden_next_day.values())
        strangers = sorted(named.difference(self.shifts))
        if strangers:
            raise ValueError(
                f"contract {self.name}: forbidden_next_day names {', '.join(strangers)}; expected its own shifts "
                f"({', '.join(self.shifts)})"
            )
