"""``wfm init``: a new workspace, empty with templates or filled with the sample centre."""

import csv
import shutil
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

import wfm
from wfm.domain.errors import InputProblems, Problem, StorageFailed
from wfm.io.atomic import storing
from wfm.io.columns import INPUT_TABLES

SETTINGS = "wfm.toml"


@dataclass(frozen=True)
class InitResult:
    """The new workspace and the files in it."""

    workspace: Path
    sample: bool
    files: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        return {"workspace": str(self.workspace), "sample": self.sample, "files": list(self.files)}


def init_workspace(root: Path, *, sample: bool) -> InitResult:
    """Make `root` a workspace; a directory that is one already is left as it is (InputProblems)."""
    if (root / SETTINGS).exists():
        expected = "a directory that is no workspace yet"
        raise InputProblems([Problem(str(root), expected, value=SETTINGS, hint="choose another directory")])
    with storing(root):
        (root / "inputs").mkdir(parents=True, exist_ok=True)
        if sample:
            _copy_sample(root)
        else:
            _write_templates(root)
    written = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    return InitResult(root.resolve(), sample, tuple(written))


def _write_templates(root: Path) -> None:
    """The columns of every input file as its first line, and settings with every key explained."""
    for table in INPUT_TABLES:
        with open(root / table.file, "x", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerow(table.names)
    with as_file(files("wfm.app") / "template" / SETTINGS) as template:
        shutil.copyfile(template, root / SETTINGS)


def _copy_sample(root: Path) -> None:
    sample = sample_centre()
    for path in sorted((sample / "inputs").iterdir()):
        if path.is_file():
            shutil.copyfile(path, root / "inputs" / path.name)
    shutil.copyfile(sample / SETTINGS, root / SETTINGS)


def sample_centre() -> Path:
    """Where the sample centre lies: inside an installed wfm, or at the root of its repository."""
    package = Path(wfm.__file__).parent
    for place in (package / "sample", package.parent):
        if (place / SETTINGS).is_file() and (place / "inputs" / "history.csv").is_file():
            return place
    raise StorageFailed(f"the sample centre is missing from {package}; install wfm again")
