"""Who works here: sixty-one people in seven teams, and when each of them can come."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from wfm.domain.people import Role, TenureStage

HORIZON_START = date(1999, 3, 7)
HORIZON_END = date(1999, 4, 3)
DAYS_PER_MONTH = 30.4375

GENERAL = ("regular", "new_customers", "callback")
SKILLS = {
    "none": (),
    "general": GENERAL,
    "senior": (*GENERAL, "vip"),
    "broker": ("stock_trading", "internet_support"),
}

# Speed by months since hiring, straight lines between: the ends of novelty, frustration, growth, and four years.
LEARNING_CURVE = ((0.0, 0.75), (4.0, 0.86), (7.0, 0.92), (19.0, 1.0), (48.0, 1.06))

# Weekly hours somebody of this contract usually works; they set how many contacts he handles.
USUAL_WEEK_HOURS = {"full_time": 40, "part_time": 24, "student": 18, "office": 40, "afternoon": 40}

# When somebody can come. Every pattern leaves a legal week of its contract between Sunday and Thursday alone:
# a student needs 16 hours on 3 to 5 days, so three days of six hours or four of four.
AVAILABILITY = {
    "any": "",
    "parent": "sun-thu 07:00-17:00; fri 07:00-14:00",
    "no_sabbath_eve": "sun-thu 07:00-24:00; sat 20:00-24:00",
    "mornings": "sun-thu 07:00-14:00; fri 07:00-14:00",
    "afternoons": "sun-thu 13:00-24:00; sat 20:00-24:00",
    "evenings": "sun-thu 16:00-24:00; fri 07:00-14:00; sat 20:00-24:00",
    "early_week": "sun-wed 07:00-24:00; fri 07:00-14:00; sat 20:00-24:00",
    "late_week": "mon-thu 12:00-24:00; fri 07:00-14:00; sat 20:00-24:00",
    "odd_days": "sun 14:00-24:00; tue 14:00-24:00; thu 07:00-24:00; fri 07:00-14:00; sat 20:00-24:00",
}

# team | role or skills | contract | hired | can come | name
STAFF = """
Alon          | lead    | office    | 1993-05-02 | any            | Ruth Avraham
Alon          | trainer | office    | 1994-09-18 | any            | Miriam Peretz
Alon          | senior  | full_time | 1996-02-11 | any            | Yael Cohen
Alon          | senior  | part_time | 1995-10-29 | any            | Dov Mizrahi
Alon          | senior  | student   | 1997-06-15 | evenings       | Noa Katz
Alon          | senior  | full_time | 1997-12-07 | parent         | Patrick O'Brien
Alon          | general | part_time | 1998-09-06 | any            | 张伟
Alon          | general | student   | 1998-11-22 | afternoons     | Tal Biton
Alon          | senior  | full_time | 1997-08-31 | any            | Maya Dahan
Alon          | general | student   | 1999-02-14 | any            | אורי לוי
Brosh         | lead    | office    | 1994-01-16 | any            | Shlomo Friedman
Brosh         | senior  | full_time | 1994-08-21 | any            | Anna Petrova
Brosh         | senior  | part_time | 1997-03-09 | any            | 王芳
Brosh         | general | student   | 1998-01-25 | afternoons     | Eitan Shapiro
Brosh         | general | full_time | 1998-08-30 | any            | Michal Azulay
Brosh         | general | part_time | 1998-04-19 | no_sabbath_eve | David Levi
Brosh         | general | student   | 1998-12-13 | evenings       | Gal Ohana
Brosh         | general | part_time | 1998-10-11 | any            | Lior Golan
Brosh         | senior  | full_time | 1997-10-26 | parent         | שירה כהן
Dekel         | lead    | office    | 1995-03-05 | any            | Helen Carter
Dekel         | trainer | office    | 1995-06-25 | any            | Avi Malka
Dekel         | senior  | full_time | 1997-01-19 | any            | Sarah Goldberg
Dekel         | senior  | full_time | 1995-12-03 | parent         | 李娜
Dekel         | senior  | part_time | 1996-05-26 | any            | Moshe Haddad
Dekel         | senior  | student   | 1997-11-16 | late_week      | Ron Segal
Dekel         | general | student   | 1999-01-10 | any            | Inbar Yosef
Dekel         | general | student   | 1998-07-19 | afternoons     | Omer Gabay
Dekel         | general | student   | 1998-12-27 | mornings       | Emily Weiss
Dekel         | general | student   | 1998-05-17 | odd_days       | 刘洋
Erez          | lead    | office    | 1994-11-13 | any            | Yosef Ben-David
Erez          | senior  | full_time | 1996-09-22 | any            | Rachel Stern
Erez          | senior  | part_time | 1998-02-08 | no_sabbath_eve | Nadav Amar
Erez          | senior  | student   | 1998-04-05 | any            | Hila Vaknin
Erez          | general | part_time | 1998-10-25 | any            | Daniel Roth
Erez          | general | part_time | 1997-08-10 | parent         | Orna Sasson
Erez          | general | student   | 1998-11-29 | evenings       | Amit Edri
Erez          | general | student   | 1999-01-24 | early_week     | 陈静
Erez          | general | part_time | 1998-06-21 | parent         | Shani Harel
Gefen 葡萄    | lead    | office    | 1996-04-14 | any            | Liora Klein
Gefen 葡萄    | senior  | full_time | 1997-05-04 | any            | Boris Levin
Gefen 葡萄    | senior  | part_time | 1996-11-17 | any            | Tamar Nissim
Gefen 葡萄    | senior  | student   | 1998-02-22 | evenings       | 赵敏
Gefen 葡萄    | senior  | student   | 1998-03-15 | late_week      | Yonatan Barak
Gefen 葡萄    | general | student   | 1998-12-06 | any            | Sivan Elbaz
Gefen 葡萄    | general | part_time | 1998-08-16 | no_sabbath_eve | יעל מזרחי
Gefen 葡萄    | general | student   | 1998-09-20 | afternoons     | Kobi Turgeman
Gefen 葡萄    | general | student   | 1999-02-21 | mornings       | Sophie Martin
Broker desk A | lead    | office    | 1993-10-10 | any            | Gideon Adler
Broker desk A | trainer | afternoon | 1995-02-19 | any            | Dana Rosen
Broker desk A | broker  | full_time | 1995-07-16 | any            | Igor Kagan
Broker desk A | broker  | full_time | 1997-09-14 | any            | 孙丽
Broker desk A | broker  | part_time | 1996-12-15 | any            | Keren Shalom
Broker desk A | broker  | part_time | 1998-10-04 | any            | Thomas Becker
Broker desk A | broker  | student   | 1998-01-11 | evenings       | Assaf Manor
Broker desk B | lead    | office    | 1995-11-05 | any            | Naomi Eshel
Broker desk B | broker  | full_time | 1996-06-30 | any            | Uri Zilber
Broker desk B | broker  | full_time | 1998-08-23 | no_sabbath_eve | Galit Oren
Broker desk B | broker  | part_time | 1997-04-27 | any            | 周杰
Broker desk B | broker  | part_time | 1998-11-15 | any            | Efrat Lavi
Broker desk B | broker  | student   | 1998-06-07 | afternoons     | Matan Sharabi
Broker desk B | broker  | student   | 1998-12-20 | any            | Laura Rossi
"""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the pay-roll. `speed` 1.0 is proficient; `availability` as agents.csv writes it."""

    agent_id: str
    name: str
    team: str
    role: Role
    contract: str
    desk: str
    hired: date
    speed: float
    availability: str

    @property
    def takes_calls(self) -> bool:
        return self.role is Role.AGENT

    @property
    def skills(self) -> tuple[str, ...]:
        return SKILLS[self.desk]

    @property
    def stage(self) -> TenureStage:
        return TenureStage.at(self.hired, HORIZON_START)


