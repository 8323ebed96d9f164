"""Requests: wishes for single days, priced by their weight and reported when they are refused."""

from collections.abc import Iterator, Sequence

from wfm.domain.breaches import Breach, Severity
from wfm.domain.centre import RosterSettings
from wfm.domain.people import Agent, Request, RequestKind
from wfm.domain.roster import DayPlan
from wfm.domain.time import MINUTES_PER_DAY, at_minute
from wfm.rostering.duties import Duty
from wfm.rostering.problem import RosterProblem

TITLE = "Requests"
TIMED = (RequestKind.START_AFTER, RequestKind.END_BEFORE, RequestKind.START_BETWEEN)


def words(settings: RosterSettings) -> str:
    """The rule with the centre's values."""
    text = f"an unmet wish costs {settings.request_points} points times its weight"
    if settings.seniority_weight:
        text += f"; every year of service adds {settings.seniority_weight:g} of that"
    if settings.wish_carry_over:
        text += f"; every wish refused beyond the agent's share before adds {settings.wish_carry_over:g} of it"
    return text


def grants(wish: Request, duty: Duty | None) -> bool:
    """Whether a day with `duty` (None: off) gives the wish. Wishes about hours, and not to have a shift, are kept
    by a day off."""
    match wish.kind:
        case RequestKind.OFF:
            return duty is None
        case RequestKind.WORK:
            return duty is not None
        case RequestKind.SHIFT:
            return duty is not None and duty.shift == wish.value
        case RequestKind.NOT_SHIFT:
            return duty is None or duty.shift != wish.value
        case RequestKind.START_AFTER:
            return duty is None or duty.wall_start >= int(wish.value)
        case RequestKind.START_BETWEEN:
            first, last = _minutes(wish)
            return duty is None or first <= duty.wall_start <= last
        case RequestKind.END_BEFORE:
            return duty is None or duty.wall_start + duty.end - duty.start <= int(wish.value)


def regard(agent: Agent, problem: RosterProblem) -> float:
    """How much the agent's wishes count, 1 or more: with years of service, and after refusals beyond his share."""
    settings = problem.centre.roster
    balance = problem.balances.get(agent.agent_id)
    refused = 0 if balance is None else max(0, balance.refused)
    years = agent.years_of_service(problem.horizon.first)
    return (1 + settings.seniority_weight * years) * (1 + settings.wish_carry_over * refused)


def refusals(wishes: Sequence[Request], duties: Sequence[Duty | None]) -> Sequence[Sequence[Request]]:
    """For each of a day's choices the wishes for that day that it refuses."""
    return [[wish for wish in wishes if not grants(wish, duty)] for duty in duties]


def refusals_in(problem: RosterProblem, agent_id: str, plans: Sequence[DayPlan]) -> int:
    """How many wishes of one agent his finished plans refuse."""
    return sum(not granted for _, granted in answers(problem, agent_id, plans))


def answers(problem: RosterProblem, agent_id: str, plans: Sequence[DayPlan]) -> Iterator[tuple[Request, bool]]:
    """Every wish of one agent for a day of the horizon, and whether his finished plans grant it."""
    wishes = problem.requests_of[agent_id]
    wished = {wish.date for wish in wishes}
    duties = {plan.date: Duty.of(plan, problem.horizon) for plan in plans if plan.date in wished and plan.works}
    for wish in wishes:
        yield wish, grants(wish, duties.get(wish.date))


def refused(problem: RosterProblem, plans: Sequence[DayPlan]) -> Iterator[Breach]:
    """A soft breach for every wish that the plans of the horizon do not give."""
    zone = problem.horizon.zone
    own: dict[str, list[DayPlan]] = {agent.agent_id: [] for agent in problem.agents}
    for plan in plans:
        own.setdefault(plan.agent_id, []).append(plan)
    for agent in problem.agents:
        for wish, granted in answers(problem, agent.agent_id, own[agent.agent_id]):
            if not granted:
                begins, ends = (at_minute(wish.date, minute, zone) for minute in (0, MINUTES_PER_DAY))
                text = f"wish '{in_words(wish)}' on {wish.date} refused"
                yield Breach(TITLE, Severity.SOFT, wish.agent_id, begins, ends, wish.weight, text)


def in_words(wish: Request) -> str:
    """Kind and value as a planner writes them."""
    value = "-".join(map(_clock, _minutes(wish))) if wish.kind in TIMED else wish.value
    return f"{wish.kind} {value}".strip()


def _minutes(wish: Request) -> list[int]:
    return [int(minute) for minute in wish.value.split("-")]


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
