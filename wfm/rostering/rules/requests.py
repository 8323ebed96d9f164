"""Requests: wishes for single days, priced by their weight and reported when they are refused."""

from collections.abc import Iterator

from wfm.domain.breaches import Breach, Severity
from wfm.domain.people import Request, RequestKind
from wfm.domain.roster import DayPlan
from wfm.domain.time import at_minute
from wfm.rostering.duties import Duty
from wfm.rostering.problem import RosterProblem

TITLE = "Requests"


def words(points: int) -> str:
    """The rule with the centre's value."""
    return f"an unmet wish costs {points} points times its weight"


def grants(wish: Request, duty: Duty | None) -> bool:
    """Whether a day with `duty` (None: off) gives the wish. Wishes about hours are kept by a day off."""
    match wish.kind:
        case RequestKind.OFF:
            return duty is None
        case RequestKind.WORK:
            return duty is not None
        case RequestKind.SHIFT:
            return duty is not None and duty.shift == wish.value
        case RequestKind.START_AFTER:
            return duty is None or duty.wall_start >= int(wish.value)
        case RequestKind.END_BEFORE:
            return duty is None or duty.wall_start + duty.end - duty.start <= int(wish.value)


def refused(problem: RosterProblem, plans: tuple[DayPlan, ...]) -> Iterator[Breach]:
    """A soft breach for every wish that the plans of the horizon do not give."""
    zone = problem.horizon.zone
    by_day = {(plan.agent_id, plan.date): plan for plan in plans}
    for wishes in problem.requests_of.values():
        for wish in wishes:
            plan = by_day.get((wish.agent_id, wish.date))
            duty = Duty.of(plan, problem.horizon) if plan is not None and plan.works else None
            if not grants(wish, duty):
                begins, ends = at_minute(wish.date, 0, zone), at_minute(wish.date, 1440, zone)
                asked = f"{wish.kind} {_in_words(wish)}".strip()
                text = f"wish '{asked}' on {wish.date} refused"
                yield Breach(TITLE, Severity.SOFT, wish.agent_id, begins, ends, wish.weight, text)


def _in_words(wish: Request) -> str:
    """The wish's value as a planner writes it."""
    if wish.kind not in (RequestKind.START_AFTER, RequestKind.END_BEFORE):
        return wish.value
    return f"{int(wish.value) // 60:02d}:{int(wish.value) % 60:02d}"
