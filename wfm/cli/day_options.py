"""Options of the commands that work on one day while it runs."""

import re
from datetime import date
from typing import Annotated

import typer

from wfm.cli import options

LAST_HOUR = 47
"""A shift that begins on the day may run past midnight: 25:30 is half past one at night."""


def clock(text: str) -> int:
    """A time of day such as 10:30, as minutes of the day; past midnight 24:00 and more."""
    found = re.fullmatch(r"(\d{1,2}):(\d{2})", text.strip())
    if found is None or int(found[1]) > LAST_HOUR or int(found[2]) > 59:
        raise typer.BadParameter(f"{text!r} is no time of day; expected one such as 10:30")
    return int(found[1]) * 60 + int(found[2])


def names(text: str | None) -> tuple[str, ...]:
    """Agent ids separated by commas; none of None."""
    return tuple(dict.fromkeys(name.strip() for name in re.split(r"[,;，；、]", text or "") if name.strip()))


At = Annotated[
    int | None,
    typer.Option("--at", parser=clock, metavar="HH:MM", help="When, by the centre's clock; otherwise now."),
]
Day = Annotated[
    date | None,
    typer.Option(
        "--date", parser=options.day, metavar="DATE", help="The day; otherwise today, in the centre's zone."
    ),
]
Absent = Annotated[
    str | None,
    typer.Option(
        "--absent",
        metavar="IDS",
        help="Agents who did not come, separated by commas, beside those of inputs/absences.csv.",
    ),
]
