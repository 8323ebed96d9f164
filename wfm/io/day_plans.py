"""Rosters that were written down: rows of shifts.csv as days of agents."""

import re
from datetime import datetime, timedelta

from wfm.domain.roster import DayKind, DayPlan, Pause
from wfm.domain.time import iso
from wfm.io.cross_checks import Checks
from wfm.io.moments import comes_twice
from wfm.io.reading import Reading, Record


def day_plans(reading: Reading, checks: Checks) -> tuple[DayPlan, ...]:
    """The plans of a shifts.csv, one per agent and day, in the order of the file."""
    found = []
    for record in reading.records():
        checks.known_agent(record)
        if record.sound("agent_id", "date"):
            checks.once(record, (record["agent_id"], record["date"]), "date", "agent and day")
        try:
            found += [day_plan(record)] if record.sound() else []
        except ValueError as error:
            checks.problem(record, "kind", "a day that fits together", str(error))
    return tuple(found)


def day_plan(record: Record) -> DayPlan:
    """One row as a day. Raises ValueError when its parts do not fit together."""
    return DayPlan(**{**record.values(), "breaks": _breaks(record)})


def _breaks(record: Record) -> tuple[Pause, ...]:
    """The breaks of a shift; none where there is no shift. Raises ValueError for one outside it."""
    if record["kind"] is not DayKind.SHIFT or record["start"] is None or record["end"] is None:
        return ()
    pauses = []
    cursor = record["start"]
    for begins, ends in record["breaks"]:
        start = _next(begins, cursor, record["end"])
        cursor = _next(ends, start, record["end"])
        pauses.append(Pause(start, cursor))
    return tuple(pauses)


def _next(text: str, after: datetime, last: datetime) -> datetime:
    """The first moment from `after` to `last` at which the clock shows `text`."""
    found = re.fullmatch(r"(\d{2}):(\d{2})([+-]\d{2}:\d{2})?", text)
    if found is None:
        raise ValueError(f"'{text}' is not a time of day")
    for days in (0, 1):
        for fold in (0, 1):
            moment = (after + timedelta(days=days)).replace(hour=int(found[1]), minute=int(found[2]), fold=fold)
            offset_fits = found[3] is None or iso(moment).endswith(found[3])
            if after.timestamp() <= moment.timestamp() <= last.timestamp() and offset_fits:
                return moment
    raise ValueError(f"the break at {text} lies outside the shift")


def breaks_text(pauses: tuple[Pause, ...]) -> str:
    """'10:15-10:30;12:00-12:30'; a time that the clock shows twice that night carries its offset."""
    return ";".join(f"{_clock(pause.start)}-{_clock(pause.end)}" for pause in pauses)


def _clock(moment: datetime) -> str:
    return iso(moment)[11:] if comes_twice(moment) else iso(moment)[11:16]
