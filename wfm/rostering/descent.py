"""Descent: every agent in turn takes the best whole roster against what the others leave open.

Each move is the optimum over one agent's whole horizon. The first sweeps see a staffing cost with its corners
rounded, so that agents do not lock each other in; the corners sharpen until the cost is the true one. Stops by
number of sweeps, not by clock, so that a seed always gives the same roster; after the first pass there is a legal
roster at every moment.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from wfm.rostering.agent_case import RosterLine
from wfm.rostering.rules.fairness import Fairness, fair_shares
from wfm.rostering.team import Team

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
        for number in random.permutation(len(team.cases)).tolist():
            if should_stop():
                return
            line = team.best_response(number, smoothing)
            team.replace(number, line)
            if smoothing < WARM:
                pool.add(number, line)
        yield sweep + 1


def shares_now(team: Team) -> Fairness:
    """Fair shares from the burdens that the lines carry at this moment."""
    agents = [case.agent for case in team.cases]
    burdens = {case.agent.agent_id: line.burden for case, line in zip(team.cases, team.lines, strict=True)}
    return Fairness(fair_shares(agents, burdens), team.fairness.settings)


def sharp_sweep(team: Team) -> None:
    """One sweep at the true cost, in the order of the agents."""
    for number in range(len(team.cases)):
        team.replace(number, team.best_response(number, 0.0))
