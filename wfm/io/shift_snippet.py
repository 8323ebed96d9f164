"""Shift patterns as the lines of wfm.toml that a planner can paste."""

from collections.abc import Sequence

from wfm.domain.shifts import BreakRule, ShiftPattern
from wfm.io.hours_text import WEEKDAYS, clock


def shift_snippet(patterns: Sequence[ShiftPattern], people: Sequence[str]) -> str:
    """One [shifts.NAME] section each, `people` as the comment above it, and the list for a contract."""
    sections = [f"# {told}\n{_section(pattern)}" for pattern, told in zip(patterns, people, strict=True)]
    names = ", ".join(f'"{pattern.name}"' for pattern in patterns)
    return "\n".join([*sections, f"# in a contract that may work all of them:\n# shifts = [{names}]\n"])


def _section(pattern: ShiftPattern) -> str:
    first, last = clock(pattern.earliest_start), clock(pattern.latest_start)
    days = ", ".join(f'"{WEEKDAYS[day]}"' for day in pattern.weekdays)
    lines = [
        f"[shifts.{pattern.name}]",
        f'starts = "{first}"' if first == last else f'starts = "{first}-{last}"\nstep = {pattern.start_step}',
        f"minutes = {pattern.minutes}",
        f"weekdays = [{days}]",
        f"break_gap = {pattern.break_gap}",
    ]
    if pattern.breaks:
        lines += ["breaks = [", *(f"  {_break(rest)}," for rest in pattern.breaks), "]"]
    return "\n".join(lines) + "\n"


def _break(rest: BreakRule) -> str:
    paid = "true" if rest.paid else "false"
    return (
        f"{{ name = {_quoted(rest.name)}, minutes = {rest.minutes}, paid = {paid}, "
        f"after = {rest.earliest}, before = {rest.latest} }}"
    )


def _quoted(text: str) -> str:
    """A TOML basic string."""
    safe = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(f"\\u{ord(sign):04x}" if ord(sign) < 32 else sign for sign in safe) + '"'
