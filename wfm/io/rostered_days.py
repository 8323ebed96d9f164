"""Which days a published roster gave to whom: shifts.csv without its breaks, for a year of rosters at once."""

import csv
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from wfm.domain.roster import DayKind, DayPlan
from wfm.io.atomic import storing
from wfm.io.columns import SHIFTS
from wfm.io.tables import read_rows


def rostered_days(path: Path, days: Collection[date], zone: ZoneInfo) -> Iterator[DayPlan]:
    """The plans of these days, with shifts but without breaks and paid minutes.

    A tenth of the time of a full reading, which is left for files that are no longer as they were published.
    Raises InputProblems with what is wrong with such a file.
    """
    wanted = {day.isoformat(): day for day in days}
    try:
        with storing(path), path.open(encoding="utf-8", newline="") as file:
            return iter([_plan(row, wanted[row["date"]]) for row in csv.DictReader(file) if row["date"] in wanted])
    except (KeyError, ValueError, csv.Error):
        plans: tuple[DayPlan, ...] = read_rows(path, SHIFTS, zone)
        return (plan for plan in plans if plan.date in days)


def _plan(row: Mapping[str, str], day: date) -> DayPlan:
    start, end = (datetime.fromisoformat(row[name]) if row[name] else None for name in ("start", "end"))
    return DayPlan(row["agent_id"], day, DayKind(row["kind"]), row["shift"], start, end)
