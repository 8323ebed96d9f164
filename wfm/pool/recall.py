"""Who goes back to the phones first when the day needs him."""

from collections.abc import Iterable
from datetime import datetime

from wfm.domain.pool import Session
from wfm.domain.time import minutes_between


def recall_order(sessions: Iterable[Session], at: datetime | None = None) -> tuple[Session, ...]:
    """One day's sessions in the order in which they are recalled: lowest need first, then shortest remaining.

    Remaining is seen from `at`, before the day the whole block; blocks that are over by then are left out.
    """
    remaining = {s: minutes_between(max(s.start, at) if at else s.start, s.end) for s in sessions}
    open_blocks = [session for session, minutes in remaining.items() if minutes > 0]
    return tuple(sorted(open_blocks, key=lambda s: (s.need, remaining[s], -s.start.timestamp(), s.agent_id)))
