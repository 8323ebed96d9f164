"""kill -9 at any moment leaves the pool's ledger whole."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from wfm.io.database import opened

PREAMBLE = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from wfm.domain.pool import LedgerEntry, SessionStatus
from wfm.io.chained_table import POOL_LEDGER
from wfm.io.database import opened
at = datetime(2026, 12, 1, 2, tzinfo=UTC)
later = at + timedelta(minutes=30)
day = [
    LedgerEntry(at, "run", f"A{n}", at.date(), "greeting", at, later, 30, SessionStatus.ATTENDED)
    for n in range(50)
]
with opened(Path(sys.argv[1])) as database:
    while True:
        print("going on", flush=True)
"""
APPENDS_FOR_EVER = PREAMBLE + "        database.append(day)\n"
REPAIRS_FOR_EVER = (
    PREAMBLE
    + """
        rows = [line.texts for line in database.lines(POOL_LEDGER)[0]]
        database.replace(POOL_LEDGER, rows[:50], "restored", ())
        database.append(day)
"""
)


def killed(program: str, memory: Path, rounds: int, after_seconds: float) -> None:
    """Start a program on that database and kill it so long after so many rounds have begun."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(memory)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    for _ in range(rounds):
        process.stdout.readline()
    time.sleep(after_seconds)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()


def test_a_ledger_killed_while_it_grows_has_whole_days_only(tmp_path: Path) -> None:
    """Otherwise a power cut would leave half a day's attendance, or a ledger that is refused the next morning."""
    memory = tmp_path / "wfm.db"
    sizes = []
    for attempt in range(8):
        killed(APPENDS_FOR_EVER, memory, 2, 0.003 * attempt)
        with opened(memory) as database:
            sizes.append(len(database.ledger()))  # refuses what is not as it was written
    assert all(size % 50 == 0 for size in sizes)
    assert sizes == sorted(sizes)
    assert sizes[-1] >= 50 * len(sizes), "what a round had written was lost"


def test_a_repair_that_is_killed_leaves_the_ledger_before_or_after_it(tmp_path: Path) -> None:
    """Otherwise putting a ledger right could lose it."""
    memory = tmp_path / "wfm.db"
    killed(APPENDS_FOR_EVER, memory, 4, 0)
    with opened(memory) as database:
        before = len(database.ledger())
    for attempt in range(6):
        killed(REPAIRS_FOR_EVER, memory, 1, 0.004 * attempt)
        with opened(memory) as database:
            assert len(database.ledger()) in (before, 50, 100)
