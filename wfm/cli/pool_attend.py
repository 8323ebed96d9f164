"""``wfm pool attend``: what became of the sessions of the retraining pool drawn from surplus."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wfm.cli import options
from wfm.cli.output import Output

if TYPE_CHECKING:
    from wfm.app.attend_pool import Attendance


def attend(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="CSV, or the pool.xlsx that trainers have filled in (TrainingLog)."),
    ],
    assume_missed: Annotated[
        bool,
        typer.Option(
            "--assume-missed", help="On the days of the file, sessions that nobody reported on count as missed."
        ),
    ] = False,
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Enter the attendance of the retraining pool drawn from surplus in the ledger.

    Columns: agent_id, date, status (attended, recalled, missed, left early), where needed topic or start, and
    minutes. The same file again adds nothing; a corrected one adds the corrections.
    """
    from wfm.app.attend_pool import attend_pool

    done = attend_pool(workspace, file, assume_missed=assume_missed)
    Output(json, quiet, verbose).result(done, _lines(done))


def _lines(done: "Attendance") -> Iterator[str]:
    told = ", ".join(f"{minutes} min {status}" for status, minutes in done.minutes.items() if minutes)
    yield f"{done.file}: {_count(done.sessions, 'session')} entered" + (f" ({told})" if told else "")
    for count, text in (
        (done.settled.corrected, "of them corrected: the ledger said otherwise"),
        (done.settled.known, "known already, nothing added"),
        (done.settled.assumed, "not in the file, entered as missed"),
        (done.blank, "lines left empty"),
    ):
        if count:
            yield f"  {count} {text}"
    silent = sum(count for _, count in done.silent_days)
    if silent:
        days = f"{done.silent_days[0][0]} to {done.silent_days[-1][0]}"
        yield f"{_count(silent, 'session')} of {days} without a report: counted as attended until somebody reports"
    yield from done.notes


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
