"""``wfm check``: are settings and inputs in order?"""

from wfm.cli import options
from wfm.cli.output import Output, columns


def check(
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Read and validate everything; list all problems at once. Nothing is written."""
    from wfm.app.check_inputs import check_inputs

    found = check_inputs(workspace)
    lines = [
        f"{found.centre}: everything is in order",
        *columns([(name, str(count)) for name, count in found.counts.items()], right=[1]),
        f"history from {found.history_first} to {found.history_last}",
        *(f"note: {note}" for note in found.notes),
    ]
    Output(json, quiet, verbose).result(found, lines)
