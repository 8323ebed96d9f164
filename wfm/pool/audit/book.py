"""The rules of the pool on one page, and the audit that reads them all."""

from collections.abc import Callable, Iterator, Mapping

from wfm.domain.breaches import Breach, Severity
from wfm.pool.audit import caps, figures, lessons, limits, listing, phones, presence
from wfm.pool.audit.case import PublishedPool

Check = Callable[[PublishedPool], Iterator[Breach]]

CHECKS: Mapping[Check, tuple[str, ...]] = {
    phones.below_protection: (phones.PROTECTED, phones.FAVOURED),
    presence.strangers: (presence.KNOWN,),
    presence.off_shift: (presence.ON_SHIFT,),
    presence.in_a_break: (presence.NO_BREAK,),
    presence.absent: (presence.NOT_ABSENT,),
    presence.in_two_places: (presence.ONE_PLACE,),
    caps.block_lengths: (caps.BLOCK,),
    caps.too_much_a_day: (caps.BLOCKS_A_DAY, caps.MINUTES_A_DAY),
    caps.too_much_a_week: (caps.MINUTES_A_WEEK,),
    caps.too_soon_again: (caps.COOL_DOWN,),
    lessons.topics: (lessons.TOPIC,),
    lessons.prerequisites: (lessons.PREREQUISITES,),
    lessons.repeated: (lessons.REPEATED,),
    lessons.group_sizes: (lessons.GROUP,),
    lessons.trainers: (lessons.TRAINER,),
    lessons.own_lessons: (lessons.OWN_LESSON,),
    limits.rooms: (limits.ROOMS,),
    limits.shares_of_teams: (limits.TEAM,),
    limits.too_many_away: (limits.AWAY,),
    listing.days: (listing.DAYS,),
    listing.minutes: (listing.MINUTES,),
    listing.ranks: (listing.RANK,),
    listing.recall_orders: (listing.RECALL,),
    figures.heads: (figures.HEADS,),
    figures.service: (figures.SERVICE,),
    figures.prices: (figures.PRICE,),
}
"""Each check with the titles of what it may find."""


def audit_pool(pool: PublishedPool) -> tuple[Breach, ...]:
    """Everything that the pool breaks, hard breaches first."""
    found = [breach for check in CHECKS for breach in check(pool)]
    return tuple(sorted(found, key=lambda b: (b.severity is not Severity.HARD, b.rule, b.start, b.agent_id)))
