"""``wfm pool check``: a published pool audited from its files, and what happens to one that is not sound."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from wfm.app.check_pool import check_pool, refuse_unsound_pool
from wfm.app.opening import open_workspace
from wfm.app.reading_back import read_demand
from wfm.cli.main import exit_code_of
from wfm.domain.errors import InputProblems, WfmError
from wfm.domain.pool import Favor, SessionStatus
from wfm.io.database import opened as opened_database
from wfm.io.runs import find_run
from wfm.pool.ledger import Ledger

Row = dict[str, str]
MONDAY = date(2026, 1, 26)


def rewritten(path: Path, change: Callable[[list[Row]], None]) -> None:
    """The CSV file with its rows changed."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = list(rows[0])
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)


def run_of(root: Path) -> Path:
    return root / "rosters" / "2026-01-26_7d"


def titles(root: Path) -> set[str]:
    return {breach.rule for breach in check_pool(root, None).hard}


def test_what_was_published_is_clean(planned_copy: Path) -> None:
    """Without it the audit would cry wolf every morning."""
    found = check_pool(planned_copy, None)
    assert found.sessions
    assert (found.breaches, found.notes) == ((), ())


def test_a_run_is_found_by_name_and_by_directory(planned_copy: Path) -> None:
    """Without it last week's pool could not be looked at again."""
    by_name = check_pool(planned_copy, "2026-01-26_7d")
    assert by_name == check_pool(planned_copy, str(run_of(planned_copy)))


def test_an_hour_later_is_found_in_pool_and_intervals(planned_copy: Path) -> None:
    """Without it a block moved by hand would take a head where nobody looked."""

    def later(rows: list[Row]) -> None:
        for moment in ("start", "end"):
            hour = int(rows[0][moment][11:13]) + 1
            rows[0][moment] = f"{rows[0][moment][:11]}{hour:02}{rows[0][moment][13:]}"

    rewritten(run_of(planned_copy) / "pool.csv", later)
    assert "Heads in the intervals" in titles(planned_copy)


def test_a_trainer_taken_off_the_roster_is_found(planned_copy: Path) -> None:
    """Without it a lesson without a teacher would be published."""

    def off(rows: list[Row]) -> None:
        for row in rows:
            if row["agent_id"] == "T1":
                row.update(kind="off", shift="", start="", end="", paid_minutes="0", breaks="")

    rewritten(run_of(planned_copy) / "shifts.csv", off)
    assert "Within the shift" in titles(planned_copy)


def test_a_higher_requirement_is_found(planned_copy: Path) -> None:
    """Without it a pool would stand that the newest requirement has no room for."""

    def higher(rows: list[Row]) -> None:
        for row in rows:
            row["agents_protected"] = "4"

    rewritten(planned_copy / "forecasts" / "2026-01-26_7d" / "requirement.csv", higher)
    assert {"Protected requirement", "Heads in the intervals"} <= titles(planned_copy)


def test_a_cap_lowered_later_is_told_with_the_reason(planned_copy: Path) -> None:
    """Without it nobody would know whether the pool or the settings are wrong."""
    settings = planned_copy / "wfm.toml"
    text = settings.read_text(encoding="utf-8").replace("minutes_per_day = 60", "minutes_per_day = 30")
    settings.write_text(text, encoding="utf-8")
    found = check_pool(planned_copy, None)
    assert {breach.rule for breach in found.hard} == {"Minutes a day"}
    assert found.notes == (
        "wfm.toml has changed since the run was published; the audit goes by the file as it is now",
    )


def test_sessions_before_the_run_count(planned_copy: Path) -> None:
    """Without it a pool could break the caps of a week that begins in the roster before."""
    first = check_pool(planned_copy, None)
    with opened_database(planned_copy / "wfm.db") as database:
        mine = next(entry for entry in database.ledger() if entry.agent_id)
        eve = replace(mine, run="rosters/earlier", status=SessionStatus.ATTENDED, topic="greeting", minutes=90)
        days = timedelta(days=(mine.date - MONDAY).days + 1)
        database.append(
            [
                replace(
                    eve, date=mine.date - days, start=mine.start - days, end=mine.end - days, at=mine.start - days
                )
            ]
        )
    assert "Minutes in seven days" in {breach.rule for breach in check_pool(planned_copy, None).hard}
    assert first.hard == ()


def test_what_happened_since_is_no_past_of_the_run(planned_copy: Path) -> None:
    """Without it every pool would break its caps as soon as attendance is taken."""
    with opened_database(planned_copy / "wfm.db") as database:
        known = [entry for entry in database.ledger() if entry.agent_id]
        later = datetime.now(UTC) + timedelta(hours=1)
        database.append([replace(entry, at=later, status=SessionStatus.ATTENDED) for entry in known])
    assert check_pool(planned_copy, None).breaches == ()


def test_without_a_memory_the_audit_says_what_it_cannot_see(planned_copy: Path) -> None:
    """Without it a clean audit would promise more than it looked at."""
    database = planned_copy / "wfm.db"
    database.unlink()
    found = check_pool(planned_copy, None)
    assert found.notes == ("there is no wfm.db: nothing is known of sessions before the run",)
    assert not database.exists()


def test_an_unsound_pool_is_not_published(planned_copy: Path) -> None:
    """Without it a bug of the draft would be on the phones before anybody has seen it."""
    run, opened = run_of(planned_copy), open_workspace(planned_copy)
    demand = read_demand(find_run(opened.workspace.forecasts, "2026-01-26_7d"), opened)
    refuse_unsound_pool(run, opened, demand, Ledger(), Favor.SERVICE)
    rewritten(run / "pool.csv", lambda rows: rows[0].update(trainer_id="A1"))
    with pytest.raises(WfmError, match="nothing was published"):
        refuse_unsound_pool(run, opened, demand, Ledger(), Favor.SERVICE)


def test_a_run_without_a_pool_says_what_to_do(planned_copy: Path) -> None:
    """Without it a run that never had a pool would look clean."""
    (run_of(planned_copy) / "pool.csv").unlink()
    with pytest.raises(InputProblems, match="wfm pool"):
        check_pool(planned_copy, None)


def test_the_command_ends_with_5_on_a_hard_breach(planned_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without it cron could not tell a sound pool from another."""
    arguments = ["pool", "check", "-w", str(planned_copy)]
    assert exit_code_of([*arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["hard_breaches"] == 0
    rewritten(run_of(planned_copy) / "pool.csv", lambda rows: rows[0].update(recall_order="7"))
    assert exit_code_of(arguments) == 5
    assert "Recall order" in capsys.readouterr().out
