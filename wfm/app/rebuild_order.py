"""What a planner orders when a published roster is to change as little as possible."""

from dataclasses import dataclass
from datetime import date

from wfm.app.order import RosterOrder
from wfm.domain.errors import InputProblems, Problem
from wfm.domain.roster import DayPlan
from wfm.domain.time import Horizon
from wfm.rostering.keeping import Keep, Keeping

POINTS_PER_CHANGED_DAY = 20.0
"""What a changed day costs when nobody says otherwise: as much as an agent missing for an hour at the sample's
prices, and more than refusing a wish."""


@dataclass(frozen=True, slots=True)
class RebuildOrder:
    """A roster that changes the published run `based_on` (None: the newest one of these days).

    `keep`: how much of every day stays; `only_from` and `only_to`: the days that may change at all; `min_change`:
    points per changed agent's day. `force`: publish again although this very change is published already.
    """

    roster: RosterOrder
    based_on: str | None = None
    keep: Keep = Keep.NOTHING
    only_from: date | None = None
    only_to: date | None = None
    min_change: float = POINTS_PER_CHANGED_DAY
    force: bool = False

    def keeping(self, based_on: str, published: tuple[DayPlan, ...], horizon: Horizon) -> Keeping:
        """What stays of these plans; InputProblems when the days that may change are none of the horizon's."""
        wrong = [
            Problem(f"--{name}", f"a day from {horizon.first} to {horizon.last}", value=str(day))
            for name, day in (("only-from", self.only_from), ("only-to", self.only_to))
            if day is not None and not horizon.first <= day <= horizon.last
        ]
        if self.only_from and self.only_to and self.only_to < self.only_from:
            wrong.append(Problem("--only-to", f"{self.only_from} or later", value=str(self.only_to)))
        if wrong:
            raise InputProblems(wrong)
        inside = tuple(plan for plan in published if horizon.first <= plan.date <= horizon.last)
        return Keeping(based_on, inside, self.keep, self.min_change, self.only_from, self.only_to)

    def facts(self) -> dict[str, object]:
        """Everything of the order that decides the result, for its fingerprint."""
        return {
            "keep": str(self.keep),
            "only_from": str(self.only_from),
            "only_to": str(self.only_to),
            "min_change": self.min_change,
        }
