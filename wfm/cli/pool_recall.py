"""``wfm pool recall``: who of the retraining pool drawn from surplus goes back to the phones."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wfm.cli import day_options, options
from wfm.cli.output import Output, columns

if TYPE_CHECKING:
    from wfm.app.recall_pool import PoolRecall
    from wfm.pool.day.recall import Shortage


def recall(
    short: Annotated[
        int,
        typer.Option(
            "--short",
            min=0,
            max=5000,
            metavar="N",
            help="Heads missing at that time; the same call again adds nobody.",
        ),
    ],
    at: day_options.At = None,
    until: Annotated[
        int | None,
        typer.Option(
            "--until",
            parser=day_options.clock,
            metavar="HH:MM",
            help="How long they are missing; otherwise to the end of the interval.",
        ),
    ] = None,
    day: day_options.Day = None,
    cover: Annotated[
        str | None,
        typer.Option(
            "--cover", metavar="COVER", help="Where they are missing; otherwise the cover of most queues."
        ),
    ] = None,
    absent: day_options.Absent = None,
    run: options.RunName = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Enter it in the ledger; without it nothing is written.")
    ] = False,
    export: Annotated[
        Path | None, typer.Option("--export", metavar="FILE.csv", help="Write the list there, to hand it out.")
    ] = None,
    strict: options.Strict = False,
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Call members of the retraining pool drawn from surplus back to the phones.

    Lowest need first, then shortest remaining block; what they miss is carried over. The published roster stays as
    it is: with --yes the ledger is told.
    """
    from wfm.app.recall_pool import RecallOrder, recall_pool

    order = RecallOrder(short, at, day, until, cover, run, day_options.names(absent), yes, export)
    found = recall_pool(workspace, order)
    Output(json, quiet, verbose).result(found, _lines(found))
    raise typer.Exit(found.exit_code(strict=strict))


def _lines(found: "PoolRecall") -> Iterator[str]:
    told = found.recall
    before = f", {found.already} called at this time before" if found.already else ""
    span = f"{told.at:%Y-%m-%d %H:%M} to {found.until:%H:%M}"
    yield f"{span}: {found.short} missing in {found.cover}{before} ({found.run})"
    if told.recalled:
        yield "go back to the phones, in this order:"
        rows = [
            (
                str(number),
                one.session.agent_id,
                one.session.topic,
                f"{one.session.start:%H:%M}-{one.session.end:%H:%M}",
                f"{one.back:%H:%M}",
                f"{one.had} min",
                f"{one.carried} min",
                one.reason if one.helps else f"{one.reason}; counts elsewhere",
            )
            for number, one in enumerate(told.recalled, 1)
        ]
        yield from columns(
            [("", "agent", "topic", "block", "back", "had", "carried over", "why"), *rows], right=[0, 5, 6]
        )
    else:
        yield "nobody goes back to the phones"
    if told.recalled:
        owed = (f"{topic} {minutes} min" for topic, minutes in told.carried_by_topic.items())
        yield f"carried over: {', '.join(owed)}"
    for trainer in told.trainers:
        also = "" if trainer.helps else "; counts elsewhere"
        yield f"{trainer.trainer_id} has nobody left to teach and is back from {trainer.back:%H:%M}{also}"
    yield from told.going_on
    yield from (f"{session.agent_id} is absent and no help" for session in told.absent)
    yield from _service(found)
    yield from map(still_short, found.still_short)
    if told.next_in_line:
        after = (f"{one.agent_id} ({one.start:%H:%M}-{one.end:%H:%M})" for one in told.next_in_line)
        yield f"next in line: {', '.join(after)}"
    yield from found.notes
    if found.exported is not None:
        yield f"written: {found.exported}"
    if told.recalled and not found.entered:
        yield "nothing has been entered in the ledger; call it with --yes when they are called"


def _service(found: "PoolRecall") -> Iterator[str]:
    rows = [
        (
            f"{one.start:%H:%M}",
            f"{one.heads_without:.1f}",
            f"{one.service_level_without:.1%}",
            f"{one.heads_with:.1f}",
            f"{one.service_level_with:.1%}",
        )
        for one in found.intervals
    ]
    if rows:
        yield "service level as long as the heads are missing, by the queue formula:"
        yield from columns([("from", "heads", "without recall", "heads", "with"), *rows], right=range(1, 5))


def still_short(shortage: "Shortage") -> str:
    """What the pool cannot give, as one line."""
    heads = "1 head is" if shortage.heads == 1 else f"{shortage.heads} heads are"
    return f"{shortage.start:%H:%M} to {shortage.end:%H:%M}: {heads} still missing"
