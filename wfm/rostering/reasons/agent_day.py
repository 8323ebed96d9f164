"""Why an agent has this day: what every other day would cost, or which rule forbids it."""

from dataclasses import dataclass

from wfm.rostering.duties import Duty
from wfm.rostering.reasons.change import Change, cheapest_change
from wfm.rostering.reasons.clash import Reason
from wfm.rostering.reasons.day_choices import day_choices, only
from wfm.rostering.reasons.in_the_way import InTheWay
from wfm.rostering.reasons.published import PublishedTeam

LOOKED_INTO = 3


@dataclass(frozen=True)
class Alternative:
    """Another day for one agent: `duty` None is a day off.

    `change`: the cheapest way to it with the best rest of his horizon, None when no legal roster has it, for the
    `forbidden` reasons. `alone_breaks`: titles of the rules that break when no other day is changed.
    """

    duty: Duty | None
    change: Change | None
    forbidden: tuple[Reason, ...] = ()
    alone_breaks: tuple[str, ...] = ()


def alternatives(published: PublishedTeam, number: int, day: int) -> tuple[Alternative, ...]:
    """Every other day the agent's contract offers, cheapest first, forbidden ones last."""
    case, held = published.team.cases[number], published.team.lines[number]
    in_the_way = InTheWay(published, LOOKED_INTO)
    found = []
    for choice, duty in day_choices(case.course, day).items():
        if case.terrain.duty_places[choice] == held.places[day]:
            continue
        change = cheapest_change(published.team, number, only(case.course, day, [choice]))
        if change is None:
            found.append(Alternative(duty, None, in_the_way.reasons(case, [choice])))
        else:
            alone = in_the_way.broken_by(case, day, duty) if len(change.days) > 1 else ()
            found.append(Alternative(duty, change, (), alone))
    return tuple(sorted(found, key=_cheapest_first))


def _cheapest_first(one: Alternative) -> tuple[bool, float]:
    return one.change is None, 0.0 if one.change is None else one.change.points
