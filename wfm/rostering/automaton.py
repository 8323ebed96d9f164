"""Rules as layered automata, their product, and the smallest automaton that accepts the same rosters.

A layer holds, for each state, the state of the next layer after each choice, or DEAD. Rules are multiplied one by
one and made minimal after each, so that what one rule makes irrelevant for another is forgotten at once (11 h of
rest say nothing within a week whose starts lie within two hours).
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wfm.domain.roster import DayPlan
from wfm.rostering.rulebook import AnyRule
from wfm.rostering.stages import Course

DEAD = -1
States = NDArray[np.int32]


@dataclass(frozen=True)
class Layered:
    """`layers[i]`: int32 (states of layer i, choices of stage i) → state of layer i + 1 or DEAD;
    `starts`: for each kind of past, its state of layer 0 or DEAD."""

    layers: tuple[States, ...]
    starts: States


def of_rule(rule: AnyRule, course: Course, pasts: Sequence[Sequence[DayPlan]]) -> Layered:
    """The automaton of one rule, from the states in which the given pasts leave an agent."""
    starts = [rule.replay(past) for past in pasts]
    states: list[Hashable] = list(dict.fromkeys(starts))
    begins = np.array([states.index(start) for start in starts], dtype=np.int32)
    layers: list[States] = []
    for stage in course.stages:
        following: dict[Hashable, int] = {}
        layer = np.full((len(states), stage.choices), DEAD, dtype=np.int32)
        for row, state in enumerate(states):
            for choice in range(stage.choices):
                after = course.after(rule, state, stage, choice)
                if after is not None:
                    layer[row, choice] = following.setdefault(after, len(following))
        layers.append(layer)
        states = list(following)
    return minimal(Layered(tuple(layers), begins))


def product(first: Layered, second: Layered) -> Layered:
    """The automaton that accepts what both accept; only states that can be reached."""
    current, starts = _numbered(first.starts, second.starts)
    layers: list[States] = []
    for one, other in zip(first.layers, second.layers, strict=True):
        current, layer = _numbered(one[current[0]], other[current[1]])
        layers.append(layer)
    return Layered(tuple(layers), starts)


def minimal(automaton: Layered) -> Layered:
    """The same language with states merged that have the same future, and the dead ones gone."""
    classes = np.zeros(_width_of_last(automaton), dtype=np.int32)
    layers: list[States] = []
    for layer in reversed(automaton.layers):
        futures = _with_dead(classes)[layer]
        alive = (futures != DEAD).any(axis=1)
        kept, classes = _merged(futures, alive)
        layers.append(kept)
    return Layered(tuple(reversed(layers)), _with_dead(classes)[automaton.starts])


def _with_dead(classes: States) -> States:
    """The classes with DEAD put last, where its own number, -1, finds it."""
    return np.append(classes, np.int32(DEAD)).astype(np.int32)


def _width_of_last(automaton: Layered) -> int:
    last = automaton.layers[-1]
    return int(last.max(initial=DEAD)) + 1


def _numbered(first: States, second: States) -> tuple[tuple[States, States], States]:
    """The distinct pairs of living states, as two columns, and for each place the number of its pair or DEAD."""
    width = int(second.max(initial=0)) + 1
    alive = (first != DEAD) & (second != DEAD)
    pairs = np.where(alive, first.astype(np.int64) * width + second, 0)
    seen = np.zeros((int(first.max(initial=0)) + 1) * width, dtype=np.bool_)
    seen[pairs[alive]] = True
    distinct = np.flatnonzero(seen)
    number = np.cumsum(seen, dtype=np.int32) - np.int32(1)
    columns = (distinct // width).astype(np.int32), (distinct % width).astype(np.int32)
    return columns, np.where(alive, number[pairs], np.int32(DEAD)).astype(np.int32)


def _merged(futures: States, alive: NDArray[np.bool_]) -> tuple[States, States]:
    """One row for each distinct future of a state alive, and for every state the number of its row."""
    classes = np.full(len(futures), DEAD, dtype=np.int32)
    living = np.ascontiguousarray(futures[alive])
    if not len(living):
        return np.empty((0, futures.shape[1]), dtype=np.int32), classes
    keys = living.view(np.dtype((np.void, living.dtype.itemsize * living.shape[1]))).ravel()
    _, first, numbers = np.unique(keys, return_index=True, return_inverse=True)
    classes[alive] = numbers
    return living[first].astype(np.int32), classes
