"""Why an interval is short: who works then, who could, at what price, and what forbids it to the others."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from wfm.rostering.agent_case import AgentCase
from wfm.rostering.reasons.change import Change, cheapest_change
from wfm.rostering.reasons.clash import Reason
from wfm.rostering.reasons.in_the_way import InTheWay
from wfm.rostering.reasons.published import PublishedTeam

LOOKED_INTO = 4


class Standing(StrEnum):
    """How an agent stands to an interval."""

    ON_CONTACT = "on contact"
    ON_BREAK = "on break"
    COULD_WORK = "could work"
    CANNOT = "cannot work"


@dataclass(frozen=True)
class Hand:
    """One agent who counts to the cover. `change`: the cheapest way to bring him; `alone_breaks`: titles of rules
    that break when no other day of his is changed; `forbidden`: why no legal roster brings him."""

    agent_id: str
    standing: Standing
    change: Change | None = None
    alone_breaks: tuple[str, ...] = ()
    forbidden: tuple[Reason, ...] = ()


def hands(published: PublishedTeam, row: int, interval: int) -> tuple[Hand, ...]:
    """Everybody who counts to that cover row and whom the search can hold, those who could work cheapest first."""
    in_the_way = InTheWay(published, LOOKED_INTO)
    found = [
        _hand(published, number, interval, in_the_way)
        for number, case in enumerate(published.team.cases)
        if row in case.rows
    ]
    return tuple(sorted(found, key=lambda hand: 0.0 if hand.change is None else hand.change.points))


def _hand(published: PublishedTeam, number: int, interval: int, in_the_way: InTheWay) -> Hand:
    case, line = published.team.cases[number], published.team.lines[number]
    agent_id = case.agent.agent_id
    if line.presence[interval]:
        return Hand(agent_id, Standing.ON_CONTACT)
    there = dict(_there(case, interval))
    if case.away[interval]:
        return _cannot(agent_id, Reason("Absence", "absence at that time"))
    if not there:
        return _cannot(agent_id, Reason("Shift catalogue", f"no shift of contract {case.agent.contract} is then"))
    change = cheapest_change(published.team, number, interval=interval)
    if change is None:
        return _cannot(agent_id, *in_the_way.reasons(case, list(there)))
    if not set(there).isdisjoint(line.choices):
        return Hand(agent_id, Standing.ON_BREAK, change)
    taken = next(choice for choice in change.line.choices if choice in there)
    duty = case.values.flat[case.terrain.duty_places[taken]]
    alone = in_the_way.broken_by(case, there[taken], duty) if len(change.days) > 1 else ()
    return Hand(agent_id, Standing.COULD_WORK, change, alone)


def _cannot(agent_id: str, *reasons: Reason) -> Hand:
    return Hand(agent_id, Standing.CANNOT, forbidden=reasons)


def _there(case: AgentCase, interval: int) -> Iterator[tuple[int, int]]:
    """The choices whose shift reaches into the interval, with their day."""
    minutes = case.course.problem.horizon.interval_minutes
    begins, ends = interval * minutes, (interval + 1) * minutes
    place = 0
    for day, duties in enumerate(case.course.duties):
        for duty in duties:
            if duty.start < ends and begins < duty.end:
                yield int(case.terrain.place_choices[place]), day
            place += 1
