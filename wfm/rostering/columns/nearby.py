"""All rosters of one agent that cost little more than his cheapest: paths through his graph, told one by one."""

import numpy as np
from numpy.typing import NDArray

from wfm.rostering.compiled import compiled
from wfm.rostering.roster_graph import RosterGraph

Costs = NDArray[np.float64]
Numbers = NDArray[np.int32]


def nearby(graph: RosterGraph, prices: Costs, most_cost: float, most: int) -> Numbers | None:
    """The choices, stage by stage, of every path from the graph's first past that costs at most `most_cost`, shape
    (paths, stages); None when there are more than `most`."""
    where = graph.layers, graph.arcs, graph.source, graph.bundle, graph.bundles, graph.members
    paths, are_all = _paths(int(graph.starts[0]), prices, *where, most_cost, most)
    return paths if are_all else None


@compiled
def _paths(
    start: int,
    prices: Costs,
    layers: Numbers,
    arcs: Numbers,
    source: Numbers,
    bundle: Numbers,
    bundles: Numbers,
    members: Numbers,
    most_cost: float,
    most: int,
) -> tuple[Numbers, bool]:
    """From the last layer backwards, one choice after the other, as long as the cheapest way from the start to
    where it begins is near enough; and whether there are no more."""
    least = np.full(len(bundles) - 1, np.inf)
    for number in range(len(least)):
        for member in members[bundles[number] : bundles[number + 1]]:
            least[number] = min(least[number], prices[member])
    cost = np.full(layers[-1], np.inf)
    cost[start] = 0.0
    for state in range(layers[1], layers[-1]):
        for arc in range(arcs[state], arcs[state + 1]):
            cost[state] = min(cost[state], cost[source[arc]] + least[bundle[arc]])
    stages = len(layers) - 2
    found = np.empty((most, stages), dtype=np.int32)
    count = 0
    states = np.empty(stages + 1, dtype=np.int64)
    after = np.zeros(stages + 1)
    chosen = np.empty(stages, dtype=np.int32)
    # The arc that is looked at in each stage, and how many of its choices have been already.
    at = np.empty(stages, dtype=np.int64)
    seen = np.zeros(stages, dtype=np.int64)
    for last in range(layers[-2], layers[-1]):
        stage = stages - 1
        states[stages], at[stage], seen[stage] = last, arcs[last], 0
        while stage < stages:
            arc = at[stage]
            if arc == arcs[states[stage + 1] + 1]:
                stage += 1
                continue
            taken = bundle[arc]
            place = bundles[taken] + seen[stage]
            here = cost[source[arc]] + after[stage + 1]
            if place == bundles[taken + 1] or here + least[taken] > most_cost:
                at[stage] += 1
                seen[stage] = 0
                continue
            seen[stage] += 1
            if here + prices[members[place]] > most_cost:
                continue
            chosen[stage] = members[place]
            states[stage] = source[arc]
            after[stage] = after[stage + 1] + prices[members[place]]
            if stage > 0:
                stage -= 1
                at[stage], seen[stage] = arcs[source[arc]], 0
            elif count == most:
                return found, False
            else:
                found[count] = chosen
                count += 1
    return found[:count], True
