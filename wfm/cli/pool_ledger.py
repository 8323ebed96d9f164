"""``wfm pool ledger``: the memory of the retraining pool drawn from surplus."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wfm.cli import options
from wfm.cli.output import Output, columns

if TYPE_CHECKING:
    from wfm.app.pool_ledger import PoolLedger
    from wfm.app.pool_ledger_repair import Repaired

Day = Annotated[
    date | None, typer.Option("--from", parser=options.day, metavar="DATE", help="First day; otherwise all.")
]
LastDay = Annotated[
    date | None, typer.Option("--to", parser=options.day, metavar="DATE", help="Last day; otherwise all.")
]


def ledger(
    agent: Annotated[str | None, typer.Option("--agent", metavar="ID", help="Only this agent's.")] = None,
    first: Day = None,
    last: LastDay = None,
    entries: Annotated[
        bool, typer.Option("--entries", help="Every entry as it was written, also plans replaced since.")
    ] = False,
    export: Annotated[
        Path | None, typer.Option("--export", metavar="FILE.csv", help="Write the whole ledger there.")
    ] = None,
    restore: Annotated[
        Path | None,
        typer.Option("--restore", metavar="FILE.csv", help="Take back a ledger that --export has written."),
    ] = None,
    accept_cut: Annotated[
        bool, typer.Option("--accept-cut", help="Restore although the file is cut off or entries are missing.")
    ] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Take the ledger as it stands, with what was changed by hand.")
    ] = False,
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Every planned, attended, recalled, missed and carried minute of the retraining pool drawn from surplus.

    A ledger that was changed by hand is noticed (exit 3): the entries before the change are shown.
    """
    output = Output(json, quiet, verbose)
    if accept and restore is not None:
        raise typer.BadParameter("--restore and --accept exclude each other")
    if accept_cut and restore is None:
        raise typer.BadParameter("--accept-cut goes with --restore")
    if accept or restore is not None:
        from wfm.app.pool_ledger_repair import accept_ledger, restore_ledger

        done = (
            accept_ledger(workspace)
            if restore is None
            else restore_ledger(workspace, restore, accept_cut=accept_cut)
        )
        output.result(done, _repaired(done))
        return
    from wfm.app.pool_ledger import LedgerView, pool_ledger

    found = pool_ledger(workspace, LedgerView(agent, first, last), export)
    output.result(found, _entries(found) if entries else _lessons(found))
    if found.problem is not None and not json:
        typer.echo(f"wfm: {found.problem}", err=True)
    raise typer.Exit(found.exit_code)


def _lessons(found: "PoolLedger") -> Iterator[str]:
    """One line per lesson that counts, the sums, and what is still owed."""
    names = tuple(found.totals)
    rows = [
        (one.date.isoformat(), one.agent_id, one.topic, *(_minutes(getattr(one, name)) for name in names))
        for one in found.accounts
    ]
    sums = ("in all", "", f"{len(rows)} lessons", *(str(minutes) for minutes in found.totals.values()))
    header = ("date", "agent", "topic", *(f"{name} min" for name in names))
    yield from columns([header, *rows, sums], right=range(3, 3 + len(names)))
    if found.owed:
        yield "still carried over:"
        yield from columns([(one.agent_id, one.topic, f"{one.minutes} min") for one in found.owed], right=[2])
    yield from _standing(found)


def _entries(found: "PoolLedger") -> Iterator[str]:
    header = ("entry", "written", "run", "date", "agent", "topic", "from", "to", "min", "status")
    rows = [
        (
            str(number),
            entry.at.isoformat(timespec="minutes"),
            entry.run,
            entry.date.isoformat(),
            entry.agent_id or "-",
            entry.topic or "nobody drafted",
            f"{entry.start:%H:%M}" if entry.agent_id else "",
            f"{entry.end:%H:%M}" if entry.agent_id else "",
            str(entry.minutes),
            str(entry.status),
        )
        for number, entry in found.entries
    ]
    yield from columns([header, *rows], right=[0, 8])
    yield from _standing(found)


def _standing(found: "PoolLedger") -> Iterator[str]:
    if found.problem is None:
        checksum = f", checksum {found.head.checksum[:12]}" if found.head.checksum else ""
        yield f"the ledger is as it was written: {found.head.lines} entries{checksum}"
    if found.exported is not None:
        yield f"written: {found.exported}"


def _minutes(minutes: int) -> str:
    return str(minutes) if minutes else ""


def _repaired(done: "Repaired") -> Iterator[str]:
    if not done.done:
        yield f"nothing to do: the ledger is whole and has {done.entries} entries"
        return
    yield f"the ledger has {done.entries} entries: {done.put_back} put back, {done.kept} kept"
    if done.set_aside:
        numbers = ", ".join(map(str, done.set_aside))
        yield f"set aside, in the table set_aside of wfm.db: what stood as entry {numbers}"
    if done.lost:
        yield f"lost: {done.lost} entries that the ledger once counted"
    if not done.checked:
        yield "the file had no checksums: nobody can tell whether it was changed"
    yield from (f"entered late: {run}" for run in done.entered_runs)
