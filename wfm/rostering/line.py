"""One agent's whole roster as the search holds it."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from wfm.domain.burdens import Burden


@dataclass(frozen=True)
class RosterLine:
    """What is chosen at every stage, and what follows from it.

    `choices`: one number for each stage (Course.offsets). For each day the place of its duty in the course's flat
    list (-1: no duty) and the starts of its breaks in units; the units on contact in every interval; the points of
    refused wishes, of broken weeks that are off their share, of what is counted over longer (overtime, the hours
    bank), and of published days that are changed.
    """

    choices: tuple[int, ...]
    places: tuple[int, ...]
    breaks: tuple[tuple[int, ...], ...]
    presence: NDArray[np.int8] = field(compare=False, repr=False)
    wish_points: float = 0.0
    week_points: float = 0.0
    account_points: float = 0.0
    change_points: float = 0.0
    burden: Burden = field(default_factory=Burden)
