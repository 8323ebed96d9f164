"""Who is on contact when, against a count minute by minute on the clock of the world."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.domain.people import Absence, AbsenceKind, Agent
from wfm.domain.queues import Cover
from wfm.domain.roster import DayKind, DayPlan, Pause, Roster
from wfm.domain.time import Horizon
from wfm.rostering.coverage import agents_open, minutes_on_contact

JERUSALEM = ZoneInfo("Asia/Jerusalem")
HORIZON = Horizon(date(1999, 9, 2), 3, 30, JERUSALEM)
"""On 1999-09-03 at 02:00 the clock goes back: the hour from 01:00 comes twice, and the day has 25 of them."""
AGENT = Agent("A1", "", "", "any", ("calls",))
CALLS = Cover(("calls",))
MINUTE = timedelta(minutes=1)


def moment(minute: int) -> datetime:
    return HORIZON.moment(minute)


def shift(start: int, length: int, *pauses: tuple[int, int]) -> DayPlan:
    """A shift from one elapsed minute on; pauses as minutes after its start and their length."""
    breaks = tuple(Pause(moment(start + after), moment(start + after + minutes)) for after, minutes in pauses)
    begins, ends = moment(start), moment(start + length)
    return DayPlan("A1", begins.date(), DayKind.SHIFT, "day", begins, ends, length, breaks)


def counted(plan: DayPlan, absences: tuple[Absence, ...]) -> list[float]:
    """Mean agents on contact by interval, each minute of UTC looked at on its own."""
    away = [(pause.start, pause.end) for pause in plan.breaks] + [(gone.start, gone.end) for gone in absences]
    spans = [(start.astimezone(UTC), end.astimezone(UTC)) for start, end in away]
    begins, ends = (at.astimezone(UTC) for at in plan.span())
    midnight = HORIZON.start.astimezone(UTC)
    minutes = (midnight + number * MINUTE for number in range(HORIZON.minutes))
    there = [begins <= at < ends and not any(start <= at < end for start, end in spans) for at in minutes]
    return [sum(there[first : first + 30]) / 30 for first in range(0, HORIZON.minutes, 30)]


@given(
    start=st.integers(-600, HORIZON.minutes - 1),
    length=st.integers(1, 720),
    pause=st.tuples(st.integers(0, 300), st.integers(1, 60)),
    gone=st.tuples(st.integers(-300, HORIZON.minutes), st.integers(1, 600)),
)
def test_every_minute_is_counted_as_on_the_clock(
    start: int, length: int, pause: tuple[int, int], gone: tuple[int, int]
) -> None:
    """Without it a night of 25 hours, a shift that leaves the horizon or an odd minute could be miscounted."""
    plan = shift(start, length, pause)
    absence = Absence("A1", moment(gone[0]), moment(sum(gone)), AbsenceKind.PLANNED, whole_days=False)
    expected = counted(plan, (absence,))
    assert (minutes_on_contact(plan, (absence,), HORIZON) / 30).tolist() == expected
    inside, before = ((plan,), ()) if start >= 0 else ((), (plan,))
    found = agents_open(Roster(HORIZON, inside), (AGENT,), (CALLS,), (absence,), before)
    assert found["calls"].tolist() == expected


@pytest.mark.parametrize("begins", [25 * 60, 26 * 60])
def test_an_absence_in_the_hour_that_comes_twice(begins: int) -> None:
    """Without it half an hour of training would be looked for in the wrong one of two equal hours.

    Both times the clock shows 01:00 to 01:30, an elapsed hour apart; the shift lasts four hours from midnight.
    """
    plan = shift(24 * 60, 4 * 60)
    absence = Absence("A1", moment(begins), moment(begins + 30), AbsenceKind.TRAINING, whole_days=False)
    found = agents_open(Roster(HORIZON, (plan,)), (AGENT,), (CALLS,), (absence,))["calls"]
    assert absence.start.hour == 1
    assert np.flatnonzero(found).tolist() == [at for at in range(48, 56) if at != begins // 30]
