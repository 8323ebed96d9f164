"""From rows to people: agents, absences, wishes and pins."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from wfm.domain.contracts import OFF
from wfm.domain.people import Absence, Agent, Pin, PinKind, Request, RequestKind, Role
from wfm.domain.rotations import ANY, NO_ROTATION, WORK
from wfm.domain.time import at_minute, iso
from wfm.io.cross_checks import Checks, in_rows
from wfm.io.hours_text import minute_of_day
from wfm.io.preferences import preference, start_range
from wfm.io.reading import FAILED, Reading, Record

TIMED_REQUESTS = (RequestKind.START_AFTER, RequestKind.END_BEFORE)
NAMED_REQUESTS = (RequestKind.SHIFT, RequestKind.NOT_SHIFT)


def agents(reading: Reading, checks: Checks) -> tuple[Agent, ...]:
    """Everybody who may be rostered, in the order of the file."""
    return tuple(filter(None, [_agent(record, checks) for record in reading.records()]))


def _agent(record: Record, checks: Checks) -> Agent | None:
    centre = checks.centre
    if record.sound("agent_id"):
        _check_listed_once(record, checks)
    if record.sound("contract"):
        checks.known_name(record, "contract", centre.contracts)
    skills = record["skills"]
    if record.sound("skills"):
        for queue in skills:
            checks.known_name(record, "skills", [queue.name for queue in centre.queues], queue)
        if not skills and record["role"] is Role.AGENT:
            column = "skills" if record.reading.has("skills") else "agent_id"
            checks.problem(record, column, "at least one queue, or the role trainer or lead")
    for shift in record["shifts"] or () if record.sound("shifts") else ():
        checks.known_name(record, "shifts", centre.shifts, shift)
    if record.sound("rotation") and record["rotation"] not in ("", NO_ROTATION):
        checks.known_name(record, "rotation", [*centre.rotations, NO_ROTATION])
    prefers = preference(record, checks) if record.sound("prefers") else None
    if record.sound("birth_date", "hire_date"):
        _check_birth(record, checks)
    if not record.sound():
        return None
    agent = Agent(**{**record.values(), "prefers": prefers})
    _check_rotation(agent, record, checks)
    return agent


def _check_listed_once(record: Record, checks: Checks) -> None:
    """Nobody may stand in the file twice, nor in two teams."""
    first = checks.seen.setdefault((record.reading.file, record["agent_id"]), record.row)
    if first == record.row:
        return
    reading = record.reading
    team = Record(reading, reading.rows.index(first))["team"]
    both = isinstance(team, str) and record.sound("team") and team != record["team"]
    other = f" in team {team}; an agent is in one team" if both else ""
    checks.problem(record, "agent_id", "one row per agent", f"row {first} says it already{other}")


def _check_birth(record: Record, checks: Checks) -> None:
    """A birth date must lie before today and before the hire; the complaint does not repeat it."""
    born, hired = record["birth_date"], record["hire_date"]
    if born is None:
        return
    today = datetime.now(checks.centre.zone).date()
    if born >= today:
        checks.unprinted(record, "birth_date", "a birth date in the past")
    elif hired is not None and hired <= born:
        checks.unprinted(record, "birth_date", f"a birth date before {record.reading.header.shown('hire_date')}")


def _check_rotation(agent: Agent, record: Record, checks: Checks) -> None:
    """Nothing in an agent's rotation may ask for shifts none of which his contract has."""
    found, contract = checks.centre.rotation_of(agent), checks.centre.contracts.get(agent.contract)
    if found is None or contract is None:
        return
    known = {*contract.shifts, OFF, WORK, ANY}
    strange = sorted({name for entry in found[0].entries if known.isdisjoint(entry) for name in entry})
    if strange:
        expected = f"a rotation that contract {agent.contract} can keep: it has no shift {', '.join(strange)}"
        checks.problem(record, "rotation" if agent.rotation else "team", expected)


