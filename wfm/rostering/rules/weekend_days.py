"""What the rules about weekends share: which days make one weekend."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from wfm.domain.roster import DayPlan
from wfm.rostering.day_types import DayTypes


def ends_weekend(day: date, types: DayTypes) -> bool:
    """Whether `day` is the last one of its weekend."""
    return types.is_weekend(day) and not types.is_weekend(day + timedelta(days=1))


def weekend_part(day: date, types: DayTypes) -> tuple[bool, bool]:
    """Whether `day` lies in a weekend, and whether it is the last one of it."""
    return types.is_weekend(day), ends_weekend(day, types)


def by_weekend(plans: Iterable[DayPlan], types: DayTypes) -> Mapping[date, list[DayPlan]]:
    """The plans of weekend days by the first day of their weekend, in order."""
    weekends: dict[date, list[DayPlan]] = {}
    for plan in plans:
        if types.is_weekend(plan.date):
            weekends.setdefault(_first_day(plan.date, types), []).append(plan)
    return dict(sorted(weekends.items()))


def weekend_between(one: date, other: date, types: DayTypes) -> bool:
    """Whether a weekend lies between the last known day of one and the first day of another."""
    between = (one + timedelta(days=after) for after in range(1, (other - one).days))
    return any(types.is_weekend(day) and _first_day(day, types) > one for day in between)


def _first_day(day: date, types: DayTypes) -> date:
    while types.is_weekend(day - timedelta(days=1)):
        day -= timedelta(days=1)
    return day
