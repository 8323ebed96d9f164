"""``wfm doctor``: is everything here fit for work?"""

import typer

from wfm.cli import options
from wfm.cli.output import Output, columns


def doctor(
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Versions, solver, locale, workspace, permissions, and a self-test of a few seconds."""
    from wfm.app.doctor import examine
    from wfm.io.manifest import versions

    result = examine(workspace)
    rows = [("ok" if one.well else "BAD", one.subject, one.finding) for one in result.diagnoses]
    told = ", ".join(f"{name} {number}" for name, number in versions().items())
    Output(json, quiet, verbose).result(result, [*columns(rows), told])
    raise typer.Exit(result.exit_code)
