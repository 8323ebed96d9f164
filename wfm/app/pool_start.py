"""From which day on a pool may still be drawn: what people have worked by is not planned again."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from wfm.domain.roster import Roster
from wfm.domain.time import Horizon
from wfm.pool.ledger import Ledger

EVERY_DAY_HAS_BEGUN = (
    "every day has begun and keeps its retraining pool; `wfm pool redraw` draws from the rest of today"
)


def first_to_draft(roster: Roster, ledger: Ledger, now: datetime) -> date | None:
    """The first day of the roster that a pool may be drawn for at `now`; None when there is none left.

    A day that has begun and has its pool already keeps it: a plan of the past of which nothing was reported counts
    as attended, so another one would count sessions that nobody had. Once all days are over they are drawn as if
    they lay ahead; that is a rehearsal.
    """
    horizon, today = roster.horizon, now.date()
    if today > horizon.last:
        return horizon.first
    begun = [day for day in horizon.dates if day < today or (day == today and _has_begun(roster, day, now))]
    kept = [day for day in begun if ledger.run_of(day) is not None]
    if not kept:
        return horizon.first
    start = kept[-1] + timedelta(days=1)
    return start if start <= horizon.last else None


def from_day(horizon: Horizon, start: date) -> Horizon:
    """The days of the horizon from that one on."""
    return replace(horizon, first=start, days=(horizon.last - start).days + 1)


def roster_from(roster: Roster, start: date) -> Roster:
    """The shifts of the roster that belong to that day or a later one."""
    return Roster(from_day(roster.horizon, start), tuple(plan for plan in roster.plans if plan.date >= start))


def kept_note(first: date, start: date) -> str:
    """What became of the days before `start`, in words."""
    last = start - timedelta(days=1)
    days = f"{first} has begun and keeps its" if first == last else f"{first} to {last} have begun and keep their"
    return f"{days} retraining pool (`wfm pool ledger`); drawn again from {start} on"


def _has_begun(roster: Roster, day: date, now: datetime) -> bool:
    return any(plan.start is not None and plan.start <= now for plan in roster.plans if plan.date == day)
