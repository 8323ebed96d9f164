"""When the duties on offer have somebody on duty: from the start of a shift to its end, breaks included.

Breaks do not count as absence: they are short, and who is needed can be reached. Hours of training inside a shift
count as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from wfm.domain.roster import Roster
from wfm.rostering.line import RosterLine
from wfm.rostering.problem import RosterProblem

if TYPE_CHECKING:
    from wfm.rostering.agent_case import AgentCase

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class OfferedDuties:
    """The duties of one course in the order of its flat list: `starts` and `ends` in elapsed minutes, the `days`
    on which they begin, the names of their `patterns`, the number of each one's choice, and of every day off."""

    starts: Numbers
    ends: Numbers
    days: Numbers
    patterns: tuple[str, ...]
    choices: Numbers
    off_choices: Numbers

    @classmethod
    def of(cls, case: "AgentCase") -> "OfferedDuties":
        course, duties = case.course, case.values.flat
        offs = [offset for offset, stage in zip(course.offsets, course.stages, strict=True) if stage.kind == "day"]
        return cls(
            starts=np.array([duty.start for duty in duties], dtype=np.int64),
            ends=np.array([duty.end for duty in duties], dtype=np.int64),
            days=np.repeat(np.arange(len(course.duties)), [len(day) for day in course.duties]),
            patterns=tuple(duty.shift for duty in duties),
            choices=case.terrain.place_choices,
            off_choices=np.array(offs, dtype=np.int64),
        )


def offers_of(cases: Sequence["AgentCase"]) -> Mapping[str, OfferedDuties]:
    """The duties on offer by contract."""
    one_of_each = {case.course.contract.name: case for case in cases}
    return {name: OfferedDuties.of(case) for name, case in one_of_each.items()}


def worked(line: RosterLine | None) -> list[int]:
    """Places, in the flat list, of the duties of a line."""
    return [] if line is None else [place for place in line.places if place >= 0]


@dataclass(frozen=True, slots=True)
class Attended:
    """One shift that somebody has: the day it belongs to (negative before the horizon) and its elapsed minutes."""

    agent_id: str
    day: int
    start: int
    end: int
    pattern: str


def attended(problem: RosterProblem, roster: Roster | None) -> Iterator[Attended]:
    """The shifts of the agents in the previous roster, then those in `roster` (None: only the previous ones)."""
    horizon, known = problem.horizon, {agent.agent_id for agent in problem.agents}
    before = (plan for plan in problem.previous if plan.date < horizon.first)
    for plan in (*before, *(() if roster is None else roster.plans)):
        if plan.works and plan.agent_id in known:
            start, end = (horizon.elapsed(moment) for moment in plan.span())
            yield Attended(plan.agent_id, horizon.day_index(plan.date), start, end, plan.shift)
