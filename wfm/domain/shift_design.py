"""Which shifts to offer: kinds of shift, who starts when, and what fewer kinds would cost."""

from dataclasses import dataclass
from datetime import date

from wfm.domain.time import MINUTES_PER_DAY


@dataclass(frozen=True, slots=True, order=True)
class ShiftKind:
    """A start on the clock and a length, both in minutes; the shift may pass midnight."""

    start_minute: int
    minutes: int

    def __post_init__(self) -> None:
        if not 0 <= self.start_minute < MINUTES_PER_DAY:
            raise ValueError(f"a shift cannot start at minute {self.start_minute} of a day")
        if not 0 < self.minutes <= MINUTES_PER_DAY:
            raise ValueError(f"a shift of {self.minutes} minutes; expected 1 to 1440")

    @property
    def name(self) -> str:
        """``0700-1530``: a name that wfm.toml takes as it is."""
        end = (self.start_minute + self.minutes) % MINUTES_PER_DAY
        return f"{_clock(self.start_minute)}-{_clock(end)}"


@dataclass(frozen=True, slots=True)
class ShiftStart:
    """How many people start a shift on one day: a row of starts.csv."""

    shift: str
    date: date
    people: int


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What the best design found with at most `kinds` kinds of shift leaves short and over, in agent hours.

    `points`: both at the centre's staffing prices. A row of curve.csv.
    """

    kinds: int
    short_hours: float
    over_hours: float
    points: float
    proposed: bool


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}{minute % 60:02d}"
