"""A centre of a few shifts that every rostering test can be worked out by hand on."""

from collections.abc import Callable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from wfm.domain.centre import Centre, RosterSettings
from wfm.domain.contracts import Contract, Span
from wfm.domain.demand import RequirementRow
from wfm.domain.people import Agent
from wfm.domain.queues import Goal, Queue
from wfm.domain.roster import DayKind, DayPlan, Pause
from wfm.domain.shifts import BreakRule, ShiftPattern
from wfm.domain.time import OpeningHours, at_minute
from wfm.rostering.problem import RosterProblem

SHANGHAI = ZoneInfo("Asia/Shanghai")
MEAL = BreakRule(minutes=60, paid=False, earliest=180, latest=300, name="meal")
GAP = BreakRule(minutes=240, paid=False, earliest=180, latest=300, name="gap")
SHIFTS = {
    "early": ShiftPattern("early", 6 * 60, 6 * 60, 60, 540, (MEAL,)),
    "late": ShiftPattern("late", 15 * 60, 15 * 60, 60, 540, (MEAL,)),
    "night": ShiftPattern("night", 22 * 60, 22 * 60, 60, 540, (MEAL,)),
    "long": ShiftPattern("long", 6 * 60, 6 * 60, 60, 660, (MEAL,)),
    "split": ShiftPattern("split", 8 * 60, 8 * 60, 60, 720, (GAP,)),
}
FREE = Contract(
    "any",
    ("early", "late"),
    Span(0, 7),
    Span(0, 7 * 480),
    rest_minutes=0,
    weekly_rest_minutes=None,
    max_days_in_row=28,
    max_weekends_in_row=None,
    start_drift_minutes=None,
)


@pytest.fixture
def free_contract() -> Contract:
    """A contract without any rule that could bind within four weeks."""
    return FREE


@pytest.fixture
def make_problem() -> Callable[..., RosterProblem]:
    """Builds a problem: agents under one contract, one queue "calls", hourly intervals."""

    def make(
        contract: Contract = FREE,
        *,
        first: date = date(2026, 11, 30),
        days: int = 7,
        agents: int = 1,
        needed: dict[int, int] | None = None,
        zone: ZoneInfo = SHANGHAI,
        settings: RosterSettings | None = None,
        **inputs: tuple[object, ...],
    ) -> RosterProblem:
        """`needed`: agents by hour of the day, every day alike. First day: a Monday."""
        settings = settings or RosterSettings(sweeps=6, work_limit=1.0, recreations=100)
        centre = Centre(
            name="three shifts",
            zone=zone,
            interval_minutes=60,
            week_start=0,
            opening=OpeningHours(dict.fromkeys(range(7), ((0, 1440),))),
            queues=(Queue("calls", Goal()),),
            contracts={contract.name: contract},
            shifts=SHIFTS,
            roster=settings,
        )
        horizon = centre.horizon(first, days)
        people = tuple(Agent(f"A{n}", f"Agent {n}", "team", contract.name, ("calls",)) for n in range(agents))
        rows = tuple(
            RequirementRow("calls", start, 1.0, need, need, need / 0.7, 0.8, 10, 0.8, 0.02, "service_level")
            for start in horizon.interval_starts()
            if (need := (needed or {}).get(start.hour, 0))
        )
        return RosterProblem(centre, horizon, people, rows, **inputs)

    return make


@pytest.fixture
def make_plan() -> Callable[..., DayPlan]:
    """Builds one agent's day: a shift by its name, with its break at the earliest moment, or a day off."""

    def make(problem: RosterProblem, day: date, shift: str | None, agent_id: str = "A0") -> DayPlan:
        if shift is None:
            return DayPlan(agent_id, day, DayKind.OFF)
        pattern, zone = SHIFTS[shift], problem.horizon.zone
        start = at_minute(day, pattern.earliest_start, zone)
        meal = pattern.breaks[0]
        begins = start + timedelta(minutes=meal.earliest)
        pause = Pause(begins, begins + timedelta(minutes=meal.minutes))
        end = start + timedelta(minutes=pattern.minutes)
        return DayPlan(agent_id, day, DayKind.SHIFT, shift, start, end, pattern.paid_minutes, (pause,))

    return make
