"""Days that are not like other days."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EventKind(StrEnum):
    HOLIDAY = "holiday"
    CAMPAIGN = "campaign"
    OUTAGE = "outage"
    CLOSURE = "closure"
    STEP = "step"
    MAKE_UP_DAY = "make_up_day"


@dataclass(frozen=True, slots=True)
class Event:
    """Something known about the calendar. `queue` "*": every queue. `factor`: known multiplier of volume."""

    queue: str
    start: datetime
    end: datetime
    kind: EventKind
    factor: float | None = None
    repeat_of: str = ""
    name: str = ""

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"event ends at {self.end}, not after its start {self.start}")
        if self.factor is not None and self.factor < 0:
            raise ValueError(f"factor is {self.factor}; expected 0 or more")

    def touches(self, queue: str, moment: datetime) -> bool:
        return self.queue in ("*", queue) and self.start <= moment < self.end
