"""When the disk does not take what is written: exit 74, and what was published stays as it was."""

import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TINY = Path(__file__).parent.parent / "data" / "tiny"
RUN = ["run", "--from", "2026-01-26", "--days", "7", "--quiet"]


def wfm(root: Path, largest_file_bytes: int = -1) -> "subprocess.CompletedProcess[str]":
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file_bytes, largest_file_bytes))

    command = [sys.executable, "-m", "wfm", *RUN, "-w", str(root)]
    return subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limit)


@pytest.mark.parametrize("largest_file_bytes", [100, 3000, 9000])
def test_a_disk_that_takes_no_more_is_code_74_and_publishes_nothing(
    tmp_path: Path, largest_file_bytes: int
) -> None:
    """Otherwise a full disk at night would leave half a roster, or a trace in the cron mail."""
    root = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    done = wfm(root, largest_file_bytes)
    assert done.returncode == 74, done.stderr
    assert "Traceback" not in done.stderr
    assert not list(root.glob("rosters/2026*"))
    assert not (root / "rosters" / "latest").exists()
    assert wfm(root).returncode == 0


def test_a_quiet_run_that_went_well_says_nothing(tmp_path: Path) -> None:
    """Otherwise cron would send a mail every night, and nobody would read the one that matters."""
    root = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    done = wfm(root)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
