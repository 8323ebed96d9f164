"""``wfm roster --based-on RUN``: a published roster with as little changed as its purpose allows."""

from dataclasses import replace

from wfm.app.desk import at_desk
from wfm.app.opening import Opened
from wfm.app.previous_days import previous_plans
from wfm.app.provenance import Provenance
from wfm.app.publish import publish_plan
from wfm.app.reading_back import read_demand, read_roster
from wfm.app.rebuild_base import Base, base_of, before_it
from wfm.app.rebuild_order import RebuildOrder
from wfm.app.recognise import key_of, published_already
from wfm.app.roster_plan import roster_plan
from wfm.app.run_result import RunResult
from wfm.app.steps import Steps, Watcher
from wfm.domain.roster import DayPlan
from wfm.domain.time import Horizon
from wfm.io.manifest import read_json, read_manifest
from wfm.io.runs import Run
from wfm.pool.ledger import Ledger


def rebuild_roster(order: RebuildOrder, watcher: Watcher) -> RunResult:
    """Build the roster again from what is published, keep what has to stay, and publish it beside the old one."""
    steps = Steps(watcher)
    with steps.step("read"):
        opened = order.roster.search.opened(order.roster.workspace)
    with at_desk(opened.workspace, "roster", steps) as desk:
        base = base_of(order, opened)
        demand = read_demand(base.demand, opened)
        previous = previous_plans(opened, demand.horizon)
        known = None if order.force else _published_already(order, base, opened, demand.horizon, previous)
        if known is not None:
            return RunResult(
                known.path,
                read_json(known.path / "summary.json"),
                repeated=True,
                notes=tuple(read_manifest(known.path)["notes"]),
                readings=opened.inputs.notes,
            )
        held = read_roster(base.run.path / "shifts.csv", opened.centre.horizon(base.run.first, base.run.days))
        keeping = order.keeping(base.run.name, held.plans, demand.horizon)
        plan = roster_plan(opened, demand, previous, desk, keeping)
        origin = Provenance(opened, demand.horizon, _key(order, base, opened, demand.horizon, previous))
        return publish_plan(plan, base.demand, origin, desk, workbooks=False)


def _published_already(
    order: RebuildOrder, base: Base, opened: Opened, horizon: Horizon, previous: tuple[DayPlan, ...]
) -> Run | None:
    """The published roster that is this very change of `base`, or of the roster that `base` itself changes: who
    asks again without naming a roster means what he got the first time."""
    known = published_already(opened.workspace.rosters, _key(order, base, opened, horizon, previous))
    earlier = before_it(base.run, opened)
    if known is not None or order.based_on is not None or earlier is None:
        return known
    return published_already(
        opened.workspace.rosters, _key(order, replace(base, run=earlier), opened, horizon, previous)
    )


def _key(order: RebuildOrder, base: Base, opened: Opened, horizon: Horizon, previous: tuple[DayPlan, ...]) -> str:
    """The fingerprint of the change: inputs, settings, options, the roster that is changed and its forecast."""
    return key_of("rebuild", opened, horizon, previous, Ledger(), {**order.facts(), **base.facts()})
