"""Run directories: published complete or not at all, never overwritten, and found again."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wfm.domain.errors import InputProblems, Problem
from wfm.io.atomic import storing, sync_directory, sync_file, write_text

MANIFEST = "manifest.json"
LATEST = "latest"
_NAME = re.compile(r"(?P<first>\d{4}-\d{2}-\d{2})_(?P<days>\d+)d(?:_(?P<again>\d+))?")
_LEFTOVER = re.compile(r"\..+\.partial(?:-\d+)?|.+\.partial-\d+")


@dataclass(frozen=True, slots=True)
class Run:
    """One published directory: its first day, its number of days, and 1 for the first run of these days, 2 for
    the second, and so on."""

    path: Path
    first: date
    days: int
    again: int

    @property
    def name(self) -> str:
        return self.path.name


def run_name(first: date, days: int) -> str:
    """The directory name of a run's days, such as ``2026-12-01_28d``."""
    return f"{first.isoformat()}_{days}d"


def published(shelf: Path) -> tuple[Run, ...]:
    """Every complete run of a shelf (``forecasts/`` or ``rosters/``), by first day, days, and repetition."""
    if not shelf.is_dir():
        return ()
    with storing(shelf):
        found = [_run_at(path) for path in shelf.iterdir()]
    return tuple(sorted((run for run in found if run), key=lambda run: (run.first, run.days, run.again)))


def _run_at(path: Path) -> Run | None:
    match = _NAME.fullmatch(path.name)
    if match is None or not (path / MANIFEST).is_file():
        return None
    first = date.fromisoformat(match["first"])
    return Run(path, first, int(match["days"]), int(match["again"] or 1))


def latest(shelf: Path) -> Run | None:
    """The run that ``latest`` names; None before the first one."""
    pointer = shelf / LATEST
    if not pointer.is_file():
        return None
    with storing(pointer):
        name = pointer.read_text(encoding="utf-8").strip()
    return _run_at(shelf / name)


def find_run(shelf: Path, wanted: str | None) -> Run:
    """The run of that name or path, or the latest one; InputProblems when there is none."""
    if wanted is None:
        run = latest(shelf)
        hint = "build one first"
    else:
        run = _run_at(shelf / wanted) or _run_at(Path(wanted).resolve())
        names = ", ".join(known.name for known in published(shelf)[-5:])
        hint = f"there are: {names}" if names else "none has been published yet"
    if run is None:
        raise InputProblems([Problem(f"{shelf.name}/", "a published run", value=wanted or LATEST, hint=hint)])
    return run


@contextmanager
def publishing(shelf: Path, first: date, days: int) -> Iterator[Path]:
    """Stage a run beside its place; when the block ends well, publish it and let ``latest`` name it.

    Yields the staging directory, whose name begins with the name the run will have; the block fills it, the
    manifest last. When the block fails nothing is left behind. Call it only while holding the workspace.
    """
    with storing(shelf):
        shelf.mkdir(parents=True, exist_ok=True)
        target = _free_place(shelf, run_name(first, days))
        staged = shelf / f"{target.name}.partial-{os.getpid()}"
        staged.mkdir()
    try:
        with storing(staged):
            yield staged
            _publish(staged, target)
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise


def published_name(staged: Path) -> str:
    """The name that a staged directory will be published under."""
    return staged.name.rpartition(".partial-")[0]


def _free_place(shelf: Path, stem: str) -> Path:
    place, again = shelf / stem, 1
    while place.exists():
        again += 1
        place = shelf / f"{stem}_{again}"
    return place


def _publish(staged: Path, target: Path) -> None:
    if not (staged / MANIFEST).is_file():
        raise ValueError(f"{staged.name} has no {MANIFEST}: it is not complete and cannot be published")
    for path in sorted(staged.rglob("*")):
        if path.is_file():
            sync_file(path)
    sync_directory(staged)
    os.rename(staged, target)
    sync_directory(target.parent)
    write_text(target.parent / LATEST, f"{target.name}\n")


@contextmanager
def completing(run: Run) -> Iterator[Path]:
    """Stage files that a published run still lacks; when the block ends well each moves in whole.

    A file that the run has already is never replaced. Call it only while holding the workspace.
    """
    staged = run.path.with_name(f"{run.name}.partial-{os.getpid()}")
    try:
        with storing(staged):
            staged.mkdir()
            yield staged
            for path in sorted(staged.iterdir()):
                if not (run.path / path.name).exists():
                    sync_file(path)
                    os.rename(path, run.path / path.name)
            sync_directory(run.path)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def clear_leftovers(shelf: Path) -> tuple[str, ...]:
    """Remove what runs that died have left half done; returns the removed names.

    Call it only while holding the workspace: then nobody else can be writing.
    """
    if not shelf.is_dir():
        return ()
    removed = []
    with storing(shelf):
        for path in sorted(shelf.iterdir()):
            if _LEFTOVER.fullmatch(path.name):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
                removed.append(path.name)
    return tuple(removed)
