"""The best draft of one day by CP-SAT, from the candidates offered."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillSolving
from dataclasses import dataclass
from itertools import pairwise

from ortools.sat.python import cp_model

from wfm.pool.board import Board, Claim, Resource
from wfm.pool.candidates import Block, Candidate, Lesson
from wfm.pool.offer import Allowance

SECONDS_BETWEEN_LOOKS = 0.05
CALMEST = 9
"""Slack beyond so many heads makes a block no calmer."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to look: solver work units (deterministic, about a second each), seed, and when to stop early."""

    work_limit: float
    seed: int
    should_stop: Callable[[], bool] | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen candidates. `bound`: no choice among the offered is worth more (hundredths of a point x minutes);
    `proved`: this choice reaches it. `work`: solver work units spent."""

    picks: tuple[Candidate, ...]
    bound: int
    proved: bool
    work: float


def value_of(picks: Sequence[Candidate]) -> int:
    return sum(candidate.block.value for candidate in picks)


def everybody_served(blocks: Iterable[Block]) -> int:
    """The value if every agent had the best block of each of his topics: a bound that needs no solver."""
    best: dict[tuple[str, str], int] = {}
    for block in blocks:
        key = block.agent_id, block.wish.topic.topic
        best[key] = max(best.get(key, 0), block.value)
    return sum(best.values())


class DayModel:
    """Yes or no to each candidate: most priority-weighted minutes, and among equals the calmest intervals."""

    def __init__(self, candidates: Sequence[Candidate], board: Board, allowances: Mapping[str, Allowance]) -> None:
        self.candidates, self.board = candidates, board
        self.allowances = {c.block.agent_id: allowances[c.block.agent_id] for c in candidates}
        self.model = cp_model.CpModel()
        self.chosen = [self.model.new_bool_var(f"candidate{n}") for n in range(len(candidates))]
        lessons = dict.fromkeys(candidate.lesson for candidate in candidates if candidate.lesson)
        self.held = {lesson: self.model.new_bool_var(f"lesson{n}") for n, lesson in enumerate(lessons)}
        self._scale = 1 + CALMEST * sum(allowance.blocks for allowance in self.allowances.values())
        self._add_seats()
        self._add_allowances()
        self._add_resources()
        self._add_objective()

    def solve(self, effort: Effort, hint: Sequence[Candidate]) -> Selection:
        """The best selection within the effort, never worse than the hint; the same each time unless stopped."""
        self._add_hint(hint)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = effort.seed
        solver.parameters.max_deterministic_time = effort.work_limit
        status = _solve_aside(solver, self.model, effort.should_stop)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Selection(
                tuple(hint), everybody_served(c.block for c in self.candidates), False, solver.deterministic_time
            )
        picks = [c for c, chosen in zip(self.candidates, self.chosen, strict=True) if solver.boolean_value(chosen)]
        bound = round(solver.best_objective_bound) // self._scale
        best = max(picks, hint, key=value_of)
        return Selection(tuple(best), bound, status == cp_model.OPTIMAL, solver.deterministic_time)

    def _add_seats(self) -> None:
        """A lesson that is held has its seats, one that is not has none."""
        seated: dict[Lesson, list[cp_model.IntVar]] = {}
        for candidate, chosen in self._pairs():
            if candidate.lesson is not None:
                seated.setdefault(candidate.lesson, []).append(chosen)
        for lesson, seats in seated.items():
            self.model.add(sum(seats) <= lesson.seats * self.held[lesson])
            for seat in seats:
                self.model.add_implication(seat, self.held[lesson])

    def _add_allowances(self) -> None:
        """An agent's minutes and blocks of the day, and each topic once."""
        by_agent: dict[str, list[tuple[Block, cp_model.IntVar]]] = {}
        for candidate, chosen in self._pairs():
            by_agent.setdefault(candidate.block.agent_id, []).append((candidate.block, chosen))
        for agent_id, own in by_agent.items():
            allowance = self.allowances[agent_id]
            self.model.add(sum(block.minutes * chosen for block, chosen in own) <= allowance.minutes)
            self.model.add(sum(chosen for _, chosen in own) <= allowance.blocks)
            for topic in dict.fromkeys(block.wish.topic.topic for block, _ in own):
                self.model.add_at_most_one(chosen for block, chosen in own if block.wish.topic.topic == topic)

    def _add_resources(self) -> None:
        """In no minute more units of a resource than are left of it."""
        claims: dict[Resource, list[tuple[Claim, cp_model.IntVar]]] = {}
        for candidate, chosen in self._pairs():
            for claim in candidate.block.claims:
                claims.setdefault(claim.resource, []).append((claim, chosen))
        for lesson, held in self.held.items():
            for claim in lesson.claims:
                claims.setdefault(claim.resource, []).append((claim, held))
        for resource, takers in claims.items():
            self._add_resource(resource, takers)

    def _add_resource(self, resource: Resource, takers: Sequence[tuple[Claim, cp_model.IntVar]]) -> None:
        """One row per set of takers that meet, with the fewest units left while they do."""
        left = self.board.left(resource)
        edges = sorted({edge for claim, _ in takers for edge in (claim.start, claim.end)})
        rows: dict[tuple[int, ...], int] = {}
        for start, end in pairwise(edges):
            meeting = tuple(n for n, (claim, _) in enumerate(takers) if claim.start <= start and end <= claim.end)
            units = int(left[start:end].min())
            if len(meeting) > units:
                rows[meeting] = min(units, rows.get(meeting, units))
        for meeting, units in rows.items():
            self.model.add(sum(takers[n][1] for n in meeting) <= units)

    def _add_objective(self) -> None:
        """Calm is worth so little that all of it together is less than one unit of value."""
        worth = [c.block.value * self._scale + min(c.block.slack, CALMEST) for c in self.candidates]
        self.model.maximize(cp_model.LinearExpr.weighted_sum(self.chosen, worth))

    def _add_hint(self, hint: Sequence[Candidate]) -> None:
        picked = set(hint)
        held = {candidate.lesson for candidate in hint}
        for candidate, chosen in self._pairs():
            self.model.add_hint(chosen, candidate in picked)
        for lesson, variable in self.held.items():
            self.model.add_hint(variable, lesson in held)

    def _pairs(self) -> Sequence[tuple[Candidate, cp_model.IntVar]]:
        return list(zip(self.candidates, self.chosen, strict=True))


def _solve_aside(
    solver: cp_model.CpSolver, model: cp_model.CpModel, should_stop: Callable[[], bool] | None
) -> cp_model.CpSolverStatus:
    """Solves in a thread of its own, with the solver's own signal handling off, so that Ctrl-C and SIGTERM reach
    this program while it waits (with the default the process aborts on Ctrl-C)."""
    solver.parameters.catch_sigint_signal = False
    with ThreadPoolExecutor(max_workers=1) as aside:
        solving = aside.submit(solver.solve, model)
        try:
            return _wait(solving, solver, should_stop)
        finally:
            if not solving.done():
                solver.stop_search()


def _wait(
    solving: "Future[cp_model.CpSolverStatus]", solver: cp_model.CpSolver, should_stop: Callable[[], bool] | None
) -> cp_model.CpSolverStatus:
    while True:
        try:
            return solving.result(timeout=SECONDS_BETWEEN_LOOKS)
        except StillSolving:
            if should_stop is not None and should_stop():
                solver.stop_search()
