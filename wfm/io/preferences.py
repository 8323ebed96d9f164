"""When an agent likes to work: 'early; start 08:00-10:00' as shifts and starts."""

from wfm.domain.people import Preference
from wfm.io.cross_checks import Checks
from wfm.io.hours_text import RANGE, Ranges, minute_of_day
from wfm.io.reading import Record

START = "start "


def preference(record: Record, checks: Checks) -> Preference | None:
    """What the column `prefers` says; None when it says nothing, or (and a problem) nothing that can be read."""
    named: list[str] = []
    starts: list[tuple[int, int]] = []
    for part in record["prefers"]:
        if not part.casefold().startswith(START):
            checks.known_name(record, "prefers", checks.centre.shifts, part)
            named.append(part)
            continue
        try:
            starts += start_range(part[len(START) :])
        except ValueError as error:
            checks.problem(record, "prefers", "names of shifts, or starts such as 'start 08:00-10:00'", str(error))
    return Preference(tuple(named), tuple(starts)) if named or starts else None


def start_range(text: str) -> Ranges:
    """'08:00-10:00' as one range of minutes, both ends included. Raises ValueError."""
    found = RANGE.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"'{text.strip()}' is not a range such as 08:00-10:00")
    first, last = (minute_of_day(found[number], latest=1439) for number in (1, 2))
    if last < first:
        raise ValueError(f"'{text.strip()}' ends before it starts")
    return ((first, last),)
