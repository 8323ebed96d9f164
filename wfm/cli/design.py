"""``wfm roster design``: which shifts to offer."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from wfm.cli import options
from wfm.cli.output import Output, columns
from wfm.cli.progress import watching

if TYPE_CHECKING:
    from wfm.app.design_shifts import DesignResult

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Picture(StrEnum):
    PNG = "png"
    SVG = "svg"


@dataclass(frozen=True, slots=True)
class Lengths:
    """Lengths of shifts in minutes, each once, the shortest first."""

    minutes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The first and the last start, in minutes of the day."""

    minutes: tuple[int, int]


def minute(text: str) -> int:
    """A time of day or a duration, written as 8:30."""
    hours, _, minutes = text.strip().partition(":")
    if not (hours.isdigit() and minutes.isdigit() and len(minutes) == 2 and int(minutes) < 60):
        raise typer.BadParameter(f"{text!r} is no time; expected hours and minutes such as 8:30")
    return int(hours) * 60 + int(minutes)


def lengths_of(text: str) -> Lengths:
    """Durations separated by commas."""
    return Lengths(tuple(sorted({minute(part) for part in text.split(",")})))


def window_of(text: str) -> Window:
    """The first and the last start, as 07:00-20:00."""
    first, _, last = text.partition("-")
    return Window((minute(first), minute(last or first)))


def design(
    first: options.MaybeFrom = None,
    days: options.MaybeDays = None,
    run: options.RunName = None,
    cover: Annotated[
        str | None,
        typer.Option(
            "--cover",
            metavar="COVER",
            help="Only this cover of requirement.csv; otherwise all: the largest of covers that share queues, "
            "added up over those that share none.",
        ),
    ] = None,
    lengths: Annotated[
        Lengths | None,
        typer.Option(parser=lengths_of, metavar="H:MM,...", help="Lengths; else shortest to longest of wfm.toml."),
    ] = None,
    starts: Annotated[
        Window | None,
        typer.Option(
            parser=window_of, metavar="FROM-TO", help="First and last start; otherwise those of wfm.toml."
        ),
    ] = None,
    step: Annotated[
        int | None,
        typer.Option(min=5, max=240, metavar="MINUTES", help="Between starts and between lengths."),
    ] = None,
    most: Annotated[int, typer.Option(min=1, max=60, metavar="N", help="Kinds of shift at most.")] = 12,
    worth: Annotated[
        float,
        typer.Option(
            min=0.01,
            max=100,
            metavar="PERCENT",
            help="Of required hours: what one more kind must save from being short.",
        ),
    ] = 0.5,
    plot: Annotated[Picture | None, typer.Option(help="Draw the trade-off too; needs matplotlib.")] = None,
    time_limit: options.TimeLimit = None,
    seed: options.Seed = None,
    force: options.Force = False,
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Propose few kinds of shift that fit the demand, who starts when, and what fewer kinds would cost."""
    from wfm.app.design_shifts import DesignOrder, design_shifts
    from wfm.app.order import Search
    from wfm.rostering.design.shift_wish import ShiftWish

    output = Output(json, quiet, verbose)
    wish = ShiftWish(
        lengths.minutes if lengths else None, starts.minutes if starts else None, step, most, worth / 100
    )
    search = Search(seed, time_limit)
    order = DesignOrder(workspace, run, first, days, cover, wish, plot and plot.value, search, force)
    with watching(output) as watcher:
        done = design_shifts(order, watcher)
    output.result(done, _lines(done))
    raise typer.Exit(done.interruption_code)


def _lines(done: "DesignResult") -> Iterator[str]:
    if done.repeated:
        yield f"nothing to do: {done.name} is this design (--force makes it again)"
    told = done.summary
    yield f"for {told['cover']}, {told['days']} days from {told['first_day']}, people present; absences are on top"
    titles = ("shift", "hours", "paid", *WEEKDAYS)
    rows = [
        (
            shift["shift"],
            f"{shift['minutes'] / 60:g}",
            f"{shift['paid_minutes'] / 60:g}",
            *(f"{shift['people_by_weekday'].get(day, 0):.3g}" for day in WEEKDAYS),
        )
        for shift in told["shifts"]
    ]
    yield from columns([titles, *rows], right=range(1, len(titles)))
    yield (
        f"with breaks placed: {told['short_hours']:.1f} h short, {told['over_hours']:.1f} h over of "
        f"{told['required_hours']:.1f} h required"
    )
    yield "what fewer or more kinds would leave in the mean week, breaks spread evenly:"
    points = [
        (
            str(point["kinds"]),
            f"{point['short_hours']:.1f}",
            f"{point['over_hours']:.1f}",
            "proposed" if point["proposed"] else "",
        )
        for point in told["curve"]
    ]
    yield from columns([("kinds", "short h", "over h", ""), *points], right=range(3))
    yield f"no other choice of shifts can save more than {told['design_gap']:.0%} of the design's points"
    yield f"design: {done.run}"