def staff() -> tuple[Person, ...]:
    """Everybody, in the order of the teams."""
    return tuple(_people())


def agent_rows(people: tuple[Person, ...]) -> list[tuple[str, ...]]:
    """agents.csv without its header."""
    return [
        (
            person.agent_id,
            person.name,
            person.team,
            person.contract,
            ";".join(person.skills),
            person.hired.isoformat(),
            f"{person.speed:.2f}",
            person.availability,
            person.role.value,
        )
        for person in people
    ]


def _people() -> Iterator[Person]:
    for number, line in enumerate(STAFF.strip().splitlines(), start=1):
        team, post, contract, hired, can_come, name = (cell.strip() for cell in line.split("|"))
        role = Role(post) if post in ("lead", "trainer") else Role.AGENT
        day_hired = date.fromisoformat(hired)
        yield Person(
            agent_id=f"E{1000 + number}",
            name=name,
            team=team,
            role=role,
            contract=contract,
            desk=post if role is Role.AGENT else "none",
            hired=day_hired,
            speed=_speed(day_hired, name) if role is Role.AGENT else 1.0,
            availability=AVAILABILITY[can_come],
        )


def _speed(hired: date, name: str) -> float:
    """The learning curve at the start of the horizon, give or take a little of his own."""
    months = (HORIZON_START - hired).days / DAYS_PER_MONTH
    reached = LEARNING_CURVE[-1][1]
    for (earlier, low), (later, high) in itertools.pairwise(LEARNING_CURVE):
        if earlier <= months < later:
            reached = low + (high - low) * (months - earlier) / (later - earlier)
    return round(reached + random.Random(f"speed of {name}").uniform(-0.03, 0.03), 2)
