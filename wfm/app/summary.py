"""summary.json: the headline figures of a plan, recomputed from its rows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

import numpy as np

from wfm.app.plan import Plan
from wfm.domain.breaches import Severity
from wfm.domain.burdens import BurdenKind
from wfm.domain.demand import IntervalRow
from wfm.domain.pool import ProgrammeState
from wfm.domain.queues import Cover
from wfm.pool.reserve import is_due
from wfm.rostering.rules.hours_bank import balance_after

Summary = Mapping[str, object]


def summarise(plan: Plan, interrupted: str | None) -> Summary:
    """Figures with their units in their names; hours are person-hours on contact unless they say paid.

    `service_level` is the expected share of all offered contacts that are answered in time, after the pool.
    """
    outcome, wishes = plan.outcome, plan.wishes()
    hours = person_hours(plan.intervals, plan.problem.centre.interval_minutes)
    missed = days_below_goal(plan)
    return {
        "status": outcome.status,
        "objective": round(outcome.objective, 3),
        "bound": None if outcome.bound is None else round(outcome.bound, 3),
        "gap": None if outcome.gap is None else round(outcome.gap, 6),
        "excess": None if outcome.excess is None else round(outcome.excess, 6),
        "seconds": outcome.seconds,
        "stopped_by": interrupted or outcome.stopped_by,
        "costs": {name: round(points, 3) for name, points in outcome.costs.items()},
        "first_day": plan.problem.horizon.first.isoformat(),
        "days": plan.problem.horizon.days,
        "agents": len(plan.problem.agents),
        "based_on": None if plan.amendment is None else plan.amendment.based_on,
        "changed_agent_days": 0 if plan.amendment is None else len(plan.amendment.days),
        "moved_breaks": 0 if plan.amendment is None else len(plan.amendment.changes) - len(plan.amendment.days),
        **hours,
        "paid_hours": round(sum(day.paid_minutes for day in plan.roster.plans) / 60, 2),
        "service_level": _service_level(plan),
        "cover_days_below_goal": len(missed),
        "requests": len(wishes),
        "requests_met": sum(granted for _, granted in wishes),
        "burdens": burdens(plan),
        "hours_balance": hours_balances(plan),
        "hard_breaches": sum(breach.severity is Severity.HARD for breach in plan.breaches),
        "soft_breaches": sum(breach.severity is Severity.SOFT for breach in plan.breaches),
        "pool_sessions": len(plan.sessions),
        "pool_minutes": sum(session.minutes for session in plan.sessions),
        "pool_agents": len({session.agent_id for session in plan.sessions}),
        "training_reserve": outcome.training,
        "training_placed_minutes": sum(session.minutes for session in plan.sessions if is_due(session)),
        "programme": programme_states(plan),
        "programme_new_cases": new_cases(plan),
        "absence_reserve": None if plan.pool is None else plan.pool.absence_reserve,
        "pool_favor_cost": None if plan.pool is None else plan.pool.favor_cost,
    }


def programme_states(plan: Plan) -> dict[str, int]:
    """How many stand in which state of the retraining programme when the days of the plan are over."""
    latest = {} if plan.pool is None else {line.agent_id: line.state for line in plan.pool.programme}
    counts = Counter(latest.values())
    return {str(state): counts[state] for state in ProgrammeState.by_urgency() if counts[state]}


def new_cases(plan: Plan) -> int:
    """How many have become a person's case on the days of the plan."""
    lines = () if plan.pool is None else plan.pool.programme
    first = plan.problem.horizon.first
    return sum(line.state is ProgrammeState.ESCALATED and line.date >= first for line in lines)


def hours_balances(plan: Plan) -> dict[str, float]:
    """Where each hours bank stands after the roster, in hours over (+) or under (-) the normal ones: what
    agents.csv should say before the next one."""
    problem, found = plan.problem, {}
    for agent in problem.agents:
        if problem.contract_of(agent).hours_bank is not None:
            worked = sum(day.paid_minutes for day in plan.roster.by_agent.get(agent.agent_id, ()))
            found[agent.agent_id] = round(balance_after(agent, worked, problem) / 60, 2)
    return found