def absences(reading: Reading, checks: Checks) -> tuple[Absence, ...]:
    """Absences, none of which overlaps another of the same agent; those of people who left are left out."""
    found: list[tuple[Record, Absence]] = []
    left: list[int] = []
    for record in reading.records():
        span = span_of(record, checks) if record.sound("start", "end") else None
        if span is not None and _has_left(record, span[1], checks):
            left.append(record.row)
            continue
        checks.known_agent(record)
        if span is not None and record.sound():
            start, end, whole_days = span
            found.append((record, Absence(record["agent_id"], start, end, record["kind"], whole_days)))
    if left:
        told = f"{in_rows(left)}: over, and of nobody in agents.csv; left out"
        checks.findings.notes.append(f"{reading.file}: {told}")
    latest: dict[str, tuple[Record, Absence]] = {}
    for record, absence in sorted(found, key=lambda pair: pair[1].start):
        first, before = latest.setdefault(absence.agent_id, (record, absence))
        if before is not absence and absence.start < before.end:
            hint = f"row {first.row} covers {iso(before.start)} to {iso(before.end)}"
            checks.problem(record, "start", "absences of one agent that do not overlap", hint)
        if absence.end > before.end:
            latest[absence.agent_id] = (record, absence)
    return tuple(absence for _, absence in found)


def _has_left(record: Record, end: datetime, checks: Checks) -> bool:
    """Whether the absence was over within the history, and the agent is not there any more."""
    if checks.agent_ids is None or checks.last_day is None or not record.sound("agent_id"):
        return False
    over = end <= at_minute(checks.last_day + timedelta(days=1), 0, checks.centre.zone)
    return over and record["agent_id"] not in checks.agent_ids


def span_of(record: Record, checks: Checks) -> tuple[datetime, datetime, bool] | None:
    """Start, end and whether they are whole days: dates with the end inclusive, or moments with it exclusive.

    A blank end means: the first day only. None (and a problem) when they do not go together.
    """
    start, end = record["start"], record["end"] or record["start"]
    zone = checks.centre.zone
    if isinstance(start, datetime) != isinstance(end, datetime) or (isinstance(start, datetime) and end is start):
        checks.problem(record, "end", "two dates, or two moments with a time of day")
        return None
    if not checks.in_order(record, "start", "end" if record["end"] else "start"):
        return None
    if isinstance(start, datetime):
        if start == end:
            checks.problem(record, "end", f"a moment after its start {iso(start)}")
            return None
        return start, end, False
    return at_minute(start, 0, zone), at_minute(end + timedelta(days=1), 0, zone), True


def requests(reading: Reading, checks: Checks) -> tuple[Request, ...]:
    """Wishes, one of each kind per agent and day."""
    found = []
    for record in reading.records():
        checks.known_agent(record)
        value = _wished(record, checks) if record.sound("kind", "value") else None
        days = _weekly(record, checks) if record.sound("date", "until") else []
        for day in days if record.sound("agent_id", "kind") else ():
            checks.once(record, (record["agent_id"], day, record["kind"]), "kind", "agent, day and kind of wish")
        if value is not None and record.sound():
            wish = Request(record["agent_id"], record["date"], record["kind"], value, record["weight"])
            found += [replace(wish, date=day) for day in days]
    return tuple(found)


def _weekly(record: Record, checks: Checks) -> list[date]:
    """The days of a wish: its own, and the same weekday of every week until the last day that it names."""
    first, last = record["date"], record["until"] or record["date"]
    if record["until"] and not checks.in_order(record, "date", "until"):
        return []
    return [first + timedelta(days=days) for days in range(0, (last - first).days + 1, 7)]


