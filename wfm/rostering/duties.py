"""The duties on offer: each shift pattern at each start on each day, in elapsed minutes of the horizon."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from wfm.domain.contracts import Contract
from wfm.domain.roster import DayPlan
from wfm.domain.shifts import ShiftPattern
from wfm.domain.time import Horizon, at_minute
from wfm.rostering.day_types import DayTypes


@dataclass(frozen=True, slots=True)
class Duty:
    """One shift somebody could work: `start` and `end` in elapsed minutes, `wall_start` on the clock."""

    shift: str
    wall_start: int
    start: int
    end: int
    paid_minutes: int
    drift_exempt: bool = False

    @classmethod
    def of(cls, plan: DayPlan, horizon: Horizon) -> "Duty":
        """The duty that a plan with a shift carries out."""
        start, end = plan.span()
        local = start.astimezone(horizon.zone)
        wall_start = local.hour * 60 + local.minute
        return cls(plan.shift, wall_start, horizon.elapsed(start), horizon.elapsed(end), plan.paid_minutes)


def duties_by_day(
    contract: Contract, shifts: Mapping[str, ShiftPattern], horizon: Horizon, day_types: DayTypes
) -> tuple[tuple[Duty, ...], ...]:
    """The duties `contract` offers on each day of the horizon, by pattern, then start."""
    patterns = [shifts[name] for name in contract.shifts]
    offered = ([one for one in patterns if day_types.weekday(day) in one.weekdays] for day in horizon.dates)
    return tuple(_duties_on(day, own, horizon) for day, own in zip(horizon.dates, offered, strict=True))


def _duties_on(day: date, patterns: list[ShiftPattern], horizon: Horizon) -> tuple[Duty, ...]:
    return tuple(_duty(day, pattern, wall_start, horizon) for pattern in patterns for wall_start in pattern.starts)


def _duty(day: date, pattern: ShiftPattern, wall_start: int, horizon: Horizon) -> Duty:
    start = horizon.elapsed(at_minute(day, wall_start, horizon.zone))
    end = start + pattern.minutes
    return Duty(pattern.name, wall_start, start, end, pattern.paid_minutes, pattern.drift_exempt)
