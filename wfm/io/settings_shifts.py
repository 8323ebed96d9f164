"""From [shifts.*] of wfm.toml to shift patterns."""

from wfm.domain.shifts import BreakRule, ShiftPattern
from wfm.io.hours_text import WEEKDAYS, minute_of_day
from wfm.io.settings_shape import ShiftSection


def shift_pattern(name: str, section: ShiftSection) -> ShiftPattern:
    """The pattern of one section. Raises ValueError when it does not fit together."""
    first, _, last = section.starts.partition("-")
    earliest = minute_of_day(first, latest=1439)
    return ShiftPattern(
        name=name,
        earliest_start=earliest,
        latest_start=minute_of_day(last, latest=1439) if last else earliest,
        start_step=section.step,
        minutes=section.minutes,
        breaks=tuple(
            BreakRule(rest.minutes, rest.paid, rest.after, rest.before, rest.name) for rest in section.breaks
        ),
        break_gap=section.break_gap,
        weekdays=tuple(sorted({WEEKDAYS.index(day) for day in section.weekdays})),
        drift_exempt=section.drift_exempt,
        points=section.points,
    )
