"""``wfm roster``: build a roster, audit one, and read the rule book."""

from typing import Annotated

import typer

from wfm.cli import changing, design, explain, options
from wfm.cli.audit import tell_audit
from wfm.cli.output import Output, columns
from wfm.cli.progress import watching

app = typer.Typer(
    help="Build the roster of a staffed forecast; audit a roster; print the rule book.",
    invoke_without_command=True,
    rich_markup_mode=None,
)


@app.callback()
def build(
    context: typer.Context,
    first: options.MaybeFrom = None,
    days: options.MaybeDays = None,
    run: options.RunName = None,
    time_limit: options.TimeLimit = None,
    seed: options.Seed = None,
    based_on: changing.BasedOn = None,
    keep_shifts: changing.KeepShifts = False,
    no_remove: changing.NoRemove = False,
    breaks_only: changing.BreaksOnly = False,
    only_from: changing.OnlyFrom = None,
    only_to: changing.OnlyTo = None,
    min_change: changing.MinChange = None,
    force: options.Force = False,
    strict: options.Strict = False,
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Build, audit and publish the roster of the newest staffed forecast (or of --from and --days); or change a
    published one (--based-on, --keep-shifts, --no-remove, --breaks-only, --only-from, --only-to, --min-change)."""
    if context.invoked_subcommand is not None:
        return
    from wfm.app.build_roster import build_from_requirement
    from wfm.app.order import RosterOrder, Search
    from wfm.app.rebuild_roster import rebuild_roster
    from wfm.cli.headline import headline

    output = Output(json, quiet, verbose)
    order = RosterOrder(workspace, run, first, days, Search(seed, time_limit))
    change = changing.Changing(based_on, keep_shifts, no_remove, breaks_only, only_from, only_to, min_change)
    with watching(output) as watcher:
        if change.wanted:
            done = rebuild_roster(change.order(order, force=force), watcher)
        else:
            done = build_from_requirement(order, watcher)
    output.result(done, headline(done, verbose=verbose))
    raise typer.Exit(done.exit_code(strict=strict))


@app.command("check")
def check(
    target: Annotated[
        str | None,
        typer.Argument(metavar="RUN|FILE", help="A published run or a shifts.csv; else the newest run."),
    ] = None,
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Audit a roster from its files alone, without the solver. Exit 5 when it breaks a hard rule."""
    from wfm.app.check_roster import check_roster

    found = check_roster(workspace, target)
    tell_audit(found, f"{found.audited}:", Output(json, quiet, verbose))


app.command("explain")(explain.explain)
app.command("design")(design.design)


@app.command("rules")
def rules(
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """The rule book, with this centre's values."""
    from wfm.app.rule_book import rule_book

    book = rule_book(workspace)
    Output(json, quiet, verbose).result(book, columns(book.rules))
