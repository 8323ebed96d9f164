"""Who is away, and when: leave, the holiday, hours already promised to training."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from centre.people import HORIZON_START, Person

PASSOVER_EVE = date(1999, 3, 31)
PASSOVER = date(1999, 4, 1)
ORDINARY_WEEKS = 3
FIRST_LEAVE = date(1999, 3, 10)  # the first days of the horizon are left ordinary

# Settled one by one: hours of a day (the end is exclusive), or days that started before the horizon.
BY_NAME = (
    ("Hila Vaknin", "1999-02-01", "1999-03-13", "unplanned"),
    ("Yael Cohen", "1999-03-11T07:00", "1999-03-11T09:00", "planned"),
    ("Boris Levin", "1999-03-24T07:00", "1999-03-24T09:00", "planned"),
    ("Moshe Haddad", "1999-03-17T20:00", "1999-03-18T00:00", "planned"),
    ("Igor Kagan", "1999-03-16T13:30", "1999-03-16T15:00", "training"),
    ("孙丽", "1999-03-16T13:30", "1999-03-16T15:00", "training"),
    ("Uri Zilber", "1999-03-23T13:30", "1999-03-23T15:00", "training"),
    ("Helen Carter", "1999-03-22", "1999-03-22", "training"),
    ("Yosef Ben-David", "1999-03-22", "1999-03-22", "training"),
)


@dataclass(frozen=True, slots=True)
class Leave:
    """Whole days away, both included."""

    person: Person
    first: date
    last: date

    def row(self) -> tuple[str, ...]:
        return self.person.agent_id, self.first.isoformat(), self.last.isoformat(), "planned"


def absence_rows(people: tuple[Person, ...]) -> list[tuple[str, ...]]:
    """absences.csv without its header, by agent and day."""
    ids = {person.name: person.agent_id for person in people}
    settled = [(ids[name], start, end, kind) for name, start, end, kind in BY_NAME]
    early = tuple(_ordinary_weeks(people))
    leave = [away.row() for away in (*early, *_passover(people, {away.person for away in early}))]
    return sorted(settled + leave)


def away_days(rows: list[tuple[str, ...]]) -> set[tuple[str, date]]:
    """Agent and day of everything in `rows`, whole days and hours alike."""
    days: set[tuple[str, date]] = set()
    for agent_id, start, end, _ in rows:
        day, last = date.fromisoformat(start[:10]), date.fromisoformat(end[:10])
        while day <= last:
            days.add((agent_id, day))
            day += timedelta(days=1)
    return days


def _ordinary_weeks(people: tuple[Person, ...]) -> Iterator[Leave]:
    """In each ordinary week one of every team is away: in every fourth team a whole week, else a day or two."""
    chosen: set[str] = {name for name, *_ in BY_NAME}
    for week in range(ORDINARY_WEEKS):
        sunday = HORIZON_START + timedelta(days=7 * week)
        for place, team in enumerate(_teams(people)):
            chance = random.Random(f"leave of {team} in week {week}")
            person = chance.choice([one for one in people if one.team == team and one.name not in chosen])
            chosen.add(person.name)
            if (place + week) % 4 == 3:
                first, last = sunday, sunday + timedelta(days=4)
            else:
                first = sunday + timedelta(days=chance.randrange(4))
                last = first + timedelta(days=chance.randrange(2) if person.contract != "student" else 0)
            if last >= FIRST_LEAVE:
                yield Leave(person, max(first, FIRST_LEAVE), last)


def _passover(people: tuple[Person, ...], had_leave: set[Person]) -> Iterator[Leave]:
    """The holiday for all but the students, who open again at 20:00; around it the leave most people want."""
    for team in _teams(people):
        chance = random.Random(f"Passover in {team}")
        members = [one for one in people if one.team == team]
        whole_week, *eve = chance.sample([one for one in members if one not in had_leave], 3)
        for person in members:
            last = PASSOVER_EVE if person.contract == "student" else PASSOVER
            if person is whole_week:
                yield Leave(person, date(1999, 3, 28), last)
            elif person in eve:
                yield Leave(person, PASSOVER_EVE, last)
            elif person.contract != "student":
                yield Leave(person, PASSOVER, PASSOVER)


def _teams(people: tuple[Person, ...]) -> list[str]:
    return list(dict.fromkeys(person.team for person in people))
