"""Contracts about hours, from a planner's files to what the program answers."""

import json
from datetime import date
from pathlib import Path

import pytest

from wfm.app.check_inputs import check_inputs
from wfm.app.opening import open_workspace
from wfm.app.order import Order
from wfm.app.run_chain import run_chain
from wfm.app.special_days import special_days
from wfm.app.steps import NobodyWatches
from wfm.domain.errors import InputProblems

MONDAY = date(2026, 1, 26)
BANK = "hours_bank = { normal_week_hours = 40, band_hours = [-40, 40], points_per_hour = 1 }"


def rewrite(path: Path, old: str, new: str) -> None:
    """Replace a text that stands in the file once or more."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_check_names_the_key_of_a_contract_that_nobody_could_keep(tiny: Path) -> None:
    """Without it the roster would call every agent impossible, at the end of a long run."""
    rewrite(tiny / "wfm.toml", "week_hours = [32, 40]", "week_hours = [44, 48]")
    with pytest.raises(InputProblems) as caught:
        check_inputs(tiny)
    [problem] = caught.value.problems
    # five days of one shift of 8 paid hours
    assert (problem.file, problem.column, problem.value) == ("wfm.toml", "contracts.full.week_hours", "[44, 48]")
    assert problem.expected.startswith("at most 40 h")
    lines = (tiny / "wfm.toml").read_text(encoding="utf-8").splitlines()
    assert problem.row is not None
    assert lines[problem.row - 1].startswith("week_hours")


def test_public_holidays_of_the_country_are_holidays_of_the_roster(tiny: Path) -> None:
    """Without it a limit of holidays worked would count only those that somebody wrote into events.csv."""
    rewrite(tiny / "wfm.toml", 'holidays = ""', 'holidays = "CN"')
    opened = open_workspace(tiny)
    days = {event.start.date() for event in special_days(opened, opened.centre.horizon(date(2026, 1, 1), 7))}
    assert date(2026, 1, 1) in days
    assert date(2026, 1, 5) not in days


def test_the_summary_says_where_each_hours_bank_stands(tiny: Path) -> None:
    """Without it nobody would know what to write into agents.csv for the next roster."""
    rewrite(tiny / "wfm.toml", "max_days_in_row = 5", f"max_days_in_row = 5\n{BANK}")
    agents = (tiny / "inputs" / "agents.csv").read_text(encoding="utf-8").splitlines()
    with_balance = [f"{agents[0]},hours_balance", *(f"{line},{8 * n}" for n, line in enumerate(agents[1:]))]
    (tiny / "inputs" / "agents.csv").write_text("\n".join(with_balance) + "\n", encoding="utf-8")
    result = run_chain(Order(tiny, MONDAY, 7), NobodyWatches())
    balances = json.loads((result.run / "summary.json").read_text(encoding="utf-8"))["hours_balance"]
    # Ada comes with 0 h and can at most work the 40 h that are normal; the others have 8, 16 and 24 h too many,
    # of which a week of 32 h takes 8 h away at most.
    assert balances["A1"] in (-8, 0)
    assert balances["A2"] in (0, 8)
    assert balances["A3"] in (8, 16)
    assert balances["A4"] in (16, 24)
