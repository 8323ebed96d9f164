"""Minutes among equals: every further hour of the same agent is worth less, so that time goes round."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wfm.pool.drafting.curriculum import Wish, WishKind

POINT = 100
"""Values are whole hundredths of a point times minutes: the solvers count in whole numbers."""
HOUR = 60


def value_of_wish(wish: Wish) -> int:
    """Priority-weighted minutes, in hundredths of a point, before what fairness takes off."""
    return round(wish.points * POINT) * wish.topic.minutes


@dataclass(frozen=True, slots=True)
class Fairness:
    """After `had` minutes in the last 28 days a minute loses had hours / (1 + had hours) of `least`, the agent's
    least points per minute: an hour counts in full, the next half, then a third, and never nothing."""

    least: float
    had: int

    @classmethod
    def among(cls, wishes: Iterable[Wish], had: int) -> "Fairness | None":
        """For all wishes of one agent; None where nothing is shared out by need."""
        points = [wish.points for wish in wishes if wish.kind is WishKind.NEED]
        return cls(min(points), had) if points else None

    def shares(self, wish: Wish) -> bool:
        """Whether the wish is one of need: what is mandatory takes nobody's turn."""
        return wish.kind is WishKind.NEED

    def loss_at(self, minute: int) -> int:
        """Hundredths of a point that the `minute`-th minute of the draft loses."""
        hours = (self.had + minute) // HOUR
        return round(self.least * POINT * hours / (1 + hours))

    def hours(self, most: int) -> Iterator[tuple[int, int]]:
        """Minutes and loss of each hour, from the first minute of the draft to the `most`-th."""
        minute = 0
        while minute < most:
            length = min(HOUR - (self.had + minute) % HOUR, most - minute)
            yield length, self.loss_at(minute)
            minute += length

    def loss(self, minutes: int) -> int:
        """Of so many minutes of the draft together."""
        return sum(length * loss for length, loss in self.hours(minutes))
