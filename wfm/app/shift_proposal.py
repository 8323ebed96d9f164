"""A proposed shift catalogue: the shifts, who starts when, what it leaves short and over, and the trade-off."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property

from wfm.domain.shift_design import CurvePoint, ShiftStart
from wfm.domain.shifts import ShiftPattern
from wfm.io.hours_text import WEEKDAYS
from wfm.rostering.design.placed_breaks import BreakPlan
from wfm.rostering.design.trade_off import TradeOff


@dataclass(frozen=True)
class ShiftProposal:
    """The plan of the proposed shifts with breaks placed; `cover` as the result names it."""

    plan: BreakPlan
    found: TradeOff
    cover: str

    @cached_property
    def curve(self) -> tuple[CurvePoint, ...]:
        return self.found.curve()

    @cached_property
    def starts(self) -> tuple[ShiftStart, ...]:
        """Head-counts by shift, then date."""
        dates = self.plan.circle.horizon.dates
        rows = [ShiftStart(duty.kind.name, dates[duty.day], count) for duty, count in self.plan.people.items()]
        return tuple(sorted(rows, key=lambda row: (row.shift, row.date)))

    @cached_property
    def shifts(self) -> tuple[ShiftPattern, ...]:
        """The shifts that somebody works, each on the weekdays on which anybody starts it."""
        weekdays: dict[str, set[int]] = {}
        for row in self.starts:
            weekdays.setdefault(row.shift, set()).add(row.date.weekday())
        used = [pattern for pattern in self.plan.patterns.values() if pattern.name in weekdays]
        return tuple(
            replace(pattern, weekdays=tuple(sorted(weekdays[pattern.name])))
            for pattern in sorted(used, key=lambda pattern: pattern.name)
        )

    def starting(self, shift: str) -> Mapping[int, float]:
        """Mean people who start the shift by weekday (Monday = 0), over all such days of the horizon."""
        dates = self.plan.circle.horizon.dates
        people = dict.fromkeys(range(7), 0.0)
        for row in self.starts:
            if row.shift == shift:
                people[row.date.weekday()] += row.people
        return {weekday: people[weekday] / days for weekday in people if (days := _count(dates, weekday))}

    def people_of(self, shift: str) -> str:
        """``mon 4, tue 4.5``: the mean people by weekday in words."""
        told = (f"{WEEKDAYS[weekday]} {people:.3g}" for weekday, people in self.starting(shift).items() if people)
        return ", ".join(told)

    def as_dict(self) -> dict[str, object]:
        plan, horizon = self.plan, self.plan.circle.horizon
        return {
            "first_day": horizon.first.isoformat(),
            "days": horizon.days,
            "cover": self.cover,
            "required_hours": round(plan.circle.hours, 3),
            "short_hours": round(plan.short_hours, 3),
            "over_hours": round(plan.over_hours, 3),
            "head_counts_proven": plan.proven,
            "design_gap": round(self.found.proposed.gap, 4),
            "kinds": len(self.shifts),
            "shifts": [
                {
                    "shift": shift.name,
                    "minutes": shift.minutes,
                    "paid_minutes": shift.paid_minutes,
                    "people_by_weekday": {
                        WEEKDAYS[weekday]: round(people, 3)
                        for weekday, people in self.starting(shift.name).items()
                    },
                }
                for shift in self.shifts
            ],
            "curve": [asdict(point) for point in self.curve],
        }


def _count(dates: Sequence[date], weekday: int) -> int:
    return sum(day.weekday() == weekday for day in dates)
