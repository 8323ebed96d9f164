"""What is said when a retraining pool could not teach."""

import csv
from pathlib import Path

from wfm.app.draft_pool import draft_pool
from wfm.app.steps import NobodyWatches


def test_a_trainer_whom_nobody_rosters_is_named(planned_copy: Path) -> None:
    """Otherwise a planner would look for a week why nobody is coached."""
    with (planned_copy / "inputs" / "absences.csv").open("a", encoding="utf-8") as file:
        file.write("T1,2026-01-26,2026-02-01,planned\n")
    drafted = draft_pool(planned_copy, None, NobodyWatches())
    expected = "T1 (trainer or lead) without a shift on these days; nobody else can teach, so only self-study"
    assert any(expected in note for note in drafted.notes)


def test_a_trainer_who_comes_is_no_news(planned_copy: Path) -> None:
    """A note on every run is read by nobody."""
    drafted = draft_pool(planned_copy, None, NobodyWatches())
    assert not any("without a shift" in note for note in drafted.notes)


def test_a_centre_without_a_trainer_is_told_so(planned_copy: Path) -> None:
    """Otherwise a planner would wait for coaching that nobody can give."""
    path = planned_copy / "inputs" / "agents.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert any(row["role"] in ("trainer", "lead") for row in rows)
    skills = next(row["skills"] for row in rows if row["skills"])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(row | {"role": "agent", "skills": row["skills"] or skills} for row in rows)
    drafted = draft_pool(planned_copy, None, NobodyWatches())
    assert any("no trainer and no lead, so only self-study" in note for note in drafted.notes)
