"""The rows of pool.csv themselves: dates of the run, minutes that add up, ranks and recall order as documented."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from wfm.domain.breaches import Breach
from wfm.domain.pool import Session
from wfm.domain.time import minutes_between
from wfm.pool.audit.case import PublishedPool, breach_of, breach_of_day

DAYS = "Days of the run"
MINUTES = "Minutes are end less start"
RANK = "Rank by need"
RECALL = "Recall order"


def days(pool: PublishedPool) -> Iterator[Breach]:
    """Sessions of a date that the run does not plan, or that go on after its last midnight, where nobody knows who
    is needed."""
    for one in pool.sessions:
        if not 0 <= pool.horizon.day_index(one.date) < pool.horizon.days:
            yield breach_of(DAYS, one, 1, f"{one.date} is not in {pool.horizon.first} to {pool.horizon.last}")
        elif pool.off(one).end > pool.horizon.minutes:
            yield breach_of(DAYS, one, 1, f"it goes on after {pool.horizon.last}")


def minutes(pool: PublishedPool) -> Iterator[Breach]:
    """Blocks whose minutes are not those between start and end."""
    for one in pool.sessions:
        length = minutes_between(one.start, one.end)
        if length != one.minutes or length <= 0:
            text = f"{one.minutes} min, but {length} from {one.start:%H:%M} to {one.end:%H:%M}"
            yield breach_of(MINUTES, one, one.minutes - length, text)


def ranks(pool: PublishedPool) -> Iterator[Breach]:
    """Days whose ranks are not 1, 2, 3 … from the greatest need on."""
    for day, sessions in pool.days().items():
        ranked = sorted(sessions, key=lambda one: one.rank)
        wrong = _not_one_to_n([one.rank for one in ranked])
        wrong += sum(a.need < b.need for a, b in pairwise(ranked))
        if wrong:
            text = f"{wrong} of {len(sessions)} ranks are not 1 to {len(sessions)} from the greatest need on"
            yield breach_of_day(RANK, day, pool.horizon, wrong, text)


def recall_orders(pool: PublishedPool) -> Iterator[Breach]:
    """Days whose recall order is not 1, 2, 3 … with the lowest need first, then the shortest block."""

    def turn(one: Session) -> tuple[float, int]:
        return one.need, one.minutes

    for day, sessions in pool.days().items():
        called = sorted(sessions, key=lambda one: one.recall_order)
        wrong = _not_one_to_n([one.recall_order for one in called])
        wrong += sum(turn(a) > turn(b) for a, b in pairwise(called))
        if wrong:
            text = f"{wrong} of {len(sessions)} are not in the order of lowest need, then shortest block"
            yield breach_of_day(RECALL, day, pool.horizon, wrong, text)


def _not_one_to_n(numbers: Sequence[int]) -> int:
    return sum(number != place for place, number in enumerate(numbers, start=1))
