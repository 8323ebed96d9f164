"""One run at a time holds a workspace."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from wfm.domain.errors import WorkspaceBusy
from wfm.domain.time import iso
from wfm.io.atomic import storing

LOCK_FILE = ".wfm.lock"


@contextmanager
def holding(root: Path) -> Iterator[None]:
    """Hold the workspace at `root` for the length of the block.

    The operating system frees the lock when the process ends, however it ends; the text in the lock file is
    for people only. Raises WorkspaceBusy when another process holds it, StorageFailed when the file system
    knows no locks.
    """
    path = root / LOCK_FILE
    lock = FileLock(path, timeout=0, fallback_to_soft=False, preserve_lock_file=True)
    with storing(path):
        try:
            lock.acquire()
        except Timeout:
            raise WorkspaceBusy(f"{root} is busy: {_holder(path)}; wait for it to end, or end it") from None
    try:
        with storing(path):
            path.write_text(f"process {os.getpid()}, since {iso(datetime.now().astimezone())}\n", encoding="utf-8")
        yield
    finally:
        lock.release()


def _holder(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="replace").strip()
    return f"another run holds it ({text or 'it has just begun'})"
