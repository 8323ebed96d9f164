"""Changing a published roster: found, kept, published beside the old one, and recognised."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from wfm.app.export_workbook import export_workbook
from wfm.app.opening import open_workspace
from wfm.app.order import Order, RosterOrder
from wfm.app.previous_days import previous_plans
from wfm.app.rebuild_order import RebuildOrder
from wfm.app.rebuild_roster import rebuild_roster
from wfm.app.run_chain import run_chain
from wfm.app.run_result import RunResult
from wfm.app.steps import NobodyWatches
from wfm.domain.errors import InputProblems
from wfm.io.columns import CHANGES
from wfm.io.manifest import is_whole, read_manifest
from wfm.rostering.keeping import Keep

MONDAY = date(2026, 1, 26)
FIRST_RUN = "2026-01-26_7d"


def rebuild(root: Path, **how: object) -> RunResult:
    return rebuild_roster(RebuildOrder(RosterOrder(root), **how), NobodyWatches())


def changes(run: Path) -> list[dict[str, str]]:
    with (run / "changes.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def falls_ill(root: Path, agent_id: str, day: date) -> None:
    with (root / "inputs" / "absences.csv").open("a", encoding="utf-8") as file:
        file.write(f"{agent_id},{day},{day},unplanned\n")


def test_a_sick_note_changes_one_day_and_a_new_run_says_so(planned_copy: Path) -> None:
    """Without it whoever reads the second roster would have to compare it with the first by eye."""
    published = planned_copy / "rosters" / FIRST_RUN
    before = {path.name: path.read_bytes() for path in published.iterdir()}
    falls_ill(planned_copy, "T1", MONDAY + timedelta(days=1))
    done = rebuild(planned_copy, keep=Keep.TIMES)
    assert done.run.name == f"{FIRST_RUN}_2"
    assert {path.name: path.read_bytes() for path in published.iterdir()} == before
    assert is_whole(done.run)
    [change] = [row for row in changes(done.run) if row["reason"] != "only breaks moved"]
    assert change == {
        "agent_id": "T1",
        "date": "2026-01-27",
        "before": "09:00-17:00 day",
        "after": "absent",
        "reason": "absent now",
    }
    assert tuple(change) == CHANGES.names
    assert (done.summary["based_on"], done.summary["changed_agent_days"]) == (FIRST_RUN, 1)
    assert read_manifest(done.run)["based_on"] == FIRST_RUN


def test_the_same_change_is_recognised_and_another_is_not(planned_copy: Path) -> None:
    """Without it a nightly job would publish the same change every night, or mistake one promise for another."""
    falls_ill(planned_copy, "T1", MONDAY)
    first = rebuild(planned_copy, keep=Keep.SHIFTS)
    again = rebuild(planned_copy, keep=Keep.SHIFTS)
    assert (again.repeated, again.run) == (True, first.run)
    named = rebuild(planned_copy, keep=Keep.SHIFTS, based_on=FIRST_RUN)
    assert (named.repeated, named.run) == (True, first.run)
    dearer = rebuild(planned_copy, keep=Keep.SHIFTS, based_on=FIRST_RUN, min_change=50.0)
    assert (dearer.repeated, dearer.run.name) == (False, f"{FIRST_RUN}_3")
    assert not rebuild(planned_copy, keep=Keep.SHIFTS, based_on=FIRST_RUN, force=True).repeated


def test_a_roster_without_changes_has_an_empty_list(planned_copy: Path) -> None:
    """Without it nobody could tell "nothing changed" from "nobody looked"."""
    assert changes(rebuild(planned_copy, keep=Keep.SHIFTS).run) == []


def test_the_workbook_of_a_change_comes_from_its_files(planned_copy: Path) -> None:
    """Without it an export the next day would have lost what was marked."""
    falls_ill(planned_copy, "T1", MONDAY)
    done = rebuild(planned_copy)
    told = export_workbook(planned_copy, done.run.name, None, NobodyWatches())
    assert [path.name for path in told.workbooks] == ["roster.xlsx"]
    assert json.loads((done.run / "summary.json").read_text(encoding="utf-8"))["changed_agent_days"] >= 1


def test_what_cannot_be_changed_is_said(planned_copy: Path, tiny: Path) -> None:
    """Without it a wrong date would quietly free or freeze the whole roster."""
    with pytest.raises(InputProblems, match="--only-from"):
        rebuild(planned_copy, only_from=MONDAY - timedelta(days=3))
    with pytest.raises(InputProblems, match="--only-to"):
        rebuild(planned_copy, only_from=MONDAY + timedelta(days=3), only_to=MONDAY)
    with pytest.raises(InputProblems, match="wfm run"):
        rebuild(tiny)


def test_planning_from_the_middle_counts_the_published_days_before(planned_copy: Path) -> None:
    """Without it the second half of a month would forget how tired the first half made everybody."""
    wednesday, friday = MONDAY + timedelta(days=2), MONDAY + timedelta(days=4)
    run_chain(Order(planned_copy, wednesday, 2), NobodyWatches())
    opened = open_workspace(planned_copy)
    before = previous_plans(opened, opened.centre.horizon(friday, 3))
    assert {plan.date for plan in before} == {MONDAY + timedelta(days=n) for n in range(4)}
    with (planned_copy / "rosters" / "2026-01-28_2d" / "shifts.csv").open(encoding="utf-8") as file:
        newer = {(row["agent_id"], row["date"]): row["breaks"] for row in csv.DictReader(file)}
    told = {
        (plan.agent_id, str(plan.date)): [f"{pause.start:%H:%M}-{pause.end:%H:%M}" for pause in plan.breaks]
        for plan in before
        if plan.date >= wednesday
    }
    assert told == {key: [text] if text else [] for key, text in newer.items()}
