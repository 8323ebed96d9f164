"""``python -m benchmarks.roster 100 1000``: build rosters of these sizes; how good, how fast, how big they are."""

import argparse
import json
from collections.abc import Iterator

from benchmarks.roster.fresh import fresh_processes
from benchmarks.roster.interrupt import interrupted, moments
from benchmarks.roster.run import Case, run
from benchmarks.roster.sites import sites_row


def one_centre(case: Case, repeat: int, interrupts: int) -> Iterator[dict[str, object]]:
    """The roster measured, then each interrupt of it; `same_bytes`: whether all repeats wrote the same file."""
    with fresh_processes() as pool:
        runs = [pool.submit(run, case).result() for _ in range(repeat)]
    alike = {"runs": repeat, "same_bytes": len({one.fingerprint for one in runs}) == 1} if repeat > 1 else {}
    yield {**runs[0].row(), **alike}
    for after in moments(runs[0], interrupts):
        yield {"agents": case.agents, "seed": case.seed, **interrupted(case, after)}


def several_sites(agents: int, asked: argparse.Namespace) -> Iterator[dict[str, object]]:
    """All sites as one line; with repeats, whether every one of them gave the same files."""
    cases = [Case(agents, asked.seed + site, asked.sweeps) for site in range(asked.sites)]
    rows = [sites_row(cases, asked.processes) for _ in range(asked.repeat)]
    same = {"runs": len(rows), "same_bytes": len({str(row["fingerprint"]) for row in rows}) == 1}
    yield {**rows[0], **(same if len(rows) > 1 else {})}


def main() -> None:
    """Measure every size asked for, one JSON line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("agents", type=int, nargs="+", help="size of a centre, or of each site")
    parser.add_argument("--seed", type=int, default=1, help="of the centre; sites count on from it")
    parser.add_argument("--sweeps", type=int, default=30)
    parser.add_argument("--repeat", type=int, default=1, help="runs, each in a new process, that must agree")
    parser.add_argument("--interrupt", type=int, default=0, help="further runs, stopped at a random moment")
    parser.add_argument("--sites", type=int, default=1, help="so many centres of each size, as one line")
    parser.add_argument("--processes", type=int, default=2, help="sites that are worked on at a time")
    asked = parser.parse_args()
    for agents in asked.agents:
        if asked.sites > 1:
            rows = several_sites(agents, asked)
        else:
            rows = one_centre(Case(agents, asked.seed, asked.sweeps), asked.repeat, asked.interrupt)
        for row in rows:
            print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
