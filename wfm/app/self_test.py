"""A centre of four people for one week, staffed and rostered in seconds: does the whole machine work?"""

from datetime import date
from zoneinfo import ZoneInfo

from wfm.domain.breaches import Severity
from wfm.domain.centre import Centre, RosterSettings
from wfm.domain.contracts import Contract, Span
from wfm.domain.demand import ForecastRow
from wfm.domain.errors import WfmError
from wfm.domain.people import Agent
from wfm.domain.queues import Cover, Goal, Queue
from wfm.domain.shifts import ShiftPattern
from wfm.domain.time import Horizon, OpeningHours
from wfm.rostering.build import build_roster
from wfm.rostering.check import audit
from wfm.rostering.problem import RosterProblem
from wfm.staffing.requirement import requirement

MONDAY = date(2026, 1, 5)
OPENS, CLOSES = 9 * 60, 17 * 60


def self_test() -> str:
    """Staff and roster a tiny centre and audit the result; WfmError when a hard rule is broken."""
    centre = _centre()
    horizon = centre.horizon(MONDAY, 7)
    needs = requirement(_forecast(horizon, centre), [Cover.of(["calls"])], centre)
    agents = tuple(Agent(f"A{number}", f"A{number}", "team", "full_time", ("calls",)) for number in range(4))
    problem = RosterProblem(centre, horizon, agents, needs)
    result = build_roster(problem)
    hard = [breach for breach in audit(problem, result.roster) if breach.severity is Severity.HARD]
    if hard:
        raise WfmError(f"the self-test's roster breaks {hard[0].rule}: {hard[0].message}")
    return f"4 agents rostered for a week in {result.seconds:.1f} s, {result.status}, no hard breach"


def _centre() -> Centre:
    weekdays = dict.fromkeys(range(5), ((OPENS, CLOSES),))
    shift = ShiftPattern("day", OPENS, OPENS, 30, CLOSES - OPENS, weekdays=tuple(range(5)))
    contract = Contract("full_time", ("day",), days_per_week=Span(5, 5), week_minutes=Span(2400, 2400))
    return Centre(
        name="self-test",
        zone=ZoneInfo("Asia/Shanghai"),
        interval_minutes=60,
        week_start=0,
        opening=OpeningHours(weekdays),
        queues=(Queue("calls", Goal()),),
        contracts={contract.name: contract},
        shifts={shift.name: shift},
        roster=RosterSettings(sweeps=3, work_limit=1.0),
    )


def _forecast(horizon: Horizon, centre: Centre) -> tuple[ForecastRow, ...]:
    """Twelve calls of four minutes in every open hour: 0.8 erlangs."""
    opening = centre.opening_of("calls")
    return tuple(
        ForecastRow("calls", start, 12, 8, 12, 15, 17, 18, 240, "given")
        for start in horizon.interval_starts()
        if opening.is_open(start)
    )
