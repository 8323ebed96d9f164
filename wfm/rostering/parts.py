"""Parts of a centre that share no queue, such as sites with queues of their own, rostered side by side.

What one part does costs the others nothing, so the best rosters of the parts are the best roster of the whole.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, replace
from multiprocessing.synchronize import Event

from wfm.domain.errors import NoLegalRoster
from wfm.domain.groups import GroupSettings
from wfm.domain.roster import Roster
from wfm.rostering.patience import Patience
from wfm.rostering.problem import RosterProblem
from wfm.rostering.result import Progress, RosterResult, RosterStatus

WORTH_PARTING = 400
"""Agents from which on processes of their own are worth their start."""
LOOKS_PER_SECOND = 10

Build = Callable[[RosterProblem, Callable[[], bool], float | None], RosterResult]


def parts_of(problem: RosterProblem) -> tuple[RosterProblem, ...]:
    """The problem in parts that share no cover row; the problem itself when it is one, small, or tied together by
    rules across agents."""
    tied = problem.headcounts or problem.groups or problem.centre.groups != GroupSettings()
    if tied or len(problem.agents) < WORTH_PARTING:
        return (problem,)
    joined = _joined_covers(problem)
    first = next(iter(joined.values()), frozenset())
    rows: dict[frozenset[int], set[str]] = {covers: set() for covers in joined.values()}
    for agent in problem.agents:
        own = next((joined[row] for row, cover in enumerate(problem.covers) if cover.counts(agent.skills)), first)
        rows.setdefault(own, set()).add(agent.agent_id)
    return tuple(_part(problem, covers, members) for covers, members in rows.items()) or (problem,)


def _joined_covers(problem: RosterProblem) -> dict[int, frozenset[int]]:
    """For each cover row all rows that agents tie to it, directly or through others."""
    joined = {row: frozenset({row}) for row in range(len(problem.covers))}
    for skills in dict.fromkeys(agent.skills for agent in problem.agents):
        rows = [row for row, cover in enumerate(problem.covers) if cover.counts(skills)]
        together = frozenset[int]().union(*(joined[row] for row in rows))
        joined |= dict.fromkeys(together, together)
    return joined


def _part(problem: RosterProblem, covers: frozenset[int], members: set[str]) -> RosterProblem:
    names = {problem.covers[row].name for row in covers}
    return replace(
        problem,
        agents=tuple(agent for agent in problem.agents if agent.agent_id in members),
        requirement=tuple(row for row in problem.requirement if row.cover in names),
        absences=tuple(one for one in problem.absences if one.agent_id in members),
        requests=tuple(one for one in problem.requests if one.agent_id in members),
        pins=tuple(one for one in problem.pins if one.agent_id in members),
        previous=tuple(one for one in problem.previous if one.agent_id in members),
    )


def built_side_by_side(
    parts: Sequence[RosterProblem], build: Build, patience: Patience, tell: Callable[[Progress], None]
) -> list[RosterResult]:
    """The result of each part, as many at a time as there are cores.

    Raises NoLegalRoster with what all parts have to say.
    """
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    with ProcessPoolExecutor(
        min(len(parts), os.cpu_count() or 1), context, initializer=_begin, initargs=(stop, os.getpid())
    ) as workers:
        running = [workers.submit(_built, build, part, patience.deadline) for part in parts]
        try:
            for done in _watched(running, patience):
                if patience.asked_to_stop():
                    stop.set()
                tell(Progress(f"{done} of {len(parts)} parts", done / len(parts), 0.0))
        except BaseException:
            # Whoever leaves in haste (a second signal) does not wait for what the parts would still do.
            for child in multiprocessing.active_children():
                child.kill()
            raise
    refused = [error for part in running if isinstance(error := part.exception(), NoLegalRoster)]
    if refused:
        raise NoLegalRoster("\n".join(str(error) for error in refused))
    return [part.result() for part in running]


def _watched(running: Sequence[Future[RosterResult]], patience: Patience) -> Iterator[int]:
    """How many parts are done, again and again until all are."""
    waiting = set(running)
    while waiting:
        _, waiting = wait(waiting, timeout=1 / LOOKS_PER_SECOND, return_when=FIRST_COMPLETED)
        yield len(running) - len(waiting)


@dataclass
class _Child:
    """What a child process knows of its parent."""

    stop: Event | None = None
    parent: int = 0


_CHILD = _Child()


def _begin(stop: Event, parent: int) -> None:
    """Leave signals to the parent, who says when to stop."""
    _CHILD.stop, _CHILD.parent = stop, parent
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


def _built(build: Build, part: RosterProblem, deadline: float | None) -> RosterResult:
    def should_stop() -> bool:
        stop = _CHILD.stop
        return os.getppid() != _CHILD.parent or (stop is not None and stop.is_set())

    return build(part, should_stop, deadline)


def joined_results(
    problem: RosterProblem, results: Sequence[RosterResult], patience: Patience, seconds: float
) -> RosterResult:
    """One result for the whole: plans in the order of the agents, points added up."""
    plans = {agent_id: own for result in results for agent_id, own in result.roster.by_agent.items()}
    objective = sum(result.objective for result in results)
    bounds = [result.bound for result in results if result.bound is not None]
    bound = sum(bounds) if len(bounds) == len(results) else None
    demand = problem.centre.roster.prices.under[0] * sum(row.agents_net for row in problem.requirement)
    return RosterResult(
        roster=Roster(problem.horizon, tuple(plan for agent in problem.agents for plan in plans[agent.agent_id])),
        status=min((result.status for result in results), key=[RosterStatus.FEASIBLE, RosterStatus.OPTIMAL].index),
        objective=objective,
        bound=bound,
        excess=None if bound is None or demand == 0 else (objective - bound) / demand,
        costs={name: sum(result.costs.get(name, 0.0) for result in results) for name in results[0].costs},
        stopped_by=patience.stopped_by,
        seconds=seconds,
        sweeps=max(result.sweeps for result in results),
    )
