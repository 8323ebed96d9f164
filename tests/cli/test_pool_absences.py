"""``wfm pool absences`` as a planner and as a script see it."""

import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from wfm.cli.main import exit_code_of

TINY = Path(__file__).parent.parent / "data" / "tiny"
FIRST = date(2025, 11, 24)


@pytest.fixture
def on_record(tmp_path: Path) -> Path:
    """The tiny centre: A1 away every Monday for eight weeks, A2 on leave for a week, A3 for a morning."""
    root = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    mondays = (FIRST + timedelta(days=7 * week) for week in range(8))
    rows = [
        "agent_id,start,end,kind",
        *(f"A1,{day},{day},unplanned" for day in mondays),
        "A2,2025-12-01,2025-12-05,planned",
        "A3,2025-12-02T09:00,2025-12-02T13:00,unplanned",
    ]
    (root / "inputs" / "absences.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
    return root


def test_a_script_reads_every_figure(on_record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Eight Mondays and half a day: 0.9 of a working day each, by a contract of four to five days in five."""
    assert exit_code_of(["pool", "absences", "-w", str(on_record), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["from"], told["to"], told["agents"]) == ("2025-11-24", "2026-01-23", 5)
    assert told["centre"]["unplanned_days"] == 7.7  # 8 x 0.9 + 0.9 x 4 / 8 = 7.65
    assert told["centre"]["planned_days"] == 4.5  # 5 x 0.9
    assert told["centre"]["spells"] == 9
    assert told["spells"] == {"one_day": 9, "up_to_a_week": 0, "longer": 0}
    assert [one["spells"] for one in told["weekdays"]] == [8, 1, 0, 0, 0, 0, 0]
    assert told["people"][0] == {"agent_id": "A1", "spells": 8, "days": pytest.approx(7.2)}
    assert told["trend"] is None
    assert told["reserve"]["kind"] == "fixed"
    for one in (told["centre"], *told["teams"], *told["weekdays"], *told["months"]):
        assert one["low"] <= one["unplanned_share"] <= one["high"]


def test_a_planner_reads_it_without_names(on_record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The review is about teams and weekdays; who was away how often is counted on request only."""
    assert exit_code_of(["pool", "absences", "-w", str(on_record)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("5 agents, 2025-11-24 to 2026-01-23")
    assert "reserve of the pool: fixed 0.0%; only 61 days with 9 unplanned spells on record" in told
    assert "more than chance is no cause" in told
    assert "A1" not in told
    assert exit_code_of(["pool", "absences", "-w", str(on_record), "--verbose"]) == 0
    listed = capsys.readouterr().out
    assert "A1" in listed
    assert "Ada" not in listed


def test_days_can_be_chosen(on_record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A review of December is about December."""
    days = ("--from", "2025-12-01", "--to", "2025-12-31")
    assert exit_code_of(["pool", "absences", "-w", str(on_record), "--json", *days]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in told["months"]] == ["2025-12"]
    assert told["centre"]["spells"] == 6
    assert exit_code_of(["pool", "absences", "-w", str(on_record), "--from", "2026-01-31"]) == 3
    assert "--from: found '2026-01-31'; expected a day no later than 2026-01-23" in capsys.readouterr().err
