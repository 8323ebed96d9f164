"""``wfm pool check``: the audit of a published retraining pool."""

from typing import Annotated

import typer

from wfm.cli import options
from wfm.cli.audit import tell_audit
from wfm.cli.output import Output


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
    tell_audit(found, f"{found.audited}: {found.sessions} sessions,", Output(json, quiet, verbose), found.notes)
