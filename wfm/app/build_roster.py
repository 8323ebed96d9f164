"""``wfm roster``: build, audit and publish the roster of a forecast that was staffed."""

from wfm.app.desk import at_desk
from wfm.app.order import RosterOrder
from wfm.app.previous_days import previous_plans
from wfm.app.provenance import Provenance
from wfm.app.publish import publish_plan
from wfm.app.reading_back import read_demand, requirement_run
from wfm.app.recognise import key_of, programme_facts
from wfm.app.register import ledger_or_note, steps_before
from wfm.app.roster_plan import roster_plan
from wfm.app.run_result import RunResult
from wfm.app.steps import Steps, Watcher
from wfm.pool.ledger import Ledger


def build_from_requirement(order: RosterOrder, watcher: Watcher) -> RunResult:
    """Build the roster for the newest requirement, or for the newest one of the ordered days."""
    steps = Steps(watcher)
    with steps.step("read"):
        opened = order.search.opened(order.workspace)
    with at_desk(opened.workspace, "roster", steps) as desk:
        demand_run = requirement_run(opened, order.run, order.first, order.days)
        demand = read_demand(demand_run, opened)
        previous = previous_plans(opened, demand.horizon)
        ledger, _ = ledger_or_note(desk.database)
        stood = () if ledger is None else steps_before(desk.database, demand.horizon.first)
        facts = {"programme": programme_facts(stood)}
        key = key_of("roster", opened, demand.horizon, previous, ledger or Ledger(), facts)
        origin = Provenance(opened, demand.horizon, key)
        plan = roster_plan(opened, demand, previous, desk)
        return publish_plan(plan, demand_run, origin, desk, workbooks=False)
