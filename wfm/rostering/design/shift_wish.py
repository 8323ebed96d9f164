"""Which kinds of shift may be proposed: lengths, starts and step, by default those of the centre, widened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from wfm.domain.centre import Centre
from wfm.domain.errors import InputProblems, Problem
from wfm.domain.shift_design import ShiftKind
from wfm.domain.shifts import ShiftPattern
from wfm.domain.time import MINUTES_PER_DAY

BREAK_GRID = 15


@dataclass(frozen=True, slots=True)
class ShiftWish:
    """What a planner wants proposed. None: as the centre's own shifts have it.

    `lengths` in minutes; `starts` the first and last start in minutes of the day; `step` minutes between starts
    and between lengths; `most` kinds of shift; `worth`: the share of the required hours that one more kind must
    save from being short.
    """

    lengths: tuple[int, ...] | None = None
    starts: tuple[int, int] | None = None
    step: int | None = None
    most: int = 12
    worth: float = 0.005


@dataclass(frozen=True)
class AllowedShifts:
    """Every shift that may be proposed, as a pattern with one start and its breaks."""

    patterns: tuple[ShiftPattern, ...]
    step: int

    @cached_property
    def by_kind(self) -> Mapping[ShiftKind, ShiftPattern]:
        return {ShiftKind(pattern.earliest_start, pattern.minutes): pattern for pattern in self.patterns}

    @classmethod
    def of(cls, centre: Centre, wish: ShiftWish) -> "AllowedShifts":
        """Raises InputProblems with every wish that cannot be."""
        own = tuple(centre.shifts.values())
        step = wish.step or min((shift.start_step for shift in own), default=centre.interval_minutes)
        starts = wish.starts or (
            min((shift.earliest_start for shift in own), default=0),
            max((shift.latest_start for shift in own), default=MINUTES_PER_DAY - step),
        )
        lengths = wish.lengths or _between(sorted(shift.minutes for shift in own), step)
        problems = _wrong(wish, step, starts, lengths, centre.interval_minutes)
        patterns: list[ShiftPattern] = []
        for minutes in lengths if not problems else ():
            try:
                patterns += [
                    pattern_like(own, ShiftKind(start, minutes)) for start in range(starts[0], starts[1] + 1, step)
                ]
            except ValueError as error:
                problems.append(
                    Problem("--lengths", "room for its breaks", value=f"{minutes} min", hint=str(error))
                )
        if problems:
            raise InputProblems(problems)
        return cls(tuple(patterns), step)


def pattern_like(own: Sequence[ShiftPattern], kind: ShiftKind) -> ShiftPattern:
    """A pattern of that kind with the breaks of the own shift that is nearest in length (the longer of two), their
    windows moved in proportion to the length. Raises ValueError when they do not fit."""
    pattern = ShiftPattern(kind.name, kind.start_minute, kind.start_minute, 1, kind.minutes)
    if not own:
        return pattern
    nearest = min(own, key=lambda shift: (abs(shift.minutes - kind.minutes), -shift.minutes))
    breaks = tuple(
        replace(
            rest,
            earliest=_in_proportion(rest.earliest, kind.minutes, nearest.minutes),
            latest=_in_proportion(rest.latest, kind.minutes, nearest.minutes),
        )
        for rest in nearest.breaks
    )
    return replace(pattern, breaks=breaks, break_gap=nearest.break_gap)


def _in_proportion(moment: int, minutes: int, own_minutes: int) -> int:
    """Exactly `moment` for the own length; otherwise on the grid that breaks start on."""
    if minutes == own_minutes:
        return moment
    return round(moment * minutes / own_minutes / BREAK_GRID) * BREAK_GRID


def _between(own: Sequence[int], step: int) -> tuple[int, ...]:
    """All lengths from the shortest own one to the longest, by the step; and the own ones themselves."""
    if not own:
        return (8 * 60,)
    return tuple(sorted({*range(-(-own[0] // step) * step, own[-1] + 1, step), *own}))


def _wrong(
    wish: ShiftWish, step: int, starts: tuple[int, int], lengths: Sequence[int], interval: int
) -> list[Problem]:
    """Every wish that cannot be."""
    problems = []
    if step % 5 or not 5 <= step <= 240:
        problems.append(Problem("--step", "5 to 240 minutes, in steps of 5", value=str(step)))
    if not 0 <= starts[0] <= starts[1] < MINUTES_PER_DAY:
        told = f"{starts[0]}-{starts[1]} min"
        problems.append(Problem("--starts", "the first and the last start of one day", value=told))
    for minutes in lengths:
        if minutes % 5 or not interval <= minutes < MINUTES_PER_DAY:
            expected = f"{interval} to {MINUTES_PER_DAY - 5} minutes, in steps of 5"
            problems.append(Problem("--lengths", expected, value=f"{minutes} min"))
    if wish.most < 1 or not 0 < wish.worth <= 1:
        problems.append(Problem("--most, --worth", "at least one kind of shift, and a share above 0"))
    return problems
