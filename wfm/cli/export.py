"""``wfm export``: the workbooks of a run."""

from pathlib import Path
from typing import Annotated

import typer

from wfm.cli import options
from wfm.cli.output import Output
from wfm.cli.progress import watching


def export(
    run: options.RunName = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="Write there instead of completing the run.")
    ] = None,
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Write roster.xlsx and pool.xlsx of the newest roster (or --run)."""
    from wfm.app.export_workbook import export_workbook

    output = Output(json, quiet, verbose)
    with watching(output) as watcher:
        exported = export_workbook(workspace, run, to, watcher)
    output.result(exported, [f"workbook: {path}" for path in exported.workbooks])
