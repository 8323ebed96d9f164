"""Which published roster is changed, and for which forecast."""

from dataclasses import dataclass

from wfm.app.opening import Opened
from wfm.app.reading_back import demand_run_of, is_staffed, requirement_run
from wfm.app.rebuild_order import RebuildOrder
from wfm.domain.errors import InputProblems, Problem
from wfm.domain.time import Horizon
from wfm.io.fingerprint import file_hash
from wfm.io.manifest import newest, read_manifest
from wfm.io.runs import Run, find_run, published


@dataclass(frozen=True, slots=True)
class Base:
    """The published roster `run` that is changed, and the staffed forecast `demand` that the new one is for."""

    run: Run
    demand: Run

    def facts(self) -> dict[str, object]:
        """What both hold, for a fingerprint."""
        files = ((self.demand, "forecast.csv"), (self.demand, "requirement.csv"), (self.run, "shifts.csv"))
        return {"based_on": self.run.name, "files": [file_hash(run.path / name) for run, name in files]}


def base_of(order: RebuildOrder, opened: Opened) -> Base:
    """The named roster, else the newest that shares days with the forecast that was ordered, else the newest.

    Without any order of days the forecast is the newest staffed one of the roster's own days. Raises InputProblems
    when there is no such roster, or none of its days is planned again.
    """
    shelf, wanted = opened.workspace.rosters, order.roster
    named = None if order.based_on is None else find_run(shelf, order.based_on)
    if wanted.run is None and wanted.first is None and wanted.days is None:
        base = named or newest_roster(published(shelf))
        return Base(base, _forecast_of_its_days(base, opened))
    demand = requirement_run(opened, wanted.run, wanted.first, wanted.days)
    days = opened.centre.horizon(demand.first, demand.days)
    if named is None:
        return Base(newest_roster([run for run in published(shelf) if _shares_days(run, days)]), demand)
    if not _shares_days(named, days):
        expected = f"a roster that holds a day from {days.first} to {days.last}"
        raise InputProblems([Problem("--based-on", expected, value=named.name)])
    return Base(named, demand)


def before_it(run: Run, opened: Opened) -> Run | None:
    """The roster that a published one is based on; None for one that is not, or whose base has been removed."""
    name = read_manifest(run.path).get("based_on")
    return next((one for one in published(opened.workspace.rosters) if one.name == name), None)


def newest_roster(runs: tuple[Run, ...] | list[Run]) -> Run:
    """The one published last; InputProblems when there is none to change."""
    if not runs:
        hint = "there is nothing to change yet; build a roster with `wfm roster` or `wfm run`"
        raise InputProblems([Problem("rosters/", "a published roster that holds these days", hint=hint)])
    return newest(runs)


def _forecast_of_its_days(base: Run, opened: Opened) -> Run:
    """The newest staffed forecast of the roster's days; the one that it was built for always counts."""
    built_for = demand_run_of(base, opened.workspace)
    shelf = published(opened.workspace.forecasts)
    same_days = [run for run in shelf if (run.first, run.days) == (base.first, base.days) and is_staffed(run)]
    return newest([built_for, *same_days])


def _shares_days(run: Run, days: Horizon) -> bool:
    return run.first <= days.last and days.day_index(run.first) + run.days > 0
