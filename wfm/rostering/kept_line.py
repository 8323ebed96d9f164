"""What one agent keeps of his published roster, as the search prices it: changed days, and breaks that stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.rostering.keeping import is_as_published
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.kept_days import breaks_stay
from wfm.rostering.shift_values import ShiftValues
from wfm.rostering.stages import Course, StageKind

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class KeptLine:
    """`points`: what each choice of the course costs as a change. `breaks`: by place in the course's flat list of
    duties, starts in units of breaks that stay."""

    values: ShiftValues
    points: Floats
    breaks: Mapping[int, tuple[int, ...]]

    @cached_property
    def places(self) -> Numbers:
        """The duties whose breaks stay."""
        return np.array(list(self.breaks), dtype=np.int64)

    @cached_property
    def _presence(self) -> Numbers:
        """Units on contact in every interval, one row for each of these duties."""
        rows = [self.values.presence([place], [starts]) for place, starts in self.breaks.items()]
        return np.array(rows, dtype=np.int64).reshape(len(rows), self.values.intervals)

    def duty_points(self, added: Floats) -> Floats:
        """Points of these duties, breaks as they stay, against `added` (StaffingCost.added)."""
        points: Floats = added[np.arange(len(added)), self._presence].sum(axis=1)
        return points


def kept_line(agent: Agent, course: Course, values: ShiftValues) -> KeptLine | None:
    """What the problem keeps of this agent's published days; None when it keeps nothing."""
    problem = course.problem
    if problem.keeping is None:
        return None
    points, breaks = np.zeros(course.choices), dict[int, tuple[int, ...]]()
    for offset, stage in zip(course.offsets, course.stages, strict=True):
        if stage.kind is not StageKind.DAY:
            continue
        date = problem.horizon.dates[stage.index]
        published = problem.keeping.plan_of.get((agent.agent_id, date))
        if published is None:
            continue
        duties = course.duties[stage.index]
        same = [is_as_published(published, duty, problem.horizon) for duty in duties]
        stays = [not published.works, *same]
        points[offset : offset + len(stays)] = np.where(stays, 0.0, problem.keeping.price(published))
        if any(same) and breaks_stay(problem, agent, published):
            breaks[values.first_of_day[stage.index] + same.index(True)] = _starts(published, problem, values.unit)
    return KeptLine(values, points, breaks)


def _starts(published: DayPlan, problem: RosterProblem, unit: int) -> tuple[int, ...]:
    return tuple(problem.horizon.elapsed(pause.start) // unit for pause in published.breaks)
