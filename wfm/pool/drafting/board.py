"""What is left to take of a horizon, minute by minute: heads, rooms, trainers, and a team's places away."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
AWAY = Resource("away")
"""One of the agents who may be away at once, of all teams together."""


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

    def free(self, agent_id: str, day: date, clearance: int = 0, from_shift: int = 0) -> list[Minutes]:
        """That day's stretches at least `clearance` minutes away from every break and `from_shift` minutes from
        both ends of the shift, and outside absences."""
        plan = self.plan(agent_id, day)
        if plan is None:
            return []
        start, end = (self.horizon.elapsed(moment) for moment in plan.span())
        start, end = start + from_shift, end - from_shift
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
    """Units left of every resource, per minute of the horizon; ask what is `lacking` before you `take`.

    A block of training takes heads, and places away, also for the minutes of transition before and after it.
    """

    def __init__(
        self,
        presence: Presence,
        agents: Sequence[Agent],
        covers: Sequence[Cover],
        surplus: Mapping[str, NDArray[np.int64]],
        settings: PoolSettings,
    ) -> None:
        self.horizon, self.transition = presence.horizon, settings.transition_minutes
        self._covers = {a.agent_id: tuple(c.name for c in covers if c.counts(a.skills)) for a in agents}
        self._team = {agent.agent_id: agent.team for agent in agents}
        self.several_blocks_a_day = settings.blocks_per_day > 1
        self._left: dict[Resource, NDArray[np.int32]] = {ROOM: self._constant(settings.rooms)}
        self._ceiling = settings.maximum_away is not None
        if settings.maximum_away is not None:
            self._left[AWAY] = self._constant(settings.maximum_away)
        self._spare = {cover.name: self._heads_by_minute(cover.name, surplus) for cover in covers}
        for cover_name, heads in self._spare.items():
            self._left[Resource("cover", cover_name)] = heads.copy()
        self._left |= _team_limits(presence, agents, self._constant(0), settings.maximum_share_of_team)
        self.trainers = tuple(
            a.agent_id for a in sorted(agents, key=_trainers_before_leads) if a.role is not Role.AGENT
        )
        self._at_hand = {trainer_id: self._present(presence, trainer_id) for trainer_id in self.trainers}
        for trainer_id, present in self._at_hand.items():
            self._left[Resource("trainer", trainer_id)] = present.copy()
        self._at_hand_for: dict[Minutes, tuple[str, ...]] = {}
        self._fewest: dict[Claim, int] = {}
        self._of_cover = {cover.name: Resource("cover", cover.name) for cover in covers}

    def covers_of(self, agent_id: str) -> tuple[str, ...]:
        """The covers that lose a head when he leaves the phones."""
        return self._covers[agent_id]

    def trainers_at_hand(self, start: int, end: int) -> tuple[str, ...]:
        """Who is on shift and not on break for a lesson and the way there and back, busy or not."""
        if (start, end) not in self._at_hand_for:
            wide = slice(max(0, start - self.transition), end + self.transition)
            self._at_hand_for[start, end] = tuple(t for t in self.trainers if self._at_hand[t][wide].all())
        return self._at_hand_for[start, end]

    def trainers_free(self, start: int, end: int) -> tuple[str, ...]:
        """Of those at hand for a lesson the ones who neither teach nor are taught by now."""
        at_hand = self.trainers_at_hand(start, end)
        return tuple(t for t in at_hand if self.fewest(Claim(Resource("trainer", t), start, end)) > 0)

    def claims_of_agent(self, agent_id: str, start: int, end: int) -> tuple[Claim, ...]:
        """What an agent's block takes: a head of each of his covers, one of the places away, and himself (which
        only matters where one day can hold several blocks, or where he is a trainer too)."""
        leaves, returns = start - self.transition, end + self.transition
        own = [Claim(Resource("team", self._team[agent_id]), leaves, returns)]
        if self._ceiling:
            own.append(Claim(AWAY, leaves, returns))
        if agent_id in self._at_hand:
            own.append(Claim(Resource("trainer", agent_id), start, end))
        elif self.several_blocks_a_day:
            own.append(Claim(Resource("agent", agent_id), leaves, returns))
        return (*self._heads(agent_id, start, end), *own)

    def claims_of_lesson(self, start: int, end: int) -> tuple[Claim, ...]:
        """What a taught lesson takes whoever teaches it: a room."""
        return (Claim(ROOM, start, end),)

    def claims_of_trainer(self, trainer_id: str, start: int, end: int) -> tuple[Claim, ...]:
        """What a lesson takes of its trainer: himself, and his heads if he counts to a cover."""
        return (Claim(Resource("trainer", trainer_id), start, end), *self._heads(trainer_id, start, end))

    def lacking(self, claims: Sequence[Claim]) -> Claim | None:
        """The first claim that these claims together would overdraw; None when there is room for all.

        Claims to one resource must share one span, as those of an agent and his trainer do.
        """
        return next(self.overdrawn(claims), None)

    def overdrawn(self, claims: Sequence[Claim]) -> Iterator[Claim]:
        """Every claim for which units are lacking."""
        for claim in claims:
            if self.fewest(claim) < claims.count(claim):
                yield claim

    def fewest(self, claim: Claim) -> int:
        """Units left in the tightest minute of a claim."""
        if claim not in self._fewest:
            self._fewest[claim] = int(self.left(claim.resource)[max(0, claim.start) : claim.end].min())
        return self._fewest[claim]

    def take(self, claims: Iterable[Claim]) -> None:
        """One unit less for each claim."""
        self._change(claims, -1)

    def give_back(self, claims: Iterable[Claim]) -> None:
        """Undoes a `take`."""
        self._change(claims, +1)

    def left(self, resource: Resource) -> NDArray[np.int32]:
        """Units left per minute; an agent can be in one block at a time."""
        if resource not in self._left:
            self._left[resource] = self._constant(1 if resource.kind in ("agent", "team") else 0)
        return self._left[resource]

    def slack(self, agent_id: str, start: int, end: int) -> int:
        """Heads left in the tightest minute of the block over the agent's covers; 0 when he counts to none."""
        return min(map(self.fewest, self._heads(agent_id, start, end)), default=0)

    def tightest(self, agent_id: str, start: int, end: int) -> tuple[int, str]:
        """The first minute at which the fewest heads are left over the agent's covers, and that cover."""
        found = [
            (self.fewest(claim), self._first_fewest(claim), claim) for claim in self._heads(agent_id, start, end)
        ]
        _, minute, claim = min(found, key=lambda one: one[:2])
        return minute, claim.resource.name

    def _first_fewest(self, claim: Claim) -> int:
        return max(0, claim.start) + int(self.left(claim.resource)[max(0, claim.start) : claim.end].argmin())

    def spare(self, cover: str, minute: int) -> int:
        """Heads that a cover had to spare at that minute when the draft began."""
        return int(self._spare[cover][minute])

    def lend(self, cover: str, heads: NDArray[np.int64]) -> None:
        """So many heads more (or, negative, fewer) per interval."""
        self._fewest.clear()
        minutes = self.left(Resource("cover", cover))
        minutes[: self.horizon.minutes] += np.repeat(heads, self.horizon.interval_minutes).astype(np.int32)

    @property
    def _length(self) -> int:
        """Two days longer than the horizon: the last shift may run past midnight."""
        return self.horizon.minutes + 2 * MINUTES_PER_DAY

    def _constant(self, units: int) -> NDArray[np.int32]:
        return np.full(self._length, units, dtype=np.int32)

    def _change(self, claims: Iterable[Claim], units: int) -> None:
        self._fewest.clear()
        for claim in claims:
            self.left(claim.resource)[max(0, claim.start) : claim.end] += units

    def _heads(self, agent_id: str, start: int, end: int) -> tuple[Claim, ...]:
        """A whole head in every interval that block and transition touch, even where they take only part of it."""
        step = self.horizon.interval_minutes
        first = (start - self.transition) // step * step
        last = -(-(end + self.transition) // step) * step
        return tuple(Claim(self._of_cover[cover], first, last) for cover in self._covers[agent_id])

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

    def _present(self, presence: Presence, trainer_id: str) -> NDArray[np.int32]:
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


def _trainers_before_leads(agent: Agent) -> tuple[bool, str]:
    return agent.role is not Role.TRAINER, agent.agent_id
