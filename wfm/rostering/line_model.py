"""The solver reading: one agent's horizon as a CP-SAT model, each rule and limit behind a switch.

The automata are the very ones that pricing multiplies; here each is written as clauses over its own states, so
that a single rule can be switched off and its absence felt.
"""

from collections.abc import Sequence

import numpy as np
from ortools.sat.python import cp_model

from wfm.domain.roster import DayPlan
from wfm.rostering.automaton import DEAD, Layered, of_rule
from wfm.rostering.stages import Course, Stage, StageKind


class LineModel:
    """Variables for what happens at every stage of one agent's horizon; ask with `choice`, add with `keep`."""

    def __init__(self, course: Course, past: Sequence[DayPlan]) -> None:
        self.model = cp_model.CpModel()
        self.course = course
        self.past = past
        self._chosen = [
            [self.model.new_bool_var(f"{stage.kind} {stage.index}: {at}") for at in range(stage.choices)]
            for stage in course.stages
        ]
        for variables in self._chosen:
            self.model.add_exactly_one(variables)

    def choice(self, kind: StageKind, index: int, number: int) -> cp_model.IntVar:
        """Whether choice `number` is taken at the stage of that kind and index (a day's choice 0 is off)."""
        return self._chosen[self._stage(kind, index)][number]

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

    def read(self, solver: cp_model.CpSolver) -> list[int]:
        """The choice taken at every stage; the one place where values leave the solver."""
        return [
            next(number for number, variable in enumerate(variables) if solver.boolean_value(variable))
            for variables in self._chosen
        ]

    def _stage(self, kind: StageKind, index: int) -> int:
        matches: list[Stage] = [
            stage for stage in self.course.stages if (stage.kind, stage.index) == (kind, index)
        ]
        return self.course.stages.index(matches[0])

    def _keep(self, automaton: Layered, active: cp_model.IntVar) -> None:
        start = int(automaton.starts[0])
        if start == DEAD:
            self.model.add_bool_and([active.negated()])
            return
        states = [self.model.new_bool_var("") for _ in range(len(automaton.layers[0]))]
        self.model.add_implication(active, states[start])
        for at, layer in enumerate(automaton.layers):
            width = int(layer.max(initial=DEAD)) + 1
            following = [self.model.new_bool_var("") for _ in range(width)]
            for (state, number), leads_to in np.ndenumerate(layer):
                outcome = [] if leads_to == DEAD else [following[int(leads_to)]]
                taken = self._chosen[at][number]
                self.model.add_bool_or([active.negated(), states[state].negated(), taken.negated(), *outcome])
            states = following
