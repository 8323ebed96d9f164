"""What holds for agents who are not of age, beside their contract."""

from dataclasses import dataclass
from datetime import date

ADULT_AT = 18


@dataclass(frozen=True, slots=True)
class MinorTerms:
    """Limits for everybody below `until_age`; paid minutes, starts and ends on the clock. None: no such limit.

    `latest_end` keeps out nights as well: a shift ends on the day on which it begins.
    """

    until_age: int = ADULT_AT
    most_per_day_minutes: int | None = None
    most_per_week_minutes: int | None = None
    earliest_start: int | None = None
    latest_end: int | None = None
    rest_minutes: int | None = None

    def __post_init__(self) -> None:
        earliest, latest = self.earliest_start or 0, self.latest_end
        if latest is not None and latest <= earliest:
            raise ValueError(f"minors may not start at minute {earliest} of the day and end by minute {latest}")

    def hold_for(self, birth_date: date | None, day: date) -> bool:
        """Whether somebody is a minor on `day`; on his birthday he is of age. False when nobody knows."""
        if birth_date is None:
            return False
        birthday = (birth_date.year + self.until_age, birth_date.month, birth_date.day)
        return (day.year, day.month, day.day) < birthday

    def permits(self, wall_start: int, minutes: int, paid_minutes: int) -> bool:
        """Whether a minor may work a shift that begins at that minute of the clock and is `minutes` long."""
        most, earliest, latest = self.most_per_day_minutes, self.earliest_start, self.latest_end
        return (
            (most is None or paid_minutes <= most)
            and (earliest is None or wall_start >= earliest)
            and (latest is None or wall_start + minutes <= latest)
        )
