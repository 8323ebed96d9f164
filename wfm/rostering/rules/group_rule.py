"""What a rule across agents is in the search: points that depend on who else works the same shift that day."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from wfm.rostering.line import RosterLine


class GroupRule(ABC):
    """A sum over days of points that the choices of several agents make together.

    The search tells the rule of every line that somebody takes or gives up. Because an agent makes one choice a
    day, points per choice price his whole horizon exactly while all others stay.
    """

    @abstractmethod
    def replace(self, number: int, old: RosterLine | None, new: RosterLine | None) -> None:
        """Agent `number` gives up `old` and takes `new` (None: no line)."""

    @abstractmethod
    def prices(self, number: int, held: RosterLine | None) -> NDArray[np.float64] | None:
        """What each choice of the agent's course would add if he gave up `held`; None when nothing differs."""

    @abstractmethod
    def points(self) -> float:
        """What the lines told of cost together."""

    def joint_trials(self) -> Iterator[Sequence[int]]:
        """Agents who hold each other in place, set after set: the search takes all of a set out and lets them come
        back together. While it does so, `prices` may push them to something that none of them would begin alone.
        """
        yield from ()

    def ties(self) -> Iterator[Sequence[int]]:
        """Agents of whom none can change without the others, set after set."""
        yield from ()

    def broken(self) -> Iterator[Sequence[int]]:
        """For every hard demand that does not hold: the agents who could mend it."""
        yield from ()
