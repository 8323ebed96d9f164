"""Why a wish was refused: what granting it would cost elsewhere, or which rule forbids it."""

from dataclasses import dataclass

from wfm.domain.people import Request
from wfm.rostering.reasons.change import Change, cheapest_change
from wfm.rostering.reasons.clash import Reason
from wfm.rostering.reasons.day_choices import day_choices, only
from wfm.rostering.reasons.in_the_way import InTheWay
from wfm.rostering.reasons.published import PublishedTeam
from wfm.rostering.rules.requests import grants

LOOKED_INTO = 8


@dataclass(frozen=True)
class RefusedWish:
    """A wish that the roster does not grant. `change`: the cheapest way to grant it; None when no legal roster
    grants it, for the `forbidden` reasons."""

    wish: Request
    change: Change | None
    forbidden: tuple[Reason, ...] = ()

    @property
    def worth(self) -> float:
        """Points that granting it would save."""
        return 0.0 if self.change is None else -self.change.costs["requests"]

    @property
    def price(self) -> float:
        """Points that granting it would cost elsewhere."""
        return 0.0 if self.change is None else self.change.points + self.worth


def refused_wishes(published: PublishedTeam, agent_id: str | None = None) -> tuple[RefusedWish, ...]:
    """Every refused wish (of one agent, or of all whom the search can hold), by date and agent."""
    in_the_way = InTheWay(published, LOOKED_INTO)
    wishes = [
        _refused(published, number, wish, in_the_way)
        for known, number in published.number_of.items()
        if agent_id in (None, known)
        for wish in published.problem.requests_of[known]
        if not _granted(published, number, wish)
    ]
    return tuple(sorted(wishes, key=lambda one: (one.wish.date, one.wish.agent_id)))


def _granted(published: PublishedTeam, number: int, wish: Request) -> bool:
    place = published.team.lines[number].places[published.problem.horizon.day_index(wish.date)]
    duty = published.team.cases[number].values.flat[place] if place >= 0 else None
    return grants(wish, duty)


def _refused(published: PublishedTeam, number: int, wish: Request, in_the_way: InTheWay) -> RefusedWish:
    case, day = published.team.cases[number], published.problem.horizon.day_index(wish.date)
    wanted = [choice for choice, duty in day_choices(case.course, day).items() if grants(wish, duty)]
    if not wanted:
        nothing = Reason("Shift catalogue", f"contract {case.agent.contract} has no such shift that day")
        return RefusedWish(wish, None, (nothing,))
    change = cheapest_change(published.team, number, only(case.course, day, wanted))
    return RefusedWish(wish, change, in_the_way.reasons(case, wanted) if change is None else ())
