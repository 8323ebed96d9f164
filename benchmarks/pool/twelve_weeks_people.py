"""Who sits where in the twelve weeks, how well everybody truly works, and what training does to it.

What happens to people without any training is drawn beforehand and is the same in every world: who leaves and who
follows him, who falls behind and comes round by himself, who calls in sick. What training adds is kept apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from benchmarks.pool.classifier_agents import LEVELS, STRUGGLE_BY, WORST_IN_LINE, Listening, shown, true_level
from benchmarks.pool.twelve_weeks_centre import FIRST, Floor
from wfm.domain.people import Agent, Performance, TenureStage

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
KPIS = tuple(level.kpi for level in LEVELS)
AHT = KPIS.index("aht_seconds")
WARM_UP_WEEKS = 8
"""Weeks of figures from before the first day."""
FALLS_BEHIND, COMES_ROUND = 0.004, 0.025
"""Chance a week that somebody in line falls behind on one or two figures, that one who is behind comes round."""
LEAVES_A_MONTH = {"novelty": 0.04, "frustration": 0.06, "growth": 0.03, "maturity": 0.015, "unknown": 0.03}
VACANT_DAYS = 14
SICK_A_DAY, SICK_DAYS = 0.011, 2.5
"""Chance of a spell that begins on a day, and its mean length; about 2.7 % of days."""
FORGOTTEN_A_WEEK = 0.02
OCCUPANCY = 0.8
STAGES = ((45, "novelty"), (160, "frustration"), (400, "growth"), (1100, "maturity"))


@dataclass(frozen=True)
class Career:
    """Somebody on a seat from `begins` to the day before `ends` (days of the simulation)."""

    agent: Agent
    seat: int
    begins: int
    ends: int

    def here(self, day: int) -> bool:
        return self.begins <= day < self.ends


@dataclass(frozen=True)
class Fate:
    """What no training changes: careers, how far everybody is behind by week (before week 0: as in it), shape
    (weeks, people, figures) in the peers' spreads, and who is sick, shape (people, days)."""

    seed: int
    careers: tuple[Career, ...]
    behind: Floats
    sick: Flags


def fate(floor: Floor, weeks: int, seed: int) -> Fate:
    """The fate of everybody who ever sits on one of the seats."""
    chance = np.random.default_rng([seed, 1])
    careers: list[Career] = []
    for number, seat in enumerate(floor.seats):
        begins, age = -10_000, int(chance.choice([days for days, _ in STAGES], p=(0.15, 0.15, 0.35, 0.35)))
        hired = FIRST - timedelta(days=age + int(chance.integers(0, 30)))
        while begins < 7 * weeks:
            ends = _leaves(hired, max(begins, 0), 7 * weeks, chance)
            name = f"P{len(careers):03}"
            person = Agent(name, name, seat.team, seat.contract, seat.skills, hire_date=hired)
            careers.append(Career(person, number, begins, ends))
            begins = ends + VACANT_DAYS
            hired = FIRST + timedelta(days=begins)
    people = len(careers)
    return Fate(seed, tuple(careers), _behind(people, weeks, chance), _sick(people, 7 * weeks, chance))


def _leaves(hired: date, first: int, last: int, chance: np.random.Generator) -> int:
    for day in range(first, last):
        stage = str(TenureStage.at(hired, FIRST + timedelta(days=day)))
        if chance.random() < LEAVES_A_MONTH[stage] / 30:
            return max(day, first + 1)
    return 10_000


def _behind(people: int, weeks: int, chance: np.random.Generator) -> Floats:
    """As in the classifier's centres at first; then some fall behind, and some come round."""
    now = _in_line(people, chance)
    struggling = chance.random(people) < chance.uniform(0.10, 0.20)
    for n in np.flatnonzero(struggling):
        now[n] = _fallen(now[n], 3, chance)
    found = [now.copy()]
    for _ in range(1, weeks):
        falls, rounds, calm = chance.random(people), chance.random(people), _in_line(people, chance)
        for n in range(people):
            behind = now[n] > WORST_IN_LINE
            if behind.any() and rounds[n] < COMES_ROUND:
                now[n] = np.where(behind, calm[n], now[n])
            elif not behind.any() and falls[n] < FALLS_BEHIND:
                now[n] = _fallen(now[n], 2, chance)
        found.append(now.copy())
    return np.stack(found)


