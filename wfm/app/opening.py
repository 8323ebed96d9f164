"""Opening a workspace: its settings and its inputs, read once and whole."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wfm.domain.centre import Centre
from wfm.domain.errors import InputProblems, Problem
from wfm.io.atomic import storing
from wfm.io.inputs import EVERYTHING, Inputs, read_what_is_sound
from wfm.io.settings import read_centre
from wfm.io.workspace import Workspace, find_workspace

if TYPE_CHECKING:
    import pandas as pd

Stamps = dict[Path, tuple[int, int]]


@dataclass(frozen=True)
class Opened:
    """A workspace with its centre and inputs, as they stood at one moment."""

    workspace: Workspace
    centre: Centre
    inputs: Inputs

    @property
    def history(self) -> "pd.DataFrame":
        """The interval history; InputProblems when there is none."""
        if self.inputs.history is None:
            raise InputProblems([Problem("inputs/history.csv", "the centre's interval history")])
        return self.inputs.history


def open_centre(where: Path | None) -> tuple[Workspace, Centre]:
    """The workspace at `where`, or the nearest one from here upwards, and its centre; nothing is written."""
    workspace = find_workspace(where)
    return workspace, read_centre(workspace.settings)


def open_workspace(where: Path | None, wanted: Collection[str] = EVERYTHING) -> Opened:
    """Workspace, centre and the wanted inputs; InputProblems with everything that is wrong with them, before
    anything is written."""
    opened, problems = open_what_is_sound(where, wanted)
    if problems:
        raise InputProblems(problems)
    return opened


def open_what_is_sound(
    where: Path | None, wanted: Collection[str] = EVERYTHING
) -> tuple[Opened, tuple[Problem, ...]]:
    """Workspace, centre and as much of the wanted inputs as can be read, and all that is wrong with them."""
    workspace, centre = open_centre(where)
    before = _stamps(workspace.inputs)
    inputs, problems = read_what_is_sound(workspace, centre, wanted)
    after = _stamps(workspace.inputs)
    changed = [path for path in inputs.files if before.get(path) != after.get(path)]
    expected, hint = "a file that stays as it is while it is read", "wait until it is saved, then run again"
    unsteady = (Problem(path.name, expected, hint=hint) for path in changed)
    return Opened(workspace, centre, inputs), (*problems, *unsteady)


def _stamps(folder: Path) -> Stamps:
    """Size and time of last change of every file, to see that nobody saves one while it is being read."""
    if not folder.is_dir():
        return {}
    with storing(folder):
        stats = {path: path.stat() for path in folder.iterdir() if path.is_file()}
    return {path: (stat.st_size, stat.st_mtime_ns) for path, stat in stats.items()}
