"""What the pool keeps for absences: learned from the workspace's own record, and used as it says."""

import csv
from datetime import date, timedelta
from math import floor
from pathlib import Path

import numpy as np
import pytest

from wfm.app.absence_record import absences_on_record, reserve_for
from wfm.app.draft_pool import draft_pool
from wfm.app.opening import open_workspace
from wfm.app.pool_absences import pool_absences
from wfm.app.run_result import RunResult
from wfm.app.steps import NobodyWatches
from wfm.domain.errors import InputProblems
from wfm.domain.time import Horizon

MONDAY = date(2026, 1, 26)
FIRST = date(2025, 11, 24)
SAMPLE = Path(__file__).parents[2]


def often_ill(root: Path, *more: str) -> None:
    """Since 61 days before the end of the history everybody has been away one working day in nine or ten."""
    rows = list(more)
    for number, agent in enumerate(("A1", "A2", "A3", "A4")):
        for n in range(number * 2, 61, 10):
            day = FIRST + timedelta(days=n)
            day += timedelta(days=7 - day.weekday()) if day.weekday() > 4 else timedelta()
            rows.append(f"{agent},{day},{day},unplanned")
    lines = dict.fromkeys(["agent_id,start,end,kind", *rows])
    (root / "inputs" / "absences.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_sample_has_too_little_on_record_and_keeps_what_its_settings_say() -> None:
    """Otherwise its pool would change without any figure that says so."""
    opened = open_workspace(SAMPLE)
    found = reserve_for(opened, opened.centre.horizon(date(1999, 3, 7), 28))
    assert (found.learned, set(found.shares)) == (False, {opened.centre.shrinkage.unplanned})
    assert "only 28 days with 1 unplanned spells on record" in found.reason


def test_the_pool_uses_the_reserve_that_it_learned_and_says_so(planned_copy: Path) -> None:
    """The one promise: on every interval those who stay, less the reserve, are what protects the goal."""
    often_ill(planned_copy)
    opened = open_workspace(planned_copy)
    reserve = reserve_for(opened, opened.centre.horizon(MONDAY, 7))
    assert reserve.learned
    assert all(0 < share < 0.2 for share in reserve.shares)
    drafted = draft_pool(planned_copy, None, NobodyWatches())
    told = drafted.summary["absence_reserve"]
    assert isinstance(told, dict)
    assert told["kind"] == "learned"
    assert told["shares"]["mon"] == pytest.approx(reserve.shares[0], abs=1e-6)
    for row in rows_of(drafted.run / "intervals.csv"):
        share = reserve.shares[date.fromisoformat(row["start"][:10]).weekday()]
        away, present = int(row["agents_in_pool"]), float(row["agents_open"]) + int(row["agents_in_pool"])
        assert away <= max(0, floor(present * (1 - share) - float(row["agents_protected"]) + 1e-9))


def test_fixed_means_fixed(planned_copy: Path) -> None:
    """A planner who does not trust the record must be able to say so."""
    often_ill(planned_copy)
    settings = planned_copy / "wfm.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("[pool]\n", '[pool]\nabsence_reserve = "fixed"\n'),
        encoding="utf-8",
    )
    opened = open_workspace(planned_copy)
    found = reserve_for(opened, opened.centre.horizon(MONDAY, 7))
    assert (found.learned, set(found.shares)) == (False, {opened.centre.shrinkage.unplanned})


def test_who_is_known_to_be_ill_is_not_open_any_more(planned: RunResult, planned_copy: Path) -> None:
    """A sick call since the roster takes one from those open, and is not taken again by the reserve."""
    before = {row["start"]: float(row["agents_open"]) for row in rows_of(planned.run / "intervals.csv")}
    pooled = {row["start"]: int(row["agents_in_pool"]) for row in rows_of(planned.run / "intervals.csv")}
    works = {
        row["date"]: (row["start"][:16], row["end"][:16])
        for row in rows_of(planned.run / "shifts.csv")
        if row["agent_id"] == "A3" and row["kind"] == "shift"
    }
    [day, *_] = works
    often_ill(planned_copy, f"A3,{day},{day},unplanned")
    drafted = draft_pool(planned_copy, None, NobodyWatches())
    after = rows_of(drafted.run / "intervals.csv")
    gone = {
        row["start"][11:16]
        for row in after
        if row["start"].startswith(day)
        and before[row["start"]] + pooled[row["start"]] - float(row["agents_open"]) - int(row["agents_in_pool"])
        == 1
    }
    assert len(gone) >= 6  # eight hours less the meal
    assert not [row for row in rows_of(drafted.run / "pool.csv") if (row["agent_id"], row["date"]) == ("A3", day)]


def test_published_rosters_say_who_was_due(planned_copy: Path) -> None:
    """Otherwise illness on days off would count; a day of leave may have been a day off, and counts as 4.5 / 5."""
    often_ill(planned_copy, "A1,2026-01-30,2026-01-30,planned")
    opened = open_workspace(planned_copy)
    found = absences_on_record(opened, MONDAY, MONDAY + timedelta(days=6))
    assert found is not None
    shifts = [row for row in rows_of(planned_copy / "rosters/2026-01-26_7d/shifts.csv") if row["kind"] == "shift"]
    assert found.rostered.sum() == len(shifts)
    assert found.expected == pytest.approx(len(shifts) + 0.9)
    assert found.due[1:].tolist() == np.round(found.due[1:]).tolist()


def test_the_review_stands_on_what_is_known(planned_copy: Path) -> None:
    """Days that nobody has lived through must not count as days without illness."""
    often_ill(planned_copy)
    found = pool_absences(planned_copy)
    assert (found.first, found.last) == (FIRST, date(2026, 1, 23))
    assert found.review.centre.spells >= 20
    assert any("assumed from contracts" in caution for caution in found.cautions)
    with pytest.raises(
        InputProblems, match=r"--to: found '2026-01-24'; expected a day of which is known who came"
    ):
        pool_absences(planned_copy, None, date(2026, 1, 24))
    with pytest.raises(
        InputProblems, match=r"--from: found '2026-01-20'; expected a day no later than 2026-01-10"
    ):
        pool_absences(planned_copy, date(2026, 1, 20), date(2026, 1, 10))


def test_nothing_on_record_is_said(planned_copy: Path) -> None:
    """Nought percent of absence would be a figure that nobody has counted."""
    (planned_copy / "inputs" / "absences.csv").unlink()
    with pytest.raises(InputProblems, match="an absence that began by 2026-01-23"):
        pool_absences(planned_copy)
    opened = open_workspace(planned_copy)
    zone = opened.centre.zone
    assert not reserve_for(opened, Horizon(MONDAY, 7, 60, zone)).learned