def _in_line(people: int, chance: np.random.Generator) -> Floats:
    found: Floats = np.minimum(chance.standard_normal((people, len(KPIS))), WORST_IN_LINE)
    return found


def _fallen(own: Floats, most: int, chance: np.random.Generator) -> Floats:
    figures = chance.choice(len(KPIS), size=int(chance.integers(1, most + 1)), replace=False)
    fallen = own.copy()
    fallen[figures] = chance.uniform(*STRUGGLE_BY, size=figures.size)
    return fallen


def _sick(people: int, days: int, chance: np.random.Generator) -> Flags:
    sick = np.zeros((people, days), bool)
    begins = chance.random((people, days)) < SICK_A_DAY
    lengths = chance.geometric(1 / SICK_DAYS, size=(people, days))
    for n, day in zip(*np.nonzero(begins), strict=True):
        sick[n, day : day + lengths[n, day]] = True
    return sick


@dataclass
class People:
    """Everybody in one world: his fate, less what training has taken off it. One hour on a topic closes the share
    1 - exp(-`effect`) of the distance to the middle of the peers on the figures that it cures; a fiftieth of what
    was won is lost each week."""

    fate: Fate
    effect: float
    won: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.won = np.zeros((len(self.fate.careers), len(KPIS)))

    def behind(self, week: int) -> Floats:
        """How far everybody truly is behind, in the peers' spreads; training brings nobody ahead of the middle."""
        base = self.fate.behind[max(week, 0)]
        found: Floats = base - np.minimum(self.won, np.maximum(base, 0.0))
        return found

    def struggling(self, week: int) -> Flags:
        found: Flags = (self.behind(week) > WORST_IN_LINE).any(axis=1)
        return found

    def train(self, person: int, cures: tuple[str, ...], minutes: float, week: int) -> None:
        figures = [KPIS.index(kpi) for kpi in cures]
        left = np.maximum(self.behind(week)[person, figures], 0.0)
        self.won[person, figures] += (1 - np.exp(-self.effect * minutes / 60)) * left

    def forget(self) -> None:
        """A week goes by."""
        self.won *= 1 - FORGOTTEN_A_WEEK

    def handling_seconds(self, week: int) -> Floats:
        """Everybody's true mean handling time."""
        behind, day = self.behind(week), FIRST + timedelta(days=7 * week)
        return np.array([_level(AHT, behind[n, AHT], career, day) for n, career in enumerate(self.fate.careers)])

    def figures(self, week: int, hours: Mapping[int, float]) -> list[Performance]:
        """What those with so many hours on contact show in a week, contact by contact."""
        behind, first = self.behind(week), FIRST + timedelta(days=7 * week)
        rows = []
        for person, on_contact in hours.items():
            career = self.fate.careers[person]
            truth = {kpi: _level(k, behind[person, k], career, first) for k, kpi in enumerate(KPIS)}
            contacts = int(on_contact * 3600 * OCCUPANCY / truth["aht_seconds"])
            if contacts:
                chance = np.random.default_rng([self.fate.seed, 2, week + WARM_UP_WEEKS, person])
                period = first, first + timedelta(days=6)
                rows.append(shown(career.agent.agent_id, truth, period, contacts, Listening(), chance))
        return rows


def _level(figure: int, behind: float, career: Career, day: date) -> float:
    stage = str(career.agent.stage(day))
    queues = ("service", "sales") if "sales" in career.agent.skills else ("service",)
    return true_level(LEVELS[figure], behind, stage, queues)
