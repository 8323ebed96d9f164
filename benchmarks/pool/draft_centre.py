"""A centre of a thousand agents whose roster has little to spare: the draft's test of size."""

from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from wfm.domain.centre import PoolSettings
from wfm.domain.people import Agent, Role, TenureStage
from wfm.domain.pool import Finding, Need, Topic, TrainingFormat
from wfm.domain.queues import Cover
from wfm.domain.roster import DayKind, DayPlan, Pause, Roster
from wfm.domain.time import Horizon, at_minute
from wfm.pool.surplus import surplus

ZONE = ZoneInfo("Asia/Shanghai")
FIRST = date(2026, 6, 1)
STARTS = (450, 480, 510, 540, 570, 600, 660, 720, 780, 840, 900, 960)
"""Wall-clock minutes at which shifts of eight and a half hours begin."""
FIGURES = ("qa_score", "fcr", "errors", "complaints", "aht_seconds", "csat", "transfers", "adherence")
MODES = (
    (30, TrainingFormat.COACH, 1),
    (60, TrainingFormat.COACH, 1),
    (90, TrainingFormat.COACH, 1),
    (60, TrainingFormat.GROUP, 5),
    (30, TrainingFormat.SELF, 1),
)


@dataclass(frozen=True)
class DraftCentre:
    """All that `wfm.pool.drafting.draft.draft` asks for."""

    roster: Roster
    agents: tuple[Agent, ...]
    needs: tuple[Need, ...]
    topics: tuple[Topic, ...]
    covers: tuple[Cover, ...]
    surplus: dict[str, NDArray[np.int64]]
    agents_open: dict[str, NDArray[np.float64]]
    settings: PoolSettings


def centre(
    agents: int = 1000,
    in_need: int = 200,
    days: int = 28,
    trainers: int = 20,
    slack: float = 0.03,
    spread: float = 0.06,
    groups: bool = False,
    seed: int = 1,
) -> DraftCentre:
    """Shifts five days in seven, breaks within them, a requirement that leaves `slack` of those on contact, give
    or take a normal `spread` by the hour; need that falls off as it does among people, two findings each."""
    dice = Random(seed)
    horizon = Horizon(FIRST, days, 30, ZONE, 0)
    topics = _topics(groups)
    people = [Agent(f"A{n:04}", "", f"team {n // 12:02}", "full", ("calls",)) for n in range(agents)]
    coaches = [Agent(f"T{n:02}", "", "trainers", "full", (), role=Role.TRAINER) for n in range(trainers)]
    plans = [plan for agent in [*people, *coaches] for plan in _shifts(agent.agent_id, horizon, dice)]
    agents_open = _on_contact(plans, {agent.agent_id for agent in people}, horizon)
    hours = np.random.default_rng(seed).normal(0.0, spread, horizon.intervals)
    protected = np.ceil(agents_open * (1 - slack + hours))
    covers = (Cover.of(["calls"]),)
    return DraftCentre(
        Roster(horizon, tuple(plans)),
        (*people, *coaches),
        tuple(_need(agent.agent_id, n, in_need, dice) for n, agent in enumerate(dice.sample(people, in_need))),
        topics,
        covers,
        surplus({"calls": agents_open}, {"calls": protected}, 0.0),
        {"calls": agents_open},
        PoolSettings(rooms=trainers, work_limit=2.0, minutes_per_week=180, maximum_block=90),
    )


def _topics(groups: bool) -> tuple[Topic, ...]:
    found = []
    for n in range(16):
        minutes, form, most = MODES[n % len(MODES)]
        if form is TrainingFormat.GROUP and not groups:
            form, most = TrainingFormat.COACH, 1
        before = (f"unit {n - 8}",) if n >= 12 else ()
        cures = (FIGURES[n % len(FIGURES)],)
        found.append(Topic(f"unit {n}", minutes, before, form, most, cures, None, 2 if most > 1 else 1))
    return tuple(found)


def _shifts(agent_id: str, horizon: Horizon, dice: Random) -> list[DayPlan]:
    """Two days off in seven, the same week by week; one start a week."""
    off = dice.sample(range(7), 2)
    plans = []
    start = dice.choice(STARTS)
    for n, day in enumerate(horizon.dates):
        start = dice.choice(STARTS) if n % 7 == 0 else start
        if n % 7 in off:
            plans.append(DayPlan(agent_id, day, DayKind.OFF))
            continue
        meal = start + 210 + 30 * dice.randrange(3)
        rests = (start + 90 + 30 * dice.randrange(2), meal + 105 + 30 * dice.randrange(3))
        breaks = ((rests[0], 15), (meal, 30), (rests[1], 15))
        pauses = tuple(Pause(_at(day, begin), _at(day, begin + length)) for begin, length in breaks)
        plans.append(
            DayPlan(agent_id, day, DayKind.SHIFT, "day", _at(day, start), _at(day, start + 510), 480, pauses)
        )
    return plans


def _at(day: date, minute: int) -> datetime:
    return at_minute(day, minute, ZONE)


def _on_contact(plans: list[DayPlan], counted: set[str], horizon: Horizon) -> NDArray[np.float64]:
    """Mean heads on contact per interval."""
    minutes = np.zeros(horizon.minutes + 1440)
    for plan in (plan for plan in plans if plan.works and plan.agent_id in counted):
        start, end = plan.span()
        minutes[horizon.elapsed(start) : horizon.elapsed(end)] += 1
        for pause in plan.breaks:
            minutes[horizon.elapsed(pause.start) : horizon.elapsed(pause.end)] -= 1
    heads: NDArray[np.float64] = minutes[: horizon.minutes].reshape(-1, horizon.interval_minutes).mean(axis=1)
    return heads


def _need(agent_id: str, rank: int, in_need: int, dice: Random) -> Need:
    first, second = dice.sample(FIGURES, 2)
    findings = (
        Finding(first, 1.0, 2.0, dice.uniform(1.5, 4.0)),
        Finding(second, 1.0, 2.0, dice.uniform(1.0, 2.0)),
    )
    score = round(4.0 + 16.0 * (1 - rank / in_need) ** 2, 3)
    return Need(agent_id, TenureStage.GROWTH, 400, score, True, "behind", findings)
