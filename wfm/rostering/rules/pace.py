"""Even pace: in long planning periods the search spends what a whole period allows evenly.

Exact counts over half a year would multiply the states of every other rule with hundreds of their own. Nobody
asks for rosters that work all hours in the first half either, so that long periods are searched only near the even
pace; the audit knows nothing of it. Who has no roster near it gets one with his hours at any pace. Shorter periods
are searched exactly.
"""

from wfm.domain.time import Horizon

LONG_DAYS = 63
AHEAD_SHIFTS, BEHIND_SHIFTS = 5, 10
"""Longest shifts by which hours may run ahead of the even pace, or behind it as after two weeks off."""
SLACK_TIMES = 2
"""Times by which what is limited may run ahead of the even pace; what lies further behind is forfeited."""
MOST_COUNTED = 2
"""Limited shifts of a contract that are counted; of more, each agent has certain days for each of them."""


def is_long(horizon: Horizon) -> bool:
    return horizon.days >= LONG_DAYS


def spent_evenly(limit: int, day: int, horizon: Horizon) -> int:
    """What is spent of `limit` at the end of `day` at the even pace."""
    return limit * (day + 1) // horizon.days


def counted_on(used: int, limit: int, day: int, horizon: Horizon) -> int | None:
    """What counts as used of `limit` at the end of `day` of a long period; None when that is too far ahead."""
    even = spent_evenly(limit, day, horizon)
    return None if used > min(limit, even + SLACK_TIMES) else max(used, even - SLACK_TIMES)


def has_its_day(limit: int, day: int, phase: int, horizon: Horizon) -> bool:
    """Whether `day` is one of the `limit` days, evenly spread, of somebody with that phase."""
    shifted = (day + phase) % horizon.days
    return spent_evenly(limit, shifted, horizon) > spent_evenly(limit, shifted - 1, horizon)
