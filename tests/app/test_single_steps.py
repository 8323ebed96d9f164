"""The links of the chain one by one, from files that a planner may change in between."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from wfm.app.build_roster import build_from_requirement
from wfm.app.draft_pool import draft_pool
from wfm.app.explain_agent import explain_agent
from wfm.app.export_workbook import export_workbook
from wfm.app.make_forecast import make_forecast
from wfm.app.order import Order, RosterOrder
from wfm.app.pool_status import pool_status
from wfm.app.staff import staff
from wfm.app.steps import NobodyWatches
from wfm.domain.errors import InputProblems
from wfm.io.manifest import is_whole

MONDAY = date(2026, 1, 26)


def test_the_links_lead_one_by_one_to_a_run_with_workbooks(tiny: Path) -> None:
    """Otherwise a planner could only have all or nothing."""
    nobody = NobodyWatches()
    assert make_forecast(Order(tiny, MONDAY, 7), nobody).run.name == "2026-01-26_7d"
    staffed = staff(tiny, None, nobody)
    assert (staffed.run.name, staffed.source) == ("2026-01-26_7d_2", "forecasts/2026-01-26_7d")
    roster = build_from_requirement(RosterOrder(tiny), nobody)
    assert not (roster.run / "pool.csv").exists()
    pooled = draft_pool(tiny, None, nobody)
    assert pooled.run.name == "2026-01-26_7d_2"
    assert (pooled.run / "shifts.csv").read_bytes() == (roster.run / "shifts.csv").read_bytes()
    assert pooled.summary["pool_sessions"]
    exported = export_workbook(tiny, None, None, nobody)
    assert [path.name for path in exported.workbooks] == ["pool.xlsx", "roster.xlsx"]
    assert is_whole(pooled.run)


def test_a_forecast_needs_nobody_to_be_rostered(tiny: Path) -> None:
    """Otherwise a planner could not forecast before the people of next month are known."""
    (tiny / "inputs" / "agents.csv").unlink()
    assert is_whole(make_forecast(Order(tiny, MONDAY, 7), NobodyWatches()).run)


def test_a_forecast_changed_by_hand_is_what_gets_staffed(tiny: Path) -> None:
    """Otherwise what the planner knows and the model does not would be lost."""
    made = make_forecast(Order(tiny, MONDAY, 7), NobodyWatches())
    before = staff(tiny, made.run.name, NobodyWatches()).needs[0].net_hours
    path = made.run / "forecast.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row.update({name: str(float(row[name]) * 3) for name in row if name.startswith("offered")})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert staff(tiny, made.run.name, NobodyWatches()).needs[0].net_hours > 1.5 * before


def test_a_roster_without_requirement_says_what_to_do_first(tiny: Path) -> None:
    """Otherwise the first try of a new planner would end in a riddle."""
    with pytest.raises(InputProblems, match="wfm forecast"):
        build_from_requirement(RosterOrder(tiny), NobodyWatches())


def test_an_export_to_a_directory_leaves_the_run_alone(planned_copy: Path, tmp_path: Path) -> None:
    """Otherwise a copy for a meeting would touch what is published."""
    run = planned_copy / "rosters" / "2026-01-26_7d"
    before = {path.name: path.read_bytes() for path in run.iterdir()}
    exported = export_workbook(planned_copy, None, tmp_path / "meeting", NobodyWatches())
    assert all(path.parent == tmp_path / "meeting" for path in exported.workbooks)
    assert {path.name: path.read_bytes() for path in run.iterdir()} == before


def test_the_ledger_is_entered_again_when_the_database_was_lost(planned_copy: Path, tmp_path: Path) -> None:
    """Otherwise deleting wfm.db would make the pool forget whom it has taken."""
    before = pool_status(planned_copy, None)
    assert before.standings
    for path in planned_copy.glob("wfm.db*"):
        path.unlink()
    make_forecast(Order(planned_copy, MONDAY, 7), NobodyWatches())
    names = ("runs.csv", "pool_ledger.csv", "programme.csv")
    assert pool_status(planned_copy, tmp_path / "csv") == replace(
        before, exported=tuple(tmp_path / "csv" / name for name in names)
    )


def test_a_second_draft_of_the_same_days_does_not_count_twice(planned_copy: Path) -> None:
    """Otherwise every re-run would use up an agent's weekly minutes."""
    before = pool_status(planned_copy, None)
    draft_pool(planned_copy, None, NobodyWatches())
    assert pool_status(planned_copy, None).standings == before.standings


def test_an_agent_is_explained_by_rules_leave_and_wishes(planned_copy: Path) -> None:
    """Otherwise "why do I work on Friday?" could not be answered."""
    told = explain_agent(planned_copy, "A1", date(2026, 1, 30))
    assert told.conflict is None
    assert any("Fri 30 Jan" in text for text in told.fixed)
    # 4 to 5 days and 32 to 40 h, less a day of leave: a fifth of 40 h off the least, a fifth of 32 h off the most
    assert "week of Mon 26 Jan, leave taken off: 3-4 days, 24-33.6 h" in told.fixed
    assert len(told.days) == 1
    with pytest.raises(InputProblems, match="did you mean"):
        explain_agent(planned_copy, "A11", None)
