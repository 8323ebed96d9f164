"""The part of a contract's graph that one agent can use, without what his limits forbid."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from wfm.rostering.automaton import DEAD
from wfm.rostering.compiled import compiled
from wfm.rostering.paced_graph import PacedGraph
from wfm.rostering.roster_graph import RosterGraph

Numbers = NDArray[np.int32]
Flags = NDArray[np.bool_]


AnyGraph = RosterGraph | PacedGraph


def trimmed(graph: AnyGraph, past: int, open_choices: Flags) -> AnyGraph | None:
    """The graph of the rosters from one past that take only `open_choices`; its only past is number 0.

    None when there is no such roster; what a count beside the graph would allow is not asked.
    """
    if isinstance(graph, PacedGraph):
        cut = _cut(graph.graph, past, open_choices)
        return None if cut is None else replace(graph, graph=cut, starts=graph.starts[[past]])
    return _cut(graph, past, open_choices)


def arcs_of(graph: AnyGraph) -> int:
    """How many arcs a graph holds."""
    return len(graph.graph.source if isinstance(graph, PacedGraph) else graph.source)


def _cut(graph: RosterGraph, past: int, open_choices: Flags) -> RosterGraph | None:
    start = int(graph.starts[past])
    if start == DEAD:
        return None
    taken = open_choices[graph.members]
    taken_before = np.concatenate([[0], np.cumsum(taken)])
    bundles = taken_before[graph.bundles].astype(np.int32)
    usable = np.diff(bundles) > 0
    alive = _on_a_path(start, graph.layers, graph.arcs, graph.source, graph.bundle, usable)
    if not alive[start]:
        return None
    target = np.repeat(np.arange(graph.layers[-1], dtype=np.int32), np.diff(graph.arcs))
    kept = alive[target] & alive[graph.source] & usable[graph.bundle]
    number = (np.cumsum(alive) - 1).astype(np.int32)
    arcs_before = np.concatenate([[0], np.cumsum(kept)])[graph.arcs]
    return RosterGraph(
        layers=np.concatenate([[0], np.cumsum(alive)])[graph.layers].astype(np.int32),
        arcs=np.append(arcs_before[:-1][alive], arcs_before[-1]).astype(np.int32),
        source=number[graph.source[kept]],
        bundle=graph.bundle[kept],
        bundles=bundles,
        members=graph.members[taken],
        starts=number[[start]],
    )


@compiled
def _on_a_path(
    start: int, layers: Numbers, arcs: Numbers, source: Numbers, bundle: Numbers, usable: Flags
) -> Flags:
    """Whether each state lies on a path from `start` to the last layer."""
    reached = np.zeros(layers[-1], dtype=np.bool_)
    reached[start] = True
    for state in range(layers[1], layers[-1]):
        for arc in range(arcs[state], arcs[state + 1]):
            if reached[source[arc]] and usable[bundle[arc]]:
                reached[state] = True
                break
    alive = np.zeros(layers[-1], dtype=np.bool_)
    for state in range(layers[-1] - 1, -1, -1):
        if not reached[state]:
            continue
        if state >= layers[-2]:
            alive[state] = True
        if alive[state]:
            for arc in range(arcs[state], arcs[state + 1]):
                if reached[source[arc]] and usable[bundle[arc]]:
                    alive[source[arc]] = True
    return alive
