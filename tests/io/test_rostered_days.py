"""Days of published rosters, read fast and never otherwise than in full."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from wfm.domain.errors import InputProblems
from wfm.domain.roster import DayKind, DayPlan, Pause
from wfm.domain.time import at_minute
from wfm.io.columns import SHIFTS
from wfm.io.rostered_days import rostered_days
from wfm.io.tables import write_rows

ZONE = ZoneInfo("Europe/Berlin")
SUNDAY, MONDAY, TUESDAY = date(2026, 3, 29), date(2026, 3, 30), date(2026, 3, 31)
NIGHT = DayPlan(
    *("A1", SUNDAY, DayKind.SHIFT, "night"),
    *(at_minute(SUNDAY, 1320, ZONE), at_minute(MONDAY, 360, ZONE)),
    paid_minutes=480,
    breaks=(Pause(at_minute(MONDAY, 60, ZONE), at_minute(MONDAY, 90, ZONE)),),
)
PLANS = (NIGHT, DayPlan("A1", MONDAY, DayKind.ABSENT), DayPlan("A1", TUESDAY, DayKind.OFF))


@pytest.fixture
def shifts(tmp_path: Path) -> Path:
    write_rows(tmp_path / "shifts.csv", SHIFTS, PLANS)
    return tmp_path / "shifts.csv"


def test_the_days_wanted_as_they_were_published(shifts: Path) -> None:
    """Otherwise absences would be held against another roster than the one people worked by."""
    found = list(rostered_days(shifts, {SUNDAY, MONDAY}, ZONE))
    assert found == [replace(NIGHT, paid_minutes=0, breaks=()), PLANS[1]]


def test_a_file_saved_in_another_dialect_is_read_in_full(shifts: Path) -> None:
    """A planner who opened shifts.csv in his spreadsheet has not lost the record."""
    text = shifts.read_text(encoding="utf-8")
    shifts.write_text(text.replace(",", "\t"), encoding="utf-16")
    assert [plan.kind for plan in rostered_days(shifts, {SUNDAY, MONDAY}, ZONE)] == [DayKind.SHIFT, DayKind.ABSENT]


def test_a_broken_file_is_named_and_is_no_bug(shifts: Path) -> None:
    """Exit 1 would send the planner to us instead of to the row."""
    shifts.write_text(shifts.read_text(encoding="utf-8").replace("absent", "abscent"), encoding="utf-8")
    with pytest.raises(InputProblems, match=r"shifts.csv:3, column 'kind': found 'abscent'"):
        list(rostered_days(shifts, {MONDAY}, ZONE))
