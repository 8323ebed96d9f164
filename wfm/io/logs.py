"""One JSON-lines log per run: what was done, when, how long it took. No names, no scores, no notes."""

import json
import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from wfm.domain.errors import StorageFailed
from wfm.io.atomic import storing


@dataclass(frozen=True, slots=True)
class RunLog:
    """The log of one run: a line per event, in the file as soon as it is written."""

    path: Path

    def write(self, event: str, **facts: object) -> None:
        """Add one line: the moment in UTC, the event, and its facts (counts, seconds, file names, agent ids)."""
        line = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **facts}
        with storing(self.path), open(self.path, "a", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")


@contextmanager
def logging_run(folder: Path, command: str) -> Iterator[RunLog]:
    """A new log in `folder` for the length of the block; how the block ends is its last line."""
    log = RunLog(folder / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{command}-{os.getpid()}.jsonl")
    with storing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    log.write("begin", command=command)
    try:
        yield log
    except BaseException as error:
        with suppress(StorageFailed):  # a full disk must not hide what went wrong before it
            log.write("failed", error=type(error).__name__, frames=_frames(error))
        raise
    log.write("end")


def _frames(error: BaseException) -> list[str]:
    """Where it happened; the message stays out because it may quote a person's data."""
    trace = traceback.extract_tb(error.__traceback__)
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in trace]
