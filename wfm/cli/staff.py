"""``wfm staff``: how many agents it takes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wfm.cli import options
from wfm.cli.output import Output, columns
from wfm.cli.progress import watching

if TYPE_CHECKING:
    from wfm.app.staff import StaffResult


def staff(
    run: options.RunName = None,
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Agents needed per cover and interval, from the newest forecast (or --run)."""
    from wfm.app.staff import staff as staff_forecast

    output = Output(json, quiet, verbose)
    with watching(output) as watcher:
        staffed = staff_forecast(workspace, run, watcher)
    output.result(staffed, _lines(staffed))


def _lines(staffed: "StaffResult") -> Iterator[str]:
    yield f"requirement: {staffed.run} (from {staffed.source})"
    titles = ("cover", "net h", "protected h", "gross h", "most agents")
    rows = [
        (
            need.cover,
            f"{need.net_hours:.1f}",
            f"{need.protected_hours:.1f}",
            f"{need.gross_hours:.1f}",
            str(need.most_agents),
        )
        for need in staffed.needs
    ]
    yield from columns([titles, *rows], right=range(1, len(titles)))
