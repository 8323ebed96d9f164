"""``python -m benchmarks.peers.pyworkforce --python VENV/bin/python 30 100``: pyworkforce beside wfm."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers.asking import Reply, ask
from benchmarks.peers.duty_kinds import duty_kinds
from benchmarks.peers.people_on_shifts import EASIER_AND_EASIER, PeopleOnShifts, RulesAsked, breaches_by_rule
from benchmarks.peers.sequence_rule import probes
from benchmarks.peers.shift_counts import ShiftCounts, figures
from benchmarks.roster.fresh import fresh_processes
from benchmarks.roster.run import Case, run

COUNTING = ("MinAbsDifference", "MinRequiredResources")
ROSTERED = "MinAbsDifference"
"""Its counts go on to MinHoursRoster: they lie closest to the demand."""
BUILDING_SECONDS = 300.0
"""Beside the limit of its search: pyworkforce writes its models in Python loops that know no limit."""
EVERY_START = 30
Row = dict[str, object]


@dataclass(frozen=True)
class Peer:
    """pyworkforce in its own Python, and how long its search may take."""

    python: Path
    seconds: float

    def ask(self, model: str, arguments: Row) -> Reply:
        return ask(self.python, model, arguments, self.seconds + BUILDING_SECONDS)

    def counts(self, model: str, question: ShiftCounts) -> tuple[Reply, Row]:
        """How many people every shift needs, and the line about it."""
        reply = self.ask(model, question.arguments)
        row = {**reply.row(), "shift_kinds": len(question.kinds)}
        if reply.answer is None or not reply.solved:
            return reply, row
        return reply, {**row, **figures(question.problem, question.read(reply.answer))}

    def roster(self, question: PeopleOnShifts, rules: RulesAsked) -> Row:
        """Whether these shifts can be given to these people, and what our audit says of it."""
        reply = self.ask("MinHoursRoster", question.arguments(rules))
        row = {
            **reply.row(),
            "shift_kinds": len(question.kinds),
            "rest_rule": rules.rest,
            "contracts": rules.contracts,
            "roster_exists": reply.solved,
        }
        if reply.answer is None or not reply.solved:
            return row
        broken = breaches_by_rule(question.problem, question.roster(reply.answer))
        told = figures(question.problem, question.worked(reply.answer))
        return {**row, **told, "hard_breaches": sum(broken.values()), "broken_rules": broken}


def compared(case: Case, peer: Peer, roster_step: int) -> Iterator[Row]:
    """Every model of pyworkforce on one centre, then ours.

    Counts at every start of the catalogue, then at starts `roster_step` minutes apart, from which it rosters.
    """
    problem = case.problem
    for step in (EVERY_START, roster_step):
        question = ShiftCounts(problem, duty_kinds(problem, step), peer.seconds)
        replies = {model: peer.counts(model, question) for model in COUNTING}
        yield from (row for _, row in replies.values())
    reply, _ = replies[ROSTERED]
    if reply.answer is not None and reply.solved:
        wanted = PeopleOnShifts(problem, question.kinds, question.read(reply.answer), peer.seconds)
        yield from (peer.roster(wanted, rules) for rules in EASIER_AND_EASIER)
    with fresh_processes() as pool:
        yield {"program": "wfm", **pool.submit(run, case).result().row()}


def main() -> None:
    """The sequence rule first, then every size asked for; one JSON line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("agents", type=int, nargs="+")
    parser.add_argument("--python", type=Path, required=True, help="a Python that has pyworkforce")
    parser.add_argument("--seconds", type=float, default=60.0, help="limit of each of its searches")
    parser.add_argument("--roster-step", type=int, default=120, help="minutes between starts in rosters")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sweeps", type=int, default=30, help="of our own search")
    asked = parser.parse_args()
    peer = Peer(asked.python, asked.seconds)
    for row in probes(asked.python, asked.seconds):
        print(json.dumps(row), flush=True)
    for agents in asked.agents:
        for row in compared(Case(agents, asked.seed, asked.sweeps), peer, asked.roster_step):
            print(json.dumps({"agents": agents, "seed": asked.seed, **row}), flush=True)


if __name__ == "__main__":
    main()
