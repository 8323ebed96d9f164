"""The keys of wfm.toml about fairness, wishes and prices by service level."""

from pathlib import Path

import pytest

from wfm.domain.burdens import Burden
from wfm.domain.centre import Centre
from wfm.domain.errors import InputProblems
from wfm.io.settings import read_centre

CENTRE = """
[centre]
name = "Small"
timezone = "Asia/Shanghai"
[queues.calls]
[shifts.day]
starts = "08:00"
minutes = 480
points = 2
"""
ROSTER = """
[roster]
late_weight = 1
weekend_weight = 2
night_weight = 3
holiday_weight = 4
early_weight = 5
points_weight = 6
refused_weight = 7
balance_weeks = 12
wish_carry_over = 0.25
seniority_weight = 0.05
preference_points = 3
"""


def read(path: Path, text: str) -> Centre:
    (path / "wfm.toml").write_text(text, encoding="utf-8")
    return read_centre(path / "wfm.toml")


def test_every_key_reaches_the_centre(tmp_path: Path) -> None:
    """Without it a weight could be accepted and then have no effect."""
    centre = read(tmp_path, CENTRE + ROSTER)
    assert centre.roster.burden_weights == Burden(1, 2, 3, 4, 5, 6, 7)
    assert (centre.roster.balance_weeks, centre.roster.wish_carry_over) == (12, 0.25)
    assert (centre.roster.seniority_weight, centre.roster.preference_points) == (0.05, 3)
    assert centre.shifts["day"].points == 2


def test_nothing_new_counts_unless_it_is_said(tmp_path: Path) -> None:
    """Without it an existing centre would get other rosters by an update."""
    roster = read(tmp_path, CENTRE).roster
    assert roster.burden_weights == Burden(late=2, weekend=4)
    assert (roster.balance_weeks, roster.wish_carry_over, roster.seniority_weight) == (0, 0, 0)
    assert roster.prices.points_per_contact is None


def test_prices_by_service_level(tmp_path: Path) -> None:
    """Without it the ladder would have to be as long as the bands, which do not matter then."""
    text = "[roster.prices]\nbasis = 'service_level'\npoints_per_contact = 0.5\nunder = [1, 2, 4, 8, 16]\n"
    prices = read(tmp_path, CENTRE + text).roster.prices
    assert (prices.points_per_contact, prices.under) == (0.5, (1, 2, 4, 8, 16))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[roster]\nnight_weight = -1\n", "night_weight"),
        ("[roster]\nnights_weight = 1\n", "did you mean 'night_weight'"),
        ("[roster]\nbalance_weeks = 300\n", "balance_weeks"),
        ("[roster.prices]\nbasis = 'heads'\n", "service_level"),
        ("[roster.prices]\nunder = [1, 2, 4, 8, 16]\n", "one more step"),
    ],
)
def test_what_cannot_be(tmp_path: Path, text: str, told: str) -> None:
    """Without it a slip of the pen would be a setting."""
    with pytest.raises(InputProblems) as caught:
        read(tmp_path, CENTRE + text)
    assert told in str(caught.value)
