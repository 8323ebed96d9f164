"""Pins that no roster could keep: told at once, with what would do, before anything is searched."""

from collections.abc import Sequence

from wfm.domain.errors import InputProblems, Problem
from wfm.domain.people import Agent, Pin, PinKind
from wfm.rostering.coming import within_availability
from wfm.rostering.duties import Duty
from wfm.rostering.limits import meets_pin
from wfm.rostering.problem import RosterProblem
from wfm.rostering.stages import Course

FILE = "inputs/pins.csv"


def refuse_impossible_pins(problem: RosterProblem) -> None:
    """Raise InputProblems with every pin of the horizon that nobody could keep."""
    found = impossible_pins(problem)
    if found:
        raise InputProblems(found)


def impossible_pins(problem: RosterProblem) -> tuple[Problem, ...]:
    """Every pin of the horizon that the agent's contract or hours rule out by themselves.

    What only clashes with other rules is left to the explanation of an impossible agent.
    """
    courses = {
        name: Course.under(problem.centre.contracts[name], problem)
        for name in dict.fromkeys(agent.contract for agent in problem.agents if problem.pins_of[agent.agent_id])
    }
    return tuple(
        wrong
        for agent in problem.agents
        for pin in problem.pins_of[agent.agent_id]
        if pin.kind is PinKind.SHIFT
        and (wrong := _why_impossible(pin, agent, courses[agent.contract], problem)) is not None
    )


def _why_impossible(pin: Pin, agent: Agent, course: Course, problem: RosterProblem) -> Problem | None:
    who, contract = f"{agent.agent_id} on {pin.date:%a %d %b %Y}", course.contract
    if pin.shift and pin.shift not in contract.shifts:
        expected = f"a shift of contract {contract.name} ({', '.join(contract.shifts)})"
        return Problem(FILE, expected, pin.row, "shift", pin.shift, f"pin of {who}")
    if pin.shift and agent.shifts is not None and pin.shift not in agent.shifts:
        expected = f"a shift that the agent may work ({', '.join(agent.shifts) or 'none'})"
        return Problem(FILE, expected, pin.row, "shift", pin.shift, f"pin of {who}")
    offered = course.duties[problem.horizon.day_index(pin.date)]
    of_shift = [duty for duty in offered if pin.shift in ("", duty.shift)]
    if not of_shift:
        there = ", ".join(dict.fromkeys(duty.shift for duty in offered)) or "no shift at all"
        expected = f"a day on which contract {contract.name} offers {pin.shift or 'a shift'}"
        return Problem(FILE, expected, pin.row, "date", str(pin.date), f"pin of {who}: there is {there}")
    meeting = [duty for duty in of_shift if meets_pin(pin, duty, problem)]
    if not meeting:
        asked = f"{pin.start:%H:%M}" if pin.start else f"{pin.end:%H:%M}" if pin.end else ""
        expected = f"times that are on offer: {_times(of_shift)}"
        return Problem(FILE, expected, pin.row, "start" if pin.start else "end", asked, f"pin of {who}")
    weekday = pin.date.weekday()
    if not any(within_availability(agent, weekday, duty.wall_start, duty.end - duty.start) for duty in meeting):
        expected = "a shift within the hours in which the agent is available"
        return Problem(FILE, expected, pin.row, "date", str(pin.date), f"pin of {who}")
    return None


def _times(duties: Sequence[Duty]) -> str:
    """``07:00-15:30, 07:30-16:00, 08:00-16:30 and 12 more``."""
    spans = [(duty.wall_start, duty.wall_start + duty.end - duty.start) for duty in duties]
    told = [f"{start // 60:02d}:{start % 60:02d}-{end // 60 % 24:02d}:{end % 60:02d}" for start, end in spans]
    return ", ".join(told[:3]) + (f" and {len(told) - 3} more" if len(told) > 3 else "")
