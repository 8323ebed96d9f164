"""The calendar months that a planning period touches, of which the first and the last may be seen only in part."""

from datetime import date, timedelta

from wfm.domain.time import Horizon


def month_ends(horizon: Horizon) -> tuple[int, ...]:
    """The last day of each month, or of the horizon, as days of the horizon."""
    last, one = horizon.days - 1, timedelta(days=1)
    return tuple(n for n, day in enumerate(horizon.dates) if n == last or day.month != (day + one).month)


def same_month(day: date, other: date) -> bool:
    return (day.year, day.month) == (other.year, other.month)


def days_of_month(day: date) -> tuple[date, ...]:
    """All dates of the month that holds `day`."""
    first = day.replace(day=1)
    month = (first + timedelta(days=n) for n in range(31))
    return tuple(one for one in month if same_month(one, day))
