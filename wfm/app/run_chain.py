"""``wfm run``: the whole chain, from history to workbooks."""

from dataclasses import replace

from wfm.app.demand import forecast_demand
from wfm.app.desk import at_desk
from wfm.app.order import Order
from wfm.app.plan import Plan
from wfm.app.pool_plan import with_pool
from wfm.app.previous_days import previous_plans
from wfm.app.provenance import Provenance
from wfm.app.publish import publish_demand, publish_plan
from wfm.app.recognise import key_of, programme_facts, published_already
from wfm.app.register import ledger_or_note, steps_before
from wfm.app.roster_plan import roster_plan
from wfm.app.run_result import RunResult
from wfm.app.steps import Steps, Watcher
from wfm.io.manifest import read_json, read_manifest
from wfm.pool.ledger import Ledger


def run_chain(order: Order, watcher: Watcher) -> RunResult:
    """Read, forecast, staff, roster, audit, draft the pool, publish: complete or not at all."""
    steps = Steps(watcher)
    with steps.step("read"):
        opened = order.opened()
    horizon = order.horizon(opened)
    with at_desk(opened.workspace, "run", steps) as desk:
        previous, (ledger, notes) = previous_plans(opened, horizon), ledger_or_note(desk.database)
        stood = () if ledger is None else steps_before(desk.database, horizon.first)
        facts = {"notes": notes, "programme": programme_facts(stood)}
        key = key_of("run", opened, horizon, previous, ledger or Ledger(), facts)
        origin = Provenance(opened, horizon, key)
        known = None if order.force else published_already(opened.workspace.rosters, origin.fingerprint)
        if known is not None:
            return RunResult(
                known.path,
                read_json(known.path / "summary.json"),
                repeated=True,
                person_needed=ledger is None,
                notes=tuple(read_manifest(known.path)["notes"]),
                readings=opened.inputs.notes,
            )
        with steps.step("forecast"):
            demand = forecast_demand(opened, horizon)
        with steps.step("staffing"):
            demand = demand.staffed(opened.centre, opened.inputs.agents)
        plan = roster_plan(opened, demand, previous, desk)
        plan = _without_pool(plan, notes) if ledger is None else with_pool(plan, opened, ledger, desk)
        demand_run = publish_demand(demand, origin, desk)
        done = publish_plan(plan, demand_run, origin, desk, workbooks=True)
        return replace(done, person_needed=ledger is None)


def _without_pool(plan: Plan, notes: tuple[str, ...]) -> Plan:
    """The plan with the reason why nobody was drafted."""
    return replace(plan, demand=replace(plan.demand, notes=(*plan.demand.notes, *notes)))
