"""One run at a time holds a workspace, and whoever comes second is told who does."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from wfm.domain.errors import WorkspaceBusy
from wfm.io.lock import holding

HOLDS = """
import sys, time
from pathlib import Path
from wfm.io.lock import holding
with holding(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_second_run_is_told_who_holds_the_workspace_and_a_dead_holder_does_not_block(tmp_path: Path) -> None:
    """Otherwise two runs would write over each other, or a killed one would block every later one."""
    holder = subprocess.Popen([sys.executable, "-c", HOLDS, str(tmp_path)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()
    with pytest.raises(WorkspaceBusy, match=f"process {holder.pid}, since 20"), holding(tmp_path):
        pass
    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate()
    with holding(tmp_path):
        assert str(os.getpid()) in (tmp_path / ".wfm.lock").read_text(encoding="utf-8")


def test_a_workspace_is_free_again_after_a_failure_inside(tmp_path: Path) -> None:
    """Otherwise one failed run in a long-lived process would lock everybody out."""
    with pytest.raises(ZeroDivisionError), holding(tmp_path):
        _ = 1 / 0
    with holding(tmp_path):
        pass
