"""What is left to take of a horizon, minute by minute: heads, rooms, trainers, and a team's places away."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wfm.domain.centre import PoolSettings
from wfm.domain.people import Absence, Agent, Role
from wfm.domain.queues import Cover
from wfm.domain.roster import DayPlan, Roster
from wfm.domain.time import MINUTES_PER_DAY

Minutes = tuple[int, int]
"""A half-open span of elapsed minutes of the horizon."""


class Resource(NamedTuple):
    """Something of which a block takes one unit for as long as it lasts."""

    kind: str
    name: str = ""


class Claim(NamedTuple):
    """One unit of a resource for a span of minutes."""

    resource: Resource
    start: int
    end: int


ROOM = Resource("room")


class Presence:
    """When people are at work and free for a block: on shift, clear of breaks and absences."""

    def __init__(self, roster: Roster, absences: Sequence[Absence] = ()) -> None:
        self.horizon = roster.horizon
        self._plans = {(plan.agent_id, plan.date): plan for plan in roster.plans if plan.works}
        self._away: dict[str, list[Minutes]] = {}
        for absence in absences:
            span = self.horizon.elapsed(absence.start), self.horizon.elapsed(absence.end)
            self._away.setdefault(absence.agent_id, []).append(span)

    def plan(self, agent_id: str, day: date) -> DayPlan | None:
        """His shift that day, if he works."""
        return self._plans.get((agent_id, day))

    def shifts(self, agent_id: str) -> Iterable[Minutes]:
        """His shifts of the horizon from start to end, breaks included."""
        for day in self.horizon.dates:
            if plan := self.plan(agent_id, day):
                start, end = plan.span()
                yield self.horizon.elapsed(start), self.horizon.elapsed(end)

    def free(self, agent_id: str, day: date, clearance: int = 0) -> list[Minutes]:
        """That day's stretches at least `clearance` minutes away from every break, and outside absences."""
        plan = self.plan(agent_id, day)
        if plan is None:
            return []
        start, end = (self.horizon.elapsed(moment) for moment in plan.span())
        pauses = [
            (self.horizon.elapsed(p.start) - clearance, self.horizon.elapsed(p.end) + clearance)
            for p in plan.breaks
        ]
        stretches, begin = [], start
        for stops, resumes in sorted([*pauses, *self._away.get(agent_id, ())]):
            if begin < min(stops, end):
                stretches.append((begin, min(stops, end)))
            begin = max(begin, resumes)
        return [*stretches, (begin, end)] if begin < end else stretches


