"""kill -9 at any moment leaves the published runs and `latest` whole."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from wfm.io.manifest import is_whole
from wfm.io.runs import clear_leftovers, latest, published

PUBLISHES_FOR_EVER = """
import sys
from datetime import date
from pathlib import Path
from wfm.io.manifest import write_manifest
from wfm.io.runs import publishing
shelf = Path(sys.argv[1])
print("begun", flush=True)
while True:
    with publishing(shelf, date(2026, 12, 1), 28) as staged:
        for name in ("shifts.csv", "intervals.csv", "roster.xlsx"):
            (staged / name).write_bytes(b"0123456789abcdef" * 4000)
        write_manifest(staged, {"kind": "roster"})
"""


def test_a_run_killed_at_any_moment_leaves_only_whole_runs(tmp_path: Path) -> None:
    """Otherwise a power cut at night would cost the team the roster it works by."""
    for attempt in range(12):
        process = subprocess.Popen(
            [sys.executable, "-c", PUBLISHES_FOR_EVER, str(tmp_path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.004 * attempt)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        runs = published(tmp_path)
        assert all(is_whole(run.path) for run in runs)
        named = latest(tmp_path)
        assert (named is not None) == (tmp_path / "latest").exists()
        clear_leftovers(tmp_path)
    assert published(tmp_path), "not one run was published: the test killed too early to say anything"
    assert (
        json.loads((published(tmp_path)[0].path / "manifest.json").read_text(encoding="utf-8"))["kind"] == "roster"
    )
