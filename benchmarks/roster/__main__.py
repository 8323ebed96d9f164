"""``python -m benchmarks.roster 100 1000``: build rosters of these sizes; how good, how fast, how big they are."""

import argparse
import json
from collections.abc import Iterator

from benchmarks.roster.fresh import fresh_processes
from benchmarks.roster.groups import LEAST_AGENTS
from benchmarks.roster.interrupt import interrupted, moments
from benchmarks.roster.run import Case, run


def one_centre(case: Case, repeat: int, interrupts: int) -> Iterator[dict[str, object]]:
    """The roster measured, then each interrupt of it; `same_bytes`: whether all repeats wrote the same file."""
    with fresh_processes() as pool:
        runs = [pool.submit(run, case).result() for _ in range(repeat)]
    alike = {"runs": repeat, "same_bytes": len({one.fingerprint for one in runs}) == 1} if repeat > 1 else {}
    yield {**runs[0].row(), **alike}
    for after in moments(runs[0], interrupts):
        yield {"agents": case.agents, "seed": case.seed, **interrupted(case, after)}


def main() -> None:
    """Measure every size asked for, one JSON line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("agents", type=int, nargs="+", help="size of a centre, or of each site")
    parser.add_argument("--seed", type=int, default=1, help="of the centre; sites count on from it")
    parser.add_argument("--sweeps", type=int, default=30)
    parser.add_argument("--repeat", type=int, default=1, help="runs, each in a new process, that must agree")
    parser.add_argument("--interrupt", type=int, default=0, help="further runs, stopped at a random moment")
    parser.add_argument("--sites", type=int, default=1, help="so many of each size, each with its own queue")
    parser.add_argument("--groups", action="store_true", help="with rules across agents: leads, mentors, crews …")
    asked = parser.parse_args()
    if asked.groups and asked.sites > 1:
        parser.error("--groups is for one centre, not for several sites")
    if asked.groups and min(asked.agents) < LEAST_AGENTS:
        parser.error(f"--groups is for {LEAST_AGENTS} agents or more")
    for agents in asked.agents:
        case = Case(agents, asked.seed, asked.sweeps, asked.sites, asked.groups)
        for row in one_centre(case, asked.repeat, asked.interrupt):
            print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