class Board:
    """Units left of every resource, per minute of the horizon; ask what is `lacking` before you `take`."""

    def __init__(
        self,
        presence: Presence,
        agents: Sequence[Agent],
        covers: Sequence[Cover],
        surplus: Mapping[str, NDArray[np.int64]],
        settings: PoolSettings,
    ) -> None:
        self.horizon = presence.horizon
        self._covers = {a.agent_id: tuple(c.name for c in covers if c.counts(a.skills)) for a in agents}
        self._team = {agent.agent_id: agent.team for agent in agents}
        self._several_blocks_a_day = settings.blocks_per_day > 1
        self._left: dict[Resource, NDArray[np.int32]] = {ROOM: self._constant(settings.rooms)}
        for cover in covers:
            self._left[Resource("cover", cover.name)] = self._heads_by_minute(cover.name, surplus)
        self._left |= _team_limits(presence, agents, self._constant(0), settings.maximum_share_of_team)
        for trainer in (agent for agent in agents if agent.role is not Role.AGENT):
            self._left[Resource("trainer", trainer.agent_id)] = self._at_hand(presence, trainer.agent_id)

    def covers_of(self, agent_id: str) -> tuple[str, ...]:
        """The covers that lose a head when he leaves the phones."""
        return self._covers[agent_id]

    def claims_of_agent(self, agent_id: str, start: int, end: int) -> tuple[Claim, ...]:
        """What an agent's block takes: a head of each of his covers, one of the team's places away, and himself
        (which only matters where one day can hold several blocks)."""
        own = [Claim(Resource("team", self._team[agent_id]), start, end)]
        if self._several_blocks_a_day:
            own.append(Claim(Resource("agent", agent_id), start, end))
        return (*self._heads(agent_id, start, end), *own)

    def claims_of_trainer(self, trainer_id: str, start: int, end: int) -> tuple[Claim, ...]:
        """What a taught lesson takes whatever its size: the trainer, his heads if he counts to a cover, a room."""
        own = Claim(Resource("trainer", trainer_id), start, end), Claim(ROOM, start, end)
        return (*own, *self._heads(trainer_id, start, end))

    def lacking(self, claims: Sequence[Claim]) -> Resource | None:
        """The first resource that these claims together would overdraw; None when there is room for all.

        Claims to one resource must share one span, as those of an agent and his trainer do.
        """
        for claim in claims:
            if self.left(claim.resource)[claim.start : claim.end].min() < claims.count(claim):
                return claim.resource
        return None

    def take(self, claims: Iterable[Claim]) -> None:
        """One unit less for each claim."""
        self._change(claims, -1)

    def give_back(self, claims: Iterable[Claim]) -> None:
        """Undoes a `take`."""
        self._change(claims, +1)

    def left(self, resource: Resource) -> NDArray[np.int32]:
        """Units left per minute; an agent can be in one block at a time."""
        if resource.kind == "agent" and resource not in self._left:
            self._left[resource] = self._constant(1)
        return self._left[resource]

    def slack(self, agent_id: str, start: int, end: int) -> int:
        """Heads left in the tightest minute of the block over the agent's covers; 0 when he counts to none."""
        heads = (int(self.left(c.resource)[c.start : c.end].min()) for c in self._heads(agent_id, start, end))
        return min(heads, default=0)

    @property
    def _length(self) -> int:
        """Two days longer than the horizon: the last shift may run past midnight."""
        return self.horizon.minutes + 2 * MINUTES_PER_DAY

    def _constant(self, units: int) -> NDArray[np.int32]:
        return np.full(self._length, units, dtype=np.int32)

    def _change(self, claims: Iterable[Claim], units: int) -> None:
        for claim in claims:
            self.left(claim.resource)[claim.start : claim.end] += units

    def _heads(self, agent_id: str, start: int, end: int) -> tuple[Claim, ...]:
        """A whole head in every interval that the block touches, even where it takes only part of it."""
        step = self.horizon.interval_minutes
        first, last = start // step * step, -(-end // step) * step
        return tuple(Claim(Resource("cover", cover), first, last) for cover in self._covers[agent_id])

    def _heads_by_minute(self, cover: str, surplus: Mapping[str, NDArray[np.int64]]) -> NDArray[np.int32]:
        """A cover's surplus minute by minute; none where it is not given, and none after the horizon."""
        minutes = self._constant(0)
        if cover in surplus:
            if surplus[cover].size != self.horizon.intervals:
                raise ValueError(
                    f"cover {cover}: surplus of {surplus[cover].size} intervals, not {self.horizon.intervals}"
                )
            minutes[: self.horizon.minutes] = np.repeat(surplus[cover], self.horizon.interval_minutes)
        return minutes

    def _at_hand(self, presence: Presence, trainer_id: str) -> NDArray[np.int32]:
        minutes = self._constant(0)
        for day in self.horizon.dates:
            for start, end in presence.free(trainer_id, day):
                minutes[start:end] = 1
        return minutes


def _team_limits(
    presence: Presence, agents: Sequence[Agent], none: NDArray[np.int32], share: float
) -> dict[Resource, NDArray[np.int32]]:
    """How many agents of each team may be away at once: a share of those on shift, and always one."""
    on_shift: dict[Resource, NDArray[np.int32]] = {}
    for agent in (agent for agent in agents if agent.role is Role.AGENT):
        present = on_shift.setdefault(Resource("team", agent.team), none.copy())
        for start, end in presence.shifts(agent.agent_id):
            present[start:end] += 1
    return {
        team: np.maximum(1, np.floor(share * present + 1e-9).astype(np.int32))
        for team, present in on_shift.items()
    }
