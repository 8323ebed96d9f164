"""How everybody did in January and February 1999: mostly ordinary, a sixth in real trouble, a few only unlucky.

The contacts of a month add up to what the history says was handled, shared out by hours and speed. Every figure
is a person's own level plus the noise of its sample, so that small samples look wild without meaning anything.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from centre.people import USUAL_WEEK_HOURS, Person
from wfm.domain.people import TenureStage

MONTHS = ((date(1999, 1, 1), date(1999, 1, 31)), (date(1999, 2, 1), date(1999, 2, 28)))

# Contacts handled in inputs/history.csv, by month.
HANDLED = {"front": (25_700, 25_568), "broker": (1_032, 1_434)}

# Mean handling time of the desk's mix of contacts at speed 1, seconds.
AHT_SECONDS = {"general": 160.0, "senior": 190.0, "broker": 300.0}

QUALITY_SAMPLES = 12  # contacts a month that somebody listens to
QUALITY_SPREAD = 8.0  # points between two contacts of one agent
ANSWERED_SURVEYS = 0.06  # share of contacts that send back a satisfaction score from 1 to 5


@dataclass(frozen=True, slots=True)
class Level:
    """What somebody would show on endless contacts. Rates are per 100 contacts handled."""

    aht_factor: float
    qa_score: float
    fcr: float
    csat: float
    errors: float
    complaints: float
    transfers: float
    adherence: float


USUAL = {
    TenureStage.NOVELTY: Level(1.0, 81.0, 0.71, 4.1, 2.4, 0.6, 8.0, 0.94),
    TenureStage.FRUSTRATION: Level(1.0, 83.0, 0.74, 4.0, 1.9, 0.6, 7.0, 0.92),
    TenureStage.GROWTH: Level(1.0, 87.0, 0.77, 4.2, 1.4, 0.4, 6.0, 0.93),
    TenureStage.MATURITY: Level(1.0, 89.0, 0.79, 4.3, 1.2, 0.3, 5.0, 0.94),
}

# Those who really struggle, month after month: on what, and what the team lead calls it.
STRUGGLING = {
    "Noa Katz": ("hurried", ("listening", "accurate_entry")),
    "张伟": ("unresolved", ("product_knowledge", "problem_solving")),
    "Tal Biton": ("careless", ("accurate_entry", "verification")),
    "Michal Azulay": ("slow", ("call_control", "after_call_work")),
    "Omer Gabay": ("abrupt", ("listening", "de_escalation")),
    "Nadav Amar": ("careless", ("accurate_entry",)),
    "Daniel Roth": ("slow", ("call_control", "screen_navigation")),
    "Amit Edri": ("unresolved", ("product_knowledge",)),
    "Thomas Becker": ("slow", ("screen_navigation", "after_call_work")),
}

# Those who took hardly any contacts, and on whom the few looked bad: contacts in January and in February.
HARDLY_ANY = {
    "אורי לוי": (0, 38),
    "Sophie Martin": (0, 14),
    "Hila Vaknin": (31, 0),
    "Matan Sharabi": (12, 19),
}

# Somebody not in trouble may still have a known weak point.
SMALL_WEAKNESSES = ("listening", "product_knowledge", "after_call_work", "verification", "schedule_keeping")
SHARE_WITH_SMALL_WEAKNESS = 0.2


def performance_rows(people: tuple[Person, ...]) -> list[tuple[str, ...]]:
    """performance.csv without its header: agents only, by agent and month."""
    handled = _handled(people)
    return [
        _row(person, month, handled[person.agent_id, month])
        for person in people
        if person.takes_calls
        for month in range(len(MONTHS))
        if handled[person.agent_id, month] > 0
    ]


def _handled(people: tuple[Person, ...]) -> dict[tuple[str, int], int]:
    """Contacts of each agent and month, in proportion to hours at work and speed."""
    handled: dict[tuple[str, int], int] = {}
    for desk, totals in HANDLED.items():
        team = [person for person in people if _desk(person) == desk]
        for month, total in enumerate(totals):
            weights = {person.agent_id: _weight(person, month) for person in team}
            few = {person.agent_id: HARDLY_ANY[person.name][month] for person in team if person.name in HARDLY_ANY}
            left = total - sum(few.values())
            shared = sum(weight for agent_id, weight in weights.items() if agent_id not in few)
            for agent_id, weight in weights.items():
                handled[agent_id, month] = few.get(agent_id, round(left * weight / shared))
    return handled


def _desk(person: Person) -> str:
    """Front or broker desk; blank for those who take no calls."""
    if not person.takes_calls:
        return ""
    return "broker" if person.desk == "broker" else "front"


def _weight(person: Person, month: int) -> float:
    first, last = MONTHS[month]
    here = min(1.0, max(0.0, ((last - person.hired).days + 1) / ((last - first).days + 1)))
    presence = random.Random(f"presence of {person.name} in month {month}").uniform(0.88, 1.06)
    seconds = AHT_SECONDS[person.desk] * _level(person).aht_factor / person.speed
    return USUAL_WEEK_HOURS[person.contract] * here * presence / seconds


def _level(person: Person) -> Level:
    """The person's lasting level: the usual one of his stage, a little of his own, his trouble if any."""
    own = random.Random(f"level of {person.name}")
    usual = USUAL[person.stage]
    level = Level(
        aht_factor=own.uniform(0.94, 1.06),
        qa_score=usual.qa_score + own.uniform(-3, 3),
        fcr=usual.fcr + own.uniform(-0.03, 0.03),
        csat=usual.csat + own.uniform(-0.15, 0.15),
        errors=usual.errors * own.uniform(0.75, 1.25),
        complaints=usual.complaints * own.uniform(0.75, 1.25),
        transfers=usual.transfers * own.uniform(0.8, 1.2),
        adherence=usual.adherence + own.uniform(-0.02, 0.02),
    )
    if person.name not in STRUGGLING:
        return level
    return _troubled(level, STRUGGLING[person.name][0])


