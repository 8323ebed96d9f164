"""``wfm pool``: draft the retraining pool of a published roster's days."""

from datetime import datetime
from pathlib import Path

from wfm.app.desk import at_desk
from wfm.app.opening import open_workspace
from wfm.app.pool_plan import with_pool
from wfm.app.provenance import Provenance
from wfm.app.publish import publish_plan
from wfm.app.reading_back import demand_run_of, read_plan
from wfm.app.recognise import key_of, programme_facts
from wfm.app.register import ledger_of, steps_before
from wfm.app.run_result import RunResult
from wfm.app.steps import Steps, Watcher
from wfm.domain.errors import InputProblems, Problem
from wfm.domain.pool import Favor
from wfm.io.runs import find_run


def draft_pool(
    where: Path | None,
    run_name: str | None,
    watcher: Watcher,
    favor: Favor | None = None,
    now: datetime | None = None,
) -> RunResult:
    """Draft the pool for the newest (or the named) roster and publish the roster again with it; `favor` None: as
    the settings say."""
    steps = Steps(watcher)
    with steps.step("read"):
        opened = open_workspace(where)
    with at_desk(opened.workspace, "pool", steps) as desk:
        source = find_run(opened.workspace.rosters, run_name)
        plan, ledger = read_plan(source, opened), ledger_of(desk.database)
        desk.interruption.keep_best()
        plan = with_pool(plan, opened, ledger, desk, favor, now)
        if plan.pool is None:
            hint = "what is left of today is for `wfm pool redraw`; or name a later roster with --run"
            expected = "a day that has not begun: those before keep their retraining pool"
            raise InputProblems([Problem(f"rosters/{source.name}", expected, hint=hint)])
        facts: dict[str, object] = {
            "programme": programme_facts(steps_before(desk.database, plan.problem.horizon.first))
        }
        facts["favor"] = str(favor or opened.centre.pool.favor)
        key = key_of("pool", opened, plan.problem.horizon, plan.roster.plans, ledger, facts)
        origin = Provenance(opened, plan.problem.horizon, key)
        return publish_plan(plan, demand_run_of(source, opened.workspace), origin, desk, workbooks=False)
