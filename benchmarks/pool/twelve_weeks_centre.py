"""A centre of 300 agents for twelve weeks: opening, shifts, curriculum, forecast, requirement and a real roster.

Two queues with agents of their own, open from 8 to 22 every day; every fourth agent works six hours a day.
Demand has a peak before noon and a longer one in the afternoon, less at weekends, and is scaled so that the
rostered heads are `CAPACITY` times those needed on contact.
The roster is built once, for four weeks, by the product's own engine and worked three times over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import sqrt
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from wfm.domain.centre import Centre, PoolSettings, RosterSettings
from wfm.domain.contracts import Contract, Span
from wfm.domain.demand import ForecastRow, RequirementRow
from wfm.domain.people import Agent, Role
from wfm.domain.pool import Topic, TrainingFormat
from wfm.domain.queues import Cover, Goal, Queue
from wfm.domain.roster import DayPlan
from wfm.domain.shifts import BreakRule, ShiftPattern
from wfm.domain.time import Horizon, OpeningHours, at_minute
from wfm.rostering.build import build_roster
from wfm.rostering.problem import RosterProblem
from wfm.staffing.agents_needed import agents_needed
from wfm.staffing.requirement import requirement

Floats = NDArray[np.float64]
ZONE = ZoneInfo("Asia/Shanghai")
FIRST = date(2026, 6, 1)
ROSTERED_DAYS = 28
OPENS, CLOSES, STEP = 8 * 60, 22 * 60, 30
INTERVALS = (CLOSES - OPENS) // STEP
CAPACITY = 1.10
TEAM_SIZE = 15
DAY_SPREAD, INTERVAL_SPREAD = 0.05, 0.05
"""Standard deviations of the true load beside its forecast: of a whole day, and of an interval beside its day."""
QUANTILES = {"p10": -1.2816, "p50": 0.0, "p80": 0.8416, "p90": 1.2816, "p95": 1.6449}
BREAKS = (
    BreakRule(15, True, 75, 150, "rest"),
    BreakRule(30, False, 195, 285, "meal"),
    BreakRule(15, True, 345, 420, "rest"),
)
SHORT_BREAKS = (BreakRule(15, True, 75, 150, "rest"), BreakRule(15, True, 210, 285, "rest"))
HOURS_ON_CONTACT = {"full": 7.5, "part": 5.5}
COACH, GROUP, SELF = TrainingFormat.COACH, TrainingFormat.GROUP, TrainingFormat.SELF
TOPICS = (
    Topic("listening", 45, (), GROUP, 4, ("qa_score", "csat"), min_group=2),
    Topic("quality_review", 30, (), COACH, 1, ("qa_score",)),
    Topic("accurate_entry", 30, (), COACH, 1, ("errors",)),
    Topic("order_confirmation", 60, ("accurate_entry",), COACH, 1, ("errors", "qa_score")),
    Topic("products", 60, (), GROUP, 4, ("fcr",), min_group=2),
    Topic("solve_it_at_once", 60, (), COACH, 1, ("fcr", "transfers")),
    Topic("angry_callers", 60, (), COACH, 1, ("complaints", "csat")),
    Topic("call_structure", 30, (), COACH, 1, ("aht_seconds",)),
    Topic("screen_shortcuts", 45, (), SELF, 1, ("aht_seconds",)),
    Topic("tone", 30, (), COACH, 1, ("csat", "complaints")),
    Topic("warm_transfer", 30, (), COACH, 1, ("transfers",)),
    Topic("schedule_keeping", 30, (), COACH, 1, ("adherence",)),
    Topic("release_notes", 30, (), SELF, 1, ("fcr",)),
)
POOL = PoolSettings(minutes_per_day=60, minutes_per_week=120, rooms=4, work_limit=1.0)


@dataclass(frozen=True)
class Floor:
    """The centre, its seats (an agent who leaves is followed by another on the same seat), trainers and roster;
    `offered`: expected contacts by queue, weekday and interval."""

    centre: Centre
    seats: tuple[Agent, ...]
    trainers: tuple[Agent, ...]
    offered: Mapping[str, Floats]
    aht_seconds: Mapping[str, float]
    plans: Mapping[int, Mapping[str, DayPlan]]

    @property
    def covers(self) -> tuple[Cover, ...]:
        return tuple(Cover.of([queue.name]) for queue in self.centre.queues)

    def forecast(self, day: date) -> tuple[ForecastRow, ...]:
        return forecast_rows(self.offered, self.aht_seconds, day)

    @cached_property
    def needed(self) -> Mapping[int, tuple[RequirementRow, ...]]:
        """The requirement of each weekday, on a day of the first week."""
        days = {n: FIRST + timedelta(days=n) for n in range(7)}
        return {n: requirement(self.forecast(day), self.covers, self.centre) for n, day in days.items()}

    def requirement(self, day: date, which: str) -> Mapping[str, Floats]:
        """`agents_net` or `agents_protected` by cover, over the intervals of a whole day; NaN while closed."""
        found = {}
        for cover in self.covers:
            row = np.full(48, np.nan)
            own = [getattr(need, which) for need in self.needed[day.weekday()] if need.cover == cover.name]
            row[OPENS // STEP : CLOSES // STEP] = own
            found[cover.name] = row
        return found

    @cached_property
    def enough_for(self) -> Mapping[str, Floats]:
        """By queue: the contacts per interval up to which 1, 2, 3 … agents are enough, to a fiftieth of one."""
        found = {}
        for queue in self.centre.queues:
            contacts = np.arange(0.0, 2 * self.offered[queue.name].max(), 0.02)
            aht, patience = self.aht_seconds[queue.name], queue.patience_seconds
            agents = agents_needed(contacts, aht, STEP, queue.goal, patience).agents
            found[queue.name] = contacts[np.searchsorted(agents, np.arange(1, agents.max()), side="right") - 1]
        return found

    def net(self, queue: str, contacts: Floats) -> Floats:
        """Agents needed on contact for so many contacts per interval."""
        agents: Floats = np.searchsorted(self.enough_for[queue], contacts, side="left") + 1.0
        return agents

    def plan(self, seat: str, day: date) -> DayPlan | None:
        """The shift of a seat or trainer on a day of the four weeks that come round again."""
        return self.plans[(day - FIRST).days % ROSTERED_DAYS].get(seat)


def floor(agents: int, aht_seconds: Mapping[str, float], sweeps: int, capacity: float = CAPACITY) -> Floor:
    """The centre with so many seats; three in five take service calls, the others sell. `capacity`: heads that are
    rostered beside those needed."""
    centre = _centre(sweeps)
    seats = tuple(_seat(n, agents) for n in range(agents))
    trainers = tuple(
        Agent(f"T{n + 1}", f"T{n + 1}", "trainers", "early" if n % 2 else "late", (), role=Role.TRAINER)
        for n in range(max(2, agents // 40))
    )
    hours = {
        name: sum(HOURS_ON_CONTACT[seat.contract] for seat in seats if name in seat.skills) for name in aht_seconds
    }
    heads = {name: own * 5 / 7 / (INTERVALS * STEP / 60) for name, own in hours.items()}
    offered = {name: _scaled(name, heads[name] / capacity, aht_seconds, centre) for name in aht_seconds}
    bare = Floor(centre, seats, trainers, offered, aht_seconds, {})
    rows = [
        row
        for n in range(ROSTERED_DAYS)
        for row in requirement(bare.forecast(FIRST + timedelta(days=n)), bare.covers, centre)
    ]
    horizon = centre.horizon(FIRST, ROSTERED_DAYS)
    built = build_roster(RosterProblem(centre, horizon, (*seats, *trainers), tuple(rows)))
    plans: dict[int, dict[str, DayPlan]] = {n: {} for n in range(ROSTERED_DAYS)}
    for plan in built.roster.plans:
        if plan.works:
            plans[horizon.day_index(plan.date)][plan.agent_id] = plan
    return Floor(centre, seats, trainers, offered, aht_seconds, plans)


def forecast_rows(
    offered: Mapping[str, Floats], aht_seconds: Mapping[str, float], day: date
) -> tuple[ForecastRow, ...]:
    """The forecast of one day with the band that its errors truly have."""
    rows = []
    for queue, by_weekday in offered.items():
        for n, mean in enumerate(by_weekday[day.weekday()].tolist()):
            spread = sqrt(mean + (DAY_SPREAD**2 + INTERVAL_SPREAD**2) * mean**2)
            band = {f"offered_{name}": max(0.0, mean + z * spread) for name, z in QUANTILES.items()}
            start = at_minute(day, OPENS + n * STEP, ZONE)
            rows.append(ForecastRow(queue, start, mean, **band, aht_seconds=aht_seconds[queue], model="true mean"))
    return tuple(rows)


def one_day(day: date) -> Horizon:
    return Horizon(day, 1, STEP, ZONE, 0)


def _centre(sweeps: int) -> Centre:
    goal = Goal(max_occupancy=0.92)
    shift = ShiftPattern("day", OPENS, CLOSES - 510, 30, 510, BREAKS)
    short = ShiftPattern("six", OPENS, CLOSES - 360, 30, 360, SHORT_BREAKS)
    office = [ShiftPattern(name, start, start, 30, 510, BREAKS) for name, start in (("early", 540), ("late", 780))]
    five = Span(5, 5), Span(2400, 2400)
    return Centre(
        name="300 agents",
        zone=ZONE,
        interval_minutes=STEP,
        week_start=0,
        opening=OpeningHours(dict.fromkeys(range(7), ((OPENS, CLOSES),))),
        queues=(Queue("sales", goal), Queue("service", goal)),
        contracts={
            "full": Contract("full", ("day",), *five, start_drift_minutes=None),
            "part": Contract("part", ("six",), Span(5, 5), Span(1800, 1800), start_drift_minutes=None),
            "early": Contract("early", ("early",), *five),
            "late": Contract("late", ("late",), *five),
        },
        shifts={pattern.name: pattern for pattern in (shift, short, *office)},
        roster=RosterSettings(sweeps=sweeps, neighbourhoods=0, recreations=0, work_limit=1.0),
        pool=POOL,
    )


def _seat(number: int, agents: int) -> Agent:
    queue = "service" if number < 0.6 * agents else "sales"
    contract = "part" if number % 4 == 3 else "full"
    return Agent(f"S{number:03}", "", f"team {number // TEAM_SIZE:02}", contract, (queue,))


def _scaled(queue: str, heads: float, aht_seconds: Mapping[str, float], centre: Centre) -> Floats:
    """Contacts by weekday and interval for which so many heads are needed on contact on average."""
    shape = np.outer([1.1, 1.06, 1.04, 1.04, 1.06, 0.88, 0.82], _shape_of_day())
    low, high = 0.0, 2 * heads * STEP * 60 / aht_seconds[queue]
    week = [FIRST + timedelta(days=n) for n in range(7)]
    for _ in range(12):
        level = (low + high) / 2
        rows = [row for day in week for row in forecast_rows({queue: level * shape}, aht_seconds, day)]
        needed = requirement(rows, (Cover.of([queue]),), centre)
        mean = sum(row.agents_net for row in needed) / len(needed)
        low, high = (level, high) if mean < heads else (low, level)
    found: Floats = low * shape
    return found


def _shape_of_day() -> Floats:
    hours = np.arange(OPENS + STEP / 2, CLOSES, STEP) / 60
    peaks = 0.8 * np.exp(-(((hours - 10.8) / 1.5) ** 2)) + np.exp(-(((hours - 15.5) / 2.6) ** 2))
    shape: Floats = 0.5 + 0.5 * peaks
    return shape / shape.mean()
