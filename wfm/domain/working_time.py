"""What a contract says about hours beyond the normal ones: overtime, and the bank that carries hours over."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OvertimeTerms:
    """From which minutes of a day and a week overtime begins, how much of it is allowed, and its price.

    Overtime of a week is what its days have beyond `normal_day_minutes` and, of the rest, what the week has beyond
    `normal_week_minutes` (None: only days count). The month is the calendar's. None: no such limit.
    """

    normal_day_minutes: int
    normal_week_minutes: int | None = None
    most_per_day_minutes: int | None = None
    most_per_month_minutes: int | None = None
    points_per_hour: float = 0.0

    def __post_init__(self) -> None:
        if not 0 < self.normal_day_minutes <= 24 * 60:
            raise ValueError(f"overtime: a normal day of {self.normal_day_minutes / 60:g} h; expected up to 24 h")

    def beyond_day(self, paid_minutes: int) -> int:
        """Minutes of a shift beyond the normal day."""
        return max(0, paid_minutes - self.normal_day_minutes)


@dataclass(frozen=True, slots=True)
class HoursBank:
    """An account of hours over (+) or under (-) the normal week that is carried on through the year.

    At the end of a roster it lies between `least_minutes` and `most_minutes`; an account that lay outside may not
    drift further. Every hour that it is off zero costs `points_per_hour`.
    """

    normal_week_minutes: int
    least_minutes: int
    most_minutes: int
    points_per_hour: float = 0.0

    def __post_init__(self) -> None:
        if not self.least_minutes <= 0 <= self.most_minutes:
            raise ValueError(
                f"hours bank from {self.least_minutes / 60:g} to {self.most_minutes / 60:g} h; expected a band "
                "around 0"
            )


@dataclass(frozen=True, slots=True)
class BankStanding:
    """An agent's hours bank and one roster: what stood in it before, and the hours that are normal for him in the
    roster's days; both in hours."""

    before: float
    normal: float

    def after(self, worked: float) -> float:
        """What stands in it when so many hours have been worked."""
        return round(self.before + worked - self.normal, 2)
