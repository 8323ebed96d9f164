"""``wfm run``: the whole chain, from history to workbooks."""

from wfm.app.demand import forecast_demand
from wfm.app.desk import at_desk
from wfm.app.order import Order
from wfm.app.pool_plan import with_pool
from wfm.app.previous_days import previous_plans
from wfm.app.provenance import Provenance
from wfm.app.publish import publish_demand, publish_plan
from wfm.app.recognise import key_of, published_already
from wfm.app.register import ledger_of
from wfm.app.roster_plan import roster_plan
from wfm.app.run_result import RunResult
from wfm.app.steps import Steps, Watcher
from wfm.io.manifest import read_json, read_manifest


def run_chain(order: Order, watcher: Watcher) -> RunResult:
    """Read, forecast, staff, roster, audit, draft the pool, publish: complete or not at all."""
    steps = Steps(watcher)
    with steps.step("read"):
        opened = order.opened()
    horizon = order.horizon(opened)
    with at_desk(opened.workspace, "run", steps) as desk:
        previous, ledger = previous_plans(opened, horizon), ledger_of(desk.database)
        origin = Provenance(opened, horizon, key_of("run", opened, horizon, previous, ledger))
        known = None if order.force else published_already(opened.workspace, origin.fingerprint)
        if known is not None:
            return RunResult(
                known.path,
                read_json(known.path / "summary.json"),
                repeated=True,
                notes=tuple(read_manifest(known.path)["notes"]),
                readings=opened.inputs.notes,
            )
        with steps.step("forecast"):
            demand = forecast_demand(opened, horizon)
        with steps.step("staffing"):
            demand = demand.staffed(opened.centre, opened.inputs.agents)
        plan = roster_plan(opened, demand, previous, desk)
        plan = with_pool(plan, opened, ledger, desk)
        demand_run = publish_demand(demand, origin, desk)
        return publish_plan(plan, demand_run, origin, desk, workbooks=True)
