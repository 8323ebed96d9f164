"""Who is on contact when, counted from the plans alone."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from wfm.domain.people import Absence, Agent
from wfm.domain.queues import Cover
from wfm.domain.roster import DayPlan, Roster
from wfm.domain.time import Horizon

Floats = NDArray[np.float64]


def minutes_on_contact(plan: DayPlan, absences: Sequence[Absence], horizon: Horizon) -> Floats:
    """Minutes on contact in every interval of the horizon: the shift less its breaks and absences."""
    presence = np.zeros(horizon.minutes, dtype=np.bool_)
    start, end = (horizon.elapsed(moment) for moment in plan.span())
    presence[max(0, start) : max(0, end)] = True
    away = [(pause.start, pause.end) for pause in plan.breaks] + [(gone.start, gone.end) for gone in absences]
    for begins, ends in away:
        presence[max(0, horizon.elapsed(begins)) : max(0, horizon.elapsed(ends))] = False
    minutes: Floats = presence.reshape(-1, horizon.interval_minutes).sum(axis=1).astype(np.float64)
    return minutes


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
    gone: dict[str, list[Absence]] = {}
    for absence in absences:
        gone.setdefault(absence.agent_id, []).append(absence)
    found = {cover.name: np.zeros(horizon.intervals) for cover in covers}
    eve = [plan for plan in previous if plan.works and plan.span()[1] > horizon.start]
    for plan in (*eve, *roster.plans):
        counted = [cover.name for cover in covers if cover.counts(skills.get(plan.agent_id, ()))]
        if plan.works and counted:
            share = minutes_on_contact(plan, gone.get(plan.agent_id, ()), horizon) / horizon.interval_minutes
            for name in counted:
                found[name] += share
    return found
