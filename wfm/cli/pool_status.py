"""``wfm pool status``: where everybody stands in the retraining programme."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wfm.cli import options
from wfm.cli.output import Output, columns
from wfm.domain.pool import ProgrammeState

if TYPE_CHECKING:
    from wfm.app.pool_status import PoolStatus, Standing

HEADERS = (
    *("agent", "state", "since", "sessions had", "min had", "last", "min ahead", "min owed", "due", "what is due"),
    "samples",
)


def status(
    agent: Annotated[
        str | None, typer.Option("--agent", metavar="ID", help="Only this agent, with the reason.")
    ] = None,
    state: Annotated[ProgrammeState | None, typer.Option("--state", help="Only those in this state.")] = None,
    day: Annotated[
        date | None,
        typer.Option("--date", parser=options.day, metavar="DATE", help="As of this day; otherwise today."),
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option("--export", metavar="DIR", help="Write register of runs, ledger and programme there as CSV."),
    ] = None,
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Who stands where in the retraining programme, and what is due.

    State since when, sessions and minutes of the retraining pool drawn from surplus that everybody has had by the
    end of that day (mandatory topics among them), minutes planned for later days, minutes owed, the next thing
    due, quality samples due within a week. --verbose tells everybody's reason; who only had mandatory topics or
    development has no state.
    """
    from wfm.app.pool_status import StatusView, pool_status

    found = pool_status(workspace, export, StatusView(agent, state, day))
    Output(json, quiet, verbose).result(found, _lines(found, reasons=verbose or agent is not None))


def _lines(found: "PoolStatus", *, reasons: bool) -> Iterator[str]:
    if not found.standings:
        yield f"nobody in the programme or the ledger on {found.day}"
    else:
        yield from columns([HEADERS, *map(_row, found.standings)], right=[3, 4, 6, 7, 10])
    for one in found.standings:
        if reasons and one.programme is not None:
            yield f"{one.agent_id}: {one.programme.state} since {one.programme.date}: {one.programme.reason}"
            if one.samples:
                yield f"{one.agent_id}: quality samples due {', '.join(map(str, one.samples))}"
    yield from (f"written: {path}" for path in found.exported)


def _row(one: "Standing") -> tuple[str, ...]:
    line = one.programme
    known = (
        ("-", "", "", "", "")
        if line is None
        else (
            str(line.state),
            line.date.isoformat(),
            str(line.minutes_owed),
            "" if line.due is None else line.due.isoformat(),
            line.what_next,
        )
    )
    state, since, owed, due, what = known
    last = "" if one.last is None else one.last.isoformat()
    samples = str(len(one.samples)) if one.samples else ""
    had, ahead = (str(one.sessions), str(one.minutes), last), str(one.ahead)
    return one.agent_id, state, since, *had, ahead, owed, due, what, samples
