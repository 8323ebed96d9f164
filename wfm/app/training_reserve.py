"""The roster plans for training: what is wanted is kept free where it costs least, and the roster is sought again.

First the roster as demand alone would have it; on it, the hours that would suit the wanted lessons; then the
roster again, with those heads as a reserve at a price well below that of being short. Whatever comes of it is
measured against demand alone, and a roster that is shorter than the first one is never taken.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace

from wfm.app.training_place import TrainingPlace
from wfm.domain.errors import NoLegalRoster, NothingUsable
from wfm.domain.pool import Session
from wfm.domain.roster import Roster
from wfm.rostering.build import build_roster
from wfm.rostering.problem import RosterProblem
from wfm.rostering.result import Progress, RosterResult, StoppedBy

EVENLY_AND = 1
"""Heads that the surplus is imagined larger beyond what an even spread of the lessons would take."""
WORTH_A_SEARCH = 0.98
"""Where so much of what is wanted has a place anyway, the roster stays as demand alone has it."""
LEAST_SECONDS = 3.0
"""With less of the time limit left no second search begins."""


@dataclass(frozen=True, slots=True)
class TrainingReserve:
    """Minutes of training in a horizon: wanted; for which the roster was to keep people free; and that had a place
    by the greedy draft in the roster without and with the reserve. `paid_hours_more`: hours that the reserve adds
    within the contracts' limits. `kept`: whether the roster has the reserve."""

    wanted_minutes: int
    reserved_minutes: int
    minutes_without: int
    minutes_with: int
    paid_hours_more: float
    kept: bool
    reason: str

    def as_dict(self) -> dict[str, object]:
        """For manifest and summary."""
        return asdict(self)


def with_training_reserve(
    base: RosterResult,
    place: TrainingPlace,
    on_progress: Callable[[Progress], None],
    should_stop: Callable[[], bool],
) -> tuple[RosterResult, TrainingReserve]:
    """The roster with room for training, unless more agent-hours are short in it than in `base`, else `base`; and
    what became of the reserve. Objective, bound and gap are those of the problem without a reserve."""
    asked = place.wanted_minutes
    if not asked:
        return base, TrainingReserve(0, 0, 0, 0, 0.0, False, "nobody wants training that is due")
    without = _minutes(place.sessions(base.roster))
    if without >= WORTH_A_SEARCH * asked:
        enough = "all of it has a place without a reserve"
        return base, TrainingReserve(asked, without, without, without, 0.0, False, enough)
    suiting = place.sessions(base.roster, place.even_heads() + EVENLY_AND)
    planned = TrainingReserve(asked, _minutes(suiting), without, without, 0.0, False, "")
    problem = _in_the_time_left(replace(place.problem, reserve=place.reserve(suiting, base.roster)), base)
    if problem is None or should_stop():
        return base, replace(planned, reason="no time was left to search for a roster with a reserve")
    try:
        found = build_roster(problem, on_progress, should_stop)
    except (NothingUsable, NoLegalRoster) as error:
        return base, replace(planned, reason=f"the search with a reserve found no roster: {error}")
    if found.stopped_by is StoppedBy.INTERRUPT:
        return base, replace(planned, reason="interrupted before the roster with a reserve was ready")
    planned = replace(planned, minutes_with=_minutes(place.sessions(found.roster)))
    before, after = place.hours_short(base.roster), place.hours_short(found.roster)
    if after > before + 1e-9:
        reason = f"with a reserve {after:g} agent-hours would be short instead of {before:g}"
        return base, replace(planned, reason=reason)
    if planned.minutes_with <= without:
        return base, replace(planned, reason="the roster with a reserve has no more room for training")
    more = round(_paid_hours(found.roster) - _paid_hours(base.roster), 2)
    kept = replace(planned, paid_hours_more=more, kept=True, reason="it leaves no more hours short")
    return _with_bound_of(base, found, place.problem), kept


def _in_the_time_left(problem: RosterProblem, base: RosterResult) -> RosterProblem | None:
    """The problem with what the first search left of the time limit; None: nothing."""
    if base.stopped_by is not StoppedBy.WORK_DONE:
        return None
    settings = problem.centre.roster
    if settings.time_limit_seconds is None:
        return problem
    left = settings.time_limit_seconds - base.seconds
    if left < LEAST_SECONDS:
        return None
    centre = replace(problem.centre, roster=replace(settings, time_limit_seconds=left))
    return replace(problem, centre=centre)


def _with_bound_of(base: RosterResult, found: RosterResult, problem: RosterProblem) -> RosterResult:
    """The roster found, with the bound that the first search proved for the same problem."""
    seconds = base.seconds + found.seconds
    if base.bound is None:
        return replace(found, seconds=seconds)
    demand = problem.centre.roster.prices.under[0] * sum(row.agents_net for row in problem.requirement)
    excess = (found.objective - base.bound) / demand if demand else None
    return replace(found, bound=base.bound, excess=excess, seconds=seconds)


def _minutes(sessions: Sequence[Session]) -> int:
    return sum(session.minutes for session in sessions)


def _paid_hours(roster: Roster) -> float:
    return sum(plan.paid_minutes for plan in roster.plans) / 60
