"""What fixes or forbids single days of single agents: availability, absences, pins.

Each limit keeps its title and its words, so that an agent nobody can roster is told which of them clash.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wfm.domain.people import Absence, AbsenceKind, Agent, Pin, PinKind
from wfm.rostering.coming import away_all_day, within_availability
from wfm.rostering.duties import Duty
from wfm.rostering.problem import RosterProblem


@dataclass(frozen=True, slots=True)
class DayLimit:
    """One reason why an agent may not take every duty of a day: `allows[0]` is a day off, then the duties."""

    title: str
    text: str
    day: int
    allows: tuple[bool, ...]


def day_limits(agent: Agent, offered: Sequence[Sequence[Duty]], problem: RosterProblem) -> tuple[DayLimit, ...]:
    """All limits of one agent; only those that forbid something."""
    found = [
        *_availability(agent, offered, problem),
        *_absences(agent, offered, problem),
        *_pins(agent, offered, problem),
    ]
    return tuple(limit for limit in found if not all(limit.allows))


def meets_pin(pin: Pin, duty: Duty, problem: RosterProblem) -> bool:
    """Whether working `duty` keeps a pinned shift."""
    horizon = problem.horizon
    return (
        (not pin.shift or pin.shift == duty.shift)
        and (pin.start is None or horizon.elapsed(pin.start) == duty.start)
        and (pin.end is None or horizon.elapsed(pin.end) == duty.end)
    )


def _availability(agent: Agent, offered: Sequence[Sequence[Duty]], problem: RosterProblem) -> Iterator[DayLimit]:
    for index, day in enumerate(problem.horizon.dates):
        allows = (
            within_availability(agent, day.weekday(), duty.wall_start, duty.end - duty.start)
            for duty in offered[index]
        )
        yield DayLimit("Availability", f"hours available on {day:%a %d %b}", index, (True, *allows))


def _absences(agent: Agent, offered: Sequence[Sequence[Duty]], problem: RosterProblem) -> Iterator[DayLimit]:
    absences = problem.absences_of[agent.agent_id]
    for index, day in enumerate(problem.horizon.dates):
        whole_day = away_all_day(absences, day, problem)
        if whole_day is not None:
            allows: tuple[bool, ...] = (False,) * len(offered[index])
        else:
            allows = tuple(not any(_forbids(away, duty, problem) for away in absences) for duty in offered[index])
        yield DayLimit("Absence", f"absence on {day:%a %d %b}", index, (True, *allows))


def _forbids(absence: Absence, duty: Duty, problem: RosterProblem) -> bool:
    """Hours of training may lie inside a shift; any other absence may not."""
    start, end = problem.horizon.elapsed(absence.start), problem.horizon.elapsed(absence.end)
    apart = duty.end <= start or end <= duty.start
    if absence.kind is AbsenceKind.TRAINING and not absence.whole_days:
        return not apart and not (duty.start <= start and end <= duty.end)
    return not apart


def _pins(agent: Agent, offered: Sequence[Sequence[Duty]], problem: RosterProblem) -> Iterator[DayLimit]:
    for pin in problem.pins_of[agent.agent_id]:
        index = problem.horizon.day_index(pin.date)
        off = pin.kind is PinKind.OFF
        allows = (not off and meets_pin(pin, duty, problem) for duty in offered[index])
        yield DayLimit("Pin", f"pin '{pin.kind}' on {pin.date:%a %d %b}", index, (off, *allows))
