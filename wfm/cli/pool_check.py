"""``wfm pool check``: the audit of a published retraining pool."""

from typing import Annotated

import typer

from wfm.cli import options
from wfm.cli.output import Output
from wfm.domain.errors import GoalsMissed

SHOWN_BREACHES = 30


def check(
    target: Annotated[
        str | None,
        typer.Argument(metavar="RUN|DIR", help="A published run, or its directory; else the newest run."),
    ] = None,
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Audit a retraining pool drawn from surplus from its files alone, without the solver. Exit 5 when it breaks a
    hard rule."""
    from wfm.app.check_pool import check_pool

    found = check_pool(workspace, target)
    told = found.breaches if verbose else found.hard[:SHOWN_BREACHES]
    soft = len(found.breaches) - len(found.hard)
    lines = [
        f"{found.audited}: {found.sessions} sessions, {len(found.hard)} hard breaches, {soft} soft",
        *(f"{breach.severity}  {breach.rule}  {breach.message}" for breach in told),
        *(f"note: {note}" for note in found.notes),
    ]
    Output(json, quiet, verbose).result(found, lines)
    raise typer.Exit(GoalsMissed.exit_code if found.hard else 0)
