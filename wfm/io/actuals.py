"""The day's history so far, as `wfm pool redraw --actuals FILE` reads it: the columns of the history."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wfm.domain.centre import Centre
from wfm.domain.errors import InputProblems, Problem
from wfm.io.columns import HISTORY
from wfm.io.cross_checks import Checks
from wfm.io.read_table import read_table
from wfm.io.reading import Findings, ReadingRules


@dataclass(frozen=True, slots=True)
class Actual:
    """One interval of one queue as it was counted; `aht_seconds` None: not known."""

    queue: str
    start: datetime
    offered: float
    aht_seconds: float | None


@dataclass(frozen=True)
class Actuals:
    """The counted intervals of a file by queue and start, and what was noticed while reading."""

    shown: str
    rows: tuple[Actual, ...]
    notes: tuple[str, ...]


def read_actuals(path: Path, centre: Centre) -> Actuals:
    """Read one file with the reader of the history, in all its dialects; InputProblems with all that is wrong."""
    if not path.exists():
        raise InputProblems([Problem(str(path), "a file that is there", hint="give its full path")])
    findings = Findings()
    reading = read_table(
        path, path.name, HISTORY, ReadingRules(centre.zone, centre.columns, centre.files), findings
    )
    if reading is None:
        raise InputProblems(findings.problems)
    from wfm.io.history import history

    frame = history([reading], Checks(centre, findings))
    if findings.problems:
        raise InputProblems(findings.problems)
    columns = (frame[name] for name in ("queue", "start", "offered", "aht_seconds"))
    rows = tuple(
        Actual(str(queue), start.to_pydatetime(), float(offered), float(aht) if aht == aht else None)
        for queue, start, offered, aht in zip(*columns, strict=True)
    )
    return Actuals(path.name, rows, tuple(findings.notes))
