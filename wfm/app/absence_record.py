"""Absences on record: what absences.csv says of past days, beside what published rosters had planned for them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from wfm.app.earlier_rosters import days_by_run
from wfm.app.opening import Opened
from wfm.domain.roster import DayPlan
from wfm.domain.time import Horizon
from wfm.io.fingerprint import file_hash
from wfm.io.rostered_days import rostered_days
from wfm.pool.absence.days import AbsenceDays, absence_days
from wfm.pool.absence.reserve import AbsenceReserve, fixed_reserve, learned_reserve

DAYS_LOOKED_BACK = 364
"""Whole weeks of a year: every season and weekday counts alike."""


def absences_on_record(opened: Opened, first: date | None, last: date) -> AbsenceDays | None:
    """Who was due and who stayed away up to `last`; None when no absence is on record by then.

    Without `first` the record begins with the first absence in the file, at most a year back: nobody knows whether
    absences of days before were written down. Each day is as the newest published roster that holds it says; a day
    that inputs/previous_shifts.csv names is as it says there.
    """
    inputs, centre = opened.inputs, opened.centre
    begins = first or first_on_record(opened, last)
    if begins is None or begins > last:
        return None
    plans: dict[tuple[str, date], DayPlan] = {}
    for run, days in days_by_run(opened, _dates(begins, last)).items():
        rows = rostered_days(run.path / "shifts.csv", days, centre.zone)
        plans |= {(plan.agent_id, plan.date): plan for plan in rows}
    plans |= {(plan.agent_id, plan.date): plan for plan in inputs.previous if begins <= plan.date <= last}
    return absence_days(centre, inputs.agents, inputs.absences, plans, begins, last)


def first_on_record(opened: Opened, last: date) -> date | None:
    """The first day of the first absence, at most a year before `last`; None: there is none by then."""
    zone = opened.centre.zone
    starts = [absence.start.astimezone(zone).date() for absence in opened.inputs.absences]
    past = [day for day in starts if day <= last]
    return max(min(past), last - timedelta(days=DAYS_LOOKED_BACK - 1)) if past else None


def last_known_day(opened: Opened) -> date:
    """The last day of which anybody can know who came: the last of the history, and no later than yesterday."""
    yesterday = datetime.now(opened.centre.zone).date() - timedelta(days=1)
    history = opened.inputs.history
    return yesterday if history is None or history.empty else min(yesterday, history["start"].max().date())


def reserve_for(opened: Opened, horizon: Horizon) -> AbsenceReserve:
    """The share of those open that the pool leaves for absences nobody knows yet, as [pool] wants it."""
    fixed = opened.centre.shrinkage.unplanned
    if opened.centre.pool.absence_reserve == "fixed":
        return fixed_reserve(fixed)
    return learned_reserve(absences_on_record(opened, None, _last_before(opened, horizon)), fixed, horizon.days)


def reserve_facts(opened: Opened, horizon: Horizon) -> Sequence[Sequence[str]]:
    """Which published rosters the reserve is learned from, for a fingerprint."""
    last = _last_before(opened, horizon)
    first = first_on_record(opened, last)
    if first is None or opened.centre.pool.absence_reserve == "fixed":
        return []
    return [[run.name, file_hash(run.path / "shifts.csv")] for run in days_by_run(opened, _dates(first, last))]


def _last_before(opened: Opened, horizon: Horizon) -> date:
    return min(last_known_day(opened), horizon.first - timedelta(days=1))


def _dates(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
