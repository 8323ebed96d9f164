"""One day of the simulation: who is there, what the world's rule does with them, which service comes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.pool.twelve_weeks_centre import (
    CLOSES,
    DAY_SPREAD,
    FIRST,
    INTERVAL_SPREAD,
    INTERVALS,
    OPENS,
    STEP,
    Floor,
)
from benchmarks.pool.twelve_weeks_people import Fate, People
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan, Pause
from wfm.domain.time import minutes_between
from wfm.staffing.service import ServiceFigures, service_figures

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
MINUTES = CLOSES - OPENS
BAD_DAY, BAD_DAY_FACTOR = 0.04, 1.15
"""Chance of a day on which something has broken, and how much more comes in then; no forecast knows of it."""


class Stay(NamedTuple):
    """Somebody off the phones from one minute after opening to another."""

    person: int
    start: int
    end: int


class Learnt(NamedTuple):
    """Minutes of a topic that somebody had."""

    person: int
    topic: str
    minutes: float


@dataclass(frozen=True)
class Morning:
    """A day as it begins. `working`: the shift of each person who is due; `sick` of them do not come, of whom
    `known` were sick the day before. `present`: shape (people, minutes), on shift and in no break, sick or not."""

    number: int
    day: date
    working: Mapping[int, DayPlan]
    sick: frozenset[int]
    known: frozenset[int]
    present: Flags
    offered: Mapping[str, Floats]
    people: People

    @property
    def week(self) -> int:
        return self.number // 7

    @property
    def there(self) -> Flags:
        """Present and not sick."""
        found = self.present.copy()
        found[sorted(self.sick)] = False
        return found


def morning(floor: Floor, fate: Fate, people: People, number: int) -> Morning:
    """The day as fate has it; the true load is drawn for the day alone, the same in every world."""
    day = FIRST + timedelta(days=number)
    working = {}
    present = np.zeros((len(fate.careers), MINUTES), bool)
    for n, career in enumerate(fate.careers):
        plan = floor.plan(floor.seats[career.seat].agent_id, day) if career.here(number) else None
        if plan is not None:
            working[n] = on_day(plan, career.agent.agent_id, day)
            present[n] = on_contact(plan)
    sick = frozenset(n for n in working if fate.sick[n, number])
    known = frozenset(n for n in sick if number and fate.sick[n, number - 1])
    chance = np.random.default_rng([fate.seed, 3, number])
    bad = BAD_DAY_FACTOR if chance.random() < BAD_DAY else 1.0
    offered = {}
    for queue, by_weekday in floor.offered.items():
        level = bad * np.exp(chance.normal(0, DAY_SPREAD) - DAY_SPREAD**2 / 2)
        own = np.exp(chance.normal(0, INTERVAL_SPREAD, INTERVALS) - INTERVAL_SPREAD**2 / 2)
        offered[queue] = by_weekday[day.weekday()] * level * own
    return Morning(number, day, working, sick, known, present, offered, people)


def on_day(plan: DayPlan, agent_id: str, day: date) -> DayPlan:
    """The shift of a seat as that of whoever sits on it on a later day; the zone has no clock changes."""
    by = day - plan.date
    start, end = plan.span()
    breaks = tuple(Pause(pause.start + by, pause.end + by) for pause in plan.breaks)
    return replace(plan, agent_id=agent_id, date=day, start=start + by, end=end + by, breaks=breaks)


def on_contact(plan: DayPlan) -> Flags:
    """The shift's minutes after opening less its breaks."""
    start, end = plan.span()
    opens = minutes_between(start.replace(hour=0, minute=0), start) - OPENS
    minutes = np.zeros(MINUTES, bool)
    minutes[opens : opens + minutes_between(start, end)] = True
    for pause in plan.breaks:
        begins = opens + minutes_between(start, pause.start)
        minutes[begins : begins + pause.minutes] = False
    return minutes


@dataclass(frozen=True)
class Served:
    """A day's service by queue and interval."""

    offered: Floats
    level: Floats
    abandoned: Floats


def served(floor: Floor, today: Morning, away: Sequence[Stay]) -> Served:
    """The queue formula with the true load and the true heads: each counts as much as he is quick, beside the
    handling time of the forecast."""
    there = today.there
    for stay in away:
        there[stay.person, max(0, stay.start) : stay.end] = False
    seconds = today.people.handling_seconds(today.week)
    share = there.reshape(len(there), INTERVALS, STEP).mean(axis=2)
    found: list[ServiceFigures] = []
    for queue in floor.centre.queues:
        mine = np.array([queue.name in career.agent.skills for career in today.people.fate.careers])
        aht = floor.aht_seconds[queue.name]
        heads = (share[mine] * (aht / seconds[mine])[:, None]).sum(axis=0)
        goal = queue.goal
        found.append(
            service_figures(
                heads, today.offered[queue.name], aht, STEP, goal.threshold_seconds, queue.patience_seconds
            )
        )
    return Served(
        np.stack([today.offered[queue.name] for queue in floor.centre.queues]),
        np.stack([figures.service_level for figures in found]),
        np.stack([figures.abandonment for figures in found]),
    )


def agents_of(today: Morning) -> list[Agent]:
    """Everybody employed that day."""
    return [career.agent for career in today.people.fate.careers if career.here(today.number)]
