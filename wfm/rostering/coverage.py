"""Who is on contact when, counted from the plans alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wfm.domain.people import Absence, Agent
from wfm.domain.queues import Cover
from wfm.domain.roster import DayPlan, Roster
from wfm.domain.time import Horizon

Floats = NDArray[np.float64]


Away = Sequence[tuple[int, int]]
"""Absences of one agent in elapsed minutes of the horizon, half-open."""


@dataclass(frozen=True, slots=True)
class Presence:
    """Minutes on contact in every interval that one shift touches, from interval `first` of the horizon on.

    The hours of a shift are held, not a row of the whole horizon: over a year that is a thousandth of it.
    """

    first: int
    minutes: Floats

    @property
    def intervals(self) -> slice:
        return slice(self.first, self.first + len(self.minutes))


def presence_of(plan: DayPlan, away: Away, horizon: Horizon) -> Presence:
    """The shift less its breaks and absences, as far as it lies in the horizon."""
    start, end = (horizon.elapsed(moment) for moment in plan.span())
    length = horizon.interval_minutes
    first = min(max(0, start // length), horizon.intervals)
    last = min(max(first, -(-end // length)), horizon.intervals)
    opens = first * length
    present = np.zeros((last - first) * length, dtype=np.bool_)
    present[max(0, start - opens) : max(0, end - opens)] = True
    pauses = ((horizon.elapsed(pause.start), horizon.elapsed(pause.end)) for pause in plan.breaks)
    for begins, ends in (*pauses, *away):
        present[max(0, begins - opens) : max(0, ends - opens)] = False
    return Presence(first, present.reshape(-1, length).sum(axis=1).astype(np.float64))


def minutes_on_contact(plan: DayPlan, absences: Sequence[Absence], horizon: Horizon) -> Floats:
    """Minutes on contact in every interval of the horizon: the shift less its breaks and absences."""
    minutes = np.zeros(horizon.intervals)
    present = presence_of(plan, _elapsed(absences, horizon), horizon)
    minutes[present.intervals] = present.minutes
    return minutes


def _elapsed(absences: Sequence[Absence], horizon: Horizon) -> Away:
    return [(horizon.elapsed(absence.start), horizon.elapsed(absence.end)) for absence in absences]


def agents_open(
    roster: Roster,
    agents: Sequence[Agent],
    covers: Sequence[Cover],
    absences: Sequence[Absence] = (),
    previous: Sequence[DayPlan] = (),
) -> Mapping[str, Floats]:
    """Mean agents on contact per cover and interval of the horizon; half an agent when a break takes half.

    `previous`: plans before the horizon, whose last shifts may reach into it.
    """
    horizon = roster.horizon
    skills = {agent.agent_id: agent.skills for agent in agents}
    counts = {own: [cover.name for cover in covers if cover.counts(own)] for own in {(), *skills.values()}}
    gone: dict[str, list[Absence]] = {}
    for absence in absences:
        gone.setdefault(absence.agent_id, []).append(absence)
    away = {agent_id: _elapsed(own, horizon) for agent_id, own in gone.items()}
    found = {cover.name: np.zeros(horizon.intervals) for cover in covers}
    eve = [plan for plan in previous if plan.works and plan.span()[1] > horizon.start]
    for plan in (*eve, *roster.plans):
        counted = counts[skills.get(plan.agent_id, ())]
        if plan.works and counted:
            present = presence_of(plan, away.get(plan.agent_id, ()), horizon)
            for name in counted:
                found[name][present.intervals] += present.minutes / horizon.interval_minutes
    return found
