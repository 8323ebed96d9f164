"""Which opening hours the shifts on offer reach: what no shift reaches stays unanswered, whatever the roster."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from wfm.domain.centre import Centre
from wfm.domain.people import Agent
from wfm.domain.time import MINUTES_PER_DAY, OpeningHours

DAYS_OF_WEEK = 7
DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
Minutes = NDArray[np.bool_]
"""Minutes of an ordinary week from Monday 00:00 on."""
Kind = tuple[str, tuple[str, ...] | None]
"""Agents who may work the same shifts: their contract, and those of its shifts that they may work."""


def out_of_reach(centre: Centre, agents: Sequence[Agent]) -> Iterator[str]:
    """A caution for every opening hour in which nobody with the skill has a shift, and for every contract whose
    shifts never meet the hours of the queues its agents serve."""
    reached = {kind: _at_work(kind, centre) for kind in dict.fromkeys(map(_kind, agents))}
    missed: dict[str, list[str]] = {}
    for queue in centre.queues:
        kinds = dict.fromkeys(_kind(agent) for agent in agents if queue.name in agent.skills)
        if kinds:
            beyond = _open(centre.opening_of(queue.name)) & ~np.any([reached[kind] for kind in kinds], axis=0)
            missed.setdefault(_in_words(beyond), []).append(queue.name)
    for hours, queues in missed.items():
        if hours:
            yield (
                f"{', '.join(queues)}: open, but nobody who serves it has a shift: {hours}; their contacts "
                "will not be answered"
            )
    yield from _idle_contracts(centre, agents, reached)


def _idle_contracts(centre: Centre, agents: Sequence[Agent], reached: Mapping[Kind, Minutes]) -> Iterator[str]:
    idle: dict[str, bool] = {}
    for kind, skills in dict.fromkeys((_kind(agent), agent.skills) for agent in agents if agent.skills):
        meets = any((_open(centre.opening_of(queue)) & reached[kind]).any() for queue in skills)
        idle[kind[0]] = idle.get(kind[0], True) and not meets
    for contract in (name for name, never in idle.items() if never):
        yield f"contract {contract}: none of its shifts meets the opening hours of the queues its agents serve"


def _kind(agent: Agent) -> Kind:
    return agent.contract, agent.shifts


def _at_work(kind: Kind, centre: Centre) -> Minutes:
    """The minutes in which some shift of theirs is worked; a shift past Sunday midnight goes on on Monday."""
    week = np.zeros(DAYS_OF_WEEK * MINUTES_PER_DAY, dtype=bool)
    contract, permitted = centre.contracts[kind[0]], kind[1]
    for name in contract.shifts if permitted is None else permitted:
        pattern = centre.shifts[name]
        if not contract.permits_length(pattern.paid_minutes):
            continue
        for start in pattern.starts:
            if contract.permits_hours(start, pattern.minutes):
                for weekday in pattern.weekdays:
                    begins = weekday * MINUTES_PER_DAY + start
                    week[np.arange(begins, begins + pattern.minutes) % len(week)] = True
    return week


def _open(hours: OpeningHours) -> Minutes:
    week = np.zeros(DAYS_OF_WEEK * MINUTES_PER_DAY, dtype=bool)
    for weekday, ranges in hours.ranges.items():
        for opens, closes in ranges:
            week[weekday * MINUTES_PER_DAY + opens : weekday * MINUTES_PER_DAY + closes] = True
    return week


def _in_words(week: Minutes) -> str:
    """``Mon Tue 00:00-09:00 17:00-24:00; Sat 20:00-24:00``: days with the same hours together."""
    by_hours: dict[str, list[str]] = {}
    for name, day in zip(DAY_NAMES, week.reshape(DAYS_OF_WEEK, MINUTES_PER_DAY), strict=True):
        edges = np.flatnonzero(np.diff(day.astype(int), prepend=0, append=0)).reshape(-1, 2)
        if len(edges):
            hours = " ".join(f"{_clock(opens)}-{_clock(closes)}" for opens, closes in edges.tolist())
            by_hours.setdefault(hours, []).append(name)
    return "; ".join(f"{' '.join(days)} {hours}" for hours, days in by_hours.items())


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
