"""``wfm forecast``: what to expect."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wfm.cli import options
from wfm.cli.output import Output, columns
from wfm.cli.progress import watching

if TYPE_CHECKING:
    from wfm.app.make_forecast import ForecastResult


def forecast(
    first: options.From,
    days: options.Days,
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Forecast contacts and handling time per queue and interval, with quantiles and a printed backtest."""
    from wfm.app.make_forecast import make_forecast
    from wfm.app.order import Order

    output = Output(json, quiet, verbose)
    with watching(output) as watcher:
        made = make_forecast(Order(workspace, first, days), watcher)
    output.result(made, _lines(made))


def _lines(made: "ForecastResult") -> Iterator[str]:
    yield f"forecast: {made.run}"
    yield from columns(
        [("queue", "contacts"), *((queue, f"{n:.0f}") for queue, n in made.contacts.items())], right=[1]
    )
    yield from (f"note: {note}" for note in made.notes)
