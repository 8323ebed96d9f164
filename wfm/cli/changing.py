"""The options of ``wfm roster`` with which a published roster is changed instead of built anew."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from wfm.cli import options

if TYPE_CHECKING:
    from wfm.app.order import RosterOrder
    from wfm.app.rebuild_order import RebuildOrder

BasedOn = Annotated[
    str | None,
    typer.Option(
        "--based-on",
        metavar="RUN",
        help="Change this published roster as little as possible; by default the newest of these days.",
    ),
]
KeepShifts = Annotated[
    bool, typer.Option("--keep-shifts", help="Every day keeps its shift, days off stay off; starts may move.")
]
NoRemove = Annotated[
    bool, typer.Option("--no-remove", help="Nobody loses a working day; days off may become working days.")
]
BreaksOnly = Annotated[bool, typer.Option("--breaks-only", help="Shifts stay to the minute; only breaks move.")]
OnlyFrom = Annotated[
    date | None,
    typer.Option("--only-from", parser=options.day, metavar="DATE", help="All days before stay exactly."),
]
OnlyTo = Annotated[
    date | None,
    typer.Option("--only-to", parser=options.day, metavar="DATE", help="All days after stay exactly."),
]
MinChange = Annotated[
    float | None,
    typer.Option(
        "--min-change", min=0, metavar="POINTS", help="Price of every agent's day that changes; else 20."
    ),
]


@dataclass(frozen=True, slots=True)
class Changing:
    """What was said about changing a published roster; any of it asks for that."""

    based_on: str | None
    keep_shifts: bool
    no_remove: bool
    breaks_only: bool
    only_from: date | None
    only_to: date | None
    min_change: float | None

    @property
    def wanted(self) -> bool:
        said = (self.based_on, self.only_from, self.only_to, self.min_change)
        return self.keep_shifts or self.no_remove or self.breaks_only or any(one is not None for one in said)

    def order(self, roster: "RosterOrder", *, force: bool) -> "RebuildOrder":
        """The order for it; of several promises the strictest holds, because it contains the others."""
        from wfm.app.rebuild_order import POINTS_PER_CHANGED_DAY, RebuildOrder
        from wfm.rostering.keeping import Keep

        promised = (
            (self.breaks_only, Keep.TIMES),
            (self.keep_shifts, Keep.SHIFTS),
            (self.no_remove, Keep.WORKING_DAYS),
        )
        keep = next((kept for said, kept in promised if said), Keep.NOTHING)
        points = POINTS_PER_CHANGED_DAY if self.min_change is None else self.min_change
        return RebuildOrder(roster, self.based_on, keep, self.only_from, self.only_to, points, force)