def burdens(plan: Plan) -> dict[str, dict[str, int]]:
    """For every kind that is shared: how much of it there is, the most that one agent has, and how many agents
    are above their fair share."""
    found = {}
    for kind, weight in zip(BurdenKind, plan.problem.centre.roster.burden_weights, strict=True):
        carried = [(getattr(one.burden, kind), getattr(one.share, kind)) for one in plan.standings.values()]
        if weight:
            found[str(kind)] = {
                "total": sum(has for has, _ in carried),
                "most": max((has for has, _ in carried), default=0),
                "agents_above_share": sum(has > fair for has, fair in carried),
            }
    return found


def person_hours(rows: Sequence[IntervalRow], interval_minutes: int) -> dict[str, float]:
    """Hours of demand, missing, spare and unprotected, without counting a person twice.

    Covers overlap: an agent of several skills counts in each. Covers that share queues are therefore taken
    together: what they need is what the widest of them needs, what they lack is the largest lack among them (so
    many all-round agents are missing), what they have to spare is what the widest has to spare.
    """
    totals = dict.fromkeys(("demand", "understaffed", "overstaffed", "surplus", "short_of_protected"), 0.0)
    names = dict.fromkeys(row.cover for row in rows)
    island_of = {name: number for number, island in enumerate(islands(names)) for name in island}
    ordered = sorted(rows, key=lambda row: (row.start.timestamp(), island_of[row.cover]))
    for _, group in groupby(ordered, key=lambda row: (row.start.timestamp(), island_of[row.cover])):
        together = list(group)
        widest = max(together, key=lambda row: row.cover.count("+"))
        totals["demand"] += max(row.agents_net for row in together)
        totals["understaffed"] += max(0.0, *(row.agents_net - row.agents_open for row in together))
        totals["overstaffed"] += max(0.0, widest.agents_open - widest.agents_net)
        totals["surplus"] += max(0.0, widest.agents_open - widest.agents_protected)
        totals["short_of_protected"] += max(0.0, *(row.agents_protected - row.agents_open for row in together))
    return {f"{name}_hours": round(agents * interval_minutes / 60, 2) for name, agents in totals.items()}


def islands(covers: Iterable[str]) -> list[list[str]]:
    """Covers grouped so that those with a queue in common are in one group, in the order given."""
    groups: list[tuple[set[str], list[str]]] = []
    for name in covers:
        queues, joined, apart = set(Cover.parse(name).queues), list[str](), []
        for known, members in groups:
            if known & queues:
                queues |= known
                joined += members
            else:
                apart.append((known, members))
        groups = [*apart, (queues, [*joined, name])]
    return [names for _, names in groups]


def days_below_goal(plan: Plan) -> tuple[tuple[str, str], ...]:
    """(cover, date) of every day on which the volume-weighted expected service level is below the cover's goal."""
    service = plan.service
    missed = []
    by_day = groupby(plan.intervals, key=lambda row: (row.cover, row.start.date()))
    for (cover, day), rows in by_day:
        load = service.loads[cover]
        at = [(row, service.interval_of(row.start)) for row in rows]
        offered = np.array([load.offered[interval] for _, interval in at])
        reached = np.array([row.service_level for row, _ in at])
        wanted = np.array([load.goal[interval] for _, interval in at])
        if offered.sum() > 0 and (offered * reached).sum() < (offered * wanted).sum() - 1e-9:
            missed.append((cover, day.isoformat()))
    return tuple(missed)


def _service_level(plan: Plan) -> float | None:
    """Over the widest cover of each island, so that no contact counts twice; None when nobody calls."""
    service = plan.service
    widest = {max(island, key=lambda name: name.count("+")) for island in islands(service.loads)}
    rows = [row for row in plan.intervals if row.cover in widest]
    offered = [service.loads[row.cover].offered[service.interval_of(row.start)] for row in rows]
    total = float(sum(offered))
    answered = sum(row.service_level * calls for row, calls in zip(rows, offered, strict=True))
    return round(float(answered) / total, 6) if total > 0 else None
