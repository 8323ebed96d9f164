"""``wfm roster``: build a roster, audit one, and read the rule book."""

from datetime import date
from typing import Annotated

import typer

from wfm.cli import options
from wfm.cli.output import Output, columns
from wfm.cli.progress import watching
from wfm.domain.errors import GoalsMissed, NoLegalRoster

SHOWN_BREACHES = 30

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
    strict: options.Strict = False,
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Build, audit and publish the roster of the newest staffed forecast (or of --from and --days)."""
    if context.invoked_subcommand is not None:
        return
    from wfm.app.build_roster import build_from_requirement
    from wfm.app.order import RosterOrder, Search
    from wfm.cli.headline import headline

    output = Output(json, quiet, verbose)
    order = RosterOrder(workspace, run, first, days, Search(seed, time_limit))
    with watching(output) as watcher:
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
    told = found.breaches if verbose else found.hard[:SHOWN_BREACHES]
    soft = len(found.breaches) - len(found.hard)
    lines = [
        f"{found.audited}: {len(found.hard)} hard breaches, {soft} soft",
        *(f"{breach.severity}  {breach.rule}  {breach.agent_id}  {breach.message}" for breach in told),
    ]
    Output(json, quiet, verbose).result(found, lines)
    raise typer.Exit(GoalsMissed.exit_code if found.hard else 0)


@app.command("explain")
def explain(
    agent: Annotated[str, typer.Argument(metavar="AGENT", help="An agent_id.")],
    day: Annotated[
        date | None, typer.Argument(metavar="DATE", parser=options.day, help="One day; else all of them.")
    ] = None,
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Why an agent works as he does: rules, leave, pins, wishes; or why he has no legal roster (exit 4)."""
    from wfm.app.explain_agent import explain_agent

    told = explain_agent(workspace, agent, day)
    lines = [
        f"{told.agent_id}, contract {told.contract}",
        *(f"rule: {rule}" for rule in told.rules),
        *(f"fixed: {limit}" for limit in told.fixed),
        *told.days,
        *([told.conflict] if told.conflict else []),
    ]
    Output(json, quiet, verbose).result(told, lines)
    raise typer.Exit(NoLegalRoster.exit_code if told.conflict else 0)


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
