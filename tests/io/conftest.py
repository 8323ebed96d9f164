"""A centre of two queues and three people, small enough to be read at a glance."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from wfm.domain.errors import InputProblems
from wfm.io.inputs import Inputs, read_inputs
from wfm.io.settings import read_centre
from wfm.io.workspace import Workspace

SETTINGS = """
[centre]
name = "Small"
timezone = "Europe/Berlin"
interval_minutes = 30
[centre.opening]
mon = "08:00-18:00"
tue = "08:00-18:00"
[queues.sales]
[queues.service]
[shifts.day]
starts = "08:00-10:00"
minutes = 480
[contracts.full]
shifts = ["day"]
days_per_week = [5, 5]
week_hours = [36, 40]
"""
GOOD = {
    "history.csv": "queue,start,offered,aht_seconds\n"
    "sales,2026-03-02T08:00,10,240\n"
    "sales,2026-03-02T08:30,12,250\n"
    "service,2026-03-02T08:00,7,300\n",
    "agents.csv": "agent_id,name,team,contract,skills,role\n"
    "A1,Ann,North,full,sales;service,agent\n"
    "A2,Bo,North,full,sales,agent\n"
    "T1,Tess,North,full,,trainer\n",
}
Files = dict[str, str | bytes]


@pytest.fixture
def small_centre(tmp_path: Path) -> Callable[..., Workspace]:
    """Writes the small centre with other or more `files`, some left out, and more `settings`."""

    def write(files: Files | None = None, settings: str = "", without: Sequence[str] = ()) -> Workspace:
        (tmp_path / "wfm.toml").write_text(SETTINGS + settings, encoding="utf-8")
        (tmp_path / "inputs").mkdir(exist_ok=True)
        for name, content in {**GOOD, **(files or {})}.items():
            data = content.encode() if isinstance(content, str) else content
            if name not in without:
                (tmp_path / "inputs" / name).write_bytes(data)
        return Workspace(tmp_path)

    return write


@pytest.fixture
def read_small(small_centre: Callable[..., Workspace]) -> Callable[..., Inputs]:
    """Writes the small centre and reads it."""

    def read(files: Files | None = None, settings: str = "", without: Sequence[str] = ()) -> Inputs:
        workspace = small_centre(files, settings, without)
        return read_inputs(workspace, read_centre(workspace.settings))

    return read


@pytest.fixture
def complaints(read_small: Callable[..., Inputs]) -> Callable[..., list[str]]:
    """Reads the small centre with broken files and gives the problems as texts."""

    def read(files: Files, settings: str = "") -> list[str]:
        with pytest.raises(InputProblems) as caught:
            read_small(files, settings)
        assert caught.value.exit_code == 3
        return [str(problem) for problem in caught.value.problems]

    return read
