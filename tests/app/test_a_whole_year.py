"""The sample centre over 366 days: it ends, it heeds signals and limits, and what it publishes is a whole year."""

import csv
import os
import shutil
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from wfm.app.build_roster import build_from_requirement
from wfm.app.check_roster import check_roster
from wfm.app.make_forecast import make_forecast
from wfm.app.order import Order, RosterOrder, Search
from wfm.app.run_result import RunResult
from wfm.app.staff import staff
from wfm.app.steps import NobodyWatches
from wfm.domain.errors import NothingUsable
from wfm.rostering import patience

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
DAYS = 366
LONGEST_SECONDS = 300
"""Many times what it takes; no measure of speed, only the difference between slow and never."""


class Impatient(NobodyWatches):
    """Sends a signal as soon as there is a first roster."""

    def __init__(self) -> None:
        self.sent = False

    def reaches(self, share: float, text: str) -> None:
        if not self.sent:
            self.sent = True
            os.kill(os.getpid(), signal.SIGTERM)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample centre with a staffed forecast of 366 days."""
    root = tmp_path_factory.mktemp("year")
    shutil.copy(ROOT / "wfm.toml", root)
    shutil.copytree(ROOT / "inputs", root / "inputs")
    make_forecast(Order(root, date(1999, 3, 7), DAYS), NobodyWatches())
    staff(root, None, NobodyWatches())
    return root


@contextmanager
def never_hanging() -> Iterator[None]:
    """Fails the test that takes longer than any machine needs."""

    def give_up(*_: object) -> None:
        raise TimeoutError(f"still at work after {LONGEST_SECONDS} seconds")

    former = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(LONGEST_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, former)


def assert_whole(root: Path, result: RunResult) -> None:
    """Every agent has every day once, and an audit from the files alone finds no hard breach."""
    with (root / "inputs" / "agents.csv").open(encoding="utf-8", newline="") as file:
        agents = [row["agent_id"] for row in csv.DictReader(file)]
    with (result.run / "shifts.csv").open(encoding="utf-8", newline="") as file:
        found = [(row["agent_id"], row["date"]) for row in csv.DictReader(file)]
    assert Counter(agent for agent, _ in found) == dict.fromkeys(agents, DAYS)
    assert len(set(found)) == len(found)
    assert check_roster(root, result.run.name).hard == ()


def test_a_signal_in_a_year_publishes_the_first_roster(year: Path) -> None:
    """Without it whoever interrupts the longest of all runs would be the one who gets nothing for it."""
    with never_hanging():
        result = build_from_requirement(RosterOrder(year), Impatient())
    assert result.interruption_code == 128 + signal.SIGTERM
    assert result.summary["stopped_by"] == "SIGTERM"
    assert_whole(year, result)


def test_a_time_limit_holds_for_a_year(year: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it the limit would bound the search, but not the minutes before and after it."""
    monkeypatch.setattr(patience, "SECONDS_FOR_A_FIRST_ROSTER", float(LONGEST_SECONDS))
    with never_hanging():
        result = build_from_requirement(RosterOrder(year, search=Search(None, 1.0)), NobodyWatches())
    assert result.summary["stopped_by"] == "time_limit"
    assert_whole(year, result)


def test_a_year_that_cannot_even_be_prepared_in_time_is_refused(
    year: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it a limit of a second could mean a minute, or a roster of nobody."""
    monkeypatch.setattr(patience, "SECONDS_FOR_A_FIRST_ROSTER", 0.0)
    before = sorted((year / "rosters").glob("*"))
    with never_hanging(), pytest.raises(NothingUsable, match="plan fewer days"):
        build_from_requirement(RosterOrder(year, search=Search(None, 0.1)), NobodyWatches())
    assert sorted((year / "rosters").glob("*")) == before
