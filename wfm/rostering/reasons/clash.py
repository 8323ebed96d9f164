"""What cannot all hold for one agent: a smallest clash of rules and inputs, and the cheapest way out.

The explanation keeps exactly the rules of the pricing. What is not needed for the clash is left out one by one:
the agent's limits, weeks and accounts by pricing without them, which takes milliseconds; the rules, each behind a
switch, by the solver, over the days around what is left. The way out is the cheapest set of things to give up.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from wfm.rostering.agent_case import AgentCase
from wfm.rostering.line_model import LineModel
from wfm.rostering.solving import solve, solver
from wfm.rostering.stages import StageKind
from wfm.rostering.week_targets import WeekTarget

WORK_LIMIT = 5.0
"""Solver work for one question; a question that takes longer counts as not proved."""
PRICE_OF_GIVING_UP = {"Kept": 1, "Pin": 1, "Availability": 2, "Absence": 3}
PRICE_OF_A_WEEK = 4
PRICE_OF_A_RULE = 6
HOURS_OF_THE_WEEK = "Hours of the week"
STAGES_AROUND = 30
"""Stages before and after a clash that may matter to its rules: about three weeks."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule, a limit or a week's hours that forbids something: its title and its words."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Held:
    """Something of the agent's own that could be given up: what it is, its price, and the choices (counted as
    Course.offsets does) that it closes."""

    reason: Reason
    price: int
    closes: tuple[int, ...]


