"""The stages of a horizon: a week begins, its days pass, it ends; and what may happen at each."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from wfm.domain.contracts import Contract
from wfm.rostering.duties import Duty, duties_by_day
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rulebook import AnyRule, rules_of
from wfm.rostering.rules.contract_hours import ContractHours
from wfm.rostering.rules.sequence_rule import Tally


class StageKind(StrEnum):
    BEGIN_WEEK = "begin_week"
    DAY = "day"
    END_WEEK = "end_week"


@dataclass(frozen=True, slots=True)
class Stage:
    """One step through the horizon: `index` is the week or the day, `choices` how many things may happen."""

    kind: StageKind
    index: int
    choices: int


@dataclass(frozen=True)
class Course:
    """What agents of one contract go through: its rules, the duties on offer each day, the stages.

    At a day's stage choice 0 is off and choice n the n-th duty; at a week's begin the choices are the rules' aims;
    at its end they are the tallies that a week can have.
    """

    contract: Contract
    problem: RosterProblem
    rules: tuple[AnyRule, ...]

    @classmethod
    def under(cls, contract: Contract, problem: RosterProblem) -> "Course":
        return cls(contract, problem, rules_of(contract, problem))

    @cached_property
    def duties(self) -> tuple[tuple[Duty, ...], ...]:
        return duties_by_day(self.contract, self.problem.centre.shifts, self.problem.horizon)

    @cached_property
    def tallies(self) -> tuple[Tally, ...]:
        return ContractHours(self.contract, self.problem).tallies()

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        horizon = self.problem.horizon
        aims = max((rule.week_aims() for rule in self.rules), default=1)
        stages: list[Stage] = []
        for day, date in enumerate(horizon.dates):
            if day == 0 or date.weekday() == horizon.week_start:
                stages.append(Stage(StageKind.BEGIN_WEEK, horizon.week_index(date), aims))
            stages.append(Stage(StageKind.DAY, day, 1 + len(self.duties[day])))
            if day == horizon.days - 1 or (date.weekday() + 1) % 7 == horizon.week_start:
                stages.append(Stage(StageKind.END_WEEK, horizon.week_index(date), len(self.tallies)))
        return tuple(stages)

    def after(self, rule: AnyRule, state: object, stage: Stage, choice: int) -> object | None:
        """The rule's state after `choice` at `stage`; None when it breaks the rule."""
        if stage.kind is StageKind.DAY:
            duty = None if choice == 0 else self.duties[stage.index][choice - 1]
            return rule.step(state, stage.index, duty)
        if stage.kind is StageKind.BEGIN_WEEK:
            aims = rule.week_aims()
            return rule.begin_week(state, choice if aims > 1 else 0)
        return rule.end_week(state, stage.index, self.tallies[choice])


def courses(problem: RosterProblem, contracts: Sequence[Contract]) -> dict[str, Course]:
    """One course per contract, by name."""
    return {contract.name: Course.under(contract, problem) for contract in contracts}
