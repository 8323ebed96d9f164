"""``wfm init``: begin a workspace."""

from pathlib import Path
from typing import Annotated

import typer

from wfm.cli import options
from wfm.cli.output import Output


def init(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Where the new workspace shall be.")],
    sample: Annotated[bool, typer.Option("--sample", help="Fill it with the sample centre (real calls).")] = False,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Make a workspace: a commented wfm.toml and a template of every input file."""
    from wfm.app.init_workspace import init_workspace

    made = init_workspace(directory, sample=sample)
    next_step = (
        f"next: wfm run -w {directory} --from 1999-03-07 --days 28"
        if sample
        else f"next: describe the centre in wfm.toml, fill inputs/, then: wfm check -w {directory}"
    )
    lines = [f"a new workspace in {made.workspace}", *(f"  {name}" for name in made.files), next_step]
    Output(json, quiet, verbose).result(made, lines)
