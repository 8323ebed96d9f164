"""The stages of a horizon: a week begins, its days pass, it ends; and what may happen at each."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.rostering.accounts import accounts_of
from wfm.rostering.duties import Duty, duties_by_day
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rulebook import AnyRule, rules_of
from wfm.rostering.rules.contract_hours import ContractHours
from wfm.rostering.rules.counting_rule import Account, CountingRule
from wfm.rostering.rules.sequence_rule import Tally
from wfm.rostering.rules.shifts_in_period import ShiftsInPeriod


class StageKind(StrEnum):
    BEGIN_WEEK = "begin_week"
    DAY = "day"
    END_WEEK = "end_week"
    CLOSE_ACCOUNT = "close_account"


@dataclass(frozen=True, slots=True)
class Stage:
    """One step through the horizon: `index` is the week, the day or the account, `choices` how many things may
    happen."""

    kind: StageKind
    index: int
    choices: int


@dataclass(frozen=True)
class Course:
    """What agents of one contract go through: its rules, the duties on offer each day, the stages.

    At a day's stage choice 0 is off and choice n the n-th duty; on days on which somebody is on leave, being on
    leave is one choice more, the last. At a week's begin the choices are the rules' aims; at its end they are the
    tallies that a week can have; where an account closes they are its amounts.
    """

    contract: Contract
    problem: RosterProblem
    rules: tuple[AnyRule, ...]

    @classmethod
    def under(cls, contract: Contract, problem: RosterProblem) -> "Course":
        return cls(contract, problem, rules_of(contract, problem))

    @cached_property
    def duties(self) -> tuple[tuple[Duty, ...], ...]:
        problem = self.problem
        return duties_by_day(self.contract, problem.centre.shifts, problem.horizon, problem.day_types)

    @cached_property
    def tallies(self) -> tuple[Tally, ...]:
        return ContractHours(self.contract, self.problem).tallies()

    @cached_property
    def accounts(self) -> tuple[Account, ...]:
        """What counting rules close, in order of days."""
        counting = (rule for rule in self.rules if isinstance(rule, CountingRule))
        found = [one for rule in counting for one in accounts_of(rule, self.duties, self.tallies)]
        return tuple(sorted(found, key=lambda account: account.day))

    @cached_property
    def leave_days(self) -> frozenset[int]:
        """The days on which somebody with the contract is on leave."""
        return self.problem.leave_under[self.contract.name]

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        horizon = self.problem.horizon
        aims = max((rule.week_aims() for rule in self.rules), default=1)
        stages: list[Stage] = []
        for day, date in enumerate(horizon.dates):
            if day == 0 or date.weekday() == horizon.week_start:
                stages.append(Stage(StageKind.BEGIN_WEEK, horizon.week_index(date), aims))
            stages.append(Stage(StageKind.DAY, day, 1 + len(self.duties[day]) + (day in self.leave_days)))
            if day == horizon.days - 1 or (date.weekday() + 1) % 7 == horizon.week_start:
                stages.append(Stage(StageKind.END_WEEK, horizon.week_index(date), len(self.tallies)))
            for number, account in enumerate(self.accounts):
                if account.day == day:
                    stages.append(Stage(StageKind.CLOSE_ACCOUNT, number, len(account.amounts)))
        return tuple(stages)

    @cached_property
    def keeps_pace(self) -> bool:
        """Whether legal rosters far from an even pace are left out."""
        return any(rule.keeps_pace for rule in self.rules)

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """The number of each stage's first choice when the choices of all stages are counted in one row."""
        return tuple(accumulate((stage.choices for stage in self.stages[:-1]), initial=0))

    @cached_property
    def choices(self) -> int:
        """How many choices all stages have together."""
        return sum(stage.choices for stage in self.stages)

    def duties_chosen(self, day: int) -> tuple[Duty | None, ...]:
        """What each choice of a day makes the agent do; None: no work."""
        leave = (None,) if day in self.leave_days else ()
        return (None, *self.duties[day], *leave)

    def not_open_to(self, agent: Agent) -> Iterator[int]:
        """Choices (counted as `offsets` does) that are not this agent's to make: a day off while he is on leave,
        leave on any other day."""
        on_leave = self.problem.leave_of[agent.agent_id]
        for offset, stage in zip(self.offsets, self.stages, strict=True):
            if stage.kind is StageKind.DAY and stage.index in self.leave_days:
                yield offset if stage.index in on_leave else offset + stage.choices - 1
        yield from self._shifts_of_other_days(agent)

    def _shifts_of_other_days(self, agent: Agent) -> Iterator[int]:
        """Duties of limited shifts on days that are not this agent's for them."""
        number = self.problem.agents.index(agent)
        limits = [rule for rule in self.rules if isinstance(rule, ShiftsInPeriod) and rule.has_days_of_its_own]
        for offset, stage in zip(self.offsets, self.stages, strict=True) if limits else ():
            if stage.kind is StageKind.DAY:
                for place, duty in enumerate(self.duties[stage.index], 1):
                    if not all(rule.is_open(number, stage.index, duty) for rule in limits):
                        yield offset + place

    def seen(self, rule: AnyRule, stage: Stage, choice: int) -> Hashable:
        """All that the rule's next state depends on besides its present one: at stages of one kind, what looks
        alike leads alike."""
        match stage.kind:
            case StageKind.BEGIN_WEEK:
                return choice if rule.week_aims() > 1 else None
            case StageKind.DAY if choice > len(self.duties[stage.index]):
                return rule.seen_leave(stage.index)
            case StageKind.DAY:
                return rule.seen(stage.index, None if choice == 0 else self.duties[stage.index][choice - 1])
            case StageKind.END_WEEK:
                return rule.seen_week(stage.index, self.tallies[choice])
            case StageKind.CLOSE_ACCOUNT:
                account = self.accounts[stage.index]
                return account.amounts[choice] if account.rule is rule else None

    def after(self, rule: AnyRule, state: object, stage: Stage, choice: int) -> object | None:
        """The rule's state after `choice` at `stage`; None when it breaks the rule."""
        if stage.kind is StageKind.DAY:
            duties = self.duties[stage.index]
            if choice > len(duties):
                return rule.leave(state, stage.index)
            return rule.step(state, stage.index, None if choice == 0 else duties[choice - 1])
        if stage.kind is StageKind.BEGIN_WEEK:
            aims = rule.week_aims()
            return rule.begin_week(state, choice if aims > 1 else 0)
        if stage.kind is StageKind.CLOSE_ACCOUNT:
            account = self.accounts[stage.index]
            return account.rule.close(state, account.amounts[choice]) if account.rule is rule else state
        return rule.end_week(state, stage.index, self.tallies[choice])


def courses(problem: RosterProblem, contracts: Sequence[Contract]) -> dict[str, Course]:
    """One course per contract, by name."""
    return {contract.name: Course.under(contract, problem) for contract in contracts}
