"""Numbers, durations, dates and hours: decided over the whole column, never guessed cell by cell."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.io.hours_text import availability, hours, minute_of_day
from wfm.io.inputs import Inputs
from wfm.io.moments import comes_twice, local_moment, order_vote, stamp
from wfm.io.numbers import decimal_vote, number, seconds

BERLIN = ZoneInfo("Europe/Berlin")
Read = Callable[..., Inputs]
Complaints = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1.5", "1,234.5"], "."),
        (["1,5"], ","),
        (["1.234,5", "7"], ","),
        (["1.234.567"], ","),
        (["1,234,567"], "."),
        (["0,125"], ","),  # nobody writes a thousand as 0,125
        (["1,234"], ""),  # a thousand or one and a quarter: undecided
        (["12", "7"], ""),
        (["1,234", "2,5"], ","),
    ],
)
def test_decimal_mark_by_the_whole_column(cells: list[str], mark: str) -> None:
    """Without it 1.234,5 would be read as a little more than one."""
    assert decimal_vote(cells) == mark


@pytest.mark.parametrize(
    ("cell", "mark", "value"),
    [
        ("1,234.5", ".", 1234.5),
        ("1.234,5", ",", 1234.5),
        ("1 234,5", ",", 1234.5),
        ("1'234.5", ".", 1234.5),
        ("１２", ".", 12.0),  # full-width digits
        ("-3", ".", -3.0),
        ("1e3", ".", 1000.0),
        (7, ",", 7.0),
        (2.5, ",", 2.5),  # a number cell of a workbook has no mark
    ],
)
def test_numbers(cell: str | float, mark: str, value: float) -> None:
    """Without it thousands marks, blanks and full-width digits would be refused or misread."""
    assert number(cell, mark) == value


@pytest.mark.parametrize("cell", ["", "x", "1.2.3", "12,34", "1,23,456", "--1", "0x10", "nan"])
def test_what_is_no_number_is_refused(cell: str) -> None:
    """Without it a comma in the wrong place would multiply by a hundred."""
    with pytest.raises(ValueError, match=r"not a number|could not"):
        number(cell, ".")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("372", 372),
        ("6:12", 372),
        ("0:06:12", 372),
        ("1:00:00", 3600),
        ("372:00", 22320),
        ("6:12.5", 372.5),
        (300, 300),
    ],
)
def test_durations(cell: str | int, value: float) -> None:
    """Without it a handling time of 6:12 would be six seconds, or six hours."""
    assert seconds(cell, ".") == value


@pytest.mark.parametrize("cell", ["6:72", "1:60:00", "6:1", "a:10"])
def test_what_is_no_duration_is_refused(cell: str) -> None:
    """Without it 72 seconds past the minute would be accepted."""
    with pytest.raises(ValueError, match="not a"):
        seconds(cell, ".")


def test_undecidable_thousand_asks(complaints: Complaints, read_small: Read) -> None:
    """Without it 1,234 contacts would be 1.234 contacts, and a day would be staffed by nobody."""
    text = 'queue,start,offered,aht\nsales,2026-03-02T08:00,"1,234",240\n'
    [problem] = complaints({"history.csv": text})
    assert "decimal_mark" in problem
    history = read_small({"history.csv": text}, "[files]\ndecimal_mark = '.'\n").history
    assert history is not None
    assert history["offered"].tolist() == [1234]


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("2026-03-02T08:30", "2026-03-02T08:30"),
        ("2026-03-02 08:30:00", "2026-03-02T08:30"),
        ("2026/3/2 8:30", "2026-03-02T08:30"),
        ("2026年3月2日 08:30", "2026-03-02T08:30"),
        ("2026年3月2日08:30", "2026-03-02T08:30"),
        ("20260302 08:30", "2026-03-02T08:30"),
        ("02.03.2026 08:30", "2026-03-02T08:30"),
        ("2 Mar 2026 8:30 PM", "2026-03-02T20:30"),
        ("2026-03-02 12:15 am", "2026-03-02T00:15"),
        ("2026-03-02 08:30 - 09:00", "2026-03-02T08:30"),
        ("2026-03-02 08:30-09:00", "2026-03-02T08:30"),
        ("2026-03-02 23:30-00:00", "2026-03-02T23:30"),
        ("2026-03-02 08:30~09:00", "2026-03-02T08:30"),
    ],
)
def test_moments_as_reports_write_them(text: str, wall: str) -> None:
    """Without it a common form of date would be refused, or the end of an interval taken for a time zone."""
    found = stamp(text, "")
    assert found.wall == datetime.fromisoformat(wall)
    assert found.offset is None


def test_offsets_are_kept() -> None:
    """Without it an export in UTC would be an hour or more beside the calls."""
    for text, hours_east in (
        ("2026-03-02T08:30Z", 0),
        ("2026-03-02T08:30+08:00", 8),
        ("2026-03-02 08:30:00-05:00", -5),
    ):
        offset = stamp(text, "").offset
        assert offset is not None
        assert offset.utcoffset(None) == timedelta(hours=hours_east)


@given(
    first=st.dates(date(2001, 1, 1), date(2060, 1, 1)),
    length=st.integers(2, 60),
    order=st.sampled_from(["dmy", "mdy"]),
)
def test_day_or_month_first_is_never_guessed_wrong(first: date, length: int, order: str) -> None:
    """Without it 03/04 would be April in one row and March in the next."""
    days = [first + timedelta(days=n) for n in range(length)]
    form = "%d/%m/%Y" if order == "dmy" else "%m/%d/%Y"
    assert order_vote([day.strftime(form) for day in days], in_a_row=True) in (order, "")


def test_day_or_month_first_needs_proof_outside_a_run_of_days() -> None:
    """Without it two hiring dates a day apart by chance would decide the order for all."""
    assert order_vote(["03/04/2026", "04/04/2026"], in_a_row=False) == ""
    assert order_vote(["03/04/2026", "13/04/2026"], in_a_row=False) == "dmy"
    assert order_vote(["03/04/2026", "04/13/2026"], in_a_row=False) == "mdy"
    assert order_vote(["13/04/2026", "04/13/2026"], in_a_row=False) == ""


def test_undecidable_dates_ask(complaints: Complaints, read_small: Read) -> None:
    """Without it leave on 3 April would be planned for 4 March."""
    text = "agent_id,start,end,kind\nA1,03/04/2026,03/04/2026,planned\n"
    first, second = complaints({"absences.csv": text})
    assert "date_order" in first
    assert "date_order" in second
    [absence] = read_small({"absences.csv": text}, "[files]\ndate_order = 'dmy'\n").absences
    assert absence.start.date() == date(2026, 4, 3)


def test_one_column_proves_the_order_for_its_file(read_small: Read) -> None:
    """Without it 'from 01/02' would be asked for though 'to 28/02' stands beside it."""
    text = "agent_id,start,end,kind\nA1,01/02/2026,28/02/2026,planned\n"
    [absence] = read_small({"absences.csv": text}).absences
    assert absence.start.date() == date(2026, 2, 1)


def test_the_skipped_hour_does_not_exist() -> None:
    """Without it 02:30 on the night of the clock change would become some other time."""
    with pytest.raises(ValueError, match="does not exist"):
        local_moment(datetime.fromisoformat("2026-03-29T02:30"), BERLIN)
    assert local_moment(datetime.fromisoformat("2026-03-29T03:00"), BERLIN).utcoffset() == timedelta(hours=2)


def test_the_doubled_hour_is_known() -> None:
    """Without it nobody would notice that 02:30 happens twice in October."""
    assert comes_twice(local_moment(datetime.fromisoformat("2026-10-25T02:30"), BERLIN))
    assert not comes_twice(local_moment(datetime.fromisoformat("2026-10-25T03:00"), BERLIN))


def test_opening_hours() -> None:
    """Without it a lunch closure, or a full-width colon, would not be understood."""
    assert hours("07:00-12:00; 14:00-24:00") == ((420, 720), (840, 1440))
    assert hours("07：00-12：00；14：00-18：00") == ((420, 720), (840, 1080))
    assert hours("") == ()
    for wrong in ("7-12", "12:00-07:00", "07:00-25:00", "07:00-12:00;11:00-13:00"):
        with pytest.raises(ValueError, match=r"\w"):
            hours(wrong)


def test_availability() -> None:
    """Without it a student's evenings would be lost, or a night would end where it starts."""
    assert availability("mon-wed 16:00-24:00; sat 20:00-24:00") == {
        **dict.fromkeys((0, 1, 2), ((960, 1440),)),
        5: ((1200, 1440),),
    }
    assert availability("fri-mon 22:00-06:00") == dict.fromkeys((4, 5, 6, 0), ((1320, 1800),))
    assert availability("Mon,Wed 08:00-12:00,13:00-17:00") == dict.fromkeys((0, 2), ((480, 720), (780, 1020)))
    assert availability("tue") == {1: ((0, 1440),)}
    with pytest.raises(ValueError, match="weekday"):
        availability("someday 08:00-12:00")


@given(st.integers(0, 1440))
def test_clock_times(minute: int) -> None:
    """Without it a time of day would not survive being written and read."""
    assert minute_of_day(f"{minute // 60}:{minute % 60:02d}") == minute
