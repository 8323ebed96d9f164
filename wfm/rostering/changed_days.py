"""What a roster changes in the published one that it is based on, day by day and with the reason."""

from collections.abc import Iterator

from wfm.domain.changes import Amendment, Change, ChangeReason
from wfm.domain.roster import DayPlan, Roster
from wfm.domain.time import Horizon
from wfm.rostering.keeping import Keeping, in_words
from wfm.rostering.problem import RosterProblem


def amendment(problem: RosterProblem, roster: Roster) -> Amendment | None:
    """The published run that the problem keeps days of and what `roster` changes in it; None for a new roster."""
    if problem.keeping is None:
        return None
    found = [*_changed(problem.keeping, roster), *_gone(problem.keeping, roster)]
    ordered = sorted(found, key=lambda change: (change.agent_id, change.date))
    return Amendment(problem.keeping.based_on, tuple(ordered))


def _changed(keeping: Keeping, roster: Roster) -> Iterator[Change]:
    """Days of agents who are still here; of somebody new only the shifts, on days that were published."""
    horizon = roster.horizon
    known = {plan.agent_id for plan in keeping.published}
    dates = {plan.date for plan in keeping.published}
    for plan in roster.plans:
        before, key = keeping.plan_of.get((plan.agent_id, plan.date)), (plan.agent_id, plan.date)
        if (
            before is not None
            and before.works == plan.works
            and in_words(before, horizon) == in_words(plan, horizon)
        ):
            if plan.breaks != before.breaks:
                was, now = (f"{in_words(one, horizon)} ({_breaks(one, horizon)})" for one in (before, plan))
                yield Change(*key, was, now, ChangeReason.BREAKS)
        elif before is not None:
            reason = keeping.freed.get(key, ChangeReason.WORTH_IT)
            yield Change(*key, in_words(before, horizon), in_words(plan, horizon), reason)
        elif plan.works and plan.date in dates and plan.agent_id not in known:
            yield Change(*key, "", in_words(plan, horizon), ChangeReason.NEW)


def _gone(keeping: Keeping, roster: Roster) -> Iterator[Change]:
    """Published shifts of people who are not in the roster any more."""
    horizon, dates = roster.horizon, set(roster.horizon.dates)
    for plan in keeping.published:
        if plan.works and plan.date in dates and plan.agent_id not in roster.by_agent:
            yield Change(plan.agent_id, plan.date, in_words(plan, horizon), "", ChangeReason.GONE)


def _breaks(plan: DayPlan, horizon: Horizon) -> str:
    """``breaks 10:15-10:30, 12:00-12:30``."""
    spans = ((pause.start.astimezone(horizon.zone), pause.end.astimezone(horizon.zone)) for pause in plan.breaks)
    return "breaks " + ", ".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in spans)
