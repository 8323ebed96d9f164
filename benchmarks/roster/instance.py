"""Generated centres of any size: round the clock, 28 days, many starts and lengths, five kinds of contract.

The same size and seed always give the same centre. Demand has a double peak on weekdays and another shape at the
weekend, and is scaled so that contracts and demand meet (`capacity` 0.99: one per cent short).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from wfm.domain.centre import Centre, RosterSettings
from wfm.domain.contracts import Contract, Span
from wfm.domain.demand import RequirementRow
from wfm.domain.people import Absence, AbsenceKind, Agent, Pin, PinKind, Request, RequestKind
from wfm.domain.queues import Goal, Queue
from wfm.domain.roster import DayKind, DayPlan
from wfm.domain.shifts import BreakRule, ShiftPattern
from wfm.domain.time import Horizon, OpeningHours, at_minute
from wfm.rostering.problem import RosterProblem

ZONE = ZoneInfo("Etc/UTC")
FIRST_DAY = date(2026, 11, 2)
DAYS = 28
LENGTHS = {"4h": 240, "5h": 300, "6h": 390, "8h": 510, "10h": 660}
DAY_STARTS, NIGHT_STARTS = (6 * 60, 16 * 60), (21 * 60, 23 * 60)
KINDS = {
    # name: share of the agents, lengths, days a week, hours a week
    "full_5x8": (0.42, ("8h",), (5, 5), (40, 40)),
    "full_4x10": (0.14, ("10h",), (4, 4), (40, 40)),
    "part_6h": (0.16, ("6h",), (4, 5), (24, 30)),
    "part_short": (0.18, ("4h", "5h"), (4, 5), (16, 22)),
    "flexible": (0.10, tuple(LENGTHS), (3, 5), (20, 38)),
}
NIGHT_SHARE = 0.18
BREAK_SHARE = 0.1  # of attended time, for scaling the demand only


def breaks_of(minutes: int) -> tuple[BreakRule, ...]:
    """A rest of 15 min in short shifts; a meal in the middle and one or two rests in long ones."""
    if minutes <= 300:
        return (BreakRule(15, True, 90, minutes - 105, "rest"),)
    meal = 60 if minutes >= 600 else 30
    middle = minutes // 2
    rest = BreakRule(15, True, 75, middle - 105, "rest")
    lunch = BreakRule(meal, False, middle - 60, middle + 30, "meal")
    if minutes < 480:
        return (rest, lunch)
    return (rest, lunch, BreakRule(15, True, middle + 30 + meal, minutes - 75, "rest"))


def shifts() -> dict[str, ShiftPattern]:
    """Each length from morning to afternoon, and through the night."""
    found = {}
    for name, minutes in LENGTHS.items():
        for when, (first, last) in (("day", DAY_STARTS), ("night", NIGHT_STARTS)):
            found[f"{name}_{when}"] = ShiftPattern(f"{name}_{when}", first, last, 30, minutes, breaks_of(minutes))
    return found


def contracts() -> dict[str, Contract]:
    """Each kind for days only and for days and nights."""
    found = {}
    for name, (_, lengths, days, hours) in KINDS.items():
        for when in ("day", "night"):
            offered = tuple(f"{n}_{part}" for n in lengths for part in ("day", "night") if part in ("day", when))
            label = f"{name}_{when}"
            span = Span(hours[0] * 60, hours[1] * 60)
            found[label] = Contract(label, offered, Span(*days), span, max_days_in_row=6, max_weekends_in_row=3)
    return found


def generated(
    agents: int, seed: int = 1, capacity: float = 0.99, interval: int = 30, **search: int
) -> RosterProblem:
    """A centre of that many agents; `search` overrides roster settings (sweeps, seed …)."""
    draw = np.random.default_rng(seed * 1_000_003 + agents)
    centre = Centre(
        name=f"{agents} agents",
        zone=ZONE,
        interval_minutes=interval,
        week_start=0,
        opening=OpeningHours(dict.fromkeys(range(7), ((0, 1440),))),
        queues=(Queue("calls", Goal()),),
        contracts=contracts(),
        shifts=shifts(),
        roster=RosterSettings(**search),
    )
    horizon = centre.horizon(FIRST_DAY, DAYS)
    people = tuple(_agent(number, agents, draw) for number in range(agents))
    hours = sum(_mean_hours(agent, centre) for agent in people) * 4 * (1 - BREAK_SHARE)
    requirement = _requirement(horizon, hours / capacity, draw)
    absences = tuple(leave for agent in people for leave in _leave(agent, draw))
    away = {(leave.agent_id, leave.start.date()) for leave in absences}
    return RosterProblem(
        centre,
        horizon,
        people,
        requirement,
        absences,
        tuple(_requests(people, draw)),
        tuple(_pins(people, centre, away, draw)),
        tuple(_previous_week(people, centre, requirement, draw)),
    )


def side_by_side(sites: Sequence[RosterProblem]) -> RosterProblem:
    """Several generated centres as the sites of one, each with a queue and people of its own."""
    one = sites[0]
    queues = tuple(Queue(f"calls_{number}", Goal()) for number in range(len(sites)))
    named = [
        replace(
            site,
            agents=tuple(
                replace(agent, agent_id=f"S{number}{agent.agent_id}", skills=(queue.name,), site=str(number))
                for agent in site.agents
            ),
            requirement=tuple(replace(row, cover=queue.name) for row in site.requirement),
            absences=tuple(replace(own, agent_id=f"S{number}{own.agent_id}") for own in site.absences),
            requests=tuple(replace(own, agent_id=f"S{number}{own.agent_id}") for own in site.requests),
            pins=tuple(replace(own, agent_id=f"S{number}{own.agent_id}") for own in site.pins),
            previous=tuple(replace(own, agent_id=f"S{number}{own.agent_id}") for own in site.previous),
        )
        for number, (site, queue) in enumerate(zip(sites, queues, strict=True))
    ]
    return replace(
        one,
        centre=replace(one.centre, queues=queues),
        agents=tuple(agent for site in named for agent in site.agents),
        requirement=tuple(row for site in named for row in site.requirement),
        absences=tuple(own for site in named for own in site.absences),
        requests=tuple(own for site in named for own in site.requests),
        pins=tuple(own for site in named for own in site.pins),
        previous=tuple(own for site in named for own in site.previous),
    )


def _agent(number: int, agents: int, draw: np.random.Generator) -> Agent:
    share, kind = (number + 0.5) / agents, ""
    for name, (part, *_) in KINDS.items():
        kind = name
        if share < part:
            break
        share -= part
    nights = draw.random() < NIGHT_SHARE
    availability = None
    if kind.startswith("part") and draw.random() < 0.5:
        window = [(360, 1080), (600, 1440), (480, 1200)][int(draw.integers(3))]
        availability = dict.fromkeys(range(7), (window,))
        nights = False
    contract = f"{kind}_{'night' if nights else 'day'}"
    return Agent(
        f"A{number:05d}", f"Agent {number}", f"team {number % 40}", contract, ("calls",), availability=availability
    )


def _mean_hours(agent: Agent, centre: Centre) -> float:
    week = centre.contracts[agent.contract].week_minutes
    return (week.least + week.most) / 120


def _requirement(horizon: Horizon, hours: float, draw: np.random.Generator) -> tuple[RequirementRow, ...]:
    starts = list(horizon.interval_starts())
    raw = np.array([_shape(start, float(draw.normal(1, 0.03))) for start in starts])
    low, high = 0.0, 1e6
    for _ in range(60):
        scale = (low + high) / 2
        needed = np.ceil(scale * raw + 0.7 * np.sqrt(scale * raw))
        low, high = (scale, high) if needed.sum() * horizon.interval_minutes / 60 < hours else (low, scale)
    return tuple(
        RequirementRow(
            "calls", start, float(load), int(need), int(need), need / 0.7, 0.8, 10, 0.8, 0.02, "service_level"
        )
        for start, load, need in zip(starts, low * raw, np.ceil(low * raw + 0.7 * np.sqrt(low * raw)), strict=True)
    )


def _shape(start: datetime, noise: float) -> float:
    """Relative load of a moment: two peaks on weekdays, one in the afternoon at weekends, little at night."""
    hour = start.hour + start.minute / 60
    peaks = ((11, 2.4, 1.0), (15.5, 2.8, 0.95), (19.5, 2.5, 0.5)) if start.weekday() < 5 else ((14, 4.0, 0.75),)
    load = 0.12 + sum(height * np.exp(-(((hour - at) / width) ** 2)) for at, width, height in peaks)
    return float(load * (1.12, 1.0, 0.98, 0.97, 1.03, 0.8, 0.7)[start.weekday()] * max(0.8, noise))


def _leave(agent: Agent, draw: np.random.Generator) -> list[Absence]:
    """A full week for 3 %, two days for 5 %."""
    luck = draw.random()
    if luck >= 0.08:
        return []
    length = 7 if luck < 0.03 else 2
    first = FIRST_DAY + timedelta(days=int(draw.integers(4)) * 7 + (0 if length == 7 else int(draw.integers(5))))
    return [
        Absence(
            agent.agent_id,
            at_minute(first, 0, ZONE),
            at_minute(first, length * 1440, ZONE),
            AbsenceKind.PLANNED,
            whole_days=True,
        )
    ]


def _requests(people: tuple[Agent, ...], draw: np.random.Generator) -> list[Request]:
    """Two days off for every agent, one in four of them urgent."""
    wishes = {
        (agent.agent_id, int(draw.integers(DAYS))): 2.5 if draw.random() < 0.25 else 1.0
        for agent in people
        for _ in range(2)
    }
    return [
        Request(agent_id, FIRST_DAY + timedelta(days=day), RequestKind.OFF, weight=weight)
        for (agent_id, day), weight in wishes.items()
    ]


def _pins(
    people: tuple[Agent, ...], centre: Centre, away: set[tuple[str, date]], draw: np.random.Generator
) -> list[Pin]:
    """4 % of the agents have one shift that is fixed, at any start."""
    pins = []
    for agent in people:
        if agent.availability is None and draw.random() < 0.04:
            day = FIRST_DAY + timedelta(days=7 + int(draw.integers(14)))
            if not any(who == agent.agent_id for who, _ in away):
                shift = centre.contracts[agent.contract].shifts[0]
                pins.append(Pin(agent.agent_id, day, PinKind.SHIFT, shift=shift))
    return pins


def _previous_week(
    people: tuple[Agent, ...], centre: Centre, requirement: tuple[RequirementRow, ...], draw: np.random.Generator
) -> list[DayPlan]:
    """The week before: up to four days worked in a row to its end, at eight, and a last night that is staffed.

    Without that night, which reaches into the horizon, its first hours would be short whatever anybody did.
    """
    night = centre.shifts["8h_night"]
    needed = max(row.agents_net for row in requirement if row.start.date() == FIRST_DAY and row.start.hour < 6)
    owls = [agent for agent in people if night.name in centre.contracts[agent.contract].shifts][: round(needed)]
    return [plan for agent in people for plan in _previous(agent, night if agent in owls else None, draw)]


def _previous(agent: Agent, night: ShiftPattern | None, draw: np.random.Generator) -> list[DayPlan]:
    """One agent's week before; with `night` as its last shift if there is one."""
    run = int(draw.integers(0, 5))
    plans = []
    for back in range(7, 0, -1):
        day = FIRST_DAY - timedelta(days=back)
        shift, begins = ("8h_night", 22 * 60) if night and back == 1 else ("4h_day", 480)
        if back > run and not (night and back == 1):
            plans.append(DayPlan(agent.agent_id, day, DayKind.OFF))
            continue
        start = at_minute(day, begins, ZONE)
        pattern = night if night and back == 1 else None
        length, paid = (pattern.minutes, pattern.paid_minutes) if pattern else (240, 240)
        plans.append(
            DayPlan(agent.agent_id, day, DayKind.SHIFT, shift, start, start + timedelta(minutes=length), paid)
        )
    return plans


def demand_hours(problem: RosterProblem) -> float:
    """Agent-hours required over the horizon."""
    return sum(row.agents_net for row in problem.requirement) * problem.horizon.interval_minutes / 60
