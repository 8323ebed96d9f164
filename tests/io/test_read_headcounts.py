"""Reading headcounts.csv: what shifts want, by date or weekday."""

from collections.abc import Callable
from datetime import date

import pytest

from wfm.domain.groups import Who
from wfm.io.inputs import Inputs

Read = Callable[..., Inputs]
Complaints = Callable[..., list[str]]


def test_dates_weekdays_and_defaults(read_small: Read) -> None:
    """Without it a planner's figures, or what he left out, would be read as something else."""
    text = (
        "日期,星期,班次,人数,under,over,least,most,group\n"
        "2026-12-24,,day,3,50,5,,,\n"
        ",mon;tue,day,2,,,1,4,skill:sales\n"
        ",sat,day,,,,1,,\n"
    )
    dated, weekly, limit = read_small({"headcounts.csv": text}).headcounts
    assert (dated.day, dated.weekdays, dated.row.wanted) == (date(2026, 12, 24), (), 3)
    assert (dated.row.under, dated.row.over) == (50, 5)
    assert (weekly.day, weekly.weekdays, weekly.row.least, weekly.row.most) == (None, (0, 1), 1, 4)
    assert (weekly.row.under, weekly.row.over) == (100, 20)
    assert weekly.row.group == Who(skill="sales")
    assert (limit.row.wanted, limit.row.under, limit.row.over, limit.row.least) == (0, 0, 0, 1)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2026-12-24,mon,day,3,,,", "a date or weekdays, one of them"),
        (",,day,3,,,", "a date or weekdays, one of them"),
        (",moonday,night,3,,,", "weekdays such as mon;tue"),
        (",mon,night,3,,,", "expected one of day"),
        (",mon,day,,,,", "a number, or a least or most"),
        (",mon,day,2,3,1,", "no fewer than the least (3)"),
        (",mon,day,2,,,skill:sails", "did you mean 'sales'?"),
        (",mon,day,2,,,colour:red", "all, or role, skill, team, stage or contract"),
    ],
)
def test_rows_that_say_nothing_sensible(complaints: Complaints, row: str, told: str) -> None:
    """Without it a slip would silently become another demand."""
    text = f"date,weekday,shift,wanted,least,most,group\n{row}\n"
    assert any(told in complaint for complaint in complaints({"headcounts.csv": text}))


def test_a_day_is_said_once(complaints: Complaints) -> None:
    """Two rows for one Monday would be added up though one was meant to replace the other."""
    (told,) = complaints({"headcounts.csv": "weekday,shift,wanted\nmon,day,2\nmon;wed,day,3\n"})
    assert "one row per day, shift and group" in told
