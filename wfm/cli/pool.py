"""``wfm pool``: the daily retraining pool drawn from surplus."""

from typing import Annotated

import typer

from wfm.cli import (
    options,
    pool_absences,
    pool_attend,
    pool_check,
    pool_decide,
    pool_effect,
    pool_ledger,
    pool_recall,
    pool_redraw,
    pool_status,
)
from wfm.cli.output import Output
from wfm.cli.progress import watching
from wfm.domain.pool import Favor

app = typer.Typer(
    help="Draft the retraining pool drawn from surplus; tell how everybody stands in it.",
    invoke_without_command=True,
    rich_markup_mode=None,
)


@app.callback()
def draft(
    context: typer.Context,
    run: options.RunName = None,
    favor: Annotated[
        Favor | None,
        typer.Option(
            "--favor",
            help="service: nobody leaves below the protected requirement; training: mandatory topics that are due "
            "may, never below what is needed on contact (default: wfm.toml).",
        ),
    ] = None,
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
        done = draft_pool(workspace, run, watcher, favor)
    output.result(done, headline(done, verbose=verbose))
    raise typer.Exit(done.exit_code(strict=False))


app.command("status")(pool_status.status)
app.command("decide")(pool_decide.decide)
app.command("ledger")(pool_ledger.ledger)
app.command("effect")(pool_effect.effect)
app.command("absences")(pool_absences.absences)
app.command("check")(pool_check.check)
app.command("recall")(pool_recall.recall)
app.command("attend")(pool_attend.attend)
app.command("redraw")(pool_redraw.redraw)
