"""How good and how quick the draft is: ``python -m benchmarks.pool.draft [--only NAME] [--seed N]``."""

import argparse
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from time import perf_counter, process_time

import numpy as np

from benchmarks.pool.draft_centre import DraftCentre, centre
from wfm.pool.drafting.draft import PoolDraft, draft
from wfm.pool.ledger import Ledger


def share_answered(cover: str, start: datetime, agents: float) -> float:
    """A service level that rises with every head; the draft's time, not the queue's, is measured here."""
    return agents / (agents + 1)


def drafted(test: DraftCentre, seed: int = 1) -> tuple[PoolDraft, float, float]:
    """The draft, and its seconds of wall clock and of processor."""
    wall, processor = perf_counter(), process_time()
    result = draft(
        test.roster,
        test.agents,
        test.needs,
        test.topics,
        test.covers,
        test.surplus,
        share_answered,
        test.agents_open,
        test.settings,
        Ledger(),
        seed,
    )
    return result, perf_counter() - wall, process_time() - processor


def new_understaffing(test: DraftCentre, result: PoolDraft) -> int:
    """Intervals in which more heads are away than there was surplus, counted from the sessions alone."""
    horizon, used = test.roster.horizon, np.zeros(test.roster.horizon.intervals, dtype=np.int64)
    for session in result.sessions:
        first, last = (horizon.elapsed(moment) for moment in session.off_phones)
        used[first // horizon.interval_minutes : -(-last // horizon.interval_minutes)] += 1
    return int((used > test.surplus["calls"]).sum())


def row(name: str, test: DraftCentre, seed: int) -> str:
    result, wall, processor = drafted(test, seed)
    gap = 100 * (1 - result.objective / result.bound) if result.bound else 0.0
    figures = (
        f"{result.blocks:,}",
        f"{len(result.sessions):,}",
        f"{result.minutes:,}",
        f"{result.objective:,.0f}",
        f"{result.bound:,.0f}",
        f"{gap:.2f} %",
        str(result.status),
        str(new_understaffing(test, result)),
        f"{wall:.1f}",
        f"{processor:.1f}",
    )
    return f"| {name} | {' | '.join(figures)} |"


SMALL: Mapping[str, Callable[..., DraftCentre]] = {
    "one week": partial(centre, agents=300, in_need=60, days=7, trainers=6, slack=0.0, spread=0.02),
    "nearly nothing to spare, 28 days": partial(centre, slack=-0.015, spread=0.008),
}
LARGE: Mapping[str, Callable[..., DraftCentre]] = {
    "little to spare, 28 days": partial(centre, slack=0.0, spread=0.009),
    "3 % slack, 28 days": centre,
    "3 % slack with groups of 2 to 5": partial(centre, groups=True),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="cases whose name contains this")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print(
        "| case | blocks | sessions | minutes | points x minutes | bound | gap | status | below | wall s | cpu s |"
    )
    print("| --- | --: | --: | --: | --: | --: | --: | --- | --: | --: | --: |")
    for name, test in {**SMALL, **LARGE}.items():
        if asked.only is None or asked.only in name:
            print(row(name, test(seed=asked.seed), asked.seed), flush=True)


if __name__ == "__main__":
    main()
