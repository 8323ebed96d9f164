"""``wfm erlang``: the calculator."""

from collections.abc import Iterator
from math import isfinite
from typing import TYPE_CHECKING, Annotated

import typer

from wfm.cli import options
from wfm.cli.output import Output, columns

if TYPE_CHECKING:
    from wfm.app.erlang_line import ErlangResult
    from wfm.staffing.calculator import Staffing


def seconds(text: str) -> float:
    """A duration in seconds, or as m:ss or h:mm:ss."""
    total = 0.0
    for part in text.split(":"):
        if not part.replace(".", "", 1).isdigit():
            raise typer.BadParameter(f"{text!r} is no duration; expected seconds, m:ss or h:mm:ss")
        total = total * 60 + float(part)
    return total


def erlang(
    calls: Annotated[float, typer.Option(min=0, metavar="N", help="Contacts offered per interval.")],
    aht: Annotated[float, typer.Option(parser=seconds, metavar="TIME", help="Handling time: seconds or m:ss.")],
    interval: Annotated[
        float, typer.Option(min=1, max=1440, metavar="MINUTES", help="Length of the interval.")
    ] = 30,
    agents: Annotated[
        float | None, typer.Option(min=0, metavar="N", help="Ask for the service these agents give.")
    ] = None,
    service_level: Annotated[
        float, typer.Option(min=0, max=0.9999, metavar="SHARE", help="Share answered in time; 0 for no such goal.")
    ] = 0.80,
    threshold: Annotated[float, typer.Option(min=0, metavar="SECONDS", help="What counts as in time.")] = 20,
    asa: Annotated[float | None, typer.Option(min=0.1, metavar="SECONDS", help="Longest mean wait.")] = None,
    max_abandonment: Annotated[
        float,
        typer.Option(min=0, max=0.9999, metavar="SHARE", help="Largest share that gives up; 0 for no such goal."),
    ] = 0.05,
    max_occupancy: Annotated[
        float, typer.Option(min=0.01, max=1, metavar="SHARE", help="Largest share of time spent handling.")
    ] = 0.85,
    minimum_agents: Annotated[int, typer.Option(min=0, metavar="N", help="Never fewer agents than these.")] = 0,
    patience: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="Mean time before a caller gives up; 0: never.")
    ] = 180,
    shrinkage: Annotated[
        float, typer.Option(min=0, max=0.99, metavar="SHARE", help="Share of paid time not on contact.")
    ] = 0.30,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Calls, handling time and goal give agents; or agents give the service. Erlang C beside Erlang A."""
    from wfm.app.erlang_line import ErlangQuestion, erlang_line

    question = ErlangQuestion(
        calls=calls,
        aht_seconds=aht,
        interval_minutes=interval,
        agents=agents,
        service_level=service_level,
        threshold_seconds=threshold,
        asa_seconds=asa,
        max_abandonment=max_abandonment,
        max_occupancy=max_occupancy,
        minimum_agents=minimum_agents,
        patience_seconds=patience,
        shrinkage=shrinkage,
    )
    answer = erlang_line(question)
    Output(json, quiet, verbose).result(answer, _lines(answer))


def _lines(answer: "ErlangResult") -> Iterator[str]:
    asked, line = answer.asked, answer.line
    yield (
        f"{asked.calls:g} contacts of {asked.aht_seconds:g} s in {asked.interval_minutes:g} min: "
        f"{line.erlangs:.2f} erlangs"
    )
    answers = [("Erlang C", line.erlang_c), ("Erlang A", line.erlang_a)]
    known = [(name, staffing) for name, staffing in answers if staffing is not None]
    names = (
        "",
        "agents on contact",
        "agents scheduled",
        "service level",
        "ASA",
        "occupancy",
        "abandonment",
        "decided by",
    )
    table = zip(names, *([name, *_figures(staffing)] for name, staffing in known), strict=True)
    yield from columns(list(table), right=range(1, len(known) + 1))
    yield f"service level: share of offered contacts answered within {asked.threshold_seconds:g} s"


def _figures(staffing: "Staffing") -> Iterator[str]:
    yield f"{staffing.agents:g}"
    yield f"{staffing.agents_gross:.1f}"
    yield f"{staffing.service_level:.1%}"
    yield f"{staffing.asa_seconds:.1f} s" if isfinite(staffing.asa_seconds) else "without end"
    yield f"{staffing.occupancy:.1%}"
    yield f"{staffing.abandonment:.1%}"
    yield staffing.binding
