"""What fixes or forbids single days of single agents: availability, absences, pins.

Each limit keeps its title and its words, so that an agent nobody can roster is told which of them clash.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from wfm.domain.people import Absence, AbsenceKind, Agent, Pin, PinKind
from wfm.domain.rotations import permits
from wfm.rostering.coming import away_all_day, within_availability
from wfm.rostering.duties import Duty
from wfm.rostering.keeping import in_words
from wfm.rostering.minors import minor_terms_on
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules import minors_hours, rotation

LATEST_END = 49 * 60
"""Minutes after midnight by which every shift of a day is over: a day of 25 hours, and 24 hours more."""


@dataclass(frozen=True, slots=True)
class DayLimit:
    """One reason why an agent may not take every duty of a day: `allows[0]` is a day off, then the
    duties, then leave where the course has it."""

    title: str
    text: str
    day: int
    allows: tuple[bool, ...]


def day_limits(agent: Agent, offered: Sequence[Sequence[Duty]], problem: RosterProblem) -> tuple[DayLimit, ...]:
    """All limits of one agent; only those that forbid something."""
    found = [
        *_availability(agent, offered, problem),
        *_permitted(agent, offered, problem),
        *_minors(agent, offered, problem),
        *_absences(agent, offered, problem),
        *_pins(agent, offered, problem),
        *_rotation(agent, offered, problem),
        *_kept(agent, offered, problem),
    ]
    leave_days = problem.leave_under[agent.contract]
    return tuple(_with_leave(limit, leave_days) for limit in found if not all(limit.allows))


def _with_leave(limit: DayLimit, leave_days: Collection[int]) -> DayLimit:
    """Where leave is among a day's choices, as the last, the limit says about it what it says about off."""
    return replace(limit, allows=(*limit.allows, limit.allows[0])) if limit.day in leave_days else limit


def meets_pin(pin: Pin, duty: Duty, problem: RosterProblem) -> bool:
    """Whether working `duty` keeps a pinned shift."""
    horizon = problem.horizon
    return (
        (not pin.shift or pin.shift == duty.shift)
        and (pin.start is None or horizon.elapsed(pin.start) == duty.start)
        and (pin.end is None or horizon.elapsed(pin.end) == duty.end)
    )


def _availability(agent: Agent, offered: Sequence[Sequence[Duty]], problem: RosterProblem) -> Iterator[DayLimit]:
    if agent.availability is None:
        return

    @cache  # days of one weekday offer the same hours, all year
    def within(weekday: int, wall_start: int, minutes: int) -> bool:
        return within_availability(agent, weekday, wall_start, minutes)

    for index, day in enumerate(problem.horizon.dates):
        allows = (within(day.weekday(), duty.wall_start, duty.end - duty.start) for duty in offered[index])
        yield DayLimit("Availability", f"hours available on {day:%a %d %b}", index, (True, *allows))


def _permitted(agent: Agent, offered: Sequence[Sequence[Duty]], problem: RosterProblem) -> Iterator[DayLimit]:
    if agent.shifts is None:
        return
    for index, day in enumerate(problem.horizon.dates):
        allows = (duty.shift in agent.shifts for duty in offered[index])
        yield DayLimit("Permitted shifts", f"shifts he may work on {day:%a %d %b}", index, (True, *allows))


def _minors(agent: Agent, offered: Sequence[Sequence[Duty]], problem: RosterProblem) -> Iterator[DayLimit]:
    for index, day in enumerate(problem.horizon.dates):
        terms = minor_terms_on(agent, day, problem)
        if terms is not None:
            allows = (
                terms.permits(duty.wall_start, duty.end - duty.start, duty.paid_minutes) for duty in offered[index]
            )
            yield DayLimit(minors_hours.TITLE, f"minors' hours on {day:%a %d %b}", index, (True, *allows))


def _absences(agent: Agent, offered: Sequence[Sequence[Duty]], problem: RosterProblem) -> Iterator[DayLimit]:
    horizon, absences = problem.horizon, problem.absences_of[agent.agent_id]
    spans = [(away, horizon.elapsed(away.start), horizon.elapsed(away.end)) for away in absences]
    for index, day in enumerate(horizon.dates):
        midnight = horizon.midnights[index]
        near = [span for span in spans if span[1] < midnight + LATEST_END and midnight < span[2]]
        if not near:
            continue
        if away_all_day(tuple(away for away, _, _ in near), day, problem) is not None:
            allows: tuple[bool, ...] = (False,) * len(offered[index])
        else:
            allows = tuple(not any(_forbids(*span, duty) for span in near) for duty in offered[index])
        yield DayLimit("Absence", f"absence on {day:%a %d %b}", index, (True, *allows))


def _forbids(absence: Absence, start: int, end: int, duty: Duty) -> bool:
    """Hours of training may lie inside a shift; any other absence may not. `start`, `end`: its elapsed minutes."""
    apart = duty.end <= start or end <= duty.start
    if absence.kind is AbsenceKind.TRAINING and not absence.whole_days:
        return not apart and not (duty.start <= start and end <= duty.end)
    return not apart


def _kept(agent: Agent, offered: Sequence[Sequence[Duty]], problem: RosterProblem) -> Iterator[DayLimit]:
    if problem.keeping is None:
        return
    for index, day in enumerate(problem.horizon.dates):
        published = problem.keeping.plan_of.get((agent.agent_id, day))
        if published is not None:
            allows = (problem.keeping.allows(published, duty, problem.horizon) for duty in (None, *offered[index]))
            text = f"{day:%a %d %b} as published: {in_words(published, problem.horizon)}"
            yield DayLimit("Kept", text, index, tuple(allows))


def _pins(agent: Agent, offered: Sequence[Sequence[Duty]], problem: RosterProblem) -> Iterator[DayLimit]:
    for pin in problem.pins_of[agent.agent_id]:
        index = problem.horizon.day_index(pin.date)
        off = pin.kind is PinKind.OFF
        allows = (not off and meets_pin(pin, duty, problem) for duty in offered[index])
        yield DayLimit("Pin", f"pin '{pin.kind}' on {pin.date:%a %d %b}", index, (off, *allows))


def _rotation(agent: Agent, offered: Sequence[Sequence[Duty]], problem: RosterProblem) -> Iterator[DayLimit]:
    for index, day in enumerate(problem.horizon.dates):
        entry = rotation.entry_of(agent, day, problem)
        if entry is not None:
            allows = (permits(entry, duty.shift) for duty in offered[index])
            text = f"rotation on {day:%a %d %b}: {rotation.in_words(entry)}"
            yield DayLimit(rotation.TITLE, text, index, (permits(entry, None), *allows))
