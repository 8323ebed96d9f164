"""A run directory is published complete or not at all, and nothing published is ever touched again."""

import errno
import os
from datetime import date
from pathlib import Path

import pytest

from wfm.domain.errors import InputProblems, StorageFailed
from wfm.io.runs import clear_leftovers, find_run, latest, published, published_name, publishing

DAY = date(2026, 12, 1)


def publish(shelf: Path, content: str = "a roster") -> None:
    with publishing(shelf, DAY, 28) as staged:
        (staged / "shifts.csv").write_text(content, encoding="utf-8")
        (staged / "manifest.json").write_text("{}", encoding="utf-8")


def interrupted_run(shelf: Path) -> None:
    with publishing(shelf, DAY, 28) as staged:
        (staged / "shifts.csv").write_text("half", encoding="utf-8")
        raise KeyboardInterrupt


def test_a_published_run_is_named_after_its_days_and_latest_names_it(tmp_path: Path) -> None:
    """Otherwise a script could not find the roster of a month, or the newest one."""
    publish(tmp_path)
    assert (tmp_path / "2026-12-01_28d" / "shifts.csv").read_text(encoding="utf-8") == "a roster"
    assert (tmp_path / "latest").read_text(encoding="utf-8") == "2026-12-01_28d\n"
    run = latest(tmp_path)
    assert run is not None
    assert (run.name, run.first, run.days, run.again) == ("2026-12-01_28d", DAY, 28, 1)


def test_a_second_run_of_the_same_days_gets_a_suffix(tmp_path: Path) -> None:
    """Otherwise a roster that people already work by would be overwritten."""
    for content in ("first", "second", "third"):
        publish(tmp_path, content)
    assert [run.name for run in published(tmp_path)] == ["2026-12-01_28d", "2026-12-01_28d_2", "2026-12-01_28d_3"]
    assert (tmp_path / "2026-12-01_28d" / "shifts.csv").read_text(encoding="utf-8") == "first"
    assert find_run(tmp_path, None).again == 3


def test_the_staged_directory_knows_the_name_it_will_have(tmp_path: Path) -> None:
    """Otherwise the manifest and the workbook could not print the name of their own run."""
    publish(tmp_path)
    with publishing(tmp_path, DAY, 28) as staged:
        assert published_name(staged) == "2026-12-01_28d_2"
        (staged / "manifest.json").write_text("{}", encoding="utf-8")


def test_a_run_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    """Otherwise half a roster could be taken for a whole one."""
    publish(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        interrupted_run(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026-12-01_28d", "latest"]


def test_a_run_without_manifest_cannot_be_published(tmp_path: Path) -> None:
    """Otherwise a directory without provenance would count as complete."""
    with pytest.raises(ValueError, match=r"manifest\.json"), publishing(tmp_path, DAY, 28):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_with_path_and_cure(tmp_path: Path) -> None:
    """Otherwise cron would mail a trace instead of what to do (exit 74)."""
    with pytest.raises(StorageFailed, match="disk is full") as failure, publishing(tmp_path, DAY, 28) as staged:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(staged / "roster.xlsx"))
    assert "roster.xlsx" in str(failure.value)
    assert list(tmp_path.iterdir()) == []


def test_a_file_where_the_shelf_should_be_is_told(tmp_path: Path) -> None:
    """Otherwise a mistaken `touch rosters` would end in a trace."""
    (tmp_path / "rosters").write_text("", encoding="utf-8")
    with pytest.raises(StorageFailed, match="directory is needed"), publishing(tmp_path / "rosters", DAY, 28):
        pass


def test_leftovers_of_dead_runs_are_cleared_and_published_runs_are_not(tmp_path: Path) -> None:
    """Otherwise killed runs would fill the disk, or the clearing would eat a roster."""
    publish(tmp_path)
    (tmp_path / "2026-12-01_28d_2.partial-4711").mkdir()
    (tmp_path / "2026-12-01_28d_2.partial-4711" / "shifts.csv").write_text("half", encoding="utf-8")
    (tmp_path / ".latest.abc.partial").write_text("2026", encoding="utf-8")
    (tmp_path / "README.md").write_text("ours", encoding="utf-8")
    assert clear_leftovers(tmp_path) == (".latest.abc.partial", "2026-12-01_28d_2.partial-4711")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026-12-01_28d", "README.md", "latest"]


def test_latest_that_names_no_complete_run_is_no_run(tmp_path: Path) -> None:
    """Otherwise a directory deleted by hand would be read as a roster."""
    (tmp_path / "latest").write_text("2026-12-01_28d\n", encoding="utf-8")
    (tmp_path / "2026-12-01_28d").mkdir()
    assert latest(tmp_path) is None
    with pytest.raises(InputProblems, match="published run"):
        find_run(tmp_path, None)


def test_an_unknown_run_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    """Otherwise a typing error would send the planner hunting through directories."""
    publish(tmp_path)
    with pytest.raises(InputProblems, match="there are: 2026-12-01_28d"):
        find_run(tmp_path, "2026-11-01_28d")
    assert find_run(tmp_path, str(tmp_path / "2026-12-01_28d")).days == 28


def test_whoever_may_read_the_roster_may_read_latest(tmp_path: Path) -> None:
    """Otherwise a colleague's script could open every roster but not learn which one is the newest."""
    publish(tmp_path)
    roster = tmp_path / "2026-12-01_28d" / "shifts.csv"
    assert (tmp_path / "latest").stat().st_mode == roster.stat().st_mode