def _troubled(level: Level, trouble: str) -> Level:
    if trouble == "slow":
        return replace(level, aht_factor=level.aht_factor * 1.38, qa_score=level.qa_score - 6)
    if trouble == "careless":
        return replace(level, errors=level.errors * 3.2, qa_score=level.qa_score - 15)
    if trouble == "unresolved":
        return replace(level, fcr=level.fcr - 0.16, transfers=level.transfers * 2.2, qa_score=level.qa_score - 8)
    if trouble == "abrupt":
        return replace(level, csat=level.csat - 0.8, complaints=level.complaints * 4, qa_score=level.qa_score - 13)
    if trouble == "hurried":
        return replace(level, aht_factor=level.aht_factor * 0.8, errors=level.errors * 3, fcr=level.fcr - 0.1)
    raise ValueError(f"nobody is {trouble}")


def _unlucky(level: Level) -> Level:
    return replace(level, qa_score=level.qa_score - 16, errors=level.errors * 4, complaints=level.complaints * 5)


def _row(person: Person, month: int, handled: int) -> tuple[str, ...]:
    chance = random.Random(f"figures of {person.name} in month {month}")
    level = _level(person)
    if person.name in HARDLY_ANY:
        level = _unlucky(level)
    seconds = AHT_SECONDS[person.desk] * level.aht_factor / person.speed
    heard = min(handled, QUALITY_SAMPLES)
    surveys = max(1.0, handled * ANSWERED_SURVEYS)
    first, last = MONTHS[month]
    return (
        person.agent_id,
        max(first, person.hired).isoformat(),
        last.isoformat(),
        str(handled),
        f"{seconds * (1 + chance.gauss(0, 0.9) / math.sqrt(handled)):.0f}",
        f"{min(100.0, level.qa_score + chance.gauss(0, QUALITY_SPREAD) / math.sqrt(heard)):.1f}",
        f"{_count(chance, handled, level.fcr) / handled:.3f}",
        f"{min(5.0, level.csat + chance.gauss(0, 0.9) / math.sqrt(surveys)):.2f}",
        str(_count(chance, handled, level.errors / 100)),
        str(_count(chance, handled, level.complaints / 100)),
        str(_count(chance, handled, level.transfers / 100)),
        f"{min(0.99, level.adherence + chance.gauss(0, 0.008)):.3f}",
        ";".join(_weaknesses(person)),
    )


def _count(chance: random.Random, contacts: int, share: float) -> int:
    """How many of so many contacts turn out so, each on its own."""
    return sum(chance.random() < share for _ in range(contacts))


def _weaknesses(person: Person) -> Iterator[str]:
    if person.name in STRUGGLING:
        yield from STRUGGLING[person.name][1]
        return
    own = random.Random(f"weakness of {person.name}")
    if own.random() < SHARE_WITH_SMALL_WEAKNESS:
        yield own.choice(SMALL_WEAKNESSES)
