"""``wfm pool redraw``: the retraining pool drawn from the surplus of the rest of the day."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wfm.cli import day_options, options
from wfm.cli.output import Output, columns
from wfm.cli.pool_recall import still_short
from wfm.cli.progress import watching

if TYPE_CHECKING:
    from wfm.app.redraw_pool import PoolRedraw

SHOWN_REASONS = 5


def redraw(
    actuals: Annotated[
        Path,
        typer.Option(
            "--actuals",
            metavar="FILE",
            help="The day so far, with the columns of the history: queue, start, offered.",
        ),
    ],
    at: day_options.At = None,
    day: day_options.Day = None,
    absent: day_options.Absent = None,
    yes: Annotated[
        bool,
        typer.Option(
            "--yes", "-y", help="Enter in the ledger who has to be back before further blocks can begin."
        ),
    ] = False,
    strict: options.Strict = False,
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Draw again from the surplus of the rest of the day: a quieter day trains more, a busier one calls back.

    Further blocks are published under intraday/, beside the roster, and entered in the ledger; nobody is told of
    one less than pool.freeze_minutes before it. Who should go back is proposed; --yes enters the next of them.
    """
    from wfm.app.redraw_pool import RedrawOrder, redraw_pool

    output = Output(json, quiet, verbose)
    with watching(output) as watcher:
        found = redraw_pool(workspace, RedrawOrder(actuals, at, day, day_options.names(absent), yes), watcher)
    output.result(found, _lines(found))
    raise typer.Exit(found.exit_code(strict=strict))


def _lines(found: "PoolRedraw") -> Iterator[str]:
    for level in found.levels:
        yield (
            f"{level.queue}: {level.counted:.0f} contacts by {found.at:%H:%M}, {level.forecast:.0f} forecast for "
            f"those {level.intervals} intervals ({level.ratio:.0%}); the rest is taken at {level.level:.0%} "
            f"give or take {level.spread:.1%} (before {level.spread_before:.1%}), handling time at "
            f"{level.handling:.0%}"
        )
    own = f"as on {found.carried.days} days of this centre" if found.carried.days else "as is usual elsewhere"
    yield f"{found.carried.share:.0%} of a surprise is taken to carry on over the rest of the day, {own}"
    yield from _drafted(found)
    yield from _short(found)
    yield from found.notes


def _drafted(found: "PoolRedraw") -> Iterator[str]:
    if not found.sessions:
        yield f"nobody else is drafted from {found.begin:%H:%M} on"
    else:
        yield f"drafted from {found.begin:%H:%M} on: {len(found.sessions)} blocks, {found.minutes} min"
        rows = [
            (
                f"{one.start:%H:%M}-{one.end:%H:%M}",
                one.agent_id,
                one.topic,
                one.trainer_id or "self-study",
                f"{one.service_level_before:.1%}",
                f"{one.service_level_after:.1%}",
                one.reason,
            )
            for one in sorted(found.sessions, key=lambda one: (one.start, one.agent_id))
        ]
        header = ("block", "agent", "topic", "with", "service before", "after", "why")
        yield from columns([header, *rows], right=[4, 5])
        yield f"published: {found.published}"
    for reason, agents in found.refused[:SHOWN_REASONS]:
        yield f"  not drafted: {agents}, {reason}"
    if len(found.refused) > SHOWN_REASONS:
        yield f"  and {len(found.refused) - SHOWN_REASONS} other reasons, with --json"


def _short(found: "PoolRedraw") -> Iterator[str]:
    if found.short:
        yield "fewer on the phones than the load takes:"
        rows = [
            (f"{one.start:%H:%M}", one.cover, f"{one.heads:.1f}", str(one.agents_net), f"{one.service_level:.1%}")
            for one in found.short
        ]
        yield from columns([("from", "cover", "heads", "needed", "service level"), *rows], right=[2, 3, 4])
        if not found.recalls:
            yield "nobody of the pool can help"
    for cover, told in found.recalls:
        yield f"call back for {cover}: {len(told.recalled)}, {told.carried} min carried over"
        called = [
            (
                one.session.agent_id,
                f"{one.session.start:%H:%M}-{one.session.end:%H:%M}",
                f"{one.back:%H:%M}",
                one.reason,
            )
            for one in told.recalled
        ]
        yield from columns([("agent", "block", "back", "why"), *called])
        yield from map(still_short, told.short)
    if found.recalls:
        yield (
            f"entered in the ledger: {found.entered}; look again before {found.begin:%H:%M} for those after it"
            if found.entered
            else f"nothing has been entered in the ledger; --yes enters those back before {found.begin:%H:%M}"
        )
