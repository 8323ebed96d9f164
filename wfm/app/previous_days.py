"""The days before the horizon: rest, runs of days and weekends count on from them."""

from datetime import timedelta

from wfm.app.opening import Opened
from wfm.domain.roster import DayPlan
from wfm.domain.time import Horizon
from wfm.io.columns import SHIFTS
from wfm.io.manifest import newest
from wfm.io.runs import Run, published
from wfm.io.tables import read_rows

DAYS_LOOKED_BACK = 28


def previous_plans(opened: Opened, horizon: Horizon) -> tuple[DayPlan, ...]:
    """Plans of up to four weeks before the horizon, by agent and day.

    They come from the newest published roster that holds the day before the horizon; a day that
    inputs/previous_shifts.csv names is as it says there.
    """
    plans: dict[tuple[str, object], DayPlan] = {}
    run = previous_run(opened, horizon)
    published_plans: tuple[DayPlan, ...] = ()
    if run is not None:
        published_plans = read_rows(run.path / "shifts.csv", SHIFTS, opened.centre.zone)
    for plan in (*published_plans, *opened.inputs.previous):
        if 0 < (horizon.first - plan.date).days <= DAYS_LOOKED_BACK:
            plans[plan.agent_id, plan.date] = plan
    return tuple(sorted(plans.values(), key=lambda plan: (plan.agent_id, plan.date)))


def previous_run(opened: Opened, horizon: Horizon) -> Run | None:
    """The newest published roster that holds the day before the horizon."""
    day_before = horizon.first - timedelta(days=1)
    holding = [run for run in published(opened.workspace.rosters) if 0 <= (day_before - run.first).days < run.days]
    return newest(holding) if holding else None
