"""Signals: the best roster so far is published, and kill -9 costs nothing that was there before."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from wfm.app import roster_plan
from wfm.app.interruption import heeding_signals
from wfm.app.order import Order
from wfm.app.run_chain import run_chain
from wfm.app.steps import NobodyWatches
from wfm.domain.errors import Interrupted
from wfm.rostering import patience
from wfm.rostering.build import Tell, build_roster
from wfm.rostering.problem import RosterProblem
from wfm.rostering.result import RosterResult

PATIENCE_SECONDS = 60


def week_of(root: Path) -> Order:
    return Order(root, date(2026, 1, 26), 7)


def searching_for_long(root: Path) -> "subprocess.Popen[str]":
    """A run of the tiny centre that would look for a roster for hours, and has begun to."""
    settings = (root / "wfm.toml").read_text(encoding="utf-8")
    long_search = settings.replace("sweeps = 5", "sweeps = 1000000")
    (root / "wfm.toml").write_text(long_search, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "wfm", "run", "-w", str(root), "--from", "2026-01-26", "--days", "7", "--json"],
        stdout=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not any('"staffing"' in log.read_text(encoding="utf-8") for log in (root / "logs").glob("*.jsonl")):
        assert process.poll() is None, "the run ended before it began to search"
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(2)  # into the search
    return process


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_publishes_the_best_so_far_and_says_so(tiny: Path, number: signal.Signals, code: int) -> None:
    """Otherwise the end of the maintenance window would cost the whole night's work."""
    process = searching_for_long(tiny)
    process.send_signal(number)
    told, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == code
    summary = json.loads(told)
    assert summary["stopped_by"] == number.name
    assert summary["hard_breaches"] == 0
    manifest = json.loads((tiny / "rosters" / "2026-01-26_7d" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["interrupted"] == number.name


def test_a_killed_run_leaves_the_published_one_and_the_next_run_tidies_up(planned_copy: Path) -> None:
    """Otherwise a power cut would leave the team without the roster it works by."""
    before = {path: path.read_bytes() for path in (planned_copy / "rosters").rglob("*") if path.is_file()}
    process = searching_for_long(planned_copy)
    process.kill()
    process.communicate()
    assert {path: path.read_bytes() for path in (planned_copy / "rosters").rglob("*") if path.is_file()} == before
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "wfm",
            "forecast",
            "-w",
            str(planned_copy),
            "--from",
            "2026-01-26",
            "--days",
            "7",
            "-q",
        ],
        check=False,
    )
    assert done.returncode == 0
    assert not list(planned_copy.rglob("*partial*"))


def test_before_there_is_a_roster_a_signal_ends_the_run_where_it_stands() -> None:
    """Otherwise Ctrl-C during the reading of a wrong file would be ignored."""
    with pytest.raises(Interrupted) as ended, heeding_signals():
        os.kill(os.getpid(), signal.SIGTERM)
    assert ended.value.exit_code == 143


def test_a_second_signal_ends_the_run_at_once() -> None:
    """Otherwise a planner who really wants to stop could not."""
    with heeding_signals() as interruption:
        interruption.keep_best()
        os.kill(os.getpid(), signal.SIGINT)
        assert interruption.requested()
        assert (interruption.name, interruption.exit_code) == ("SIGINT", 130)
        with pytest.raises(Interrupted):
            os.kill(os.getpid(), signal.SIGINT)


@pytest.mark.parametrize("seconds_waited", [0.0, 60.0])
def test_a_signal_in_the_preparation_waits_a_little_for_a_first_roster(
    tiny: Path, monkeypatch: pytest.MonkeyPatch, seconds_waited: float
) -> None:
    """Otherwise Ctrl-C would give nothing where a second more gives a roster, or wait for all of a long year."""
    monkeypatch.setattr(patience, "SECONDS_FOR_A_FIRST_ROSTER", seconds_waited)

    def preparing(problem: RosterProblem, on_progress: Tell, should_stop: Callable[[], bool]) -> RosterResult:
        os.kill(os.getpid(), signal.SIGTERM)
        return build_roster(problem, on_progress, should_stop)

    monkeypatch.setattr(roster_plan, "build_roster", preparing)
    if seconds_waited:
        assert run_chain(week_of(tiny), NobodyWatches()).interruption_code == 143
        return
    with pytest.raises(Interrupted) as ended:
        run_chain(week_of(tiny), NobodyWatches())
    assert ended.value.exit_code == 143
    assert not list((tiny / "rosters").glob("*"))
