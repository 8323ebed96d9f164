"""What can be given at the same time: rooms, a team's places away, and everybody's."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from math import floor

from wfm.domain.breaches import Breach
from wfm.domain.people import Role
from wfm.pool.audit.case import Off, PublishedPool, Span, breach_of

ROOMS = "Rooms"
TEAM = "Share of a team away"
AWAY = "Agents away at once"
EPSILON = 1e-9


class AtOnce:
    """How many of some spans there are at a minute."""

    def __init__(self, spans: Iterable[Span]) -> None:
        pairs = list(spans)
        self.begins = sorted(start for start, _ in pairs)
        self.ends = sorted(end for _, end in pairs)

    def at(self, minute: int) -> int:
        return bisect_right(self.begins, minute) - bisect_right(self.ends, minute)


def rooms(pool: PublishedPool) -> Iterator[Breach]:
    """Lessons that begin when there are as many as rooms already; self-study takes none."""
    at_once = AtOnce((lesson.start, lesson.end) for lesson in pool.lessons)
    for lesson, members in pool.lessons.items():
        together = at_once.at(lesson.start)
        if together > pool.settings.rooms:
            text = f"{together} lessons at the same time, {pool.settings.rooms} rooms"
            yield breach_of(ROOMS, members[0], together, text)


def shares_of_teams(pool: PublishedPool) -> Iterator[Breach]:
    """More of a team away than its share of those on shift; one may always be."""
    by_team: dict[str, list[Off]] = {}
    for off in pool.learners:
        if off.agent_id in pool.agent:
            by_team.setdefault(pool.agent[off.agent_id].team, []).append(off)
    for team, away in by_team.items():
        gone, present = AtOnce((off.start, off.end) for off in away), AtOnce(_shifts(pool, team))
        for off in away:
            for minute in _changes(off, gone, present):
                on_shift = present.at(minute)
                allowed = max(1, floor(pool.settings.maximum_share_of_team * on_shift + EPSILON))
                if gone.at(minute) > allowed:
                    text = f"{gone.at(minute)} of team {team} away, {on_shift} on shift, {allowed} allowed"
                    yield breach_of(TEAM, off.session, gone.at(minute), text)
                    break


def too_many_away(pool: PublishedPool) -> Iterator[Breach]:
    """Agents who leave when as many as the ceiling are off the phones already."""
    most = pool.settings.maximum_away
    if most is None:
        return
    at_once = AtOnce((off.start, off.end) for off in pool.learners)
    for off in pool.learners:
        together = at_once.at(off.start)
        if together > most:
            text = f"{together} agents away at the same time, {most} allowed"
            yield breach_of(AWAY, off.session, together, text)


def _shifts(pool: PublishedPool, team: str) -> Sequence[Span]:
    """The shifts of a team's agents, breaks included."""
    members = {agent.agent_id for agent in pool.agents if agent.team == team and agent.role is Role.AGENT}
    return [pool.span(*plan.span()) for (agent_id, _), plan in pool.shift.items() if agent_id in members]


def _changes(off: Off, gone: AtOnce, present: AtOnce) -> list[int]:
    """The minutes of a block at which somebody leaves, or a shift ends: only there can the share be exceeded
    anew."""
    found = {off.start}
    for minutes in (gone.begins, present.ends):
        found.update(minutes[bisect_right(minutes, off.start) : bisect_right(minutes, off.end - 1)])
    return sorted(found)
