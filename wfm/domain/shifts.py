"""The shifts a centre offers, and the breaks inside them."""

from dataclasses import dataclass

from wfm.domain.time import MINUTES_PER_DAY

SHORTEST_SPLIT_MINUTES = 120
"""An unpaid gap from which on people speak of a split shift: long enough to go home."""


@dataclass(frozen=True, slots=True)
class BreakRule:
    """One break of a shift: its length, and the window of its start in minutes after the shift's start."""

    minutes: int
    paid: bool
    earliest: int
    latest: int
    name: str = "break"

    def __post_init__(self) -> None:
        if self.minutes <= 0:
            raise ValueError(f"{self.name} of {self.minutes} minutes")
        if not 0 <= self.earliest <= self.latest:
            raise ValueError(f"{self.name} may start {self.earliest} to {self.latest} minutes in: not a window")


@dataclass(frozen=True, slots=True)
class ShiftPattern:
    """A named shift: when it may start, how long it lasts from first minute to last, its breaks in order.

    `latest_start` may not pass midnight; the shift itself may. Breaks are at least `break_gap` apart.
    `weekdays` (Monday = 0) on which the shift may start. `drift_exempt`: its start does not count when the
    starts of a week must lie close together (a Saturday evening among weekday mornings). `points`: how unpopular
    it is; points are shared fairly.
    """

    name: str
    earliest_start: int
    latest_start: int
    start_step: int
    minutes: int
    breaks: tuple[BreakRule, ...] = ()
    break_gap: int = 60
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    drift_exempt: bool = False
    points: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.earliest_start <= self.latest_start < MINUTES_PER_DAY:
            raise ValueError(f"shift {self.name}: starts {self.earliest_start}-{self.latest_start} not in a day")
        if self.start_step <= 0 or (self.latest_start - self.earliest_start) % self.start_step:
            raise ValueError(f"shift {self.name}: a step of {self.start_step} min does not reach the last start")
        if not 0 < self.minutes <= MINUTES_PER_DAY:
            raise ValueError(f"shift {self.name} lasts {self.minutes} minutes; expected 1 to 1440")
        if not self.weekdays or not set(self.weekdays) <= set(range(7)):
            raise ValueError(f"shift {self.name}: weekdays {self.weekdays}; expected numbers 0 to 6")
        clear = 0
        for rest in self.breaks:
            clear = max(clear, rest.earliest) + rest.minutes
            if clear > self.minutes or max(clear - rest.minutes, rest.earliest) > rest.latest:
                raise ValueError(f"shift {self.name}: {rest.name} does not fit")
            clear += self.break_gap

    @property
    def paid_minutes(self) -> int:
        return self.minutes - sum(rest.minutes for rest in self.breaks if not rest.paid)

    @property
    def is_split(self) -> bool:
        """Whether an unpaid gap parts the shift into two."""
        return any(not rest.paid and rest.minutes >= SHORTEST_SPLIT_MINUTES for rest in self.breaks)

    @property
    def starts(self) -> range:
        """Wall-clock start minutes on offer."""
        return range(self.earliest_start, self.latest_start + 1, self.start_step)
