"""The rules that a contract may have, from the planner's file to the words of the rule book."""

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
[shifts.late]
starts = "15:00"
minutes = 480
[roster]
{roster}
[contracts.full]
shifts = ["early", "late"]
days_per_week = [5, 5]
week_hours = [40, 40]
{contract}
"""
EVERY_RULE = """
min_days_in_row = 2
min_days_off_in_row = 2
max_nights_in_row = 4
rest_after_nights_hours = 48
no_early_after_night_hours = 60.5
forbidden_next_day = { late = ["early"] }
whole_weekends = true
max_days_in_period = 20
max_hours_in_period = 160
"""
RULES_ABOUT_DAYS = """
weekend_off_every = 2
max_weekends_in_period = 2
same_shift_on_weekends = true
min_nights_in_row = 2
max_nights_in_period = 8
days_off_after_nights = 2
required_next_day = { late = ["late", "off"] }
required_next_shift = { late = ["late", "early"], early = ["early"] }
rotate_forward = ["early", "late"]
rotate_until = "day_off"
isolated_day_off_points = 6
"""
Words = Callable[..., dict[str, str]]


@pytest.fixture
def words(tmp_path: Path) -> Words:
    """Reads a file with these keys and gives the rule book by title."""

    def read(contract: str = "", roster: str = "") -> dict[str, str]:
        path = tmp_path / "wfm.toml"
        path.write_text(FILE.format(contract=contract, roster=roster), encoding="utf-8")
        return dict(describe(read_centre(path)))

    return read


def test_rules_nobody_asked_for_are_not_in_the_book(words: Words) -> None:
    """Without it an existing centre would be held to new rules by an update."""
    new = set(words(EVERY_RULE)) - set(words())
    assert new == {
        "Minimum days in a row",
        "Minimum days off in a row",
        "Night shifts",
        "Nights in a row",
        "Rest after nights",
        "No early after a night",
        "Forbidden successions",
        "Whole weekends",
        "Days and hours of the planning period",
    }


def test_rules_about_days_are_told_with_the_centres_values(words: Words) -> None:
    """Without it a planner could not see that every second weekend is free, or what a single day off costs."""
    book, plain = words(RULES_ABOUT_DAYS), words()
    new = {title: text for title, text in book.items() if text != plain.get(title)}
    assert new.pop("Night shifts").startswith("any work between 23:00 and 06:00")
    assert new == {
        "Weekends off": "at most 1 weekend worked in a row (full)",
        "Most weekends in the planning period": "at most 2 weekends worked in the days planned at once (full)",
        "Same shift on weekends": "the days of one weekend are worked on the same shift (full)",
        "Minimum nights in a row": "at least 2 nights in a row; a run that leave cuts is spared (full)",
        "Nights in the planning period": "at most 8 night shifts in the days planned at once (full)",
        "Days off after nights": "2 days off after the last night of a run; leave counts as such (full)",
        "Next shift worked": "after late the next shift is late or early; after early the next shift is early, "
        "whatever days off lie between (full)",
        "Required successions": "only late or off on the day after late; leave may always follow (full)",
        "Forward rotation": "shifts only move forward, early to late, until a day off (full)",
        "Isolated days": "6 points for a single day off between working days; days beside leave are spared (full)",
    }


def test_no_weekend_at_all_is_said_so(words: Words) -> None:
    """Without it "at most 0 weekends in a row" would leave a planner wondering."""
    assert words("weekend_off_every = 1")["Weekends off"] == "no weekend is worked (full)"


def test_every_rule_is_told_with_the_centres_values(words: Words) -> None:
    """Without it a planner could not see that a value was read as he meant it."""
    book = words(EVERY_RULE, 'night = "22:30-05:00"\nearly_before = "07:30"')
    assert book["Minimum days in a row"].startswith("at least 2 working days in a row")
    assert book["Minimum days off in a row"].startswith("at least 2 days off in a row")
    assert "between 22:30 and 05:00" in book["Night shifts"]
    assert "before 07:30" in book["Night shifts"]
    assert book["Nights in a row"] == "at most 4 night shifts in a row (full)"
    assert book["Rest after nights"].startswith("48 h between")
    assert "within 60.5 h after a night" in book["No early after a night"]
    assert book["Forbidden successions"] == "no early on the day after late (full)"
    assert "at most 20 working days and at most 160 paid hours" in book["Days and hours of the planning period"]


@pytest.mark.parametrize(
    ("contract", "roster", "told"),
    [
        ("min_days_in_row = 7", "", "min_days_in_row 7; expected 1 to max_days_in_row (6)"),
        ("forbidden_next_day = { late = ['erly'] }", "", "names erly; expected its own shifts (early, late)"),
        ("required_next_day = { late = ['off', 'nite'] }", "", "required_next_day names nite; expected"),
        ("required_next_shift = { late = ['off'] }", "", "required_next_shift names off; expected its own shifts"),
        ("rotate_forward = ['early']", "", "rotate_forward needs two or more shifts, each of them once"),
        ("rotate_forward = ['early', 'nite']", "", "rotate_forward names nite"),
        ("min_nights_in_row = 3\nmax_nights_in_row = 2", "", "expected 1 to max_nights_in_row (2)"),
        ("weekend_off_every = 2\nmax_weekends_in_row = 2", "", "or max_weekends_in_row, not both"),
        ("whole_weekends = 'yes'", "", "found 'yes'; expected true or false"),
        ("max_nights_in_row = 0", "", "column 'contracts.full.max_nights_in_row': found '0'"),
        ("min_day_in_row = 2", "", "did you mean 'min_days_in_row'?"),
        ("", "night = '23:00'", "is not a range such as"),
        ("", "night = '20:00-22:00; 23:00-06:00'", "is not one range such as 23:00-06:00"),
        ("", "early_before = '8'", "'8' is not a time of day"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused(words: Words, contract: str, roster: str, told: str) -> None:
    """Without it a rule could be misspelt into one that never binds."""
    with pytest.raises(InputProblems) as caught:
        words(contract, roster)
    assert len(caught.value.problems) == 1
    assert told in str(caught.value)
