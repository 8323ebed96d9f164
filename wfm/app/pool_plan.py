"""From a plan to the same plan with its daily retraining pool, drawn from what the roster has to spare."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from wfm.app.demand import Demand
from wfm.app.desk import Desk
from wfm.app.interval_rows import heads_in_pool, interval_rows
from wfm.app.opening import Opened
from wfm.app.plan import Plan, PoolPlan
from wfm.pool.draft import draft
from wfm.pool.ledger import Ledger
from wfm.pool.need import assess
from wfm.pool.surplus import surplus
from wfm.rostering.check import open_in

Floats = NDArray[np.float64]


def with_pool(plan: Plan, opened: Opened, ledger: Ledger, desk: Desk) -> Plan:
    """Rank the need, draft each day from its surplus, and measure every interval again without those who left."""
    centre, horizon, agents = opened.centre, plan.problem.horizon, plan.problem.agents
    inputs, demand = opened.inputs, plan.demand
    with desk.steps.step("pool"):
        present = open_in(plan.problem, plan.roster)
        past = ledger.planning_from(horizon.first)
        needs = assess(
            agents, inputs.performance, horizon.first, centre.pool, inputs.topics, past, inputs.absences
        )
        drafted = draft(
            roster=plan.roster,
            agents=agents,
            needs=needs,
            topics=inputs.topics,
            covers=demand.covers,
            surplus=surplus(present, protected_by_interval(demand), centre.shrinkage.unplanned),
            service_level=plan.service.level_at,
            agents_open=present,
            settings=centre.pool,
            ledger=past,
            seed=centre.roster.seed,
            should_stop=desk.interruption.requested,
            absences=plan.problem.absences,
        )
        away = heads_in_pool(drafted.sessions, agents, demand.covers, horizon)
        intervals = interval_rows(demand.requirement, present, away, plan.service)
    pool = PoolPlan(drafted.sessions, drafted.refusals, needs, str(drafted.status))
    return replace(plan, pool=pool, intervals=intervals)


def protected_by_interval(demand: Demand) -> Mapping[str, Floats]:
    """The floor of every cover over the horizon's intervals; NaN where the cover is closed."""
    horizon = demand.horizon
    floors = {cover.name: np.full(horizon.intervals, np.nan) for cover in demand.covers}
    for row in demand.requirement:
        floors[row.cover][horizon.elapsed(row.start) // horizon.interval_minutes] = row.agents_protected
    return floors
