"""Everything known about days that are not like others, as one queue sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np

from wfm.domain.centre import Centre
from wfm.domain.events import Event, EventKind
from wfm.forecasting.events import before, concerning, covered, teachable
from wfm.forecasting.grid import BoolArray, Days


@dataclass(frozen=True)
class SpecialDays:
    """Events of one queue in order of time, names of public `holidays` by ordinal, `weekend` weekdays."""

    events: tuple[Event, ...]
    holidays: Mapping[int, str]
    weekend: tuple[int, ...]
    zone: ZoneInfo

    @classmethod
    def of(cls, queue: str, events: Sequence[Event], holidays: Mapping[int, str], centre: Centre) -> "SpecialDays":
        return cls(tuple(concerning(queue, events)), holidays, centre.roster.weekend, centre.zone)

    @property
    def steps(self) -> tuple[Event, ...]:
        return tuple(event for event in self.events if event.kind is EventKind.STEP)

    def ordinary(self, days: Days, slots: int) -> BoolArray:
        """Where no event that spoils learning and no public holiday lies, shape (days, slots)."""
        free = np.array([int(ordinal) not in self.holidays for ordinal in days.ordinals], dtype=np.bool_)
        return teachable(self.events, days, slots, self.zone) & free[:, np.newaxis]

    def window(self, event: Event, days: Days, slots: int) -> BoolArray:
        return covered(event, days, slots, self.zone)

    def since(self, event: Event, days: Days, slots: int) -> BoolArray:
        """All intervals from the start of the event on, shape (days, slots)."""
        return ~before(event, days, slots, self.zone)

    def resembled(self, event: Event) -> Event | None:
        """The earlier event that `repeat_of` names or dates; None when there is no such event."""
        for earlier in self.events:
            first_day = earlier.start.astimezone(self.zone).date().isoformat()
            if earlier.start < event.start and event.repeat_of in (earlier.name, first_day):
                return earlier
        return None

    def holidays_alike(self, weekday: int, days: Days, slots: int, name: str | None = None) -> BoolArray:
        """All intervals of public holidays (of that name) on days of that weekday's kind, shape (days, slots).

        Working weekdays and weekends are told apart: a holiday on a Sunday tells nothing of one on a Tuesday.
        """
        names = [self.holidays.get(int(ordinal)) for ordinal in days.ordinals]
        holiday = np.array([found is not None and name in (None, found) for found in names], dtype=np.bool_)
        alike = np.isin(days.weekdays, self.weekend) == (weekday in self.weekend)
        return np.repeat((holiday & alike)[:, np.newaxis], slots, axis=1)

    def seen(self, name: str, days: Days) -> bool:
        """Whether a holiday of that name lies in `days`."""
        return any(self.holidays.get(int(ordinal)) == name for ordinal in days.ordinals)
