"""Where everything of a centre lies."""

from dataclasses import dataclass
from pathlib import Path

from wfm.domain.errors import InputProblems, Problem

SETTINGS_FILE = "wfm.toml"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A directory with a `wfm.toml`; every path in it has one home here."""

    root: Path

    @property
    def settings(self) -> Path:
        return self.root / SETTINGS_FILE

    @property
    def inputs(self) -> Path:
        return self.root / "inputs"

    @property
    def forecasts(self) -> Path:
        return self.root / "forecasts"

    @property
    def rosters(self) -> Path:
        return self.root / "rosters"

    @property
    def designs(self) -> Path:
        return self.root / "designs"

    @property
    def intraday(self) -> Path:
        """What was drafted on the day itself, beside the roster of the day."""
        return self.root / "intraday"

    @property
    def shelves(self) -> tuple[Path, ...]:
        """Where runs are published."""
        return (self.forecasts, self.rosters, self.designs, self.intraday)

    @property
    def database(self) -> Path:
        return self.root / "wfm.db"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    def shown(self, path: Path) -> str:
        """How messages name a file: from the workspace on, with forward slashes."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)


def find_workspace(start: Path | None = None) -> Workspace:
    """The nearest directory with a wfm.toml, from `start` (or the current directory) upwards.

    Raises InputProblems when there is none.
    """
    begin = (start or Path.cwd()).resolve()
    for directory in (begin, *begin.parents):
        if (directory / SETTINGS_FILE).exists():
            return Workspace(directory)
    raise InputProblems(
        [
            Problem(
                file=str(begin),
                expected=f"a workspace: a directory with a {SETTINGS_FILE}, here or above",
                hint="make one with `wfm init DIR`, or name yours with --workspace DIR",
            )
        ]
    )
