"""A plain week: the shifts somebody could have by contract, shifts of his own and hours, nothing else being known.

No leave, no holidays, no clock changes, no rules about rest: what is not possible here is possible in no week.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wfm.domain.centre import Centre
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.time import MINUTES_PER_DAY
from wfm.rostering.coming import within_availability

MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY
Marks = NDArray[np.bool_]


class PlainShift(NamedTuple):
    """A shift on a weekday (Monday = 0), from and to minutes after that midnight."""

    shift: str
    weekday: int
    start: int
    end: int


@dataclass(frozen=True)
class PlainWeeks:
    """The plain weeks of a centre's people; those who may work the same share one."""

    centre: Centre
    _known: dict[Hashable, tuple[PlainShift, ...]] = field(default_factory=dict)
    _hours: dict[tuple[PlainShift, ...], Marks] = field(default_factory=dict)

    def of(self, agent: Agent) -> tuple[PlainShift, ...]:
        """The shifts that the agent could have."""
        hours = None if agent.availability is None else tuple(sorted(agent.availability.items()))
        key = (agent.contract, agent.shifts, hours)
        if key not in self._known:
            self._known[key] = _shifts(agent, self.contract_of(agent), self.centre)
        return self._known[key]

    def hours_of(self, agent: Agent) -> Marks:
        """The minutes of the week in which he could be on duty; nights of its last day reach into its first."""
        week = self.of(agent)
        if week not in self._hours:
            there = np.zeros(MINUTES_PER_WEEK, dtype=np.bool_)
            for one in week:
                there[np.arange(one.start, one.end) + one.weekday * MINUTES_PER_DAY - MINUTES_PER_WEEK] = True
            self._hours[week] = there
        return self._hours[week]

    def contract_of(self, agent: Agent) -> Contract:
        return self.centre.contracts[agent.contract]

    def must_work(self, agent: Agent) -> bool:
        """Whether his contract asks for work in every week."""
        return self.contract_of(agent).days_per_week.least > 0

    def most_minutes(self, agent: Agent, wanted: Marks) -> int:
        """More of the `wanted` minutes of a week than this he cannot be on duty: his best days, as many as he may
        work."""
        before = np.concatenate([[0], np.cumsum(np.concatenate([wanted, wanted]))])
        best: dict[int, int] = {}
        for one in self.of(agent):
            midnight = one.weekday * MINUTES_PER_DAY
            met = int(before[midnight + one.end] - before[midnight + one.start])
            best[one.weekday] = max(met, best.get(one.weekday, 0))
        return sum(sorted(best.values(), reverse=True)[: self.contract_of(agent).days_per_week.most])


def weekdays_of(week: Sequence[PlainShift]) -> frozenset[int]:
    """The weekdays on which there is a shift."""
    return frozenset(one.weekday for one in week)


def by_weekday(week: Sequence[PlainShift]) -> Mapping[int, Sequence[PlainShift]]:
    """The shifts of each weekday that has any."""
    return {day: [one for one in week if one.weekday == day] for day in sorted(weekdays_of(week))}


def _shifts(agent: Agent, contract: Contract, centre: Centre) -> tuple[PlainShift, ...]:
    patterns = [centre.shifts[name] for name in contract.shifts if agent.shifts is None or name in agent.shifts]
    return tuple(
        PlainShift(one.name, weekday, start, start + one.minutes)
        for one in patterns
        if contract.permits_length(one.paid_minutes) and contract.permits_overtime(one.paid_minutes)
        for weekday in one.weekdays
        for start in one.starts
        if contract.permits_hours(start, one.minutes) and within_availability(agent, weekday, start, one.minutes)
    )
