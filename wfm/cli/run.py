"""``wfm run``: the whole chain, for a planner or for cron."""

import typer

from wfm.cli import options
from wfm.cli.output import Output
from wfm.cli.progress import watching


def run(
    first: options.From,
    days: options.Days,
    time_limit: options.TimeLimit = None,
    seed: options.Seed = None,
    force: options.Force = False,
    strict: options.Strict = False,
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Forecast, staff, roster, audit, retraining pool, workbooks: published complete or not at all."""
    from wfm.app.order import Order, Search
    from wfm.app.run_chain import run_chain
    from wfm.cli.headline import headline

    output = Output(json, quiet, verbose)
    order = Order(workspace, first, days, Search(seed, time_limit), force)
    with watching(output) as watcher:
        done = run_chain(order, watcher)
    output.result(done, headline(done, verbose=verbose))
    raise typer.Exit(done.exit_code(strict=strict))
