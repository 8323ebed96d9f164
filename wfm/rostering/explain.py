"""Why an agent has no legal roster: which rules and inputs clash, and the cheapest way out.

The explanation keeps exactly the rules of the pricing. A smallest clash is found by leaving things out one by one;
the way out is the cheapest set of things to give up.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from wfm.domain.errors import NoLegalRoster
from wfm.rostering.agent_case import AgentCase
from wfm.rostering.line_model import LineModel
from wfm.rostering.solving import solve, solver
from wfm.rostering.stages import StageKind

WORK_LIMIT = 20.0
PRICE_OF_GIVING_UP = {"Pin": 1, "Availability": 2, "Absence": 3, "Week": 4}
PRICE_OF_A_RULE = 6


@dataclass(frozen=True, slots=True)
class Conflict:
    """One agent without a legal roster: `clashing` cannot all hold; giving up `way_out` makes a roster legal."""

    agent_id: str
    clashing: tuple[str, ...]
    way_out: tuple[str, ...]

    @property
    def reasons(self) -> str:
        """The clash and the way out, as lines."""
        clash = "\n".join(f"    - {reason}" for reason in self.clashing)
        way = f"cheapest way out: give up {' and '.join(self.way_out)}" if self.way_out else "no way out found"
        return f"{clash}\n    {way}"


@dataclass(frozen=True, slots=True)
class _Switched:
    """Something that could be given up: its words, its price, and the literal that holds it."""

    text: str
    price: int
    literal: cp_model.IntVar


def conflict_of(case: AgentCase, should_stop: Callable[[], bool]) -> Conflict:
    """Explain an agent for whom `case.legal()` is false."""
    past = case.course.problem.previous_of[case.agent.agent_id]
    line = LineModel(case.course, past)
    switched = _switches(case, line)
    clashing = _smallest_clash(line.model, switched, should_stop)
    way_out = _cheapest_way_out(line.model, switched, should_stop)
    return Conflict(case.agent.agent_id, clashing, way_out)


def refuse_impossible(cases: Sequence[AgentCase], should_stop: Callable[[], bool]) -> None:
    """Raise NoLegalRoster naming every agent who alone has no legal roster."""
    conflicts = [conflict_of(case, should_stop) for case in cases if not case.legal()]
    if conflicts:
        raise NoLegalRoster(told(conflicts))


def told(conflicts: Sequence[Conflict]) -> str:
    """All conflicts in words; agents with the same reasons are named together."""
    alike: dict[str, list[str]] = {}
    for conflict in conflicts:
        alike.setdefault(conflict.reasons, []).append(conflict.agent_id)
    people = "1 agent has" if len(conflicts) == 1 else f"{len(conflicts)} agents have"
    lines = [f"{', '.join(agent_ids)}: these cannot all hold:\n{why}" for why, agent_ids in alike.items()]
    return "\n".join([f"{people} no legal roster", *lines])


def _switches(case: AgentCase, line: LineModel) -> list[_Switched]:
    contract = case.course.contract
    rules = [(f"{rule.title}: {rule.words(contract)}", line.switch(rule.title)) for rule in case.course.rules]
    line.keep_rules([literal for _, literal in rules])
    switched = [_Switched(text, PRICE_OF_A_RULE, literal) for text, literal in rules]
    for limit in case.limits:
        literal = line.switch(limit.text)
        line.allow_only(StageKind.DAY, limit.day, limit.allows, literal)
        switched.append(_Switched(limit.text, PRICE_OF_GIVING_UP[limit.title], literal))
    for target in case.targets:
        literal = line.switch(f"week {target.week}")
        allows = [target.holds(*tally) for tally in case.course.tallies]
        line.allow_only(StageKind.END_WEEK, target.week, allows, literal)
        first = case.course.problem.horizon.days_of_week(target.week)[0]
        text = (
            f"week of {first:%a %d %b}: {target.days.least}-{target.days.most} days, "
            f"{target.minutes.least / 60:g}-{target.minutes.most / 60:g} h"
        )
        switched.append(_Switched(text, PRICE_OF_GIVING_UP["Week"], literal))
    return switched


def _smallest_clash(
    model: cp_model.CpModel, switched: Sequence[_Switched], should_stop: Callable[[], bool]
) -> tuple[str, ...]:
    """Things of which none can be left out without the rest becoming possible."""
    clash = list(switched)
    for suspect in switched:
        others = [thing for thing in clash if thing is not suspect]
        if _impossible(model, others, should_stop):
            clash = others
    return tuple(thing.text for thing in clash)


def _impossible(model: cp_model.CpModel, held: Sequence[_Switched], should_stop: Callable[[], bool]) -> bool:
    model.clear_assumptions()
    model.add_assumptions([thing.literal for thing in held])
    return solve(model, solver(WORK_LIMIT, seed=1), should_stop) == cp_model.INFEASIBLE


def _cheapest_way_out(
    model: cp_model.CpModel, switched: Sequence[_Switched], should_stop: Callable[[], bool]
) -> tuple[str, ...]:
    model.clear_assumptions()
    model.minimize(cp_model.LinearExpr.sum([thing.price * thing.literal.negated() for thing in switched]))
    engine = solver(WORK_LIMIT, seed=1)
    if solve(model, engine, should_stop) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return ()
    return tuple(thing.text for thing in switched if not engine.boolean_value(thing.literal))
