"""Who was due and who stayed away, by hand."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from wfm.domain.centre import Centre
from wfm.domain.contracts import Contract, Span
from wfm.domain.people import Absence, AbsenceKind, Agent
from wfm.domain.queues import Goal, Queue
from wfm.domain.roster import DayKind, DayPlan
from wfm.domain.shifts import ShiftPattern
from wfm.domain.time import OpeningHours, at_minute
from wfm.pool.absence.days import AbsenceDays, absence_days, usual_week
from wfm.pool.absence.spells import beginnings_by_chance, spells_of

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY, SUNDAY = date(2026, 3, 2), date(2026, 3, 8)
CENTRE = Centre(
    name="Small",
    zone=ZONE,
    interval_minutes=60,
    week_start=0,
    opening=OpeningHours(dict.fromkeys(range(7), ((0, 1440),))),
    queues=(Queue("calls", Goal()),),
    contracts={"full": Contract("full", ("day",), Span(4, 4), Span(32 * 60, 32 * 60))},
    shifts={"day": ShiftPattern("day", 540, 540, 30, 480, weekdays=(0, 1, 2, 3, 4))},
)
ANN = Agent("A1", "Ann", "North", "full", ("calls",))


def away(first: int, last: int, kind: AbsenceKind = AbsenceKind.UNPLANNED) -> Absence:
    """Whole days of March 2026, both included."""
    return Absence(
        "A1", at_minute(date(2026, 3, first), 0, ZONE), at_minute(date(2026, 3, last), 1440, ZONE), kind, True
    )


def shift(day: int) -> DayPlan:
    start, end = (at_minute(date(2026, 3, day), minute, ZONE) for minute in (540, 1020))
    return DayPlan("A1", date(2026, 3, day), DayKind.SHIFT, "day", start, end, 480)


def week(*absences: Absence, plans: tuple[DayPlan, ...] = (), agent: Agent = ANN) -> AbsenceDays:
    return absence_days(CENTRE, [agent], absences, {("A1", plan.date): plan for plan in plans}, MONDAY, SUNDAY)


def test_without_a_roster_the_contract_says_how_likely_a_day_is_worked() -> None:
    """Without it there would be no rate before the first roster: four days a week over five weekdays are 0.8."""
    assert usual_week(ANN, CENTRE) == (0.8, 0.8, 0.8, 0.8, 0.8, 0.0, 0.0)
    found = week(away(3, 4))
    assert found.due[0].tolist() == [0.8, 0.8, 0.8, 0.8, 0.8, 0.0, 0.0]
    assert found.unplanned[0].tolist() == [0.0, 0.8, 0.8, 0.0, 0.0, 0.0, 0.0]
    assert found.rostered.sum() == 0.0


def test_a_roster_says_which_days_count() -> None:
    """Otherwise illness on days off would count as absence, and make the reserve too large."""
    off = DayPlan("A1", date(2026, 3, 4), DayKind.OFF)
    found = week(away(3, 4), plans=(shift(3), off))
    assert found.unplanned[0].tolist() == [0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    assert found.rostered.sum() == 1.0


def test_nobody_on_leave_can_call_in_sick() -> None:
    """Otherwise a month of holidays would make the rate of those who were to come look low."""
    found = week(away(2, 3, AbsenceKind.PLANNED), away(4, 4))
    assert found.planned[0].tolist() == [0.8, 0.8, 0.0, 0.0, 0.0, 0.0, 0.0]
    assert found.due[0].tolist() == [0.0, 0.0, 0.8, 0.8, 0.8, 0.0, 0.0]
    assert found.unplanned.sum() == pytest.approx(0.8)
    assert found.expected == pytest.approx(4.0)


def test_hours_count_as_their_part_of_the_shift() -> None:
    """A dentist's hour is no day: 2 of 8 hours, by the roster or by the contract's usual day."""
    hours = Absence(
        "A1",
        datetime(2026, 3, 3, 9, tzinfo=ZONE),
        datetime(2026, 3, 3, 11, tzinfo=ZONE),
        AbsenceKind.UNPLANNED,
        False,
    )
    assert week(hours, plans=(shift(3),)).unplanned.sum() == pytest.approx(0.25)
    assert week(hours).unplanned.sum() == pytest.approx(0.8 * 0.25)


def test_nobody_is_due_before_his_hire() -> None:
    """Otherwise new teams would look healthy."""
    hired = Agent("A1", "Ann", "North", "full", ("calls",), hire_date=date(2026, 3, 4))
    assert week(agent=hired).due[0].tolist() == [0.0, 0.0, 0.8, 0.8, 0.8, 0.0, 0.0]


def test_days_off_do_not_end_a_spell() -> None:
    """Friday and Monday of one flu are one event; two illnesses with a day at work between them are two."""
    due = np.array([1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0])
    missed = np.array([0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.5])
    first, second = spells_of(3, due, missed)
    assert (first.row, first.columns, first.days, first.begins) == (3, (1, 4), 2.0, 1)
    assert (second.columns, second.days) == ((6,), 0.5)


def test_a_monday_collects_what_came_on_the_weekend() -> None:
    """Otherwise Mondays would be called beyond chance everywhere: three days of illness show on them."""
    due = np.array([[1.0, 0.0, 0.0, 1.0, 1.0] + [0.0] * 9 + [1.0]])
    assert beginnings_by_chance(due)[0].tolist() == [1.0, 0.0, 0.0, 3.0, 1.0] + [0.0] * 9 + [4.0]
