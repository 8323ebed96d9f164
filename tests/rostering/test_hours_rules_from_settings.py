"""The keys about hours that a contract may have, from the planner's file to the words of the rule book."""

from collections.abc import Callable
from pathlib import Path

import pytest

from wfm.domain.errors import InputProblems
from wfm.io.settings import read_centre
from wfm.rostering.rulebook import describe

FILE = """
[centre]
name = "Small"
timezone = "Asia/Shanghai"
[queues.calls]
[shifts.early]
starts = "06:00"
minutes = 480
[contracts.full]
shifts = ["early"]
days_per_week = [5, 5]
week_hours = [40, 40]
{contract}
"""
EVERY_RULE = """
min_days_in_period = 19
max_days_in_period = 21
min_hours_in_period = 160
max_hours_in_period = 160
min_hours_in_month = 152
max_hours_in_month = 176
day_hours = [4, 8.5]
no_work_between = "22:00-06:00"
rest_day_every_days = 7
two_days_off_every_days = 14
max_split_shifts_per_week = 2
more_on_make_up_days = true
max_holidays_in_period = 1
hours_bank = { normal_week_hours = 40, band_hours = [-40, 60], points_per_hour = 2 }
[contracts.full.overtime]
normal_day_hours = 8
normal_week_hours = 40
max_per_day_hours = 3
max_per_month_hours = 36
points_per_hour = 1.5
"""
Words = Callable[[str], dict[str, str]]


@pytest.fixture
def words(tmp_path: Path) -> Words:
    """Reads a file with these keys and gives the rule book by title."""

    def read(contract: str) -> dict[str, str]:
        path = tmp_path / "wfm.toml"
        path.write_text(FILE.format(contract=contract), encoding="utf-8")
        return dict(describe(read_centre(path)))

    return read


def test_every_rule_is_told_with_the_contracts_values(words: Words) -> None:
    """Without it a planner could not see that a value was read as he meant it."""
    book, usual = words(EVERY_RULE), words("")
    assert book["Contract hours and days"].endswith("; a make-up day allows a day more in its week (full)")
    assert {title: text.removesuffix(" (full)") for title, text in book.items() if title not in usual} == {
        "Days and hours of the planning period": "at least 19 and at most 21 working days and exactly 160 paid "
        "hours in the days planned at once; a day of leave counts as worked",
        "Hours of the calendar month": "at least 152 and at most 176 paid hours in a calendar month; a day of "
        "leave counts as worked; of a month seen in part planned days take their share, 10 points per hour off it",
        "Hours of a day": "4-8.5 paid hours on a day that is worked",
        "Closed hours": "no work between 22:00 and 06:00",
        "Rest days": "in any 7 days in a row a day off within 35 h of unbroken rest",
        "Two days off together": "two days off together in any 14 days in a row",
        "Split shifts": "at most 2 split shifts a week (an unpaid gap of 2 h or more)",
        "Public holidays": "at most 1 worked public holiday in the days planned at once",
        "Overtime": "what is beyond 8 h a day and 40 h a week: at most 3 h a day, at most 36 h a calendar month, "
        "1.5 points per hour",
        "Hours bank": "40 h a week are normal; the account stays between -40 and +60 h; every hour it is off zero "
        "costs 2 points",
    }


@pytest.mark.parametrize(
    ("contract", "told"),
    [
        ("min_days_in_period = 9\nmax_days_in_period = 8", "at least 9 and at most 8 days in a period"),
        ("min_hours_in_month = 170\nmax_hours_in_month = 160", "at least 170 and at most 160 h in a month"),
        ("day_hours = [9, 8]", "from 540 to 480 is not a range"),
        ("no_work_between = '22:00'", "is not a range such as"),
        ("no_work_between = '02:00-03:00; 22:00-23:00'", "is not one range such as"),
        ("overtime = { max_per_day_hours = 3 }", "column 'contracts.full.overtime.normal_day_hours'"),
        ("overtime = { normal_day_hours = 8, max_a_day_hours = 3 }", "did you mean 'max_per_day_hours'?"),
        ("hours_bank = { normal_week_hours = 40, band_hours = [10, 60] }", "expected a band around 0"),
        ("two_days_off_every_days = 2", "found '2'"),
    ],
)
def test_a_value_about_hours_that_makes_no_sense_is_refused(words: Words, contract: str, told: str) -> None:
    """Without it a limit could be misspelt into one that never binds."""
    with pytest.raises(InputProblems) as caught:
        words(contract)
    assert len(caught.value.problems) == 1
    assert told in str(caught.value)
