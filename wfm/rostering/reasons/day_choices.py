"""What may happen on one day, by the numbers that the course gives to choices."""

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from wfm.rostering.duties import Duty
from wfm.rostering.stages import Course, StageKind


def day_choices(course: Course, day: int) -> Mapping[int, Duty | None]:
    """The duties of a day by the number of their choice; None, first, is a day off."""
    offset, _ = _stage(course, day)
    return {offset + number: duty for number, duty in enumerate((None, *course.duties[day]))}


def only(course: Course, day: int, wanted: Collection[int]) -> NDArray[np.bool_]:
    """Which choices of the whole course are left when that day must take one of the wanted ones."""
    offset, choices = _stage(course, day)
    allowed = np.ones(course.choices, dtype=np.bool_)
    allowed[offset : offset + choices] = False
    allowed[list(wanted)] = True
    return allowed


def _stage(course: Course, day: int) -> tuple[int, int]:
    """Number of the day's first choice, and how many it has."""
    stages = zip(course.offsets, course.stages, strict=True)
    return next(
        (offset, stage.choices) for offset, stage in stages if stage.kind is StageKind.DAY and stage.index == day
    )
