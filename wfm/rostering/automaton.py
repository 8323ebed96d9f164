"""Rules as layered automata, their product, and the smallest automaton that accepts the same rosters.

A layer holds, for each state, the state of the next layer after each choice, or DEAD. Rules are multiplied one by
one and made minimal after each, so that what one rule makes irrelevant for another is forgotten at once (11 h of
rest say nothing within a week whose starts lie within two hours).
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wfm.domain.roster import DayPlan
from wfm.rostering.compiled import compiled
from wfm.rostering.rulebook import AnyRule
from wfm.rostering.stages import Course, Stage

DEAD = -1
States = NDArray[np.signedinteger[Any]]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Layered:
    """`layers[i]`: shape (states of layer i, choices of stage i) → state of layer i + 1 or DEAD;
    `starts`: for each kind of past, its state of layer 0 or DEAD."""

    layers: tuple[States, ...]
    starts: States


def of_rule(rule: AnyRule, course: Course, pasts: Sequence[Sequence[DayPlan]]) -> Layered:
    """The automaton of one rule, from the states in which the given pasts leave an agent."""
    starts = [rule.replay(past) for past in pasts]
    states: list[Hashable] = list(dict.fromkeys(starts))
    begins = np.array([states.index(start) for start in starts], dtype=np.int32)
    layers: list[States] = []
    known: dict[Hashable, tuple[States, list[Hashable]]] = {}
    for stage in course.stages:
        first_seen, kind_of = _alike([course.seen(rule, stage, choice) for choice in range(stage.choices)])
        situation = stage.kind, tuple(states), tuple(first_seen)
        if situation not in known:
            known[situation] = _layer(rule, course, stage, states, list(first_seen.values()))
        layer, states = known[situation]
        layers.append(layer[:, kind_of])
    return minimal(Layered(tuple(layers), begins))


def _layer(
    rule: AnyRule, course: Course, stage: Stage, states: Sequence[Hashable], choices: Sequence[int]
) -> tuple[States, list[Hashable]]:
    """Where each state leads by each of the choices, and the next layer's states in the order they are met."""
    following: dict[Hashable, int] = {}
    layer = np.full((len(states), len(choices)), DEAD, dtype=np.int32)
    for row, state in enumerate(states):
        for column, choice in enumerate(choices):
            after = course.after(rule, state, stage, choice)
            if after is not None:
                layer[row, column] = following.setdefault(after, len(following))
    return layer, list(following)


def _alike(seen: Sequence[Hashable]) -> tuple[dict[Hashable, int], NDArray[np.int64]]:
    """The distinct things seen, each with a choice that shows it, and for every choice the place of what it
    shows."""
    kinds = {one: choice for choice, one in enumerate(seen)}
    place = {one: at for at, one in enumerate(kinds)}
    return kinds, np.array([place[one] for one in seen], dtype=np.int64)


def product(first: Layered, second: Layered) -> Layered:
    """The automaton that accepts what both accept; only states that can be reached."""
    rows = np.arange(len(first.starts))
    current, starts = _numbered(first.starts[:, None], second.starts[:, None], rows, rows)
    layers: list[States] = []
    for one, other in zip(first.layers, second.layers, strict=True):
        current, layer = _numbered(one, other, *current)
        layers.append(layer)
    return Layered(tuple(layers), starts[:, 0])


def minimal(automaton: Layered) -> Layered:
    """The same language with states merged that have the same future, and the dead ones gone."""
    classes: States = np.zeros(_width_of_last(automaton), dtype=np.int16)
    layers: list[States] = []
    for layer in reversed(automaton.layers):
        futures = _with_dead(classes)[layer]
        alive = (futures != DEAD).any(axis=1)
        kept, classes = _merged(futures, alive)
        layers.append(kept)
    return Layered(tuple(reversed(layers)), _with_dead(classes)[automaton.starts])


def _with_dead(classes: States) -> States:
    """The classes with DEAD put last, where its own number, -1, finds it."""
    return np.append(classes, classes.dtype.type(DEAD))


def _width_of_last(automaton: Layered) -> int:
    last = automaton.layers[-1]
    return int(last.max(initial=DEAD)) + 1


def _numbered(
    first: States, second: States, first_rows: Places, second_rows: Places
) -> tuple[tuple[Places, Places], States]:
    """The distinct pairs of living states that rows of both lead to, as two columns, and for each pair of rows and
    choice the number of the pair or DEAD."""
    width = int(second.max(initial=0)) + 1
    seen = np.zeros((int(first.max(initial=0)) + 1) * width, dtype=np.bool_)
    _mark(first, second, first_rows, second_rows, width, seen)
    number = np.cumsum(seen) - 1
    distinct = np.flatnonzero(seen)
    layer = np.full((len(first_rows), first.shape[1]), DEAD, dtype=small_enough(len(distinct)))
    _fill(first, second, first_rows, second_rows, width, number, layer)
    return (distinct // width, distinct % width), layer


@compiled
def _mark(
    first: States, second: States, first_rows: Places, second_rows: Places, width: int, seen: NDArray[np.bool_]
) -> None:
    for row in range(len(first_rows)):
        for choice in range(first.shape[1]):
            one, other = first[first_rows[row], choice], second[second_rows[row], choice]
            if one >= 0 and other >= 0:
                seen[one * width + other] = True


@compiled
def _fill(
    first: States,
    second: States,
    first_rows: Places,
    second_rows: Places,
    width: int,
    number: Places,
    layer: States,
) -> None:
    for row in range(len(first_rows)):
        for choice in range(first.shape[1]):
            one, other = first[first_rows[row], choice], second[second_rows[row], choice]
            if one >= 0 and other >= 0:
                layer[row, choice] = number[one * width + other]


def small_enough(states: int) -> type[np.signedinteger[Any]]:
    """The type that numbers so many states: layers are the largest things held."""
    return np.int16 if states <= np.iinfo(np.int16).max else np.int32


def _merged(futures: States, alive: NDArray[np.bool_]) -> tuple[States, States]:
    """One row for each distinct future of a state alive, and for every state the number of its row."""
    living = np.ascontiguousarray(futures[alive])
    keys = living.view(np.dtype((np.void, living.dtype.itemsize * living.shape[1]))).ravel()
    _, first, numbers = np.unique(keys, return_index=True, return_inverse=True)
    classes: States = np.full(len(futures), DEAD, dtype=small_enough(len(first)))
    classes[alive] = numbers
    return living[first], classes