def _wished(record: Record, checks: Checks) -> str | None:
    """The value as the domain writes it: a minute of the day, a shift's name, or nothing."""
    kind, value = record["kind"], record["value"]
    if kind in TIMED_REQUESTS:
        try:
            return str(minute_of_day(value, latest=2160))
        except ValueError:
            checks.problem(record, _value_column(record), f"a time of day such as 09:30 for {kind.value}")
            return None
    if kind is RequestKind.START_BETWEEN:
        try:
            [(first, last)] = start_range(value)
        except ValueError as error:
            checks.problem(record, _value_column(record), "starts such as 08:00-10:00", str(error))
            return None
        return f"{first}-{last}"
    if kind in NAMED_REQUESTS:
        known = value in checks.centre.shifts
        if not known:
            checks.known_name(record, _value_column(record), checks.centre.shifts, value)
        return str(value) if known else None
    if value:
        checks.problem(record, "value", f"a blank cell for {kind.value}")
        return None
    return ""


def _value_column(record: Record) -> str:
    """Where to point when the value is wrong, even if the file has no such column."""
    return "value" if record.reading.has("value") else "kind"


def pins(reading: Reading, checks: Checks, away: Iterable[Absence]) -> tuple[Pin, ...]:
    """Assignments fixed by hand, one per agent and day, none of them during an absence."""
    absent: dict[str, list[Absence]] = {}
    for absence in away:
        absent.setdefault(absence.agent_id, []).append(absence)
    found = []
    for record in reading.records():
        checks.known_agent(record)
        if record.sound("agent_id", "date"):
            checks.once(record, (record["agent_id"], record["date"]), "date", "agent and day")
        if record.sound("shift") and record["shift"]:
            checks.known_name(record, "shift", checks.centre.shifts)
        pin = _pin(record, checks) if record.sound() else None
        if pin is not None:
            _check_present(pin, record, absent.get(pin.agent_id, []), checks)
            found.append(pin)
    return tuple(found)


def _pin(record: Record, checks: Checks) -> Pin | None:
    agent_id, day, kind, shift = record["agent_id"], record["date"], record["kind"], record["shift"]
    start, end = (_on(day, record[column], checks) for column in ("start", "end"))
    if kind is PinKind.OFF:
        if start or end or shift:
            checks.problem(record, "kind", "no start, end or shift for a day off")
            return None
        return Pin(agent_id, day, kind, row=record.row)
    if not (shift or start):
        checks.problem(record, "kind", "a shift or a start for a pinned shift")
        return None
    if start and end and end <= start:
        if not isinstance(record["end"], timedelta):
            checks.problem(record, "end", f"a moment after its start {iso(start)}")
            return None
        end = _on(day, record["end"] + timedelta(days=1), checks)
    if start and start.date() != day:
        checks.problem(record, "start", f"a start on {day}: a shift belongs to the day on which it starts")
        return None
    return Pin(agent_id, day, kind, start, end, shift, record.row)


def _on(day: date, time: timedelta | datetime | None, checks: Checks) -> datetime | None:
    """A time of day on `day`, or the moment itself."""
    if isinstance(time, timedelta):
        return at_minute(day, round(time.total_seconds() / 60), checks.centre.zone)
    return time


def _check_present(pin: Pin, record: Record, absences_of: Iterable[Absence], checks: Checks) -> None:
    """A pinned shift must not fall into an absence; of a pin without hours only whole days are compared."""
    if pin.kind is PinKind.OFF:
        return
    start = pin.start or at_minute(pin.date, 0, checks.centre.zone)
    for absence in absences_of:
        whole = absence.whole_days and absence.start <= start < absence.end
        inside = pin.start and pin.end and pin.start < absence.end and absence.start < pin.end
        if whole or inside:
            hint = f"absent from {iso(absence.start)} to {iso(absence.end)}"
            checks.problem(record, "date", "a day on which the agent is present", hint)
            return


def known_teams(reading: Reading) -> tuple[str, ...]:
    """Every team of agents.csv, also of rows in which something else is wrong, in the order of the file."""
    teams = dict.fromkeys(record["team"] for record in reading.records() if record.sound("team"))
    return tuple(team for team in teams if team)


def known_ids(reading: Reading) -> set[str]:
    """Every agent_id of agents.csv, also of rows in which something else is wrong."""
    return {agent_id for agent_id in reading.values["agent_id"] if agent_id is not FAILED}
