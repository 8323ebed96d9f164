"""Demand as head-counts: rows of headcounts.csv, each for a date or for weekdays."""

from datetime import date
from typing import Any

from wfm.domain.headcounts import CountedGroup, GroupKind, HeadcountDemand, HeadcountRow
from wfm.domain.people import Role, TenureStage
from wfm.io.cross_checks import Checks
from wfm.io.hours_text import WEEKDAYS
from wfm.io.reading import Reading, Record

NO_DATE = date.min
GROUPS = "all, or role, skill, team, stage or contract with a name, such as skill:vip"


def headcounts(reading: Reading, checks: Checks) -> tuple[HeadcountDemand, ...]:
    """What shifts want, one row per date or weekday, shifts and group."""
    return tuple(filter(None, [_demand(record, checks) for record in reading.records()]))


def _demand(record: Record, checks: Checks) -> HeadcountDemand | None:
    for shift in record["shift"] if record.sound("shift") else ():
        checks.known_name(record, "shift", checks.centre.shifts, shift)
    weekdays = _weekdays(record, checks) if record.sound("weekday") else None
    group = _group(record, checks) if record.sound("group") else None
    if weekdays is None or group is None or not record.sound() or not _fits(record, checks):
        return None
    row = HeadcountRow(NO_DATE, tuple(record["shift"]), group=group, **_figures(record))
    for weekday in weekdays or (None,):
        checks.once(record, (record["date"], weekday, row.shifts, group), "shift", "day, shift and group")
    return HeadcountDemand(row, record["date"], weekdays)


def _figures(record: Record) -> dict[str, Any]:
    """Where nothing is wanted, only the limits count."""
    limits = {"least": record["least"], "most": record["most"]}
    if record["wanted"] is None:
        return {"wanted": 0, "under": 0.0, "over": 0.0, **limits}
    return {"wanted": record["wanted"], "under": record["under"], "over": record["over"], **limits}


def _weekdays(record: Record, checks: Checks) -> tuple[int, ...] | None:
    """The weekdays named; none for a row of a date. None (and a problem) when both or neither is said."""
    names = [name.casefold()[:3] for name in record["weekday"]]
    strange = [name for name, day in zip(record["weekday"], names, strict=True) if day not in WEEKDAYS]
    if strange:
        checks.problem(record, "weekday", f"weekdays such as mon;tue ({', '.join(WEEKDAYS)})")
        return None
    if record.sound("date") and (record["date"] is None) != bool(names):
        column = "weekday" if record.reading.has("weekday") else "date"
        checks.problem(record, column, "a date or weekdays, one of them")
        return None
    return tuple(sorted({WEEKDAYS.index(day) for day in names}))


def _fits(record: Record, checks: Checks) -> bool:
    """Whether the figures of a row go together."""
    if record["wanted"] is None and not record["least"] and record["most"] is None:
        checks.problem(record, "wanted", "a number, or a least or most")
        return False
    if record["most"] is not None and record["most"] < record["least"]:
        checks.problem(record, "most", f"no fewer than the least ({record['least']})")
        return False
    return True


def _group(record: Record, checks: Checks) -> CountedGroup | None:
    """Who counts; None (and a problem) when nobody can."""
    kind, _, name = record["group"].partition(":")
    try:
        group = CountedGroup(GroupKind(kind.strip().casefold()), name.strip())
    except ValueError:
        checks.problem(record, "group", GROUPS)
        return None
    centre = checks.centre
    known = {
        GroupKind.ROLE: [str(role) for role in Role],
        GroupKind.STAGE: [str(stage) for stage in TenureStage],
        GroupKind.SKILL: [queue.name for queue in centre.queues],
        GroupKind.TEAM: checks.teams,
        GroupKind.CONTRACT: list(centre.contracts),
    }.get(group.kind)
    if known is not None and group.name not in known:
        checks.known_name(record, "group", known, group.name)
        return None
    return group
