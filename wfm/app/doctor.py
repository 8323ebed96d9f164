"""``wfm doctor``: is this machine fit, and does a small chain come out right on it?"""

import locale
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wfm.app.opening import open_workspace
from wfm.app.self_test import self_test
from wfm.domain.errors import InputProblems, StorageFailed, WfmError
from wfm.io.atomic import storing
from wfm.io.database import opened as opened_database
from wfm.io.lock import holding
from wfm.io.manifest import versions
from wfm.io.workspace import find_workspace

LEAST_FREE_MEGABYTES = 200


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at, and what was seen or should be done.

    `exit_code`: 0 when it is well, otherwise the code with which a command would fail on it.
    """

    subject: str
    finding: str
    exit_code: int = 0

    @property
    def well(self) -> bool:
        return self.exit_code == 0


@dataclass(frozen=True)
class DoctorResult:
    """Everything that was looked at."""

    diagnoses: tuple[Diagnosis, ...]

    @property
    def exit_code(self) -> int:
        """That of the first thing that is not well; 0 when all is."""
        return next((diagnosis.exit_code for diagnosis in self.diagnoses if not diagnosis.well), 0)

    def as_dict(self) -> dict[str, object]:
        return {
            "well": self.exit_code == 0,
            "versions": versions(),
            "diagnoses": [
                {"subject": one.subject, "well": one.well, "finding": one.finding} for one in self.diagnoses
            ],
        }


def examine(where: Path | None) -> DoctorResult:
    """Look at Python, time zones, locale, the solver and, if there is one here, the workspace."""
    diagnoses = [
        Diagnosis("python", sys.version.split()[0]),
        _tried("sqlite", _sqlite),
        Diagnosis("locale", f"{locale.getpreferredencoding(False)}, terminal {sys.stdout.encoding}"),
        _tried("time zones", _time_zones),
        _tried("self-test", self_test),
    ]
    try:
        root = find_workspace(where).root
    except InputProblems:
        return DoctorResult((*diagnoses, Diagnosis("workspace", "none here; wfm init DIR makes one")))
    diagnoses += [
        _tried("inputs", lambda: _inputs(root)),
        _tried("permissions", lambda: _permissions(root)),
        _tried("disk", lambda: _disk(root)),
        _tried("database", lambda: _database(root)),
    ]
    return DoctorResult(tuple(diagnoses))


def _tried(subject: str, look: Callable[[], str]) -> Diagnosis:
    """What `look` tells, or what it fails with."""
    try:
        return Diagnosis(subject, look())
    except WfmError as error:
        return Diagnosis(subject, str(error), error.exit_code)


def _sqlite() -> str:
    if sqlite3.sqlite_version_info < (3, 37):
        raise StorageFailed(f"{sqlite3.sqlite_version} is too old; install a Python with SQLite 3.37 or newer")
    return sqlite3.sqlite_version


def _time_zones() -> str:
    try:
        return f"known ({ZoneInfo('Asia/Shanghai').key} and others)"
    except ZoneInfoNotFoundError as error:
        raise WfmError(f"{error}; install the package tzdata") from error


def _inputs(root: Path) -> str:
    opened = open_workspace(root)
    return f"{opened.centre.name}: {len(opened.inputs.files)} files in order"


def _permissions(root: Path) -> str:
    with holding(root):
        pass
    closed = [
        name for name in ("forecasts", "rosters", "logs") if (root / name).exists() and not _writable(root / name)
    ]
    if closed:
        raise StorageFailed(f"cannot write in {', '.join(closed)}")
    return f"{root} can be written and is free"


def _writable(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def _disk(root: Path) -> str:
    with storing(root):
        free = shutil.disk_usage(root).free // 1_000_000
    if free < LEAST_FREE_MEGABYTES:
        raise StorageFailed(f"{free} MB free; a run needs up to {LEAST_FREE_MEGABYTES} MB")
    return f"{free} MB free"


def _database(root: Path) -> str:
    path = root / "wfm.db"
    if not path.is_file():
        return "none yet"
    with opened_database(path) as database:
        verdict = database.check()
        if verdict != "ok":
            raise StorageFailed(f"{path} is damaged: {verdict}")
        return f"{len(database.runs())} runs, {len(database.ledger())} pool entries"
