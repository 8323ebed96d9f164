"""Opening a workspace: its settings and its inputs, read once and whole."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wfm.domain.centre import Centre
from wfm.domain.errors import InputProblems, Problem
from wfm.io.atomic import storing
from wfm.io.inputs import EVERYTHING, Inputs, read_inputs
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
    workspace, centre = open_centre(where)
    before = _stamps(workspace.inputs)
    inputs = read_inputs(workspace, centre, wanted)
    after = _stamps(workspace.inputs)
    changed = [path for path in inputs.files if before.get(path) != after.get(path)]
    if changed:
        expected = "a file that stays as it is while it is read"
        raise InputProblems(
            [Problem(path.name, expected, hint="wait until it is saved, then run again") for path in changed]
        )
    return Opened(workspace, centre, inputs)


def _stamps(folder: Path) -> Stamps:
    """Size and time of last change of every file, to see that nobody saves one while it is being read."""
    if not folder.is_dir():
        return {}
    with storing(folder):
        stats = {path: path.stat() for path in folder.iterdir() if path.is_file()}
    return {path: (stat.st_size, stat.st_mtime_ns) for path, stat in stats.items()}
