"""On duty: at least and at most so many of a role, skill, tenure stage or team at the same time, or on a day.

Hours before the first shift on offer belong to the previous roster and are not held against this one.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

from wfm.domain.breaches import Breach, Severity
from wfm.domain.centre import Centre
from wfm.domain.groups import EVERY_DAY, OnDuty
from wfm.domain.roster import Roster
from wfm.domain.time import MINUTES_PER_DAY, at_minute
from wfm.rostering.attendance import Attended, attended
from wfm.rostering.problem import RosterProblem

TITLE = "On duty together"
ANY_NUMBER = 10**9
DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def words(centre: Centre) -> str | None:
    """The rules with the centre's values; None when it has none."""
    return "; ".join(map(rule_words, centre.groups.on_duty)) or None


def rule_words(rule: OnDuty) -> str:
    """One rule, as a planner says it."""
    least = f"{rule.least_share:.0%}" if rule.least_share else str(rule.least)
    bounds = [f"at least {least}"] if rule.least or rule.least_share else []
    bounds += [] if rule.most is None else [f"at most {rule.most}"]
    hours = " by day" if rule.by_day else f" {_clock(rule.hours[0])}-{_clock(rule.hours[1])}"
    days = "" if rule.weekdays == EVERY_DAY else " " + ",".join(DAY_NAMES[day] for day in rule.weekdays)
    price = "hard" if rule.hard else f"{rule.points:g} points per agent and {'day' if rule.by_day else 'hour'}"
    return f"{rule.who}: {' and '.join(bounds)} on duty{hours}{days} ({price})"


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}" if minute != MINUTES_PER_DAY else "24:00"


class Window(NamedTuple):
    """The hours of one day in which a rule holds, in elapsed minutes, and the numbers it asks for."""

    day: int
    begins: int
    ends: int
    least: int
    most: int


def windows(rule: OnDuty, problem: RosterProblem) -> tuple[Window, ...]:
    """The hours of the horizon in which the rule holds, day after day."""
    horizon = problem.horizon
    first = first_start(problem)
    found = []
    for day, date in enumerate(horizon.dates):
        begins, ends = (horizon.elapsed(at_minute(date, minute, horizon.zone)) for minute in rule.hours)
        begins, ends = max(begins, first), min(ends, horizon.minutes)
        if date.weekday() in rule.weekdays and begins < ends:
            needed = rule.needed(sum(rule.who.means(agent, date) for agent in problem.agents))
            found.append(Window(day, begins, ends, needed, ANY_NUMBER if rule.most is None else rule.most))
    return tuple(found)


def first_start(problem: RosterProblem) -> int:
    """The elapsed minute at which the first shift that anybody can have in this roster begins."""
    horizon, shifts = problem.horizon, problem.centre.shifts
    names = dict.fromkeys(name for agent in problem.agents for name in problem.contract_of(agent).shifts)
    for date in horizon.dates:
        weekday = problem.day_types.weekday(date)
        starts = [shifts[name].earliest_start for name in names if weekday in shifts[name].weekdays]
        if starts:
            return horizon.elapsed(at_minute(date, min(starts), horizon.zone))
    return horizon.minutes


def breaches(problem: RosterProblem, roster: Roster) -> Iterator[Breach]:
    """Every spell in which too few or too many are on duty, in agent-hours (agents, when counted by day)."""
    shifts = tuple(attended(problem, roster)) if problem.centre.groups.on_duty else ()
    people = {agent.agent_id: agent for agent in problem.agents}
    for rule in problem.centre.groups.on_duty:
        meant = [
            one
            for one in shifts
            if rule.who.means(people[one.agent_id], problem.horizon.first + timedelta(days=one.day))
        ]
        for window in windows(rule, problem):
            found = _on_that_day(window, meant) if rule.by_day else _spells(window, meant)
            yield from (_breach(rule, problem, *spell) for spell in found)


Spell = tuple[int, int, float, int, int]
"""Begin and end in elapsed minutes, the amount missing (below 0) or too much, the worst count, what is asked."""


def _on_that_day(window: Window, shifts: Sequence[Attended]) -> Iterator[Spell]:
    there = sum(one.day == window.day for one in shifts)
    if there < window.least:
        yield window.begins, window.ends, there - window.least, there, window.least
    if there > window.most:
        yield window.begins, window.ends, there - window.most, there, window.most


def _spells(window: Window, shifts: Sequence[Attended]) -> Iterator[Spell]:
    near = [one for one in shifts if one.start < window.ends and window.begins < one.end]
    cuts = {window.begins, window.ends, *(m for one in near for m in (one.start, one.end))}
    moments = sorted(m for m in cuts if window.begins <= m <= window.ends)
    spell: Spell | None = None
    for begins, ends in pairwise(moments):
        there = sum(one.start <= begins and ends <= one.end for one in near)
        asked = window.least if there < window.least else min(there, window.most)
        amount = (there - asked) * (ends - begins) / 60
        if spell is not None and (amount < 0) == (spell[2] < 0) and amount:
            worst = min(there, spell[3]) if amount < 0 else max(there, spell[3])
            spell = (spell[0], ends, spell[2] + amount, worst, asked)
            continue
        if spell is not None:
            yield spell
        spell = (begins, ends, amount, there, asked) if amount else None
    if spell is not None:
        yield spell


def _breach(
    rule: OnDuty, problem: RosterProblem, begins: int, ends: int, amount: float, worst: int, asked: int
) -> Breach:
    start, end = problem.horizon.moment(begins), problem.horizon.moment(ends)
    when = f"{start:%a %d %b}" if rule.by_day else f"{start:%a %d %b %H:%M}-{end:%H:%M}"
    text = f"{rule.who}: {worst} on duty {when}, {'at least' if amount < 0 else 'at most'} {asked} asked"
    severity = Severity.HARD if rule.hard else Severity.SOFT
    return Breach(TITLE, severity, "", start, end, abs(amount), text)
