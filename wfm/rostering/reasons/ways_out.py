"""Ways out of a clash: the mildest change of a pin, of somebody's hours, of leave or of a rule that is enough.

What clashes cannot all hold, so every single way out changes something of a smallest clash. Each candidate is
priced with the agent's inputs or his contract changed, from the mildest change on, until a roster is legal.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from wfm.domain.contracts import Contract, Span
from wfm.domain.people import Absence, Agent, Pin
from wfm.domain.time import MINUTES_PER_DAY, at_minute
from wfm.domain.wording import clock, counted
from wfm.rostering.agent_case import AgentCase, agent_cases
from wfm.rostering.duties import Duty
from wfm.rostering.limits import DayLimit
from wfm.rostering.problem import RosterProblem
from wfm.rostering.reasons.clash import (
    HOURS_OF_THE_WEEK,
    PRICE_OF_A_RULE,
    PRICE_OF_A_WEEK,
    PRICE_OF_GIVING_UP,
    Reason,
    week_words,
)
from wfm.rostering.reasons.looser import ladders, told_looser
from wfm.rostering.rulebook import AnyRule
from wfm.rostering.stages import StageKind
from wfm.rostering.week_targets import WeekTarget

WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
HOURS_OF_A_DAY = 8
"""Hours that one day more or fewer in a week weighs as much as."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """One change after which a roster is legal: what to do, with its figure, and its price."""

    text: str
    price: float


@dataclass(frozen=True, slots=True)
class Easing:
    """Inputs changed a little, and what to tell of it."""

    text: str
    problem: RosterProblem


def ways_out(case: AgentCase, clash: Sequence[Reason], should_stop: Callable[[], bool]) -> tuple[WayOut, ...]:
    """Every single change of something in a smallest clash that makes a roster legal, the cheapest first."""
    found: dict[str, float] = {}
    for text, price in _single(case, clash):
        if text not in found:
            found[text] = price
        if should_stop():
            break
    return tuple(sorted((WayOut(*one) for one in found.items()), key=lambda way: way.price))


def _single(case: AgentCase, clash: Sequence[Reason]) -> Iterator[tuple[str, float]]:
    alone = replace(case.course.problem, agents=(case.agent,), requirement=(), requests=())
    for limit in case.limits:
        if Reason(limit.title, limit.text) in clash:
            price = PRICE_OF_GIVING_UP.get(limit.title, PRICE_OF_A_RULE)
            enough = (one.text for one in _of_a_day(limit, case, alone) if _legal(one.problem))
            yield from ((text, price) for text in [next(enough, None)] if text is not None)
    for target in case.targets:
        if Reason(HOURS_OF_THE_WEEK, week_words(target, case)) in clash:
            yield from ((text, PRICE_OF_A_WEEK) for text in _of_a_week(target, case))
    for rule in case.course.rules:
        if any(reason.title == rule.title for reason in clash):
            yield from ((text, PRICE_OF_A_RULE) for text in _of_a_rule(rule, alone))


def _legal(problem: RosterProblem) -> bool:
    return agent_cases(problem)[0].legal()


def _of_a_day(limit: DayLimit, case: AgentCase, alone: RosterProblem) -> Iterator[Easing]:
    """What may be changed about a limit of one day, the mildest first."""
    day = alone.horizon.dates[limit.day]
    match limit.title:
        case "Pin":
            for pin in alone.pins_of[case.agent.agent_id]:
                if pin.date == day:
                    rest = tuple(one for one in alone.pins if one is not pin)
                    yield Easing(f"drop the pin {pin_words(pin)} of {day:%a %d %b}", replace(alone, pins=rest))
        case "Absence":
            rest_of = tuple(part for away in alone.absences for part in _without(day, away, alone))
            yield Easing(f"take back the absence on {day:%a %d %b}", replace(alone, absences=rest_of))
        case "Availability":
            yield from _longer_hours(day, case.course.duties[limit.day], case.agent, alone)
        case "Permitted shifts":
            for shift in dict.fromkeys(duty.shift for duty in case.course.duties[limit.day]):
                if case.agent.shifts is not None and shift not in case.agent.shifts:
                    agent = replace(case.agent, shifts=(*case.agent.shifts, shift))
                    yield Easing(f"permit him shift {shift}", replace(alone, agents=(agent,)))


def pin_words(pin: Pin) -> str:
    """``'late'``: the shift that is pinned, or that it is any or none."""
    return f"'{pin.shift or pin.kind}'"


def _without(day: date, away: Absence, problem: RosterProblem) -> Iterator[Absence]:
    """What is left of an absence before and after that day."""
    zone = problem.horizon.zone
    begins, ends = at_minute(day, 0, zone), at_minute(day, MINUTES_PER_DAY, zone)
    if away.start < min(away.end, begins):
        yield replace(away, end=min(away.end, begins))
    if max(away.start, ends) < away.end:
        yield replace(away, start=max(away.start, ends))


def _longer_hours(day: date, duties: Sequence[Duty], agent: Agent, alone: RosterProblem) -> Iterator[Easing]:
    """His hours of that weekday long enough for one shift more, those first that need him the least longer."""
    weekday, available = day.weekday(), agent.availability or {}
    hours = available.get(weekday, ())
    longer: dict[tuple[int, int], tuple[int, str]] = {}
    for duty in duties:
        begins, ends = duty.wall_start, duty.wall_start + duty.end - duty.start
        for opens, closes in hours or ((begins, begins),):
            first, last = min(opens, begins), max(closes, ends)
            told = _hours_words(first, last, opens if hours else None, closes)
            longer[first, last] = (last - first - (closes - opens), told)
    for (first, last), (_, told) in sorted(longer.items(), key=lambda one: one[1]):
        changed = replace(agent, availability={**available, weekday: (*hours, (first, last))})
        yield Easing(f"let him work {told} on {WEEKDAYS[weekday]}", replace(alone, agents=(changed,)))


def _hours_words(first: int, last: int, opens: int | None, closes: int) -> str:
    """The longer hours in words, beside those from `opens` to `closes` (opens None: none)."""
    if first == opens:
        return f"until {clock(last)}"
    if last == closes and opens is not None:
        return f"from {clock(first)}"
    return f"{clock(first)}-{clock(last)}"


def _of_a_week(target: WeekTarget, case: AgentCase) -> Iterator[str]:
    """The days and hours nearest to what that week asks with which all other weeks and the rules can hold."""
    course = case.course
    stages = zip(course.offsets, course.stages, strict=True)
    offset = next(at for at, one in stages if (one.kind, one.index) == (StageKind.END_WEEK, target.week))
    prices = np.where(np.isfinite(case.own_prices), 0.0, np.inf)
    prices[offset : offset + len(course.tallies)] = [
        _off(tally.days, target.days) * HOURS_OF_A_DAY + _off(tally.minutes, target.minutes) / 60
        for tally in course.tallies
    ]
    found = case.terrain.graph.cheapest(case.past, prices)
    if found is not None:
        taken = next(int(number) - offset for number in found[1] if 0 <= number - offset < len(course.tallies))
        days, minutes = course.tallies[taken]
        yield (
            f"{week_words(target, case).partition(':')[0]}: {counted(days, 'day')}, {minutes / 60:g} h instead of "
            f"{target.days.least}-{target.days.most} days, "
            f"{target.minutes.least / 60:g}-{target.minutes.most / 60:g} h"
        )


def _off(value: int, span: Span) -> int:
    """How far a value lies outside a span."""
    return max(0, span.least - value, value - span.most)


def _of_a_rule(rule: AnyRule, alone: RosterProblem) -> Iterator[str]:
    """Each term of the contract that, looser by itself, is enough; with the first value that is."""
    contract, before = rule.contract, rule.words(rule.contract)
    for ladder in ladders(contract):
        rungs = [one for one in ladder.rungs if rule.words(one) != before]
        enough = _mildest(rungs, alone)
        if enough is not None and before is not None:
            yield f"{rule.title}: {told_looser(before, rule.words(enough))}"


def _mildest(rungs: Sequence[Contract], alone: RosterProblem) -> Contract | None:
    """The first of ever looser contracts under which a roster is legal, by halving; None when the last is not
    loose enough."""

    def legal(contract: Contract) -> bool:
        contracts = {**alone.centre.contracts, contract.name: contract}
        return _legal(replace(alone, centre=replace(alone.centre, contracts=contracts)))

    if not rungs or not legal(rungs[-1]):
        return None
    tight, loose = -1, len(rungs) - 1
    while loose - tight > 1:
        middle = (tight + loose) // 2
        tight, loose = (tight, middle) if legal(rungs[middle]) else (middle, loose)
    return rungs[loose]
