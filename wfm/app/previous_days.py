"""The days before the horizon: rest, runs of days and weekends count on from them."""

from collections.abc import Sequence
from datetime import date, timedelta

from wfm.app.opening import Opened
from wfm.domain.roster import DayPlan
from wfm.domain.time import Horizon
from wfm.io.columns import SHIFTS
from wfm.io.manifest import newest
from wfm.io.runs import Run, published
from wfm.io.tables import read_rows

DAYS_LOOKED_BACK = 37
"""A calendar month and what its first week has before it: overtime is counted in months and weeks."""


def previous_plans(opened: Opened, horizon: Horizon) -> tuple[DayPlan, ...]:
    """Plans of up to a month before the horizon, by agent and day.

    Each day is as the newest published roster that holds it says, so that a week planned again counts before the
    month around it; a day that inputs/previous_shifts.csv names is as it says there.
    """
    plans: dict[tuple[str, object], DayPlan] = {}
    dates = [horizon.first - timedelta(days=back) for back in range(1, DAYS_LOOKED_BACK + 1)]
    for run, held in _runs_by_day(opened, dates).items():
        rows: tuple[DayPlan, ...] = read_rows(run.path / "shifts.csv", SHIFTS, opened.centre.zone)
        plans |= {(plan.agent_id, plan.date): plan for plan in rows if plan.date in held}
    named = (plan for plan in opened.inputs.previous if plan.date in dates)
    plans |= {(plan.agent_id, plan.date): plan for plan in named}
    return tuple(sorted(plans.values(), key=lambda plan: (plan.agent_id, plan.date)))


def _runs_by_day(opened: Opened, dates: Sequence[date]) -> dict[Run, list[date]]:
    """The rosters that say how these dates were, and which of the dates each says."""
    runs, found = published(opened.workspace.rosters), dict[Run, list[date]]()
    for day in dates:
        holding = [run for run in runs if 0 <= (day - run.first).days < run.days]
        if holding:
            found.setdefault(newest(holding), []).append(day)
    return found
