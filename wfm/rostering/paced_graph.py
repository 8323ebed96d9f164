"""Long planning periods: a graph of all that days ask of each other, with hours counted beside it.

Hours of half a year have hundreds of values, and every state of every other rule would have to be there once for
each of them. So that product is never written out: the cheapest path goes through pairs of a state of the graph
and a state of the count, which are met one layer after the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from wfm.domain.roster import DayPlan
from wfm.rostering.automaton import DEAD, Layered, of_rule, product
from wfm.rostering.compiled import compiled
from wfm.rostering.patience import ENDLESS, Patience
from wfm.rostering.roster_graph import RosterGraph, graph_of, joined_rules
from wfm.rostering.rulebook import AnyRule
from wfm.rostering.rules.period_hours import PeriodHours
from wfm.rostering.stages import Course

Costs = NDArray[np.float64]
Numbers = NDArray[np.int32]
Wide = NDArray[np.int64]


@dataclass(frozen=True)
class PacedGraph:
    """Paths through `graph` that a count allows as well.

    All choices of one bundle of the graph lead the count alike. Its states are numbered layer by layer, `widths`
    of them; bundle b leads state c of its layer to `steps[leads[b] + c]` of the next, or DEAD. `starts[i]` is the
    count's state after the i-th past.
    """

    graph: RosterGraph
    widths: Numbers
    leads: Wide
    steps: Numbers
    starts: Numbers

    def cheapest(self, past: int, prices: Costs) -> tuple[float, Numbers] | None:
        """As RosterGraph.cheapest."""
        graph, start, count = self.graph, int(self.graph.starts[past]), int(self.starts[past])
        if start == DEAD or count == DEAD:
            return None
        least = _least(prices, graph.bundles, graph.members)
        where = graph.layers, graph.arcs, graph.source, graph.bundle
        total, arcs = _cheapest_pairs(start, count, least, *where, self.widths, self.leads, self.steps)
        if not np.isfinite(total):
            return None
        return float(total), _first_at(least, prices, graph.bundle[arcs], graph.bundles, graph.members)


def is_counted_beside(rule: AnyRule) -> bool:
    """Whether a rule counts so much that its automaton is kept beside the graph."""
    return isinstance(rule, PeriodHours) and rule.is_long


def paced_graph(course: Course, pasts: Sequence[Sequence[DayPlan]], patience: Patience = ENDLESS) -> PacedGraph:
    """The rosters that keep every sequence rule of the course, some of which are counted beside the graph."""
    beside = [of_rule(rule, course, pasts) for rule in course.rules if is_counted_beside(rule)]
    within = (of_rule(rule, course, pasts) for rule in course.rules if not is_counted_beside(rule))
    count = reduce(product, beside)
    graph = graph_of(joined_rules(within, patience), course.offsets)
    kinds, steps, firsts = _kinds(count)
    refined, kind_of = _refined(graph, kinds)
    widths = np.array([*(len(layer) for layer in count.layers), 1], dtype=np.int32)
    return PacedGraph(refined, widths, firsts[kind_of], steps, count.starts.astype(np.int32))


def _kinds(count: Layered) -> tuple[Wide, Numbers, Wide]:
    """The kind of each choice, those of one kind leading every state of the count alike; where the states lead by
    each kind, in one row; and where in that row each kind begins."""
    kinds: list[Wide] = []
    steps: list[Numbers] = []
    firsts: list[int] = []
    length = 0
    for layer in count.layers:
        columns, kind_of = np.unique(layer.T, axis=0, return_inverse=True)
        kinds.append(len(firsts) + kind_of.ravel())
        steps.append(columns.astype(np.int32).ravel())
        firsts.extend(length + columns.shape[1] * number for number in range(len(columns)))
        length += columns.size
    return np.concatenate(kinds), np.concatenate(steps), np.array(firsts, dtype=np.int64)


def _refined(graph: RosterGraph, kinds: Wide) -> tuple[RosterGraph, Wide]:
    """The graph with every bundle split into the kinds of its choices, and the kind of each bundle."""
    bundle_of = np.repeat(np.arange(len(graph.bundles) - 1), np.diff(graph.bundles))
    order = np.lexsort((graph.members, kinds[graph.members], bundle_of))
    members, bundle_of = graph.members[order], bundle_of[order]
    begins = np.ones(len(members), dtype=np.bool_)
    begins[1:] = (np.diff(bundle_of) > 0) | (np.diff(kinds[members]) != 0)
    firsts = np.flatnonzero(begins)
    parts_before = np.searchsorted(bundle_of[firsts], np.arange(len(graph.bundles)))
    parts = np.diff(parts_before)[graph.bundle]
    ends = np.cumsum(parts)
    place = np.arange(ends[-1]) - np.repeat(ends - parts, parts)
    return RosterGraph(
        layers=graph.layers,
        arcs=np.concatenate([[0], ends])[graph.arcs].astype(np.int32),
        source=np.repeat(graph.source, parts),
        bundle=(np.repeat(parts_before[graph.bundle], parts) + place).astype(np.int32),
        bundles=np.append(firsts, len(members)).astype(np.int32),
        members=members,
        starts=graph.starts,
    ), kinds[members[firsts]]


@compiled
def _least(prices: Costs, bundles: Numbers, members: Numbers) -> Costs:
    """The price of the cheapest choice of each bundle; infinite for one without choices."""
    least = np.full(len(bundles) - 1, np.inf)
    for number in range(len(least)):
        for member in members[bundles[number] : bundles[number + 1]]:
            least[number] = min(least[number], prices[member])
    return least


@compiled
def _first_at(least: Costs, prices: Costs, taken: Numbers, bundles: Numbers, members: Numbers) -> Numbers:
    """The first choice of each bundle taken that has its least price."""
    choices = np.empty(len(taken), dtype=np.int32)
    for stage in range(len(taken)):
        for member in members[bundles[taken[stage]] : bundles[taken[stage] + 1]]:
            if prices[member] == least[taken[stage]]:
                choices[stage] = member
                break
    return choices


@compiled
def _cheapest_pairs(
    start: int,
    count: int,
    least: Costs,
    layers: Numbers,
    arcs: Numbers,
    source: Numbers,
    bundle: Numbers,
    widths: Numbers,
    leads: Wide,
    steps: Numbers,
) -> tuple[float, Wide]:
    """The cost of the cheapest path through pairs, and its arcs."""
    rows = np.zeros(layers[-1] + 1, dtype=np.int64)
    for layer in range(len(layers) - 1):
        for state in range(layers[layer], layers[layer + 1]):
            rows[state + 1] = rows[state] + widths[layer]
    cost = np.full(rows[-1], np.inf)
    # The counts that a state can be met with lie close together: only those are gone through.
    lowest = np.full(layers[-1], np.iinfo(np.int64).max)
    highest = np.full(layers[-1], -1)
    cost[rows[start] + count] = 0.0
    lowest[start] = highest[start] = count
    for state in range(layers[1], layers[-1]):
        for arc in range(arcs[state], arcs[state + 1]):
            origin, price, lead = source[arc], least[bundle[arc]], leads[bundle[arc]]
            if price == np.inf:
                continue
            for number in range(lowest[origin], highest[origin] + 1):
                after = steps[lead + number]
                there = cost[rows[origin] + number] + price
                if after >= 0 and there < cost[rows[state] + after]:
                    cost[rows[state] + after] = there
                    lowest[state] = min(lowest[state], after)
                    highest[state] = max(highest[state], after)
    last = rows[layers[-2]] + np.argmin(cost[rows[layers[-2]] :])
    total = cost[last]
    path = np.zeros(len(layers) - 2, dtype=np.int64)
    if total == np.inf:
        return total, path
    state = np.searchsorted(rows, last, side="right") - 1
    number = last - rows[state]
    for stage in range(len(path) - 1, -1, -1):
        state, number, path[stage] = _came_from(
            state, number, cost, rows, lowest, highest, least, arcs, source, bundle, leads, steps
        )
    return total, path


@compiled
def _came_from(
    state: int,
    number: int,
    cost: Costs,
    rows: Wide,
    lowest: Wide,
    highest: Wide,
    least: Costs,
    arcs: Numbers,
    source: Numbers,
    bundle: Numbers,
    leads: Wide,
    steps: Numbers,
) -> tuple[int, int, int]:
    """The pair before, and the first arc that leads from it at the cost there is."""
    for arc in range(arcs[state], arcs[state + 1]):
        origin, price, lead = source[arc], least[bundle[arc]], leads[bundle[arc]]
        if price == np.inf:
            continue
        for before in range(lowest[origin], highest[origin] + 1):
            reached = cost[rows[origin] + before] + price == cost[rows[state] + number]
            if reached and steps[lead + before] == number:
                return origin, before, arc
    return -1, -1, -1
