"""Why agents have no legal roster: which rules and inputs clash, and the cheapest way out.

Agents whom the same things hold are explained once; a contract that nobody could keep is told once for all who
have it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from wfm.domain.errors import NoLegalRoster
from wfm.domain.people import Agent
from wfm.rostering.agent_case import AgentCase, agent_cases

MOST_EXPLAINED = 12
"""Different reasons that are looked into; a planner mends these first, and looking takes about a second each."""
MOST_NAMED = 20
WEEK_NAMED = re.compile(r"\bweek of [^:]*:")
MOST_OTHER_WAYS = 5


@dataclass(frozen=True, slots=True)
class Conflict:
    """Agents without a legal roster: `clashing` cannot all hold; doing all of `way_out` makes a roster legal, and
    so does any single one of `other_ways`.

    `contract`: the contract that nobody could keep on these days, or "" when the reason is in the agents' own
    inputs.
    """

    agent_ids: tuple[str, ...]
    clashing: tuple[str, ...]
    way_out: tuple[str, ...]
    contract: str = ""
    other_ways: tuple[str, ...] = ()

    @property
    def reasons(self) -> str:
        """The clash and the ways out, as lines."""
        clash = [f"    - {reason}" for reason in self.clashing]
        way = f"cheapest way out: {' and '.join(self.way_out)}" if self.way_out else "no way out found"
        return "\n".join([*clash, f"    {way}", *(f"    or: {other}" for other in self.other_ways)])

    @property
    def who(self) -> str:
        """Whom it concerns, in words."""
        if not self.contract:
            return named(self.agent_ids)
        people = "1 agent" if len(self.agent_ids) == 1 else f"{len(self.agent_ids)} agents"
        return f"contract {self.contract}, whoever has it ({people}: {named(self.agent_ids)})"


def conflict_of(case: AgentCase, should_stop: Callable[[], bool]) -> Conflict:
    """Explain an agent for whom `case.legal()` is false."""
    # Loading the solver takes as much memory as rostering hundreds of agents; most rosters never need it.
    from wfm.rostering.reasons.clash import Clashes
    from wfm.rostering.reasons.ways_out import ways_out

    clashes = Clashes(case, should_stop)
    clash = clashes.smallest()
    given_up, price = clashes.cheapest_way_out()
    single = ways_out(case, clash, should_stop)
    texts = tuple(way.text for way in single)
    if not single or (given_up and price < single[0].price):
        given = tuple(reason.text for reason in given_up)
        way_out, others = (*(f"give up {text}" for text in given[:1]), *given[1:]), texts
    else:
        way_out, others = texts[:1], texts[1:]
    clashing = (*(reason.text for reason in clash), *_past(case))
    return Conflict((case.agent.agent_id,), clashing, way_out, other_ways=others[:MOST_OTHER_WAYS])


def _past(case: AgentCase) -> Iterator[str]:
    """What the agent did before the horizon, when without it a roster would be legal."""
    problem = case.course.problem
    without = replace(problem, agents=(case.agent,), previous=())
    if problem.previous_of[case.agent.agent_id] and agent_cases(without)[0].legal():
        yield f"the days before {problem.horizon.first:%a %d %b}, as the previous roster has them"


def refuse_impossible(cases: Sequence[AgentCase], should_stop: Callable[[], bool]) -> None:
    """Raise NoLegalRoster for the agents who alone have no legal roster, with the reasons of as many as can be
    told."""
    alike = [members for members in held_alike(cases) if not members[0].legal()]
    if alike:
        reasons = told(alike, tuple(_conflicts(alike, should_stop)))
        raise NoLegalRoster("\n".join([reasons, *_not_looked_at(alike)]))


def _not_looked_at(alike: Sequence[Sequence[AgentCase]]) -> Iterator[str]:
    """Where a long period leaves out legal rosters, so that these agents may have one after all."""
    if any(members[0].course.keeps_pace for members in alike):
        yield (
            "rosters that work weekends or limited shifts far from evenly over so long a period were not looked "
            "at; plan fewer days at once to have them looked at"
        )


def held_alike(cases: Sequence[AgentCase]) -> list[list[AgentCase]]:
    """The agents grouped by what holds them: contract, past, limits and weeks."""
    groups: dict[object, list[AgentCase]] = {}
    for case in cases:
        allowed = np.isfinite(case.own_prices).tobytes()
        key = (case.course.contract.name, case.past, allowed, tuple(limit.text for limit in case.limits))
        groups.setdefault(key, []).append(case)
    return list(groups.values())


def _conflicts(alike: Sequence[Sequence[AgentCase]], should_stop: Callable[[], bool]) -> Iterator[Conflict]:
    """One conflict for each contract that nobody could keep, then for the other groups up to MOST_EXPLAINED."""
    nobody = {}
    for name in dict.fromkeys(members[0].course.contract.name for members in alike):
        case = next(members[0] for members in alike if members[0].course.contract.name == name)
        unfettered = _unfettered(case)
        if not unfettered.legal():
            nobody[name] = unfettered
    for name, unfettered in nobody.items():
        under_it = {case.agent.agent_id for members in alike for case in members if case.agent.contract == name}
        everybody = alike[0][0].course.problem.agents
        agent_ids = tuple(agent.agent_id for agent in everybody if agent.agent_id in under_it)
        conflict = conflict_of(unfettered, should_stop)
        told_once = map(_of_any_week, (conflict.clashing, conflict.way_out, conflict.other_ways))
        clashing, way_out, other_ways = told_once
        yield Conflict(agent_ids, clashing, way_out, contract=name, other_ways=other_ways)
    others = [members for members in alike if members[0].course.contract.name not in nobody]
    for members in sorted(others, key=len, reverse=True)[:MOST_EXPLAINED]:
        if should_stop():
            return
        yield replace(conflict_of(members[0], should_stop), agent_ids=_ids(members))


def _of_any_week(texts: Sequence[str]) -> tuple[str, ...]:
    """A contract asks the same of all whole weeks: those are told once."""
    told = (WEEK_NAMED.sub("any week:", text) for text in texts)
    return tuple(dict.fromkeys(told))


def _unfettered(case: AgentCase) -> AgentCase:
    """The same contract for somebody of whom nothing is known: always available, no leave, no pins, no past."""
    anybody = Agent(case.agent.agent_id, case.agent.name, "", case.agent.contract, case.agent.skills)
    problem = replace(
        case.course.problem,
        agents=(anybody,),
        requirement=(),
        absences=(),
        requests=(),
        pins=(),
        previous=(),
        keeping=None,
    )
    return agent_cases(problem)[0]


def told(alike: Sequence[Sequence[AgentCase]], conflicts: Sequence[Conflict]) -> str:
    """All conflicts in words; agents with the same reasons are named together, those not looked into counted."""
    count = sum(map(len, alike))
    people = "1 agent has" if count == 1 else f"{count} agents have"
    same: dict[tuple[str, str], list[Conflict]] = {}
    for conflict in conflicts:
        same.setdefault((conflict.contract, conflict.reasons), []).append(conflict)
    lines = []
    for (_, reasons), members in same.items():
        agent_ids = tuple(agent_id for member in members for agent_id in member.agent_ids)
        lines.append(f"{replace(members[0], agent_ids=agent_ids).who}: these cannot all hold:\n{reasons}")
    left = count - len({agent_id for conflict in conflicts for agent_id in conflict.agent_ids})
    more = [f"{left} more for other reasons: mend these first, then run again"] if left else []
    return "\n".join([f"{people} no legal roster", *lines, *more])


def named(agent_ids: Sequence[str]) -> str:
    """Their names, as many as can be read, and how many more."""
    shown = ", ".join(agent_ids[:MOST_NAMED])
    return shown if len(agent_ids) <= MOST_NAMED else f"{shown} and {len(agent_ids) - MOST_NAMED} more"


def _ids(cases: Sequence[AgentCase]) -> tuple[str, ...]:
    return tuple(case.agent.agent_id for case in cases)
