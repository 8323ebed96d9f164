"""Who may read what a run publishes."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from wfm.app.draft_pool import draft_pool
from wfm.app.export_workbook import export_workbook
from wfm.app.order import Order
from wfm.app.pool_status import pool_status
from wfm.app.run_chain import run_chain
from wfm.app.run_result import RunResult
from wfm.app.steps import NobodyWatches
from wfm.io.database import opened

BORN = "2008-03-17"


def rights(path: Path) -> int:
    return path.stat().st_mode & 0o777


def contents(path: Path) -> list[bytes]:
    """What a file holds, and what its parts hold where it is a workbook."""
    if path.suffix != ".xlsx":
        return [path.read_bytes()]
    with ZipFile(path) as book:
        return [book.read(name) for name in book.namelist()]


def test_who_is_in_retraining_is_for_the_owner_alone(planned: RunResult) -> None:
    """Otherwise every user of the machine could read who has fallen behind, and by how much."""
    pool_files = sorted(path for name in ("pool*", "programme*", "quality*") for path in planned.run.glob(name))
    names = [path.name for path in pool_files]
    assert names == [
        "pool.csv",
        "pool.xlsx",
        "pool_candidates.csv",
        "pool_refusals.csv",
        "programme.csv",
        "quality_samples.csv",
    ]
    memory = planned.run.parent.parent / "wfm.db"
    assert {rights(path) for path in (*pool_files, memory)} == {0o600}
    assert rights(planned.run / "roster.xlsx") & 0o044  # team leads read the roster


def test_a_pool_workbook_or_ledger_written_later_is_as_closed(planned_copy: Path, tmp_path: Path) -> None:
    """Otherwise the commands one by one would publish what `wfm run` keeps closed."""
    draft_pool(planned_copy, None, NobodyWatches())
    books = export_workbook(planned_copy, None, None, NobodyWatches()).workbooks
    assert {path.name: rights(path) for path in books}["pool.xlsx"] == 0o600
    assert {rights(path) for path in pool_status(planned_copy, tmp_path / "csv").exported} == {0o600}


def test_nobody_reads_how_old_somebody_is(tiny: Path) -> None:
    """Otherwise everybody who is sent a roster or a log would be told the birth dates of colleagues."""
    settings, people = tiny / "wfm.toml", tiny / "inputs" / "agents.csv"
    terms = "[minors]\nmax_per_day_hours = 9\nlatest_end = '23:00'\nrest_hours = 12\n"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\n{terms}", encoding="utf-8")
    head, first, *others = people.read_text(encoding="utf-8").splitlines()
    lines = [f"{head},birth_date", f"{first},{BORN}", *(f"{line}," for line in others)]
    people.write_text("\n".join(lines) + "\n", encoding="utf-8")
    run_chain(Order(tiny, date(2026, 1, 26), 7), NobodyWatches())
    written = [path for path in tiny.rglob("*") if path.is_file() and path not in (settings, people)]
    assert {".xlsx", ".csv", ".db"} <= {path.suffix for path in written}
    told = [path for path in written if any(BORN.encode() in content for content in contents(path))]
    assert told == []


@pytest.mark.parametrize("given", [0o600, 0o660])
def test_rights_that_the_owner_gave_to_the_memory_stay(planned_copy: Path, given: int) -> None:
    """Otherwise a planner and a cron job of one group could not share a workspace."""
    memory = planned_copy / "wfm.db"
    memory.chmod(given)
    with opened(memory):
        pass
    assert rights(memory) == given
