"""All legal rosters of one contract as paths through a small graph, and the cheapest path at given prices."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from wfm.domain.roster import DayPlan
from wfm.rostering.automaton import DEAD, Layered, States, minimal, of_rule, product
from wfm.rostering.compiled import compiled
from wfm.rostering.patience import ENDLESS, Patience
from wfm.rostering.stages import Course

Costs = NDArray[np.float64]
Numbers = NDArray[np.int32]
Wide = NDArray[np.int64]


@dataclass(frozen=True)
class RosterGraph:
    """Paths from a start state through the stages; each is one legal roster of the contract.

    The states of all layers are numbered in one row, layer after layer (`layers`: where each begins), and so are
    the choices of all stages (Course.offsets). The arcs into state s are `arcs[s]:arcs[s + 1]`; arc k comes from
    state `source[k]` by whichever choice of its bundle `bundle[k]` is cheapest. The choices of bundle b are
    `members[bundles[b]:bundles[b + 1]]`: many states are left by the same set of choices, which is then looked
    through only once. `starts[i]` is the state in which the i-th past leaves an agent, or DEAD: then no roster
    is legal.
    """

    layers: Numbers
    arcs: Numbers
    source: Numbers
    bundle: Numbers
    bundles: Numbers
    members: Numbers
    starts: Numbers

    def cheapest(self, past: int, prices: Costs) -> tuple[float, Numbers] | None:
        """Cost and choices, stage by stage, of the cheapest path; None if none has a finite cost.

        `prices`: points of each choice of the course, infinite where it is forbidden. Ties go to the first arc,
        so that the same prices always give the same roster.
        """
        start = int(self.starts[past])
        if start == DEAD:
            return None
        total, choices = _cheapest_path(
            start, prices, self.layers, self.arcs, self.source, self.bundle, self.bundles, self.members
        )
        return (float(total), choices) if np.isfinite(total) else None


@compiled
def _cheapest_path(
    start: int,
    prices: Costs,
    layers: Numbers,
    arcs: Numbers,
    source: Numbers,
    bundle: Numbers,
    bundles: Numbers,
    members: Numbers,
) -> tuple[float, Numbers]:
    least = np.empty(len(bundles) - 1)
    for number in range(len(least)):
        low = np.inf
        for member in members[bundles[number] : bundles[number + 1]]:
            low = min(low, prices[member])
        least[number] = low
    cost = np.full(layers[-1], np.inf)
    came = np.full(layers[-1], -1, dtype=np.int32)
    cost[start] = 0.0
    for state in range(layers[1], layers[-1]):
        for arc in range(arcs[state], arcs[state + 1]):
            there = cost[source[arc]] + least[bundle[arc]]
            if there < cost[state]:
                cost[state] = there
                came[state] = arc
    state = layers[-2] + np.argmin(cost[layers[-2] :])
    total = cost[state]
    choices = np.zeros(len(layers) - 2, dtype=np.int32)
    if np.isfinite(total):
        for stage in range(len(choices) - 1, -1, -1):
            arc = came[state]
            for member in members[bundles[bundle[arc]] : bundles[bundle[arc] + 1]]:
                if prices[member] == least[bundle[arc]]:
                    choices[stage] = member
                    break
            state = source[arc]
    return total, choices


def roster_graph(course: Course, pasts: Sequence[Sequence[DayPlan]], patience: Patience = ENDLESS) -> RosterGraph:
    """The graph of all rosters that keep every sequence rule of the course, from each of the pasts.

    Raises NothingUsable when that takes longer than `patience` waits for a first roster.
    """
    automata = (of_rule(rule, course, pasts) for rule in course.rules)
    return graph_of(joined_rules(automata, patience), course.offsets)


def joined_rules(automata: Iterable[Layered], patience: Patience) -> Layered:
    """The smallest automaton that accepts what all accept."""

    def joined(one: Layered, other: Layered) -> Layered:
        patience.await_first_roster()
        return minimal(product(one, other))

    return reduce(joined, automata)


def graph_of(automaton: Layered, offsets: Sequence[int]) -> RosterGraph:
    """The automaton as a graph; `offsets`: number of the first choice of each stage."""
    widths = [*(len(layer) for layer in automaton.layers), 1]
    layers = np.concatenate([[0], np.cumsum(widths)])
    arcs: list[Wide] = [np.zeros(1 + widths[0], dtype=np.int64)]
    sources: list[Wide] = []
    bundles: list[Wide] = []
    sizes: list[Wide] = [np.zeros(1, dtype=np.int64)]
    members: list[Wide] = []
    arc_count = bundle_count = 0
    for stage, layer in enumerate(automaton.layers):
        source, target, bundle, sets = _bundled(layer)
        order = np.argsort(target, kind="stable")
        arcs.append(arc_count + np.searchsorted(target[order], np.arange(1, widths[stage + 1] + 1)))
        sources.append(layers[stage] + source[order])
        bundles.append(bundle_count + bundle[order])
        sizes.append(sets.sum(axis=1))
        members.append(offsets[stage] + np.nonzero(sets)[1])
        arc_count += len(order)
        bundle_count += len(sets)
    return RosterGraph(
        layers=layers.astype(np.int32),
        arcs=_row(arcs),
        source=_row(sources),
        bundle=_row(bundles),
        bundles=np.cumsum(np.concatenate(sizes)).astype(np.int32),
        members=_row(members),
        starts=automaton.starts.astype(np.int32),
    )


def _row(parts: Sequence[Wide]) -> Numbers:
    return np.concatenate(parts).astype(np.int32)


def _bundled(layer: States) -> tuple[Wide, Wide, Wide, NDArray[np.bool_]]:
    """Source, target and bundle of every arc of one stage, and which choices belong to each bundle.

    All choices that lead from one state to the same next state make one arc.
    """
    width = int(layer.max(initial=0)) + 1
    source, target = _arcs(layer, width)
    belongs = np.zeros((len(source), -(-layer.shape[1] // 8)), dtype=np.uint8)
    _write_sets(layer, width, belongs)
    keys = belongs.view(np.dtype((np.void, belongs.shape[1]))).ravel()
    _, first, bundle = np.unique(keys, return_index=True, return_inverse=True)
    sets = np.unpackbits(belongs[first], axis=1, count=layer.shape[1], bitorder="little")
    return source, target, bundle.astype(np.int64), sets.astype(np.bool_)


@compiled
def _arcs(layer: States, width: int) -> tuple[Wide, Wide]:
    """Every state and next state that a choice joins, in the order in which states and choices lead there."""
    met = np.full(width, -1)
    count = 0
    for state in range(len(layer)):
        for choice in range(layer.shape[1]):
            target = layer[state, choice]
            if target >= 0 and met[target] != state:
                met[target] = state
                count += 1
    source = np.empty(count, dtype=np.int64)
    targets = np.empty(count, dtype=np.int64)
    met[:] = -1
    count = 0
    for state in range(len(layer)):
        for choice in range(layer.shape[1]):
            target = layer[state, choice]
            if target >= 0 and met[target] != state:
                met[target] = state
                source[count] = state
                targets[count] = target
                count += 1
    return source, targets


@compiled
def _write_sets(layer: States, width: int, belongs: NDArray[np.uint8]) -> None:
    """For every arc, in the order of `_arcs`, the bits of the choices that take it."""
    met = np.full(width, -1)
    arc_of = np.zeros(width, dtype=np.int64)
    count = 0
    for state in range(len(layer)):
        for choice in range(layer.shape[1]):
            target = layer[state, choice]
            if target < 0:
                continue
            if met[target] != state:
                met[target] = state
                arc_of[target] = count
                count += 1
            belongs[arc_of[target], choice // 8] |= np.uint8(1 << (choice % 8))
