"""How much of the pool one agent may have: length of a block, a day, seven days, and days between."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from wfm.domain.breaches import Breach
from wfm.domain.pool import LedgerEntry, Session, SessionStatus
from wfm.pool.audit.case import PublishedPool, breach_of

BLOCK = "Length of a block"
BLOCKS_A_DAY = "Blocks a day"
MINUTES_A_DAY = "Minutes a day"
MINUTES_A_WEEK = "Minutes in seven days"
COOL_DOWN = "Days between sessions"
WEEK = 7


def block_lengths(pool: PublishedPool) -> Iterator[Breach]:
    """Blocks shorter or longer than a block may be."""
    least, most = pool.settings.minimum_block, pool.settings.maximum_block
    for one in pool.sessions:
        if not least <= one.minutes <= most:
            yield breach_of(BLOCK, one, one.minutes, f"{one.minutes} min; blocks are {least} to {most} min")


def too_much_a_day(pool: PublishedPool) -> Iterator[Breach]:
    """Days with more blocks or minutes than allowed, what the ledger already had included."""
    for agent_id, sessions in pool.of_agents().items():
        before = _before(pool, agent_id)
        for day in dict.fromkeys(one.date for one in sessions):
            own = [one for one in sessions if one.date == day]
            had = [entry for entry in before if entry.date == day]
            blocks = len(own) + len({entry.topic for entry in had})
            if blocks > pool.settings.blocks_per_day:
                text = f"{blocks} blocks that day, {pool.settings.blocks_per_day} allowed"
                yield breach_of(BLOCKS_A_DAY, own[-1], blocks, text)
            minutes = _minutes(own) + _minutes(had)
            if minutes > pool.settings.minutes_per_day:
                text = f"{minutes} min that day, {pool.settings.minutes_per_day} allowed"
                yield breach_of(MINUTES_A_DAY, own[-1], minutes, text)


def too_much_a_week(pool: PublishedPool) -> Iterator[Breach]:
    """Seven days in a row with more minutes than allowed; told of the last session in them."""
    for agent_id, sessions in pool.of_agents().items():
        before = _before(pool, agent_id)
        for one in sessions:
            first = one.date - timedelta(days=WEEK - 1)
            inside = [entry for entry in before if first <= entry.date <= one.date]
            own = [other for other in sessions if first <= other.date <= one.date]
            minutes = _minutes(own) + _minutes(inside)
            if minutes > pool.settings.minutes_per_week:
                text = f"{minutes} min in the seven days to it, {pool.settings.minutes_per_week} allowed"
                yield breach_of(MINUTES_A_WEEK, one, minutes, text)


def too_soon_again(pool: PublishedPool) -> Iterator[Breach]:
    """Fewer days without a session between two days with one than the cool-down asks for."""
    rest = pool.settings.cool_down_days
    for agent_id, sessions in pool.of_agents().items():
        days = {entry.date for entry in _before(pool, agent_id)} | {one.date for one in sessions}
        for one in sessions:
            last = max((day for day in days if day < one.date), default=date.min)
            if (one.date - last).days <= rest:
                text = f"the session before was on {last}; {rest} days without one between"
                yield breach_of(COOL_DOWN, one, (one.date - last).days - 1, text)


def _before(pool: PublishedPool, agent_id: str) -> Sequence[LedgerEntry]:
    """Time off the phones that the ledger knows of, but for the very lessons of this pool."""
    own = {(one.agent_id, one.date, one.topic) for one in pool.sessions}
    taken = (SessionStatus.PLANNED, SessionStatus.ATTENDED)
    rows = pool.ledger.standing.get(agent_id, ())
    return [entry for entry in rows if entry.status in taken and entry.lesson not in own]


def _minutes(blocks: Sequence[Session] | Sequence[LedgerEntry]) -> int:
    return sum(block.minutes for block in blocks)
