"""What a group of agents has agreed to: hours, days, rests."""

from dataclasses import dataclass


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

    `max_weekends_in_row` 3 means: at least one weekend off in any four. None: no such rule.
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

    def __post_init__(self) -> None:
        if not self.shifts:
            raise ValueError(f"contract {self.name} names no shifts")
        if self.days_per_week.most > 7:
            raise ValueError(f"contract {self.name}: {self.days_per_week.most} days in a week")
        if not 1 <= self.max_days_in_row <= 28:
            raise ValueError(f"contract {self.name}: max_days_in_row {self.max_days_in_row}; expected 1 to 28")
        if not 0 <= self.rest_minutes <= 24 * 60:
            raise ValueError(f"contract {self.name}: rest of {self.rest_minutes} min; expected 0 to 1440")
