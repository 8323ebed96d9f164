"""Every option that several commands share, defined once."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer


def day(text: str) -> date:
    """A day of the calendar, written as 2026-12-01."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day of the calendar; expected one such as 2026-12-01") from None


Workspace = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        "-w",
        envvar="WFM_WORKSPACE",
        metavar="DIR",
        help="Directory with wfm.toml; otherwise the nearest one from here upwards.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing when all went well.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Tell every step, and the trace of a bug.")]
From = Annotated[
    date,
    typer.Option("--from", parser=day, metavar="DATE", help="First day, such as 2026-12-01."),
]
MaybeFrom = Annotated[
    date | None,
    typer.Option("--from", parser=day, metavar="DATE", help="First day; otherwise the newest run's."),
]
Days = Annotated[int, typer.Option("--days", min=1, max=366, metavar="N", help="How many days.")]
MaybeDays = Annotated[
    int | None,
    typer.Option("--days", min=1, max=366, metavar="N", help="How many days; otherwise the newest run's."),
]
RunName = Annotated[
    str | None,
    typer.Option("--run", metavar="RUN", help="Name of a published run; otherwise the newest."),
]
TimeLimit = Annotated[
    float | None,
    typer.Option(
        "--time-limit", min=1, metavar="SECONDS", help="Seconds for the roster; the best so far is kept."
    ),
]
Seed = Annotated[int | None, typer.Option("--seed", metavar="N", help="Seed of the search instead of wfm.toml's.")]
Force = Annotated[bool, typer.Option("--force", help="Run again even if this very run is published already.")]
Strict = Annotated[bool, typer.Option("--strict", help="Exit 5 when goals are missed or a person is needed.")]
