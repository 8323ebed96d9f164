"""From a plan to the same plan with its daily retraining pool, drawn from what the roster has to spare."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wfm.app.absence_record import reserve_for
from wfm.app.desk import Desk
from wfm.app.interval_rows import heads_in_pool, interval_rows, required
from wfm.app.opening import Opened
from wfm.app.plan import Plan, PoolPlan
from wfm.app.pool_notes import empty_notes, teaching_notes
from wfm.app.pool_start import EVERY_DAY_HAS_BEGUN, first_to_draft, from_day, kept_note, roster_from
from wfm.app.programme_plan import programme_before
from wfm.app.register import steps_before
from wfm.domain.pool import Favor
from wfm.domain.time import Horizon
from wfm.pool.drafting.draft import draft
from wfm.pool.drafting.favor import cost_in_figures
from wfm.pool.ledger import Ledger
from wfm.pool.need.assessment import assess
from wfm.pool.programme.treatment import format_weights
from wfm.pool.surplus import surplus
from wfm.rostering.check import open_in

Floats = NDArray[np.float64]


def with_pool(
    plan: Plan,
    opened: Opened,
    ledger: Ledger,
    desk: Desk,
    favor: Favor | None = None,
    now: datetime | None = None,
) -> Plan:
    """Rank the need, draft from the surplus, and measure every interval again without those who left; `favor`
    None: as the settings say. Days that have begun by `now` (None: the clock) and have a pool keep it."""
    centre, horizon, agents = opened.centre, plan.problem.horizon, plan.problem.agents
    inputs, demand = opened.inputs, plan.demand
    moment = (now or datetime.now().astimezone()).astimezone(centre.zone)
    start = first_to_draft(plan.roster, ledger, moment)
    if start is None:
        return _noted(replace(plan, pool=None), EVERY_DAY_HAS_BEGUN)
    ahead = from_day(horizon, start)
    with desk.steps.step("pool"):
        present = open_in(plan.problem, plan.roster)
        past = ledger.planning_from(start)
        reserve = reserve_for(opened, horizon)
        needs = assess(agents, inputs.performance, start, centre.pool, inputs.topics, past, inputs.absences)
        needed = partial(required, demand.requirement, demand.covers, horizon)
        favored, shares = favor or centre.pool.favor, reserve.by_interval(horizon)
        programme = programme_before(opened, ahead, needs, past, steps_before(desk.database, start))
        drafted = draft(
            roster=roster_from(plan.roster, start),
            agents=agents,
            needs=needs,
            topics=inputs.topics,
            covers=demand.covers,
            surplus=_of_days(ahead, surplus(present, needed("agents_protected"), shares)),
            service_level=plan.service.level_at,
            agents_open=_of_days(ahead, present),
            settings=centre.pool,
            ledger=past,
            seed=centre.roster.seed,
            should_stop=desk.interruption.requested,
            absences=plan.problem.absences,
            standing=programme.standing,
            suits=format_weights(centre.pool.treatment),
            favor=favored,
            surplus_above_net=_of_days(ahead, surplus(present, needed("agents_net"), shares)),
        )
        away = heads_in_pool(drafted.sessions, agents, demand.covers, horizon)
        intervals = interval_rows(demand.requirement, present, away, plan.service)
    pool = PoolPlan(
        drafted.sessions,
        drafted.refusals,
        needs,
        str(drafted.status),
        absence_reserve=reserve.as_dict(),
        programme=programme.lines(drafted.sessions),
        samples=programme.samples(drafted.sessions, plan.roster),
        favor=favored,
        first=start,
        favor_cost=cost_in_figures(drafted.paid, ahead) if favored is Favor.TRAINING else None,
    )
    kept = () if start == horizon.first else (kept_note(horizon.first, start),)
    silent = empty_notes(inputs.topics, needs, start)
    notes = (*silent, *teaching_notes(plan.problem, plan.roster, inputs.topics), *kept)
    return _noted(replace(plan, pool=pool, intervals=intervals), *notes)


def _noted(plan: Plan, *notes: str) -> Plan:
    return replace(plan, demand=replace(plan.demand, notes=(*plan.demand.notes, *notes)))


def _of_days(ahead: Horizon, values: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """The last intervals of a longer horizon: those of the days ahead."""
    return {cover: each[-ahead.intervals :] for cover, each in values.items()}
