"""What one day offers: for every agent on shift the blocks he could be drafted for, or why there are none."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from wfm.domain.centre import PoolSettings
from wfm.domain.pool import Need
from wfm.pool.board import Board, Presence
from wfm.pool.candidates import Block, blocks_of
from wfm.pool.curriculum import Case, Curriculum, Wish
from wfm.pool.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Allowance:
    """What an agent may still take on one day."""

    minutes: int
    blocks: int


@dataclass(slots=True)
class Offer:
    """The blocks of one day by agent, their allowances, and the reason for each eligible agent who has none."""

    day: date
    blocks: dict[str, list[Block]] = field(default_factory=dict)
    allowances: dict[str, Allowance] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the day's offer is put together: who is there, what is taught, what is remembered, what is left."""

    presence: Presence
    curriculum: Curriculum
    settings: PoolSettings
    board: Board

    def offer(self, needs: Sequence[Need], ledger: Ledger, day: date) -> Offer:
        """Blocks for everybody on shift on `day`; those who look bad on few contacts are refused by name."""
        offer = Offer(day)
        for need in needs:
            if self.presence.plan(need.agent_id, day) is None:
                continue
            allowance = self._allowance(need.agent_id, ledger, day)
            found = self._blocks(need, allowance, ledger, day)
            if isinstance(found, str):
                if need.eligible or need.findings:
                    offer.refused[need.agent_id] = found
            else:
                offer.blocks[need.agent_id], offer.allowances[need.agent_id] = found, allowance
        return offer

    def _allowance(self, agent_id: str, ledger: Ledger, day: date) -> Allowance:
        of_day = self.settings.minutes_per_day - ledger.minutes_on(agent_id, day)
        of_week = self.settings.minutes_per_week - ledger.minutes_in_week(agent_id, day)
        return Allowance(min(of_day, of_week), self.settings.blocks_per_day - ledger.blocks_on(agent_id, day))

    def _blocks(self, need: Need, allowance: Allowance, ledger: Ledger, day: date) -> list[Block] | str:
        """The agent's blocks of that day, or the sentence that says why there are none."""
        if need.handled < self.settings.minimum_sample:
            return need.reason
        if why := self._resting(need.agent_id, ledger, day):
            return why
        case = Case.of(need, ledger, day)
        wishes = self.curriculum.wishes(case)
        if not wishes:
            return self.curriculum.why_none(case)
        affordable = [wish for wish in wishes if wish.topic.minutes <= allowance.minutes]
        if not affordable or allowance.blocks < 1:
            return self._cap_reached(need.agent_id, allowance, ledger, day)
        return self._blocks_of_wishes(need.agent_id, affordable, day)

    def _resting(self, agent_id: str, ledger: Ledger, day: date) -> str | None:
        last = ledger.last_session(agent_id, before=day)
        if last is None or (day - last).days > self.settings.cool_down_days:
            return None
        free = last + timedelta(days=self.settings.cool_down_days + 1)
        return f"cool-down after the session of {last}; free again on {free}"

    def _cap_reached(self, agent_id: str, allowance: Allowance, ledger: Ledger, day: date) -> str:
        if allowance.blocks < 1:
            return f"cap reached: {self.settings.blocks_per_day} block a day"
        taken = ledger.minutes_in_week(agent_id, day)
        return (
            f"cap reached: {taken} min in seven days; {self.settings.minutes_per_week} a week "
            f"and {self.settings.minutes_per_day} a day allowed"
        )

    def _blocks_of_wishes(self, agent_id: str, wishes: Sequence[Wish], day: date) -> list[Block] | str:
        stretches = self.presence.free(agent_id, day, self.settings.break_clearance)
        possible = [block for wish in wishes for block in blocks_of(wish, stretches, self.board)]
        if not possible:
            shortest = min(wish.topic.minutes for wish in wishes)
            return f"no {shortest} min in one piece {self.settings.break_clearance} min clear of his breaks"
        lacking = [(block, self.board.lacking(block.claims)) for block in possible]
        fitting = [block for block, resource in lacking if resource is None]
        return fitting or in_words(Counter(SHORTAGES[resource.kind] for _, resource in lacking if resource))


SHORTAGES: Mapping[str, str] = {
    "cover": "no surplus left above the protected requirement",
    "team": "as many of his team are away as may be",
    "agent": "he is in another block",
    "day": "his minutes of the day are used up",
    "trainer": "no trainer free",
    "room": "no room left",
}


def in_words(shortages: Counter[str]) -> str:
    """Why none of an agent's blocks could be had: "of 9 possible blocks: no trainer free (in 7), ..."."""
    total = shortages.total()
    if len(shortages) == 1:
        return f"{next(iter(shortages))} in any of his {total} possible blocks"
    parts = (f"{words} (in {count})" for words, count in shortages.most_common())
    return f"of {total} possible blocks: {', '.join(parts)}"
