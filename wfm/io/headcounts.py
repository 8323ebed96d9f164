"""Demand as head-counts: rows of headcounts.csv, each for a date or for weekdays."""

from collections.abc import Collection
from datetime import date
from typing import Any

from wfm.domain.groups import EVERYBODY, Who
from wfm.domain.headcounts import HeadcountDemand, HeadcountRow
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


def _group(record: Record, checks: Checks) -> Who | None:
    """Who counts; None (and a problem) when nobody can."""
    kind, _, name = (part.strip() for part in record["group"].partition(":"))
    kind, centre = kind.casefold(), checks.centre
    if (kind, name) == ("all", ""):
        return EVERYBODY
    known: dict[str, Collection[str] | None] = {
        "role": [str(role) for role in Role],
        "stage": [str(stage) for stage in TenureStage],
        "skill": [queue.name for queue in centre.queues],
        "team": checks.teams,
        "contract": list(centre.contracts),
    }
    if kind not in known or not name:
        checks.problem(record, "group", GROUPS)
        return None
    names = known[kind]
    if names is not None and name not in names:
        checks.known_name(record, "group", names, name)
        return None
    return _who(kind, name)


def _who(kind: str, name: str) -> Who:
    match kind:
        case "role":
            return Who(role=Role(name))
        case "stage":
            return Who(stage=TenureStage(name))
        case "skill":
            return Who(skill=name)
        case "team":
            return Who(team=name)
    return Who(contract=name)
