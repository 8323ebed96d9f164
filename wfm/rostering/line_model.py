"""The solver reading: one agent's horizon as a CP-SAT model, each rule and limit behind a switch.

The automata are the very ones that pricing multiplies; here each is written as clauses over its own states, so
that a single rule can be switched off and its absence felt.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from wfm.domain.roster import DayPlan
from wfm.rostering.automaton import DEAD, Layered, of_rule
from wfm.rostering.stages import Course, StageKind


class LineModel:
    """Variables for what happens at every stage of one agent's horizon; ask by `choice`, add by `keep_rules`.

    `around`: the stages at which rules are kept, as if any past and any future went with them; None: all of them.
    What is impossible around some stages is impossible altogether.
    """

    def __init__(self, course: Course, past: Sequence[DayPlan], around: range | None = None) -> None:
        self.model = cp_model.CpModel()
        self.course = course
        self.past = past
        self.around = range(len(course.stages)) if around is None else around
        self._at = {(stage.kind, stage.index): at for at, stage in enumerate(course.stages)}
        self._chosen = [
            [self.model.new_bool_var(f"{stage.kind} {stage.index}: {at}") for at in range(stage.choices)]
            for stage in course.stages
        ]
        for variables in self._chosen:
            self.model.add_exactly_one(variables)

    def choice(self, kind: StageKind, index: int, number: int) -> cp_model.IntVar:
        """Whether choice `number` is taken at the stage of that kind and index (a day's choice 0 is off)."""
        return self._chosen[self._at[kind, index]][number]

    def switch(self, name: str) -> cp_model.IntVar:
        """A literal that turns a rule or limit on."""
        return self.model.new_bool_var(name)

    def keep_rules(self, active: Sequence[cp_model.IntVar]) -> None:
        """Every sequence rule of the course, each behind its literal."""
        for rule, literal in zip(self.course.rules, active, strict=True):
            self._keep(of_rule(rule, self.course, [self.past]), literal)

    def allow_only(self, kind: StageKind, index: int, allows: Sequence[bool], active: cp_model.IntVar) -> None:
        """Forbid at one stage the choices that `allows` rules out."""
        for number, allowed in enumerate(allows):
            if not allowed:
                self.model.add_implication(active, self.choice(kind, index, number).negated())

    def forbid(self, numbers: Iterable[int], active: cp_model.IntVar | None = None) -> None:
        """These choices, counted over all stages as Course.offsets does, are not taken (None: never)."""
        closed = self.model.add_bool_and([self._in_one_row[number].negated() for number in numbers])
        if active is not None:
            closed.only_enforce_if(active)

    def take_one_of(self, numbers: Iterable[int]) -> None:
        """Ask for at least one of these choices, counted over all stages as Course.offsets does."""
        self.model.add_bool_or([self._in_one_row[number] for number in numbers])

    @cached_property
    def _in_one_row(self) -> list[cp_model.IntVar]:
        return [variable for variables in self._chosen for variable in variables]

    def read(self, solver: cp_model.CpSolver) -> list[int]:
        """The choice taken at every stage; the one place where values leave the solver."""
        return [
            next(number for number, variable in enumerate(variables) if solver.boolean_value(variable))
            for variables in self._chosen
        ]

    def _keep(self, automaton: Layered, active: cp_model.IntVar) -> None:
        start = int(automaton.starts[0])
        if start == DEAD:
            self.model.add_bool_and([active.negated()])
            return
        states = [self.model.new_bool_var("") for _ in range(len(automaton.layers[self.around.start]))]
        self.model.add_bool_or([active.negated(), *([states[start]] if self.around.start == 0 else states)])
        for at in self.around:
            layer = automaton.layers[at]
            width = int(layer.max(initial=DEAD)) + 1
            following = [self.model.new_bool_var("") for _ in range(width)]
            moves, kinds = np.unique(layer, axis=1, return_inverse=True)
            for kind, taken in enumerate(self._kinds_of_choice(at, kinds.ravel())):
                for state, leads_to in enumerate(moves[:, kind].tolist()):
                    outcome = [] if leads_to == DEAD else [following[leads_to]]
                    self.model.add_bool_or([active.negated(), states[state].negated(), taken.negated(), *outcome])
            states = following

    def _kinds_of_choice(self, at: int, kinds: NDArray[np.intp]) -> list[cp_model.IntVar]:
        """For each kind of choice a literal that holds when one of the kind is taken.

        A rule sees few differences between the duties of a day (a run of days none at all), so that clauses for
        kinds instead of choices keep the model small over a whole year.
        """
        found = []
        for kind in range(int(kinds.max(initial=-1)) + 1):
            members = [self._chosen[at][number] for number in np.flatnonzero(kinds == kind).tolist()]
            if len(members) == 1:
                found += members
                continue
            literal = self.model.new_bool_var("")
            for member in members:
                self.model.add_implication(member, literal)
            found.append(literal)
        return found
