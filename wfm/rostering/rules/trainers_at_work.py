"""Trainers at work when somebody is to be taught: the price reading, for a roster that plans for retraining."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from wfm.domain.people import Role
from wfm.rostering.agent_case import AgentCase
from wfm.rostering.line import RosterLine
from wfm.rostering.reserve import Reserve
from wfm.rostering.rules.group_rule import GroupRule

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


class TrainersAtWork(GroupRule):
    """The price reading of the trainers wanted: those who count to no cover take the shifts in which somebody is
    to be taught. Their breaks are not looked at: the daily draft works around them."""

    def __init__(self, reserve: Reserve, trainers: Mapping[int, AgentCase]) -> None:
        self.reserve = reserve
        self.at_work = np.zeros(len(reserve.trainers), dtype=np.int64)
        self._spans = {number: _spans(case) for number, case in trainers.items()}
        self._cases = trainers

    def replace(self, number: int, old: RosterLine | None, new: RosterLine | None) -> None:
        if number in self._cases:
            for line, change in ((old, -1), (new, 1)):
                for first, last in self._worked(number, line):
                    self.at_work[first:last] += change

    def prices(self, number: int, held: RosterLine | None) -> Floats | None:
        if number not in self._cases:
            return None
        others = self.at_work.copy()
        for first, last in self._worked(number, held):
            others[first:last] -= 1
        still_wanted = np.concatenate([[0.0], np.cumsum(others < self.reserve.trainers)])
        spans, case = self._spans[number], self._cases[number]
        points = np.zeros(case.course.choices)
        points[case.terrain.place_choices] = -self.reserve.points * np.diff(still_wanted[spans], axis=1)[:, 0]
        return points

    def points(self) -> float:
        return self.reserve.points * float(np.maximum(self.reserve.trainers - self.at_work, 0).sum())

    def _worked(self, number: int, line: RosterLine | None) -> Iterator[tuple[int, int]]:
        places = [] if line is None else [place for place in line.places if place >= 0]
        yield from self._spans[number][places].tolist()


def trainers_at_work(reserve: Reserve, cases: Sequence[AgentCase]) -> Iterator[TrainersAtWork]:
    """The price reading, if there is a trainer whom nothing else draws to any shift."""
    free = {n: case for n, case in enumerate(cases) if case.agent.role is Role.TRAINER and not case.rows}
    if free and reserve.trainers.any():
        yield TrainersAtWork(reserve, free)


def _spans(case: AgentCase) -> Numbers:
    """The intervals of each duty in the course's flat list, from the first to the one after the last, shape
    (duties, 2)."""
    horizon = case.course.problem.horizon
    minutes = np.array([(duty.start, duty.end) for duty in case.values.flat], dtype=np.int64).reshape(-1, 2)
    rounded = np.stack([minutes[:, 0], minutes[:, 1] + horizon.interval_minutes - 1], axis=1)
    spans: Numbers = np.clip(rounded // horizon.interval_minutes, 0, horizon.intervals)
    return spans
