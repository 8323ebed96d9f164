"""Descent: every agent in turn takes the best whole roster against what the others leave open.

Each move is the optimum over one agent's whole horizon. The first sweeps see a staffing cost with its corners
rounded, so that agents do not lock each other in; the corners sharpen until the cost is the true one. Stops by
number of sweeps, not by clock, so that a seed always gives the same roster; after the first pass there is a legal
roster at every moment.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from wfm.rostering.line import RosterLine
from wfm.rostering.rules.fairness import Fairness
from wfm.rostering.team import Team

LEAST_FOR_PAIRS = 200
"""Agents from which on two may answer the same roster: in a small team they would answer each other's need."""
HOTTEST, WARM, COLDEST = 20.0, 0.3, 0.006


@dataclass
class LinePool:
    """The good lines each agent has held, to be chosen from again by selection; the newest are kept."""

    keep: int
    lines: list[dict[RosterLine, None]] = field(default_factory=list)

    def add(self, number: int, line: RosterLine) -> None:
        while len(self.lines) <= number:
            self.lines.append({})
        own = self.lines[number]
        own.pop(line, None)
        own[line] = None
        if len(own) > self.keep:
            del own[next(iter(own))]

    def of(self, number: int) -> tuple[RosterLine, ...]:
        return tuple(self.lines[number]) if number < len(self.lines) else ()


def smoothings(sweeps: int) -> tuple[float, ...]:
    """Half-width of the rounded corners, sweep by sweep: a quarter hot, the rest cooling, the last ones sharp."""
    sharp = max(1, sweeps // 8)
    hot = max(0, min(5, (sweeps - sharp) // 4))
    cooling = sweeps - sharp - hot
    return (
        *(np.geomspace(HOTTEST, 1.0, hot).tolist() if hot else ()),
        *(np.geomspace(WARM, COLDEST, cooling).tolist() if cooling else ()),
        *([0.0] * sharp),
    )


def descend(
    team: Team,
    sweeps: int,
    seed: int,
    pool: LinePool,
    should_stop: Callable[[], bool],
) -> Iterator[int]:
    """Improve `team` in place, yielding the number of sweeps done after each.

    Fair shares are taken once, when the hot sweeps are over, and then stand.
    """
    random = np.random.default_rng(seed)
    shared = False
    for sweep, smoothing in enumerate(smoothings(sweeps)):
        if not shared and smoothing <= WARM:
            team.fairness = shares_now(team)
            shared = True
        order = random.permutation(len(team.cases)).tolist()
        for number in _improved(team, order, smoothing, should_stop):
            if smoothing < WARM:
                pool.add(number, team.lines[number])
        if should_stop():
            return
        yield sweep + 1


def _improved(
    team: Team, order: Sequence[int], smoothing: float, should_stop: Callable[[], bool]
) -> Iterator[int]:
    """Give each agent in turn his best response, and name him.

    In a large team two at a time answer the same roster, on two cores; the second takes his answer only if it is
    still worth it after the first. That is so on one core too, so that the same seed gives the same roster.
    """
    if len(order) < LEAST_FOR_PAIRS:
        for number in order:
            if should_stop():
                return
            team.replace(number, team.best_response(number, smoothing))
            yield number
        return
    with ThreadPoolExecutor(2) as workers:
        for at in range(0, len(order), 2):
            if should_stop():
                return
            numbers = order[at : at + 2]
            answers = list(workers.map(partial(team.best_response, smoothing=smoothing), numbers))
            for turn, (number, line) in enumerate(zip(numbers, answers, strict=True)):
                if turn == 0 or team.gain(number, line, smoothing) > 0:
                    team.replace(number, line)
                yield number


def shares_now(team: Team) -> Fairness:
    """Fair shares from the burdens that the lines carry at this moment."""
    agents = [case.agent for case in team.cases]
    burdens = {case.agent.agent_id: line.burden for case, line in zip(team.cases, team.lines, strict=True)}
    return team.fairness.shared(agents, burdens)


def sharp_sweep(team: Team, should_stop: Callable[[], bool] = lambda: False) -> None:
    """One sweep at the true cost, in the order of the agents."""
    sweep_over(team, range(len(team.cases)), 0.0, should_stop)


def sweep_over(team: Team, order: Sequence[int], smoothing: float, should_stop: Callable[[], bool]) -> None:
    """Let these agents, in this order, answer what the others leave open."""
    for _ in _improved(team, order, smoothing, should_stop):
        pass
