"""A run of 60 people over four weeks, made up but plausible, the same every time."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from wfm.domain.breaches import Breach, Severity
from wfm.domain.centre import Centre
from wfm.domain.contracts import Contract, Span
from wfm.domain.demand import ForecastRow, IntervalRow
from wfm.domain.people import Agent, Request, RequestKind, Role, TenureStage
from wfm.domain.pool import Need, Refusal, Session
from wfm.domain.queues import Goal, Queue
from wfm.domain.roster import DayKind, DayPlan, Pause, Roster
from wfm.domain.shifts import ShiftPattern
from wfm.domain.time import Horizon, OpeningHours, at_minute
from wfm.reporting.content import RunContent
from wfm.reporting.workbook.pool_book import write_pool_workbook
from wfm.reporting.workbook.roster_book import write_roster_workbook

ZONE = ZoneInfo("Asia/Jerusalem")
FIRST = date(1999, 3, 7)  # a Sunday; on Friday 2 April clocks go forward
HOSTILE = (
    '=HYPERLINK("http://evil","x")',
    "+44 Wong",
    "-Lee",
    "@SUM(A1)",
    "\t=1+1",
    "\x00\x07bell",
    "<b>&amp;</b>",
    "王小明",
    "שירה כהן",
    "Siobhán Ní Dhomhnaill",
)
WEEKDAYS = (6, 0, 1, 2, 3)  # Sunday to Thursday


def _centre() -> Centre:
    every_day = dict.fromkeys(range(7), ((7 * 60, 22 * 60),))
    return Centre(
        name="Voice & Chat <Leeds>",
        zone=ZONE,
        interval_minutes=30,
        week_start=6,
        opening=OpeningHours(every_day),
        queues=(Queue("regular", Goal()), Queue("vip", Goal(service_level=0.85, minimum_agents=2))),
        contracts={
            "full_time": Contract("full_time", ("full",), Span(5, 5), Span(36 * 60, 40 * 60)),
            "part_time": Contract("part_time", ("six",), Span(4, 4), Span(22 * 60, 25 * 60)),
        },
        shifts={
            "full": ShiftPattern("full", 7 * 60, 13 * 60, 30, 510, weekdays=WEEKDAYS),
            "six": ShiftPattern("six", 7 * 60, 16 * 60, 30, 360),
        },
    )


def _agents() -> tuple[Agent, ...]:
    return tuple(
        Agent(
            agent_id=f"A{number:04d}",
            name=HOSTILE[number] if number < len(HOSTILE) else f"Agent {number} 张",
            team=("Alon", "Brosh", "Gefen 葡萄")[number % 3],
            contract="part_time" if number % 4 == 0 else "full_time",
            skills=("regular", "vip") if number % 2 else ("regular",),
            role=Role.TRAINER if number == 1 else Role.AGENT,
        )
        for number in range(60)
    )


def _plan(number: int, agent: Agent, day: date, index: int) -> DayPlan:
    """Full-timers work Sunday to Thursday, part-timers four days; number 5 is on leave in the second week."""
    week, weekday = index // 7, index % 7
    part = agent.contract == "part_time"
    if number == 5 and week == 1:
        return DayPlan(agent.agent_id, day, DayKind.ABSENT)
    if weekday >= (4 if part else 5):
        return DayPlan(agent.agent_id, day, DayKind.OFF)
    minutes, paid = (360, 360) if part else (510, 480)
    starts = at_minute(day, 7 * 60 + 30 * ((number + week) % 13), ZONE)
    rest = starts + timedelta(minutes=120)
    return DayPlan(
        agent.agent_id,
        day,
        DayKind.SHIFT,
        "six" if part else "full",
        starts,
        starts + timedelta(minutes=minutes),
        paid,
        (Pause(rest, rest + timedelta(minutes=15)),),
        pinned=number == 7 and index == 2,
    )


def _roster(horizon: Horizon, agents: tuple[Agent, ...]) -> Roster:
    plans = (
        _plan(number, agent, day, index)
        for number, agent in enumerate(agents)
        for index, day in enumerate(horizon.dates)
    )
    return Roster(horizon, tuple(plans))


def _intervals(horizon: Horizon) -> tuple[IntervalRow, ...]:
    rows = []
    for cover, size in (("vip", 4), ("regular+vip", 12)):
        for index, day in enumerate(horizon.dates):
            for slot in range(30):
                net = size + (slot * 7 + index) % 5
                opened, away = net + (slot + index) % 4 - 1 + 0.5 * (slot % 2), 1.0 if slot == 10 else 0.0
                start = at_minute(day, 7 * 60 + 30 * slot, ZONE)
                rows.append(
                    IntervalRow(
                        cover, start, net, net + 1, opened, away, opened - away - net, 0.8, 12.5, 0.7, 0.02
                    )
                )
    return tuple(rows)


def _forecast(horizon: Horizon) -> tuple[ForecastRow, ...]:
    return tuple(
        ForecastRow(
            queue, at_minute(day, 7 * 60 + 30 * slot, ZONE), v, v / 2, v, v * 1.3, v * 1.5, v * 1.8, 180, "m"
        )
        for queue in ("regular", "vip")
        for day in horizon.dates
        for slot in range(30)
        for v in [10.0 + slot % 6]
    )


def _sessions(horizon: Horizon) -> tuple[Session, ...]:
    return tuple(
        Session(
            day, 1, f"A{2 + index:04d}", 2.4, f"=quality 71 against 84 of peers ({index})", "call_structure",
            "A0001", at_minute(day, 600, ZONE), at_minute(day, 645, ZONE), 45, 0.93, 0.88, 1,
        )
        for index, day in enumerate(horizon.dates[:20])
    )  # fmt: skip


def _accuracy() -> Mapping[str, object]:
    figures = {"contacts": 1000.0, "interval_wape": 0.25, "naive_interval_wape": 0.4, "coverage_80": None}
    return {
        "model": "m",
        "origins": ["1999-01-25"],
        "horizon_days": 14,
        "queues": {"vip": figures},
        "total": figures,
    }


@pytest.fixture(scope="session")
def content() -> RunContent:
    """The made-up run."""
    centre = _centre()
    horizon = centre.horizon(FIRST, 28)
    agents = _agents()
    begins, ends = horizon.start, at_minute(horizon.last, 1440, ZONE)
    return RunContent(
        centre=centre,
        horizon=horizon,
        agents=agents,
        roster=_roster(horizon, agents),
        forecast=_forecast(horizon),
        requirement=(),
        intervals=_intervals(horizon),
        sessions=_sessions(horizon),
        refusals=(Refusal(FIRST, "A0003", "only 31 contacts handled; nobody is judged below 100"),),
        needs=(Need("A0003", TenureStage.NOVELTY, 31, 0.0, False, "only 31 contacts"),),
        breaches=(Breach("Requests", Severity.SOFT, "A0004", begins, ends, 1.0, "=wish refused"),),
        summary={"status": "feasible", "stopped_by": "work_done", "gap": 0.04, "understaffed_hours": 12.5},
        accuracy=_accuracy(),
        rule_table=(("Requests", "an unmet wish costs 12 points"), ("Minimum rest", "11 h between two shifts")),
        requests=(
            (Request("A0004", FIRST, RequestKind.OFF), False),
            (Request("A0006", FIRST, RequestKind.START_AFTER, "600"), True),
        ),
        notes=("=a note that begins like a formula",),
        manifest={"run": "1999-03-07_28d", "seed": 1, "started": str(datetime(1999, 2, 28, tzinfo=ZONE))},
    )


@pytest.fixture(scope="session")
def roster_book(content: RunContent, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its roster.xlsx."""
    path = tmp_path_factory.mktemp("books") / "roster.xlsx"
    write_roster_workbook(content, path)
    return path


@pytest.fixture(scope="session")
def pool_book(content: RunContent, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its pool.xlsx."""
    path = tmp_path_factory.mktemp("books") / "pool.xlsx"
    write_pool_workbook(content, path)
    return path