class Clashes:
    """One agent's horizon, ready to be asked what stands in the way of something."""

    def __init__(self, case: AgentCase, should_stop: Callable[[], bool]) -> None:
        self._case = case
        self._should_stop = should_stop
        self._closed = frozenset(case.course.not_open_to(case.agent))
        self._held = (*self._limits(), *self._weeks(), *self._accounts())
        self._rules = tuple(
            Reason(rule.title, f"{rule.title}: {rule.words(case.course.contract)}") for rule in case.course.rules
        )

    def smallest(self, wanted: Sequence[int] | None = None) -> tuple[Reason, ...]:
        """Things of which none can be left out without the rest becoming possible; () when all can hold.

        `wanted`: choices (counted as Course.offsets does) of which one is to be taken, besides what holds anyway.
        """
        if self._possible(self._held, wanted):
            return ()
        held = list(self._held)
        for suspect in self._held:
            others = [one for one in held if one is not suspect]
            if not self._possible(others, wanted):
                held = others
        rules = self._rules_needed(held, wanted)
        return (*(self._rules[number] for number in rules), *(one.reason for one in held))

    def cheapest_way_out(self) -> tuple[tuple[Reason, ...], float]:
        """What to give up so that a roster becomes legal, and its price; () when none was found within the limit.

        Each roster takes one choice at each stage, so that the shortest path over the prices of what closes its
        choices gives up as little as can be. The solver is asked only where a rule might be cheaper to give up.
        """
        own = self._given_up_alone()
        price = sum(one.price for one in own) if own else np.inf
        reasons = tuple(one.reason for one in own)
        if own and price <= PRICE_OF_A_RULE:
            return reasons, price
        with_rules, price_with_rules = self._given_up_with_rules()
        return (with_rules, price_with_rules) if price_with_rules < price else (reasons, price)

    def _given_up_alone(self) -> tuple[Held, ...]:
        """The agent's own things to give up when all rules stay; () when that does not help."""
        prices = np.zeros(self._case.course.choices)
        for one in self._held:
            prices[list(one.closes)] += one.price
        prices[self._always_closed()] = np.inf
        found = self._case.terrain.graph.cheapest(self._case.past, prices)
        if found is None:
            return ()
        taken = set(found[1].tolist())
        return tuple(one for one in self._held if not taken.isdisjoint(one.closes))

    def _given_up_with_rules(self) -> tuple[tuple[Reason, ...], float]:
        """What to give up, rules among it, and its price: infinite when none was found within the limit."""
        line = self._line(None)
        rules = [line.switch(rule.title) for rule in self._rules]
        line.keep_rules(rules)
        things = [(reason, PRICE_OF_A_RULE, literal) for reason, literal in zip(self._rules, rules, strict=True)]
        for one in self._held:
            literal = line.switch(one.reason.text)
            line.forbid(one.closes, literal)
            things.append((one.reason, one.price, literal))
        line.model.minimize(cp_model.LinearExpr.sum([price * literal.negated() for _, price, literal in things]))
        engine = solver(WORK_LIMIT, seed=1)
        if solve(line.model, engine, self._should_stop) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return (), np.inf
        given_up = tuple(reason for reason, _, literal in things if not engine.boolean_value(literal))
        return given_up, engine.objective_value

    def _possible(self, held: Sequence[Held], wanted: Sequence[int] | None) -> bool:
        """Whether some roster keeps all the rules and what is held, priced as the search does."""
        course = self._case.course
        prices = np.zeros(course.choices)
        if wanted is not None:
            prices[list(wanted)] = -1.0
        prices[[*self._always_closed(), *(number for one in held for number in one.closes)]] = np.inf
        found = self._case.terrain.graph.cheapest(self._case.past, prices)
        return found is not None and (wanted is None or found[0] < 0)

    def _rules_needed(self, held: Sequence[Held], wanted: Sequence[int] | None) -> list[int]:
        """Numbers of a smallest set of rules that clashes with what is held and wanted."""
        numbers = [*(number for one in held for number in one.closes), *(wanted or ())]
        for around in (self._around(numbers), None):
            line = self._line(around)
            switches = [line.switch(rule.title) for rule in self._rules]
            line.keep_rules(switches)
            line.forbid([number for one in held for number in one.closes])
            if wanted is not None:
                line.take_one_of(wanted)
            needed = self._enough(line, switches, list(range(len(switches))))
            if needed is None:
                continue
            for suspect in needed:
                fewer = self._enough(line, switches, [number for number in needed if number != suspect])
                needed = needed if fewer is None else fewer
            return needed
        return list(range(len(self._rules)))

    def _enough(
        self, line: LineModel, switches: Sequence[cp_model.IntVar], rules: Sequence[int]
    ) -> list[int] | None:
        """Those of the rules that are enough for the clash; None when it is not proved."""
        line.model.clear_assumptions()
        line.model.add_assumptions([switches[number] for number in rules])
        engine = solver(WORK_LIMIT, seed=1)
        if solve(line.model, engine, self._should_stop) != cp_model.INFEASIBLE:
            return None
        enough = set(engine.sufficient_assumptions_for_infeasibility())
        return [number for number in rules if switches[number].index in enough]

    def _line(self, around: range | None) -> LineModel:
        case = self._case
        line = LineModel(case.course, case.course.problem.previous_of[case.agent.agent_id], around)
        line.forbid(self._always_closed())
        return line

    def _around(self, numbers: Sequence[int]) -> range | None:
        """The stages of these choices and those near them."""
        if not numbers:
            return None
        stages = np.searchsorted(self._case.course.offsets, [min(numbers), max(numbers)], side="right") - 1
        last = len(self._case.course.stages)
        return range(max(0, int(stages[0]) - STAGES_AROUND), min(last, int(stages[1]) + STAGES_AROUND))

    def _always_closed(self) -> list[int]:
        """Leave on days on which the agent has none; the day off that leave takes falls with the absence."""
        return sorted(self._closed.difference(self._days_off().values()))

    def _days_off(self) -> dict[int, int]:
        """For each day the number of its day off."""
        stages = zip(self._case.course.offsets, self._case.course.stages, strict=True)
        return {stage.index: offset for offset, stage in stages if stage.kind is StageKind.DAY}

    def _limits(self) -> Iterator[Held]:
        days_off = self._days_off()
        for limit in self._case.limits:
            offset = days_off[limit.day]
            closes = [offset + number for number, allowed in enumerate(limit.allows) if not allowed]
            if limit.title == "Absence" and offset in self._closed:
                closes = sorted({offset, *closes})
            price = PRICE_OF_GIVING_UP.get(limit.title, PRICE_OF_A_RULE)
            yield Held(Reason(limit.title, limit.text), price, tuple(closes))

    def _weeks(self) -> Iterator[Held]:
        course = self._case.course
        for target in self._case.targets:
            closes = self._closing(StageKind.END_WEEK, target.week, [target.holds(*one) for one in course.tallies])
            yield Held(Reason(HOURS_OF_THE_WEEK, week_words(target, self._case)), PRICE_OF_A_WEEK, closes)

    def _accounts(self) -> Iterator[Held]:
        for account in self._case.accounts:
            closes = self._closing(StageKind.CLOSE_ACCOUNT, account.number, account.allows)
            yield Held(Reason(account.title, account.text), PRICE_OF_A_WEEK, closes)

    def _closing(self, kind: StageKind, index: int, allows: Sequence[bool]) -> tuple[int, ...]:
        """The choices of one stage that are not allowed."""
        course = self._case.course
        at = next(at for at, stage in enumerate(course.stages) if (stage.kind, stage.index) == (kind, index))
        return tuple(course.offsets[at] + number for number, allowed in enumerate(allows) if not allowed)


def week_words(target: WeekTarget, case: AgentCase) -> str:
    """What a week asks of the agent."""
    first = case.course.problem.horizon.days_of_week(target.week)[0]
    return (
        f"week of {first:%a %d %b}: {target.days.least}-{target.days.most} days, "
        f"{target.minutes.least / 60:g}-{target.minutes.most / 60:g} h"
    )
