"""The chain from history to workbooks, judged by the files it leaves."""

import csv
import json
from collections import defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from wfm.app.check_roster import check_roster
from wfm.app.order import Order
from wfm.app.run_chain import run_chain
from wfm.app.run_result import RunResult
from wfm.app.steps import NobodyWatches
from wfm.domain.errors import InputProblems
from wfm.io.columns import (
    BREACHES,
    CANDIDATES,
    FORECAST,
    INTERVALS,
    POOL,
    PROGRAMME,
    REQUIREMENT,
    SAMPLES,
    SHIFTS,
)
from wfm.io.manifest import is_whole

MONDAY = date(2026, 1, 26)
ROSTER_FILES = {
    "shifts.csv": SHIFTS,
    "intervals.csv": INTERVALS,
    "pool.csv": POOL,
    "pool_candidates.csv": CANDIDATES,
    "programme.csv": PROGRAMME,
    "quality_samples.csv": SAMPLES,
    "breaches.csv": BREACHES,
}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_run_leaves_the_files_and_columns_of_the_contract(planned: RunResult) -> None:
    """Otherwise the scripts and sheets that planners hang on these files would break."""
    for name, table in ROSTER_FILES.items():
        with (planned.run / name).open(encoding="utf-8") as file:
            assert file.readline().strip().split(",") == list(table.names), name
    assert {path.name for path in planned.workbooks} == {"roster.xlsx", "pool.xlsx"}
    demand = planned.run.parent.parent / "forecasts" / "2026-01-26_7d"
    for name, table in {"forecast.csv": FORECAST, "requirement.csv": REQUIREMENT}.items():
        with (demand / name).open(encoding="utf-8") as file:
            assert file.readline().strip().split(",") == list(table.names), name
    assert is_whole(planned.run)
    assert is_whole(demand)
    assert (planned.run.parent / "latest").read_text(encoding="utf-8") == "2026-01-26_7d\n"


def test_the_summary_holds_the_headline_figures(planned: RunResult) -> None:
    """Otherwise nobody could tell a good roster from a bad one without opening a workbook."""
    summary = json.loads((planned.run / "summary.json").read_text(encoding="utf-8"))
    # 4 hours at 3 agents and 4 at 2 on five days, see the tiny centre's README: 100 agent-hours.
    assert summary["demand_hours"] == 100
    assert summary["hard_breaches"] == 0
    assert summary["requests"] == 1
    assert 0 <= summary["service_level"] <= 1
    assert {"gap", "seconds", "understaffed_hours", "overstaffed_hours", "pool_minutes"} <= summary.keys()


def test_the_audit_finds_no_hard_breach_in_a_published_roster(planned: RunResult) -> None:
    """Otherwise the solver's word would be all there is."""
    assert check_roster(planned.run.parent.parent, None).hard == ()


def test_the_audit_sees_a_roster_that_somebody_spoiled(planned: RunResult, tmp_path: Path) -> None:
    """Otherwise an audit that always says yes would go unnoticed."""
    text = (planned.run / "shifts.csv").read_text(encoding="utf-8")
    first_row = next(line for line in text.splitlines() if ",shift,day," in line)
    spoiled = tmp_path / "shifts.csv"
    spoiled.write_text(text.replace(first_row + "\n", ""), encoding="utf-8")
    assert check_roster(planned.run.parent.parent, str(spoiled)).hard


def test_the_pool_never_takes_an_interval_below_its_protected_requirement(planned: RunResult) -> None:
    """Otherwise retraining would be paid for by callers; recomputed here from the CSV files alone."""
    agents = {row["agent_id"]: row["skills"] for row in rows(planned.run.parent.parent / "inputs" / "agents.csv")}
    taken: dict[datetime, float] = defaultdict(float)
    for session in rows(planned.run / "pool.csv"):
        start, end = datetime.fromisoformat(session["start"]), datetime.fromisoformat(session["end"])
        for interval in (row for row in rows(planned.run / "intervals.csv")):
            begins = datetime.fromisoformat(interval["start"])
            overlap = min(end, begins + timedelta(hours=1)) - max(start, begins)
            if overlap > timedelta(0) and agents[session["agent_id"]]:
                taken[begins] += overlap / timedelta(hours=1)
    for interval in rows(planned.run / "intervals.csv"):
        away = float(interval["agents_in_pool"])
        assert away == pytest.approx(taken[datetime.fromisoformat(interval["start"])])
        if away:
            assert float(interval["agents_open"]) - away >= float(interval["agents_protected"])


