"""What people wish for, and what has been promised to them."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from centre.leave import PASSOVER
from centre.people import HORIZON_END, HORIZON_START, Person

FRIDAY, SATURDAY = 4, 5
WISHES_EACH = (1, 2, 2, 3, 3, 3)
WEIGHTS = ("1", "1", "1", "1", "2", "3")
KINDS = ("off",) * 9 + ("work",) * 2 + ("start_after",) * 3 + ("end_before",) * 3 + ("shift",) * 3

# Wishes that make sense for the shifts of a contract: earliest starts and latest ends, Sunday to Thursday.
START_AFTER = {"full_time": ("09:00", "10:00"), "part_time": ("10:00", "12:00"), "student": ("12:00", "14:00")}
END_BEFORE = {"full_time": ("17:00", "18:00"), "part_time": ("15:00", "18:00"), "student": ("18:00", "20:00")}
WEEKDAY_SHIFTS = {"full_time": ("full",), "part_time": ("six",), "student": ("four", "six")}
WEEKEND_SHIFTS = {
    "full_time": {FRIDAY: "friday", SATURDAY: "saturday"},
    "part_time": {FRIDAY: "friday", SATURDAY: "saturday"},
    "student": {FRIDAY: "friday_short", SATURDAY: "saturday"},
}

# Promised by hand; the blank cells leave the rest to the roster.
PINS = (
    # name, date, kind, start, end, shift
    ("Anna Petrova", "1999-03-08", "shift", "09:00", "17:30", "full"),
    ("李娜", "1999-03-10", "off", "", "", ""),
    ("Dov Mizrahi", "1999-03-13", "shift", "20:00", "24:00", "saturday"),
    ("Ron Segal", "1999-03-15", "shift", "", "", "four"),
    ("Rachel Stern", "1999-03-18", "shift", "", "", "full"),
    ("Tamar Nissim", "1999-03-19", "off", "", "", ""),
    ("Keren Shalom", "1999-03-20", "shift", "", "", "saturday"),
    ("Laura Rossi", "1999-04-01", "shift", "20:00", "24:00", "four"),
)


def pin_rows(people: tuple[Person, ...]) -> list[tuple[str, ...]]:
    """pins.csv without its header."""
    ids = {person.name: person.agent_id for person in people}
    return [(ids[name], *rest) for name, *rest in PINS]


def request_rows(people: tuple[Person, ...], away: set[tuple[str, date]]) -> list[tuple[str, ...]]:
    """requests.csv without its header; nobody wishes for a day on which he is away or pinned."""
    ids = {person.name: person.agent_id for person in people}
    taken = away | {(ids[name], date.fromisoformat(day)) for name, day, *_ in PINS}
    return [row for person in people if person.takes_calls for row in _wishes(person, taken)]


def _wishes(person: Person, taken: set[tuple[str, date]]) -> Iterator[tuple[str, ...]]:
    chance = random.Random(f"wishes of {person.name}")
    days = [
        day
        for day in (HORIZON_START + timedelta(days=n) for n in range((HORIZON_END - HORIZON_START).days + 1))
        if day != PASSOVER and (person.agent_id, day) not in taken and _can_come(person, day)
    ]
    for day in sorted(chance.sample(days, chance.choice(WISHES_EACH))):
        kind = chance.choice(KINDS)
        if kind in ("start_after", "end_before") and (person.availability or day.weekday() in (FRIDAY, SATURDAY)):
            kind = "shift"  # his hours are narrow already, that day or always
        yield person.agent_id, day.isoformat(), kind, _value(person, day, kind, chance), chance.choice(WEIGHTS)


def _value(person: Person, day: date, kind: str, chance: random.Random) -> str:
    if kind == "start_after":
        return chance.choice(START_AFTER[person.contract])
    if kind == "end_before":
        return chance.choice(END_BEFORE[person.contract])
    if kind == "shift":
        weekend = WEEKEND_SHIFTS[person.contract].get(day.weekday())
        return weekend or chance.choice(WEEKDAY_SHIFTS[person.contract])
    return ""


def _can_come(person: Person, day: date) -> bool:
    """Whether he could work that day at all; whoever keeps only some days of the week wishes only about those."""
    if not person.availability:
        return True
    named = person.availability.split("; ")
    return any(_names(part.split(" ")[0], day) for part in named)


def _names(weekdays: str, day: date) -> bool:
    """Whether ``sun-thu`` or ``fri`` names the weekday of `day`."""
    order = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
    first, _, last = weekdays.partition("-")
    return order.index(first) <= order.index(f"{day:%a}".lower()) <= order.index(last or first)
