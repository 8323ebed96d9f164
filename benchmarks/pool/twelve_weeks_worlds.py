"""The twelve weeks lived through under one rule, and what is counted of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.pool.classifier_agents import WORST_IN_LINE
from benchmarks.pool.twelve_weeks_centre import TOPICS, Floor
from benchmarks.pool.twelve_weeks_day import Served, morning, served
from benchmarks.pool.twelve_weeks_people import WARM_UP_WEEKS, Fate, People
from benchmarks.pool.twelve_weeks_rules import DayDone, Rule

Floats = NDArray[np.float64]
GOAL = 0.80
WARM_UP_HOURS = 30.0
CURES = {topic.topic: topic.cures for topic in TOPICS}


@dataclass(frozen=True)
class World:
    """Twelve weeks under one rule. Minutes per person as attended.

    `struggling`: share of those employed by week, `beyond`: spreads beyond the bar that their figures lie, per
    agent employed. `of_need`: share of all attended minutes that went to people who truly struggled at that time.
    `called_right`: of those called struggling on a Monday, the share that truly did; `called_of_all`: of those who
    did, the share called so (NaN: nobody was called). `equals`: minutes of those who stayed and were never called;
    `in_need`: minutes per week called, of those called in a third of the weeks or more.
    """

    offered: Floats
    level: Floats
    abandoned: Floats
    struggling: Floats
    beyond: Floats
    minutes: Floats
    planned: float
    recalled: float
    missed: float
    on_contact_hours: float
    of_need: float
    called_right: float
    called_of_all: float
    equals: Floats
    in_need: Floats

    @property
    def intervals_kept(self) -> float:
        """Share of open intervals and queues with the service goal met."""
        return float((self.level >= GOAL - 1e-9).mean())

    @property
    def days_kept(self) -> float:
        """Share of days and queues whose contacts together were answered in time as the goal says."""
        by_day = (self.offered * self.level).sum(axis=2) / self.offered.sum(axis=2)
        return float((by_day >= GOAL - 1e-9).mean())

    @property
    def pooled_level(self) -> float:
        return float((self.offered * self.level).sum() / self.offered.sum())

    @property
    def abandonment(self) -> float:
        return float((self.offered * self.abandoned).sum() / self.offered.sum())


def lived(floor: Floor, fate: Fate, rule: Rule, effect: float) -> World:
    """Day after day: who is there, what the rule decides, what is learnt, which service comes of it."""
    people, weeks = People(fate, effect), len(fate.behind)
    for week in range(-WARM_UP_WEEKS, 0):
        rule.hears(people.figures(week, _employed_before(fate)))
    tally, days = _Tally(fate), []
    for number in range(7 * weeks):
        today = morning(floor, fate, people, number)
        done = rule.day(floor, today)
        tally.add(number, done, people)
        days.append(served(floor, today, done.away))
        for learnt in done.learnt:
            people.train(learnt.person, CURES[learnt.topic], learnt.minutes, today.week)
        there = today.there
        for stay in done.away:
            there[stay.person, max(0, stay.start) : max(0, stay.end)] = False
        tally.on_contact += there.sum(axis=1) / 60
        if number % 7 == 6:
            hours = {int(n): float(tally.on_contact[n]) for n in np.flatnonzero(tally.on_contact)}
            rule.hears(people.figures(today.week, hours))
            tally.end_week()
            people.forget()
    return tally.world(days)


def _employed_before(fate: Fate) -> dict[int, float]:
    return {n: WARM_UP_HOURS for n, career in enumerate(fate.careers) if career.begins < 0}


class _Tally:
    """Counts as the days go by."""

    def __init__(self, fate: Fate) -> None:
        self.fate = fate
        self.on_contact = np.zeros(len(fate.careers))
        self.hours = self.planned = self.recalled = self.missed = 0.0
        self.minutes = np.zeros(len(fate.careers))
        self.to_struggling = 0.0
        self.struggling: list[float] = []
        self.beyond: list[float] = []
        self.called, self.right, self.truly = 0, 0, 0
        self.weeks_called = np.zeros(len(fate.careers))

    def add(self, number: int, done: DayDone, people: People) -> None:
        truly = people.struggling(number // 7)
        self.planned += done.planned
        self.recalled += done.recalled
        self.missed += done.missed
        for learnt in done.learnt:
            self.minutes[learnt.person] += learnt.minutes
            self.to_struggling += learnt.minutes * truly[learnt.person]
        if number % 7 == 0:
            here = np.array([career.here(number) for career in self.fate.careers])
            self.struggling.append(float(truly[here].mean()))
            over = np.maximum(people.behind(number // 7)[here] - WORST_IN_LINE, 0.0)
            self.beyond.append(float(over.sum(axis=1).mean()))
            self.truly += int(truly[here].sum())
            self.called += len(done.called)
            self.right += sum(bool(truly[n]) for n in done.called)
            self.weeks_called[sorted(done.called)] += 1

    def end_week(self) -> None:
        self.hours += float(self.on_contact.sum())
        self.on_contact[:] = 0

    def world(self, days: Sequence[Served]) -> World:
        last = len(days) - 1
        stayed = np.array([career.begins < 0 and career.here(last) for career in self.fate.careers])
        often = self.weeks_called >= len(days) / 7 / 3
        all_minutes = float(self.minutes.sum())
        return World(
            offered=np.stack([day.offered for day in days]),
            level=np.stack([day.level for day in days]),
            abandoned=np.stack([day.abandoned for day in days]),
            struggling=np.array(self.struggling),
            beyond=np.array(self.beyond),
            minutes=self.minutes,
            planned=self.planned,
            recalled=self.recalled,
            missed=self.missed,
            on_contact_hours=self.hours,
            of_need=self.to_struggling / all_minutes if all_minutes else float("nan"),
            called_right=self.right / self.called if self.called else float("nan"),
            called_of_all=self.right / self.truly if self.called else float("nan"),
            equals=self.minutes[stayed & (self.weeks_called == 0)],
            in_need=self.minutes[stayed & often] / np.maximum(self.weeks_called[stayed & often], 1),
        )


def gini(minutes: Floats) -> float:
    """0: everybody has the same; towards 1: one has all (Gini 1912, by the mean difference of all pairs)."""
    if minutes.size == 0 or minutes.sum() == 0:
        return float("nan")
    ordered, n = np.sort(minutes), minutes.size
    return float((2 * np.arange(1, n + 1) - n - 1) @ ordered / (n * ordered.sum()))
