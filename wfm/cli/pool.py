"""``wfm pool``: the daily retraining pool drawn from surplus."""

from pathlib import Path
from typing import Annotated

import typer

from wfm.cli import options, pool_effect, pool_ledger
from wfm.cli.output import Output, columns
from wfm.cli.progress import watching

app = typer.Typer(
    help="Draft the retraining pool drawn from surplus; tell how everybody stands in it.",
    invoke_without_command=True,
    rich_markup_mode=None,
)


@app.callback()
def draft(
    context: typer.Context,
    run: options.RunName = None,
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Draft the pool for the days of the newest roster (or --run) and publish the roster again with it."""
    if context.invoked_subcommand is not None:
        return
    from wfm.app.draft_pool import draft_pool
    from wfm.cli.headline import headline

    output = Output(json, quiet, verbose)
    with watching(output) as watcher:
        done = draft_pool(workspace, run, watcher)
    output.result(done, headline(done, verbose=verbose))
    raise typer.Exit(done.exit_code(strict=False))


@app.command("status")
def status(
    export: Annotated[
        Path | None,
        typer.Option("--export", metavar="DIR", help="Write ledger and register of runs there as CSV."),
    ] = None,
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Sessions and minutes per agent, as the ledger has them."""
    from wfm.app.pool_status import pool_status

    found = pool_status(workspace, export)
    rows = [(one.agent_id, str(one.sessions), str(one.minutes), one.last.isoformat()) for one in found.standings]
    lines = columns([("agent", "sessions", "minutes", "last"), *rows], right=[1, 2])
    Output(json, quiet, verbose).result(found, [*lines, *(f"written: {path}" for path in found.exported)])


app.command("ledger")(pool_ledger.ledger)
app.command("effect")(pool_effect.effect)
