"""All legal rosters of one contract as paths through a small graph, and the cheapest path at given prices."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from wfm.domain.roster import DayPlan
from wfm.rostering.automaton import DEAD, Layered, minimal, of_rule, product
from wfm.rostering.stages import Course

Costs = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Arcs:
    """The moves of one stage, sorted by where they lead: `source`, `choice`, and for each state of the next
    layer (all can be reached) where its arcs begin."""

    source: Numbers
    choice: Numbers
    begins: Numbers


@dataclass(frozen=True)
class RosterGraph:
    """Paths from a start state through the stages; each is one legal roster of the contract.

    `starts[i]` is the state in which the i-th past leaves an agent, or DEAD: then no roster is legal.
    """

    stages: tuple[Arcs, ...]
    widths: tuple[int, ...]
    starts: NDArray[np.int32]

    def cheapest(self, past: int, prices: Sequence[Costs]) -> tuple[float, list[int]] | None:
        """Cost and choices, stage by stage, of the cheapest path; None if none has a finite cost.

        `prices[i]`: cost of each choice at stage i, infinite where it is forbidden. Ties go to the first arc,
        so that the same prices always give the same roster.
        """
        start = int(self.starts[past])
        if start == DEAD:
            return None
        cost = np.full(self.widths[0], np.inf)
        cost[start] = 0.0
        costs = [cost]
        for arcs, price in zip(self.stages, prices, strict=True):
            cost = np.minimum.reduceat(cost[arcs.source] + price[arcs.choice], arcs.begins)
            costs.append(cost)
        state = int(np.argmin(cost))
        total = float(cost[state])
        if not np.isfinite(total):
            return None
        return total, self._traced(state, costs, prices)

    def _traced(self, state: int, costs: list[Costs], prices: Sequence[Costs]) -> list[int]:
        choices: list[int] = []
        for arcs, cost, price in zip(reversed(self.stages), reversed(costs[:-1]), reversed(prices), strict=True):
            begin = arcs.begins[state]
            end = arcs.begins[state + 1] if state + 1 < len(arcs.begins) else len(arcs.source)
            best = begin + int(np.argmin(cost[arcs.source[begin:end]] + price[arcs.choice[begin:end]]))
            choices.append(int(arcs.choice[best]))
            state = int(arcs.source[best])
        return choices[::-1]


def roster_graph(course: Course, pasts: Sequence[Sequence[DayPlan]]) -> RosterGraph:
    """The graph of all rosters that keep every sequence rule of the course, from each of the pasts."""
    automata = (of_rule(rule, course, pasts) for rule in course.rules)
    joined = reduce(lambda one, other: minimal(product(one, other)), automata)
    return _graph(joined)


def _graph(automaton: Layered) -> RosterGraph:
    widths = (*(len(layer) for layer in automaton.layers), 1)
    stages = tuple(_arcs(layer, width) for layer, width in zip(automaton.layers, widths[1:], strict=True))
    return RosterGraph(stages, widths, automaton.starts)


def _arcs(layer: NDArray[np.int32], width: int) -> Arcs:
    source, choice = np.nonzero(layer != DEAD)
    leads_to = layer[source, choice]
    order = np.argsort(leads_to, kind="stable")
    begins = np.searchsorted(leads_to[order], np.arange(width))
    return Arcs(source[order], choice[order], begins)
