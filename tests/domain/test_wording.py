"""Numbers in sentences."""

import pytest

from wfm.domain.wording import at_most, between, clock, counted


def test_one_is_not_told_as_several() -> None:
    """Without it the rule book would speak of "1 weekends"."""
    assert (counted(1, "weekend"), counted(2, "weekend")) == ("1 weekend", "2 weekends")
    assert (counted(1, "day off", "days off"), counted(0, "day off", "days off")) == ("1 day off", "0 days off")
    assert (counted(1.5, "paid hour"), counted(1.0, "paid hour")) == ("1.5 paid hours", "1 paid hour")


def test_none_at_most_is_told_as_none() -> None:
    """Without it "at most 0 night shifts" would leave a planner wondering."""
    assert at_most(0, "night shift") == "no night shifts"
    assert at_most(1, "night shift") == "at most 1 night shift"


def test_a_range_of_one_number_is_that_number() -> None:
    """Without it a contract of exactly five days would be told as 5-5."""
    assert (between(5, 5, "day"), between(4, 5, "day"), between(1, 1, "day")) == ("5 days", "4-5 days", "1 day")


@pytest.mark.parametrize(("minute", "told"), [(450, "07:30"), (1440, "24:00"), (1800, "06:00"), (0, "00:00")])
def test_minutes_past_midnight_are_the_next_mornings(minute: int, told: str) -> None:
    """Without it a night would be told to end at 30:00."""
    assert clock(minute) == told