def test_the_pool_drafts_who_struggles_and_nobody_on_a_thin_sample(planned: RunResult) -> None:
    """Otherwise an agent would be sent to retraining on ten calls, or nobody who needs it."""
    drafted = {row["agent_id"] for row in rows(planned.run / "pool.csv")}
    reasons = [row["reason"] for row in rows(planned.run / "pool.csv")]
    assert "A2" in drafted  # Ben, 400 contacts
    assert "A4" not in drafted  # Dina, 20 contacts
    assert all(reasons)


def test_the_same_run_again_is_recognised_and_nothing_is_written(planned_copy: Path) -> None:
    """Otherwise cron would fill the disk with equal rosters, and team leads would wonder which one holds."""
    before = tree(planned_copy / "rosters")
    again = run_chain(Order(planned_copy, MONDAY, 7), NobodyWatches())
    assert again.repeated
    assert again.run.name == "2026-01-26_7d"
    assert tree(planned_copy / "rosters") == before


def test_a_changed_input_is_another_run_and_the_first_one_stays(planned_copy: Path) -> None:
    """Otherwise a correction would be ignored, or overwrite the roster that people work by."""
    before = tree(planned_copy / "rosters" / "2026-01-26_7d")
    with (planned_copy / "inputs" / "requests.csv").open("a", encoding="utf-8") as file:
        file.write("A1,2026-01-27,off,,1\n")
    again = run_chain(Order(planned_copy, MONDAY, 7), NobodyWatches())
    assert (again.repeated, again.run.name) == (False, "2026-01-26_7d_2")
    assert tree(planned_copy / "rosters" / "2026-01-26_7d") == before


def test_the_same_inputs_and_seed_give_the_same_roster(planned: RunResult, planned_copy: Path) -> None:
    """Otherwise nobody could reproduce, and so defend, a roster."""
    again = run_chain(Order(planned_copy, MONDAY, 7, force=True), NobodyWatches())
    for name in ROSTER_FILES:
        assert (again.run / name).read_bytes() == (planned.run / name).read_bytes(), name


def test_the_next_week_counts_on_from_the_published_one(planned_copy: Path) -> None:
    """Otherwise rest and runs of days would begin anew every Monday."""
    following = run_chain(Order(planned_copy, MONDAY + timedelta(days=7), 7), NobodyWatches())
    first_key = json.loads((following.run / "manifest.json").read_text(encoding="utf-8"))["fingerprint"]
    (planned_copy / "rosters" / "2026-01-26_7d").rename(planned_copy / "elsewhere")
    alone = run_chain(Order(planned_copy, MONDAY + timedelta(days=7), 7), NobodyWatches())
    assert json.loads((alone.run / "manifest.json").read_text(encoding="utf-8"))["fingerprint"] != first_key


def test_wrong_inputs_are_refused_before_anything_is_written(tiny: Path) -> None:
    """Otherwise a typing error would leave a lock, a log or half a run behind."""
    (tiny / "inputs" / "absences.csv").write_text("agent_id,start,end,kind\nA9,2026-01-30,2026-01-30,planned\n")
    before = tree(tiny)
    with pytest.raises(InputProblems, match="A9"):
        run_chain(Order(tiny, MONDAY, 7), NobodyWatches())
    assert tree(tiny) == before


def test_no_name_and_no_score_is_in_the_log(planned: RunResult) -> None:
    """Otherwise who is in retraining could be read by everybody who may read logs."""
    [log] = (planned.run.parent.parent / "logs").iterdir()
    told = log.read_text(encoding="utf-8")
    for secret in ("Ben", "Dina", "陈晨", "qa_score", "quality"):
        assert secret not in told
